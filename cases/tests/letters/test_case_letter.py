"""Letters of Disnaker: written from the case, read before they leave, numbered with the head's approval, kept."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog, Role
from accounts.tests.factories import make_actor, make_agency
from cases.forms.letters.case_letter import NAME_STAYS, NOBODY, TOO_OPEN
from cases.forms.letters.case_letter_deeds import ENDS_BEFORE, NO_PROXY
from cases.forms.letters.case_letter_kinds import FORMS
from cases.models import (
    Case,
    CaseLetter,
    CaseLetterFile,
    CaseLetterPerson,
    CaseNote,
    CasePerson,
    Contact,
    Coordination,
    Document,
    Sharing,
    SharingBasis,
)
from cases.rules import intake
from cases.rules.casework import group_event, need_to_know
from cases.rules.coordination import consent, sharing, sharing_fields
from cases.rules.letters import case_letter as rules
from cases.rules.letters import case_letter_content, letter
from cases.rules.privacy import reveal
from cases.states.case_letter import UNNUMBERED, CaseLetterStatus
from cases.tests.factories import TODAY, make_case, make_case_letter, make_nik, make_person
from cases.tests.races import at_once
from cases.values.case_letter import SPECS, CaseLetterKind
from cases.values.sharing import SENSITIVE_GROUPS
from education import seed
from lib.clock import today
from lib.tests import papers
from lib.typesetting import typeset

pytestmark = pytest.mark.django_db
S = CaseLetterStatus
STEP = {"happened_on": TODAY, "source": "DISNAKER"}
# Brought by hand: the signed sheet is still with the courier, and the other office wrote down that it came.
BY_HAND = STEP | {
    "note": "Lewat kurir.", "sheet_later": "masih di kurir", "reference": "AG-12", "said_by": "Bu Lia, tata usaha",
}  # fmt: skip
DAY, STORY = "2026-01-02", "Paspor diambil majikan."
# What is typed for each kind beyond what stands in a new form.
TYPED = {
    "S02": {},
    "S03": {},
    "S05": {"route": "Jakarta–Pangkalpinang", "amount": "2000000", "needed_by": DAY},
    "S06": {"officers": "Nama Petugas, NIP 1, Pengantar Kerja", "starts_on": DAY, "ends_on": DAY},
    "S08": {
        "handed_on": DAY, "place": "Bandara", "receiver_name": "Ibu Contoh", "receiver_relation": "ORANG_TUA",
        "receiver_address": "Jl. Contoh 1", "witnesses": "Nama Lurah, Lurah",
    },
    "S09": {"signer": "Siti Contoh", "signer_relation": "DIRI_SENDIRI", "signer_address": "Jl. Contoh 1"},
    "S10": {
        "needs": "Pendampingan psikologis", "basis": "PERSETUJUAN", "consent_on": DAY, "consent_witness": "Bu RT",
    },
    "S11": {"matter": "laporan"},
    "S12": {
        "party": "PT Contoh", "party_name": "Nama Wakil", "turn": "kesatu", "held_on": DAY, "explained": "Salah paham.",
        "promised": "Membayar gaji.",
    },
    "S13": {
        "signer": "Ibu Contoh", "signer_relation": "ORANG_TUA", "signer_address": "Jl. Contoh 1",
        "agrees_to": "rehabilitasi", "place": "Sentra Contoh",
    },
    "S14": {"leaked": "Nama", "happened": "Kemarin.", "done": "Ditutup.", "contact": "Disnaker", "to": "Siti Contoh"},
    "SPLP": {"known_by": "Kartu Keluarga"},
    "AKHIR": {"outcome": "pulang ke keluarga"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def nobody_asked_before():
    """Whether a letter is genuine may be asked thirty times a minute, by all tests of this process together."""
    cache.clear()


@pytest.fixture
def head(ana):
    head = letter.letterhead_of(ana.territory)
    head.signer_name, head.phone = "Kepala Contoh", "(0717) 000000"
    head.save()
    return head


@pytest.fixture
def case(case):
    """Siti's, with a few sentences of what happened: a request without them looks for nobody."""
    Case.objects.update(chronology=STORY)
    case.refresh_from_db()
    return case


@pytest.fixture
def known(siti):
    """Siti, of whom a passport and a telephone are known."""
    Document.objects.create(person=siti, kind="PASPOR", number="C7654321")
    Contact.objects.create(person=siti, phone="+6281234567890", relation="ORANG_TUA", name="Ibu Siti")
    return siti


@pytest.fixture
def cousin(ana):
    """Another officer of Disnaker, a cousin of the recruiter."""
    return make_actor("joni", Role.DISNAKER, ana.territory)


def form_for(case, kind, by, agency=None, **typed):
    """The form of a kind as somebody sends it who changes nothing but what is typed."""
    empty = FORMS[kind](CaseLetterKind(kind), case, by)
    data = {name: field.initial for name, field in empty.fields.items() if field.initial is not None} | empty.initial
    data |= TYPED[kind] | {"agency": agency.pk if agency else ""} | typed
    return FORMS[kind](CaseLetterKind(kind), case, by, data)


def write(case, kind, by, agency=None, **typed):
    form = form_for(case, kind, by, agency, **typed)
    assert form.is_valid(), form.errors
    return rules.draft(case, CaseLetterKind(kind), *form.what(), client_uuid=uuid.uuid4(), by=by)


def sign(drafted, ana, dewi):
    ready = rules.take_step(drafted, S.DIPARAF, by=ana, **STEP)
    return rules.take_step(ready, S.DITANDATANGANI, by=dewi, **STEP)


@pytest.fixture
def request_letter(case, ana, bp3mi, known):
    return write(case, "S02", ana, bp3mi)


class TestEveryKind:
    @pytest.mark.parametrize("kind", CaseLetterKind)
    def test_it_is_written_approved_numbered_and_kept(self, case, ana, dewi, bp3mi, known, head, kind):
        seed.add_facts()
        signed = sign(write(case, kind, ana, bp3mi if SPECS[kind].to_agency else None), ana, dewi)
        assert signed.number.startswith("560/001/DISNAKER/")
        pdf = signed.file.read()
        assert pdf.startswith(b"%PDF") and b"pdfuaid" in pdf

    @pytest.mark.parametrize("kind", CaseLetterKind)
    def test_it_can_be_set_without_a_single_fact(self, case, ana, bp3mi, known, kind):
        drafted = write(case, kind, ana, bp3mi if SPECS[kind].to_agency else None)
        assert drafted.body["facts"] == {} and rules.pictures(drafted)[0].startswith(b"\x89PNG")

    @pytest.mark.parametrize("kind", CaseLetterKind)
    def test_it_carries_only_groups_it_may(self, case, kind):
        names = case_letter_content.fields_of(kind, case)
        assert {sharing_fields.FIELDS[name].group for name in names} <= set(SPECS[kind].groups)
        assert set(SPECS[kind].usual) <= set(names)
        assert not {sharing_fields.FIELDS[name].group for name in SPECS[kind].usual} & SENSITIVE_GROUPS


class TestWhatItSays:
    def test_names_stand_in_the_annex_and_nowhere_else(self, request_letter):
        body = request_letter.body
        assert [row[1] for row in body["rows"]] == ["Siti Contoh"] and "paspor C7654321" in body["rows"][0]
        rest = {name: value for name, value in body.items() if name != "rows"}
        assert "Siti" not in str(rest) and "C7654321" not in str(rest)

    def test_the_mayors_office_reads_numbers_and_no_name(self, case, ana):
        body = write(case, "S05", ana).body
        assert body["count"] == 1 and body["amount"] == "Rp2.000.000"
        assert "Siti" not in str(body) and body["rows"] == body["columns"] == []

    def test_it_stays_as_it_was_written_whatever_happens_to_the_data(self, request_letter, known, ana, dewi, head):
        type(known).objects.filter(pk=known.pk).update(name="Nama Lain")
        signed = sign(request_letter, ana, dewi)
        assert signed.body["rows"][0][1] == "Siti Contoh"

    def test_siblings_may_be_in_two_countries(self, ana, rudi, bp3mi):
        case = make_case(
            ana, [make_person(rudi, rudi.territory, name=name) for name in ("Andi Satu", "Beni Dua")], chronology=STORY
        )
        CasePerson.objects.filter(person__name="Beni Dua").update(country="KH")
        body = write(case, "S02", ana, bp3mi).body
        assert [row[-1] for row in body["rows"]] == ["Myanmar", "Kamboja"] and body["countries"] == "Myanmar, Kamboja"

    def test_the_most_urgent_case_says_how_fast(self, case, ana, bp3mi):
        assert write(case, "S03", ana, bp3mi).body["secrecy"] == "Segera / Terbatas"

    def test_a_reminder_names_the_letter_it_follows(self, case, ana, dewi, bp3mi, head, request_letter):
        sent = sign(request_letter, ana, dewi)
        CaseLetter.objects.filter(pk=sent.pk).update(issued_on=today() - timedelta(9))
        about = write(case, "S03", ana, bp3mi, about=sent.pk).body["about"]
        assert (about["number"], about["age"]) == (sent.number, 9)

    def test_what_people_type_is_text_and_never_markup(self, case, ana, head):
        odd = '*a* #read("/etc/passwd") $y$ <b> \\ "'
        drafted = write(case, "S12", ana, party=odd, explained=odd, promised=odd)
        whole = drafted.body | letter.envelope(head, TODAY, number=odd, code="")
        assert typeset("cases/letters/S12.typ", whole).startswith(b"%PDF")


class TestOnWhatBasis:
    """Contact and health leave with a consent, or where a life is at stake; and not after it was taken back."""

    CONTACT = {"chosen": ["nama", "kronologi", "kontak"]}
    AGREED = {"basis": "PERSETUJUAN", "consent_on": str(today()), "consent_witness": "Bu RT"}

    def test_without_a_basis_they_stay(self, case, ana, bp3mi, known):
        assert form_for(case, "S02", ana, bp3mi, **self.CONTACT).errors["basis"] == [sharing.NO_BASIS]

    def test_a_life_at_stake_carries_them(self, case, ana, bp3mi, known):
        drafted = write(case, "S02", ana, bp3mi, basis="KEPENTINGAN_VITAL", **self.CONTACT)
        assert "+6281234567890" in str(drafted.body["lines"])
        public = {"IDENTITAS": "TUGAS_PUBLIK", "KRONOLOGI": "TUGAS_PUBLIK"}
        assert drafted.bases == public | {"KONTAK_KELUARGA": "KEPENTINGAN_VITAL"}

    def test_in_a_calm_case_it_does_not(self, ana, siti, bp3mi, known):
        calm = make_case(ana, [siti], urgency="P4", chronology=STORY)
        errors = form_for(calm, "S02", ana, bp3mi, basis="KEPENTINGAN_VITAL", **self.CONTACT).errors
        assert errors["basis"] == [sharing.NOT_VITAL]

    def test_a_consent_has_its_day(self, case, ana, bp3mi, known):
        errors = form_for(case, "S02", ana, bp3mi, basis="PERSETUJUAN", **self.CONTACT).errors
        assert errors["consent_on"] == [sharing.NO_CONSENT_DATE]
        late = str(today() + timedelta(days=1))
        assert "consent_on" in form_for(case, "S02", ana, bp3mi, basis="PERSETUJUAN", consent_on=late).errors

    def test_and_somebody_who_heard_it(self, case, ana, bp3mi, known):
        unheard = self.CONTACT | self.AGREED | {"consent_witness": ""}
        assert form_for(case, "S02", ana, bp3mi, **unheard).errors["consent_witness"] == [sharing.NOT_ATTESTED]
        form = form_for(case, "S02", ana, bp3mi, **self.AGREED, **self.CONTACT)
        assert form.is_valid()
        found, answers = form.what()
        with pytest.raises(ValidationError, match="nama saksinya"):
            unheard = found._replace(consent_witness="")
            rules.draft(case, CaseLetterKind.S02, unheard, answers, client_uuid=uuid.uuid4(), by=ana)

    def test_taken_back_before_the_head_approves(self, case, coordination, ana, dewi, bp3mi, known, head):
        """Drafted on a consent, which ends before the letter has its number: it gets none."""
        drafted = write(case, "S02", ana, bp3mi, **self.AGREED, **self.CONTACT)
        Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM")
        coordination.refresh_from_db()
        bases = {"KONTAK_KELUARGA": "PERSETUJUAN"}
        given = {"chosen": ["kontak"], "bases": bases, "consent_on": today(), "consent_witness": "Bu RT"}
        sharing.share(coordination, client_uuid=uuid.uuid4(), by=ana, **given)
        SharingBasis.objects.update(withdrawn_at="2099-01-01T00:00Z", withdrawn_by=ana)
        ready = rules.take_step(drafted, S.DIPARAF, by=ana, **STEP)
        with pytest.raises(ValidationError, match="sudah dicabut"):
            rules.take_step(ready, S.DITANDATANGANI, by=dewi, **STEP)
        assert not CaseLetterFile.objects.exists()

    def test_what_it_hands_over_is_written_down_when_it_leaves(
        self, client, case, coordination, ana, dewi, bp3mi, known, head
    ):
        """As any other way of handing over, with the letter instead of its words; once, however often it is pressed."""
        drafted = write(case, "S02", ana, bp3mi, **self.AGREED, **self.CONTACT)
        signed, key = sign(drafted, ana, dewi), uuid.uuid4()
        assert not Sharing.objects.exists()
        for _ in range(2):
            sent = rules.take_step(signed, S.DIKIRIM, by=ana, client_uuid=key, **BY_HAND)
        rules.take_step(sent, S.DITERIMA, by=ana, **BY_HAND)
        left = Sharing.objects.get()
        assert (left.coordination, left.letter, left.by) == (coordination, signed, ana)
        assert {line[2] for line in left.lines} == {f"lihat surat {signed.number}"}
        bases = {row.group: (row.basis, row.consent_on) for row in left.bases.all()}
        assert bases["KONTAK_KELUARGA"] == ("PERSETUJUAN", today()) and set(bases) == set(signed.bases)
        client.force_login(ana.user)
        page = client.get(reverse("cases:shared", args=[case.number, coordination.pk, left.pk])).content.decode()
        assert signed.get_absolute_url() in page

    def test_so_a_consent_taken_back_reaches_it(self, case, coordination, ana, dewi, bp3mi, eko, budi, known, head):
        drafted = write(case, "S02", ana, bp3mi, **self.AGREED, **self.CONTACT)
        rules.take_step(sign(drafted, ana, dewi), S.DIKIRIM, by=ana, **BY_HAND)
        Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM")
        consent.record(known, {"KELUARGA": False}, by=budi, now=timezone.now())
        assert "kontak keluarga" in CaseNote.objects.visible_to(eko).get().text
        assert not Sharing.objects.visible_to(eko).exists() and not CaseLetter.objects.visible_to(eko).exists()

    def test_the_account_opens_what_the_letter_said_and_only_of_whom_it_names(
        self, case, coordination, ana, dewi, bp3mi, eko, rudi, known, head
    ):
        other = make_person(rudi, rudi.territory, name="Rina Contoh", nik=make_nik(), passport="C1111111")
        intake.add_person(case, other, by=ana, happened_on=TODAY)
        named = {"persons": [case.persons.get(person=known).pk], "chosen": ["nama", "nomor_dokumen", "kronologi"]}
        drafted = write(case, "S02", ana, bp3mi, **named)
        rules.take_step(sign(drafted, ana, dewi), S.DIKIRIM, by=ana, **BY_HAND)
        Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM")
        opened = {
            (person.name, field)
            for person in (known, other)
            for field, record in (("nik", person), ("dokumen", person.documents.get()))
            if reveal.may_open(record, field, eko)
        }
        assert opened == {("Siti Contoh", "dokumen")}

    def test_without_a_coordination_to_withdraw_it_from_it_does_not_leave(
        self, client, case, ana, dewi, bp3mi, known, head
    ):
        drafted = write(case, "S02", ana, bp3mi, **self.AGREED, **self.CONTACT)
        signed = sign(drafted, ana, dewi)
        client.force_login(ana.user)
        page = press(client, signed, S.DIKIRIM, note="Lewat kurir.").content.decode()
        assert "Buka dulu koordinasi" in page and case.number in page and "Lewat kurir." in page
        signed.refresh_from_db()
        assert signed.status == S.DITANDATANGANI and not Sharing.objects.exists()

    def test_on_the_public_task_it_leaves_its_row_all_the_same(self, client, case, ana, dewi, bp3mi, eko, known, head):
        """To an office that was asked for nothing else: the row hangs on the letter and the case."""
        signed = sign(write(case, "S02", ana, bp3mi, basis="KEPENTINGAN_VITAL", **self.CONTACT), ana, dewi)
        for target in (S.DIKIRIM, S.DITERIMA):
            signed = rules.take_step(signed, target, by=ana, **BY_HAND)
        left = Sharing.objects.get()
        assert (left.coordination, left.about_case, left.agency, left.letter) == (None, case, bp3mi, signed)
        assert {row.group for row in left.bases.all()} == {"IDENTITAS", "KRONOLOGI", "KONTAK_KELUARGA"}
        client.force_login(ana.user)
        assert "kontak keluarga, dasarnya" in client.get(signed.get_absolute_url()).content.decode()
        told = client.get(reverse("cases:consents", args=[known.pk])).content.decode()
        assert str(bp3mi) in told and case.number in told
        assert not Sharing.objects.visible_to(eko).exists() and not reveal.may_open(
            known.contacts.get(), "telepon", eko
        )

    def test_nor_when_the_consent_ended_on_the_head_s_desk(
        self, case, coordination, ana, dewi, bp3mi, budi, known, head
    ):
        drafted = write(case, "S02", ana, bp3mi, **self.AGREED, **self.CONTACT)
        signed = sign(drafted, ana, dewi)
        consent.record(known, {"KELUARGA": False}, by=budi, now=timezone.now())
        with pytest.raises(ValidationError, match="tidak mengizinkan keluarganya"):
            rules.take_step(signed, S.DIKIRIM, by=ana, **STEP)

    def test_of_a_group_each_case_has_its_row(self, ana, dewi, bp3mi, rudi, head):
        cases = [make_case(ana, [make_person(rudi, rudi.territory, name=name)]) for name in ("Andi Satu", "Beni Dua")]
        group = group_event.make(client_uuid=uuid.uuid4(), by=ana, name="Myawaddy", happened_on=TODAY, chronology=STORY)
        group_event.bring_in(group, [case.number for case in cases], by=ana)
        for case in cases:
            intake.draft_coordination(case, bp3mi, by=ana)
        rules.take_step(sign(write(group, "S02", ana, bp3mi), ana, dewi), S.DIKIRIM, by=ana, **BY_HAND)
        assert {row.coordination.case for row in Sharing.objects.all()} == set(cases)

    def test_a_form_cannot_smuggle_in_another_field(self, case, ana, known):
        assert "chosen" in form_for(case, "S06", ana, chosen=["nama", "nomor_dokumen"]).errors

    def test_nor_can_the_rule(self, case, ana):
        form = form_for(case, "S06", ana)
        assert form.is_valid()
        found, answers = form.what()
        public = {"IDENTITAS": "TUGAS_PUBLIK", "DOKUMEN": "TUGAS_PUBLIK"}
        wider = found._replace(chosen=("nama", "nomor_dokumen"), bases=public)
        with pytest.raises(ValidationError, match="tidak boleh ada"):
            rules.draft(case, CaseLetterKind.S06, wider, answers, client_uuid=uuid.uuid4(), by=ana)


class TestForms:
    def test_the_name_stays_and_somebody_is_meant(self, case, ana, bp3mi):
        assert form_for(case, "S02", ana, bp3mi, chosen=["negara"]).errors["chosen"] == [NAME_STAYS]
        assert form_for(case, "S02", ana, bp3mi, persons=[]).errors["persons"] == [NOBODY]

    def test_a_suspicion_is_never_an_open_letter(self, ana, siti, bp3mi):
        secret = make_case(ana, [siti], category="TPPO")
        assert form_for(secret, "S02", ana, bp3mi, secrecy="BIASA").errors["secrecy"] == [TOO_OPEN]

    def test_a_brother_needs_a_power_of_attorney_to_receive(self, case, ana):
        errors = form_for(case, "S08", ana, receiver_relation="SAUDARA").errors
        assert errors["proxy"] == [NO_PROXY]
        assert form_for(case, "S08", ana, receiver_relation="SAUDARA", proxy="1/2026").is_valid()

    def test_a_task_ends_after_it_begins(self, case, ana):
        assert form_for(case, "S06", ana, ends_on="2026-01-01").errors["ends_on"] == [ENDS_BEFORE]

    def test_of_a_group_nobody_is_the_one_reporter(self, ana, case):
        group = group_event.make(client_uuid=uuid.uuid4(), by=ana, name="Myawaddy", happened_on=TODAY, chronology=STORY)
        assert "pelapor" in case_letter_content.fields_of("S02", case)
        assert "pelapor" not in case_letter_content.fields_of("S02", group)


class TestNumbers:
    def test_one_row_of_numbers_for_all_kinds(self, case, ana, dewi, bp3mi, head):
        numbers = [sign(write(case, kind, ana, bp3mi), ana, dewi).serial for kind in ("S02", "S03", "AKHIR")]
        assert numbers == [1, 2, 3]

    def test_a_letter_that_cannot_be_set_takes_no_number(self, request_letter, ana, dewi, head, monkeypatch):
        ready = rules.take_step(request_letter, S.DIPARAF, by=ana, **STEP)
        monkeypatch.setattr(rules, "typeset", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rules.take_step(ready, S.DITANDATANGANI, by=dewi, **STEP)
        monkeypatch.undo()
        assert rules.take_step(ready, S.DITANDATANGANI, by=dewi, **STEP).serial == 1

    def test_without_a_signer_there_is_none(self, request_letter, ana, dewi):
        ready = rules.take_step(request_letter, S.DIPARAF, by=ana, **STEP)
        with pytest.raises(ValidationError, match="penanda tangan"):
            rules.take_step(ready, S.DITANDATANGANI, by=dewi, **STEP)

    def test_only_the_head_gives_it(self, request_letter, ana, head):
        ready = rules.take_step(request_letter, S.DIPARAF, by=ana, **STEP)
        with pytest.raises(PermissionDenied):
            rules.take_step(ready, S.DITANDATANGANI, by=ana, **STEP)

    def test_pressed_twice_it_is_one(self, request_letter, ana, dewi, head):
        ready = rules.take_step(request_letter, S.DIPARAF, by=ana, **STEP)
        key = uuid.uuid4()
        twice = [rules.take_step(ready, S.DITANDATANGANI, by=dewi, client_uuid=key, **STEP) for _ in range(2)]
        assert {one.number for one in twice} == {twice[0].number} and CaseLetterFile.objects.count() == 1

    @pytest.mark.parametrize("status", [s for s in S if s not in {*UNNUMBERED, S.DICABUT}])
    def test_the_database_knows_no_sent_letter_without_one(self, request_letter, status):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseLetter.objects.filter(pk=request_letter.pk).update(status=status)


class TestDrafts:
    def test_it_is_rewritten_from_what_is_known_now(self, request_letter, case, known, ana, bp3mi):
        type(known).objects.filter(pk=known.pk).update(name="Siti Betul")
        form = form_for(case, "S02", ana, bp3mi, asked="Cari dia.")
        assert form.is_valid()
        again = rules.revise(request_letter, *form.what(), seen=0, by=ana)
        assert again.body["rows"][0][1] == "Siti Betul" and again.body["asked"] == ["Cari dia."]

    def test_of_two_editors_the_second_is_told(self, request_letter, case, ana, bp3mi):
        form = form_for(case, "S02", ana, bp3mi)
        assert form.is_valid()
        rules.revise(request_letter, *form.what(), seen=0, by=ana)
        with pytest.raises(ValidationError, match="Orang lain"):
            rules.revise(request_letter, *form.what(), seen=0, by=ana)

    def test_what_the_head_has_before_her_does_not_change(self, request_letter, case, ana, bp3mi):
        form = form_for(case, "S02", ana, bp3mi)
        assert form.is_valid()
        ready = rules.take_step(request_letter, S.DIPARAF, by=ana, **STEP)
        with pytest.raises(ValidationError, match="tidak bisa diubah"):
            rules.revise(ready, *form.what(), seen=0, by=ana)

    def test_the_same_form_twice_is_one_letter(self, case, ana, bp3mi):
        form, key = form_for(case, "S02", ana, bp3mi), uuid.uuid4()
        assert form.is_valid()
        made = [rules.draft(case, CaseLetterKind.S02, *form.what(), client_uuid=key, by=ana) for _ in range(2)]
        assert made[0] == made[1] and CaseLetter.objects.count() == 1


class TestWhoSeesIt:
    def test_disnaker_all_and_the_others_none(self, request_letter, ana, dewi, dina, budi, rudi, wawan, eko):
        seen = {
            a.user.username: CaseLetter.objects.visible_to(a).exists()
            for a in (ana, dewi, dina, budi, rudi, wawan, eko)
        }
        assert seen == {"ana": True, "dewi": True} | dict.fromkeys(("dina", "budi", "rudi", "wawan", "eko"), False)

    @pytest.mark.parametrize("status", S)
    def test_an_agency_what_was_sent_to_it(self, case, ana, eko, bp3mi, status):
        letter = make_case_letter(ana, case, number="560/1", status=status, agency=bp3mi)
        sees = CaseLetter.objects.visible_to(eko).filter(pk=letter.pk).exists()
        assert sees == (status in ("DIKIRIM", "DITERIMA", "DIBALAS"))

    def test_not_what_went_to_another(self, case, ana, eko):
        make_case_letter(ana, case, number="560/1", status="DIKIRIM", agency=make_agency("KBRI Contoh", "PERWAKILAN"))
        assert not CaseLetter.objects.visible_to(eko).exists()

    @pytest.mark.parametrize("kind", CaseLetterKind)
    def test_dinsos_what_its_work_needs_once_it_is_issued(self, case, ana, dina, kind):
        intake.add_member(case, dina.office, by=ana)
        letter = make_case_letter(ana, case, kind=kind, number="560/1")
        for status in S:
            CaseLetter.objects.filter(pk=letter.pk).update(status=status)
            sees = CaseLetter.objects.visible_to(dina).exists()
            wanted = status in ("DITANDATANGANI", "DIKIRIM", "DITERIMA", "DIBALAS")
            assert sees == (wanted and kind in ("S05", "S08", "S09", "S10", "S13")), status

    def test_dinsos_none_outside_its_teams_nor_of_a_letter_that_names_others(self, case, ana, dina, rudi):
        letter = make_case_letter(ana, case, kind="S10", number="560/1", status="DIKIRIM")
        assert not CaseLetter.objects.visible_to(dina).exists()
        intake.add_member(case, dina.office, by=ana)
        assert CaseLetter.objects.visible_to(dina).exists()
        other = make_case(ana, [make_person(rudi, rudi.territory, name="Joko Contoh")])
        CaseLetterPerson.objects.create(letter=letter, link=other.persons.get())
        assert not CaseLetter.objects.visible_to(dina).exists()
        intake.add_member(other, dina.office, by=ana)
        assert CaseLetter.objects.visible_to(dina).exists()

    def test_dinsos_shut_out_of_a_case_reads_none_of_its_letters(self, case, ana, dina):
        intake.add_member(case, dina.office, by=ana)
        make_case_letter(ana, case, kind="S10", number="560/1", status="DIKIRIM")
        need_to_know.shut_out(case, dina, reason="kerabat", by=ana)
        assert not CaseLetter.objects.visible_to(dina).exists()

    def test_dinsos_opens_it_from_the_case_and_that_is_written_down(self, client, case, ana, dina, few_queries):
        intake.add_member(case, dina.office, by=ana)
        letter = make_case_letter(ana, case, kind="S10", number="560/77", status="DIKIRIM")
        client.force_login(dina.user)
        with few_queries():
            page = client.get(case.get_absolute_url()).content.decode()
        assert letter.get_absolute_url() in page and "560/77" in page and "Buat surat" not in page
        assert "560/77" in client.get(reverse("cases:case_letters")).content.decode()
        with few_queries():
            assert "Unduh untuk dicetak" in client.get(letter.get_absolute_url()).content.decode()
        assert client.get(reverse("cases:case_letter_pdf", args=[letter.pk])).status_code == 200
        seen = AccessLog.objects.filter(by=dina, subject=f"cases.caseletter:{letter.pk}")
        assert sorted(seen.values_list("action", flat=True)) == ["EXPORT", "VIEW"]

    def test_but_not_the_file_that_shows_a_nik(self, client, case, ana, dina):
        intake.add_member(case, dina.office, by=ana)
        letter = make_case_letter(ana, case, kind="S08", number="560/1", status="DITERIMA")
        letter.written = json.dumps({"chosen": ["nama", "nik"]})
        letter.save(update_fields=["written"])
        client.force_login(dina.user)
        assert "tersamar bagi kantor Anda" in client.get(letter.get_absolute_url()).content.decode()
        assert client.get(reverse("cases:case_letter_pdf", args=[letter.pk])).status_code == 403

    def test_whoever_is_shut_out_of_a_case_reads_no_letter_that_names_its_people(
        self, request_letter, case, cousin, dewi
    ):
        need_to_know.shut_out(case, cousin, reason="keluarga", by=dewi)
        assert not CaseLetter.objects.visible_to(cousin).exists() and CaseLetter.objects.visible_to(dewi).exists()

    def test_it_lies_encrypted(self, request_letter, ana, dewi, head):
        sign(request_letter, ana, dewi)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT content || written FROM cases_caseletter UNION SELECT content FROM cases_caseletterfile"
            )
            stored = "".join(row[0] for row in cursor.fetchall())
        assert "Siti" not in stored and "JVBERi" not in stored

    def test_to_look_at_a_passport_number_is_written_down(self, client, ana, request_letter):
        client.force_login(ana.user)
        client.get(request_letter.get_absolute_url())
        assert AccessLog.objects.filter(action="REVEAL", detail__startswith="nomor_dokumen").exists()


class TestPages:
    def test_from_the_case_to_the_answer(self, client, case, coordination, ana, dewi, bp3mi, known, head, few_queries):
        """An officer writes, the head approves, it is sent and answered; the case tells all of it in its line."""
        client.force_login(ana.user)
        assert "Permohonan fasilitasi" in client.get(f"/kasus/{case.number}/surat/").content.decode()
        data = form_for(case, "S02", ana, bp3mi).data
        page = client.post(f"/kasus/{case.number}/surat/s02/", data, follow=True)
        drafted = CaseLetter.objects.get()
        assert "data:image/png;base64," in page.content.decode() and "Ubah isinya" in page.content.decode()
        press(client, drafted, S.DIPARAF)
        client.force_login(dewi.user)
        press(client, drafted, S.DITANDATANGANI)
        client.force_login(ana.user)
        press(client, drafted, S.DIKIRIM, note="Lewat e-mail dinas.")
        press(client, drafted, S.DIBALAS, reference="B.1/BP3MI/2026")
        drafted.refresh_from_db()
        with few_queries():
            html = client.get(case.get_absolute_url()).content.decode()
        for text in (drafted.number, "B.1/BP3MI/2026", "fasilitasi pelindungan dan pemulangan: Dibalas"):
            assert text in html
        assert client.get(f"/kasus/surat/{drafted.pk}/pdf/").content == drafted.file.read()

    def test_few_questions_however_many_people(self, client, ana, rudi, bp3mi, few_queries):
        people = [make_person(rudi, rudi.territory, name=f"Orang {letter} Contoh") for letter in "ABCDEFGH"]
        drafted = write(make_case(ana, people, chronology=STORY), "S02", ana, bp3mi)
        client.force_login(ana.user)
        with few_queries():
            client.get(drafted.get_absolute_url())
        with few_queries():
            client.get(f"/kasus/surat/{drafted.pk}/ubah/")
        with few_queries():
            client.get("/kasus/surat/")

    def test_what_was_typed_is_kept_when_something_lacks(self, client, case, ana):
        client.force_login(ana.user)
        data = form_for(case, "S02", ana, asked="Cari dia baik-baik.").data
        html = client.post(f"/kasus/{case.number}/surat/s02/", data).content.decode()
        assert (
            "Pilih instansi yang dituju." in html and "Cari dia baik-baik." in html and not CaseLetter.objects.exists()
        )

    def test_two_press_at_once_and_the_second_is_told(self, client, case, ana, dewi, request_letter):
        client.force_login(ana.user)
        press(client, request_letter, S.DIPARAF)
        answer = press(client, request_letter, S.DIPARAF)
        assert answer.status_code == 409

    def test_the_step_that_needs_a_number_is_offered_it(
        self, client, case, coordination, ana, dewi, request_letter, head
    ):
        signed = sign(request_letter, ana, dewi)
        Coordination.objects.filter(pk=coordination.pk).update(status="DITELAAH")
        client.force_login(ana.user)
        html = client.get(f"{case.get_absolute_url()}?langkah=koordinasi-{coordination.pk}-DIKIRIM").content.decode()
        assert f'value="{signed.number}"' in html

    def test_the_deed_is_offered_where_somebody_is_handed_over(self, client, case, ana, dewi, head):
        signed = sign(write(case, "S08", ana), ana, dewi)
        CasePerson.objects.update(status="PERJALANAN_DAERAH")
        client.force_login(ana.user)
        link = case.persons.get()
        html = client.get(f"{case.get_absolute_url()}?langkah=orang-{link.pk}-SERAH_TERIMA").content.decode()
        assert f'value="{signed.number}"' in html

    def test_there_is_no_other_letter(self, client, case, ana):
        client.force_login(ana.user)
        assert client.get(f"/kasus/{case.number}/surat/s99/").status_code == 404

    def test_the_register_shows_one_state(self, client, ana, case):
        make_case_letter(ana, case, number="560/077")
        client.force_login(ana.user)
        assert "560/077" in client.get("/kasus/surat/?status=KONSEP").content.decode()
        assert "560/077" not in client.get("/kasus/surat/?status=DIKIRIM").content.decode()


class TestGenuine:
    def test_the_public_page_says_nothing_of_what_it_is_about(self, client, request_letter, ana, dewi, head):
        signed = sign(request_letter, ana, dewi)
        html = client.get(f"/surat/{signed.public_code}/").content.decode()
        assert all(text in html for text in (signed.number, "Surat ini asli", "Dinas Tenaga Kerja", "(0717) 000000"))
        assert "Siti" not in html and "pemulangan" not in html and "K-20" not in html

    def test_a_withdrawn_one_says_so(self, client, request_letter, ana, dewi, head):
        signed = sign(request_letter, ana, dewi)
        rules.take_step(signed, S.DICABUT, by=dewi, note="Salah alamat", **STEP)
        html = client.get(f"/surat/{signed.public_code}/").content.decode()
        assert "sudah dicabut" in html and "Salah alamat" not in html


class TestGroup:
    """One letter for many, from 1 to 70."""

    @pytest.fixture
    def group(self, ana, rudi):
        people = [make_person(rudi, rudi.territory, name=f"Orang Ke-{n:02d}", nik=make_nik()) for n in range(3)]
        cases = [make_case(ana, [person]) for person in people]
        group = group_event.make(
            client_uuid=uuid.uuid4(),
            by=ana,
            name="Myawaddy, Maret 2025",
            happened_on=TODAY,
            country="MM",
            chronology=STORY,
        )
        group_event.bring_in(group, [case.number for case in cases], by=ana)
        return group

    def test_it_names_all_and_stands_in_the_line_of_each_case(self, client, group, ana, dewi, bp3mi, head):
        client.force_login(ana.user)
        data = form_for(group, "S02", ana, bp3mi).data
        client.post(f"/kasus/rombongan/{group.pk}/surat/s02/", data)
        signed = sign(CaseLetter.objects.get(), ana, dewi)
        assert signed.body["count"] == len(signed.body["rows"]) == 3
        for link in group.persons.all():
            html = client.get(link.case.get_absolute_url()).content.decode()
            assert signed.number in html and "Disetujui dan bernomor" in html
        assert signed.number in client.get(group.get_absolute_url()).content.decode()

    def test_a_case_one_is_shut_out_of_hides_the_whole_letter(self, group, ana, cousin, dewi, bp3mi):
        drafted = write(group, "S02", ana, bp3mi)
        need_to_know.shut_out(group.persons.first().case, cousin, reason="keluarga", by=dewi)
        assert not CaseLetter.objects.visible_to(cousin).filter(pk=drafted.pk).exists()

    def test_seventy_rows_are_set(self, case, ana, bp3mi, head):
        body = write(case, "S02", ana, bp3mi).body
        rows = [[str(n), f"Orang Ke-{n}", *body["rows"][0][2:]] for n in range(70)]
        many = body | {"rows": rows, "count": 70} | letter.envelope(head, TODAY, number="1", code="")
        assert typeset("cases/letters/S02.typ", many).startswith(b"%PDF")


def press(client, letter, target, **typed):
    letter.refresh_from_db()
    seen = letter.status if target != S.DIPARAF else S.KONSEP
    data = {
        "target": target,
        "seen": seen,
        "client_uuid": uuid.uuid4(),
        "happened_on": str(TODAY),
        "source": "DISNAKER",
        "sheet_later": "Masih di meja Kadis.",
        "answer_dated_on": str(TODAY),
    }
    return client.post(f"/kasus/surat/{letter.pk}/langkah/", data | typed, follow=True)


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_twin_when_two_are_approved_at_once(case, ana, dewi, bp3mi, head):
    ready = [rules.take_step(write(case, "AKHIR", ana, bp3mi), S.DIPARAF, by=ana, **STEP) for _ in range(3)]
    signed = at_once(*[lambda one=one: rules.take_step(one, S.DITANDATANGANI, by=dewi, **STEP) for one in ready])
    assert sorted(one.serial for one in signed) == [1, 2, 3]


class TestPutRight:
    """A letter that was wrong is withdrawn with a reason; the new one has a new number and names the old."""

    @pytest.fixture
    def void(self, request_letter, ana, dewi, head):
        sent = rules.take_step(sign(request_letter, ana, dewi), S.DIKIRIM, by=ana, **BY_HAND)
        return rules.take_step(sent, S.DICABUT, by=dewi, note="Nama salah tulis.", **STEP)

    def test_the_new_one_starts_from_the_old_and_says_so(self, client, void, case, ana, dewi, bp3mi):
        client.force_login(ana.user)
        page = client.get(void.get_absolute_url()).content.decode()
        assert "sudah dicabut" in page and "Nama salah tulis." in page and "Tulis penggantinya" in page
        url = f"/kasus/{case.number}/surat/s02/?ganti={void.pk}"
        assert f"menggantikan surat nomor {void.number}" in client.get(url).content.decode()
        client.post(url, form_for(case, "S02", ana, bp3mi).data)
        new = CaseLetter.objects.exclude(pk=void.pk).get()
        assert new.replaces == void and new.body["replaces"]["number"] == void.number
        signed = sign(new, ana, dewi)
        assert signed.number != void.number and b"pdfuaid" in signed.file.read()
        page = client.get(void.get_absolute_url()).content.decode()
        assert signed.number in page and "Tulis penggantinya" not in page
        public = client.get(f"/surat/{void.public_code}/").content.decode()
        assert "sudah dicabut" in public and signed.number in public and "Nama salah" not in public

    def test_the_void_file_stays_readable_and_says_what_it_is(self, client, void, ana):
        client.force_login(ana.user)
        answer = client.get(reverse("cases:case_letter_pdf", args=[void.pk]))
        assert answer.content == void.file.read() and 'filename="DICABUT-' in answer["Content-Disposition"]

    def test_only_what_is_void_is_replaced_and_only_once(self, client, void, request_letter, case, ana, dewi, bp3mi):
        client.force_login(ana.user)
        other = write(case, "S02", ana, bp3mi)
        assert client.get(f"/kasus/{case.number}/surat/s02/?ganti={other.pk}").status_code == 404
        assert client.get(f"/kasus/{case.number}/surat/s03/?ganti={void.pk}").status_code == 404
        form = form_for(case, "S02", ana, bp3mi)
        assert form.is_valid()
        rules.draft(case, CaseLetterKind.S02, *form.what(), client_uuid=uuid.uuid4(), by=ana, replaces=void)
        with pytest.raises(ValidationError, match="penggantinya sudah ditulis"):
            rules.draft(case, CaseLetterKind.S02, *form.what(), client_uuid=uuid.uuid4(), by=ana, replaces=void)
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseLetter.objects.filter(pk=other.pk).update(replaces=void)

    def test_an_answered_letter_can_be_wrong_too(self, request_letter, ana, dewi, head):
        sent = rules.take_step(sign(request_letter, ana, dewi), S.DIKIRIM, by=ana, **BY_HAND)
        answered = rules.take_step(sent, S.DIBALAS, by=ana, **BY_HAND)
        assert rules.take_step(answered, S.DICABUT, by=dewi, note="Salah orang.", **STEP).status == S.DICABUT


class TestRequiredContents:
    """What domain.md §3.7 asks of a kind beyond the rest."""

    def test_a_referral_names_the_consent_it_stands_on(self, case, ana, bp3mi):
        body = write(case, "S10", ana, bp3mi).body
        assert body["stands_on"] == {"basis": "PERSETUJUAN", "date": "2 Januari 2026", "witness": "Bu RT"}

    @pytest.mark.parametrize(
        ("typed", "field"),
        [({"basis": ""}, "basis"), ({"consent_on": ""}, "consent_on"), ({"consent_witness": ""}, "consent_witness")],
    )
    def test_and_is_not_written_without(self, case, ana, bp3mi, typed, field):
        assert field in form_for(case, "S10", ana, bp3mi, **typed).errors

    def test_a_calm_case_is_no_matter_of_life_and_death(self, ana, siti, bp3mi):
        calm = make_case(ana, [siti], urgency="P4")
        assert form_for(calm, "S10", ana, bp3mi, basis="KEPENTINGAN_VITAL").errors["basis"] == [sharing.NOT_VITAL]

    def test_the_rule_refuses_what_slipped_past_the_form(self, case, ana, bp3mi):
        form = form_for(case, "S10", ana, bp3mi)
        assert form.is_valid()
        found, answers = form.what()
        with pytest.raises(ValidationError, match=r"Pilih dasarnya"):
            bare = found._replace(stands_on="")
            rules.draft(case, CaseLetterKind.S10, bare, answers, client_uuid=uuid.uuid4(), by=ana)

    def test_taken_back_it_is_the_other_offices_no_more_whatever_it_carried(self, case, ana, dewi, dina, bp3mi, head):
        """Only the name was in it: the whole referral stood on the consent."""
        intake.add_member(case, dina.office, by=ana)
        signed = sign(write(case, "S10", ana, bp3mi), ana, dewi)
        assert signed.bases == {"IDENTITAS": "PERSETUJUAN"}
        with pytest.raises(ValidationError, match="Buka dulu koordinasi"):
            rules.take_step(signed, S.DIKIRIM, by=ana, **BY_HAND)
        asked = intake.draft_coordination(case, bp3mi, by=ana)
        rules.take_step(signed, S.DIKIRIM, by=ana, **BY_HAND)
        assert CaseLetter.objects.visible_to(dina).filter(pk=signed.pk).exists()
        sharing.withdraw_consent(asked, client_uuid=uuid.uuid4(), note="ibunya", by=ana, now=timezone.now())
        assert not CaseLetter.objects.visible_to(dina).filter(pk=signed.pk).exists()
        again = form_for(case, "S10", ana, bp3mi)
        assert again.errors["basis"] == [sharing.WITHDRAWN]

    @pytest.mark.parametrize(("typed", "story"), [({"chosen": ["nama"]}, STORY), ({}, "")])
    def test_a_request_tells_what_happened(self, client, case, ana, bp3mi, typed, story):
        Case.objects.update(chronology=story)
        case.refresh_from_db()
        assert "ronologi" in form_for(case, "S02", ana, bp3mi, **typed).errors["chosen"][0]
        client.force_login(ana.user)
        page = client.get(f"/kasus/{case.number}/surat/s02/").text
        assert ("Tulis dulu beberapa kalimat" in page) is (story == "")

    def test_a_breach_is_told_to_the_person_and_to_the_supervising_body(self, case, ana):
        body = write(case, "S14", ana).body
        assert body["to"] == "Siti Contoh" and "Pelindungan Data Pribadi" in body["authority"]
        assert "authority" in form_for(case, "S14", ana, authority="").errors

    def test_a_reminder_must_name_the_letter_it_follows_where_there_is_one(self, case, ana, dewi, bp3mi, head):
        assert form_for(case, "S03", ana, bp3mi).is_valid()
        sign(write(case, "S02", ana, bp3mi), ana, dewi)
        assert "about" in form_for(case, "S03", ana, bp3mi, about="").errors

    def test_copies_of_a_request_go_to_whom_the_domain_names(self, case, ana, bp3mi):
        copies = " ".join(write(case, "S02", ana, bp3mi).body["cc"])
        for office in ("Wali Kota", "Provinsi", "Pelindungan WNI", "Perwakilan RI", "Kepolisian", "Dinas Sosial"):
            assert office in copies


class TestPhoto:
    """The deed carries a picture of who is handed over, where he agreed that pictures be kept."""

    def deed(self, case, by, photo=None, letter=None, **typed):
        empty = FORMS["S08"](CaseLetterKind.S08, case, by, letter=letter)
        data = {name: field.initial for name, field in empty.fields.items() if field.initial is not None}
        data |= empty.initial | TYPED["S08"] | typed
        files = {"photo": SimpleUploadedFile("a", photo)} if photo else {}
        return FORMS["S08"](CaseLetterKind.S08, case, by, data, files, letter=letter)

    @pytest.fixture
    def agreed(self, siti, budi):
        consent.record(siti, {"FOTO": True}, by=budi, now=timezone.now())

    def test_with_consent_it_is_set_and_tagged(self, case, ana, dewi, agreed, head):
        form = self.deed(case, ana, papers.photo())
        assert form.is_valid(), form.errors
        drafted = rules.draft(case, CaseLetterKind.S08, *form.what(), client_uuid=uuid.uuid4(), by=ana)
        assert "data:image/jpeg;base64," in drafted.body["photo"] and "photo" not in drafted.answers
        assert b"pdfuaid" in sign(drafted, ana, dewi).file.read()

    @pytest.mark.parametrize("answer", [None, False])
    def test_without_it_stays_away(self, case, siti, ana, budi, answer):
        if answer is not None:
            consent.record(siti, {"FOTO": answer}, by=budi, now=timezone.now())
        assert self.deed(case, ana, papers.photo()).errors["photo"] == [rules.NO_PHOTO_CONSENT]

    def test_taken_back_before_the_head_signs_it_gets_no_number(self, case, siti, ana, dewi, budi, agreed, head):
        form = self.deed(case, ana, papers.photo())
        assert form.is_valid()
        drafted = rules.draft(case, CaseLetterKind.S08, *form.what(), client_uuid=uuid.uuid4(), by=ana)
        consent.record(siti, {"FOTO": False}, by=budi, now=timezone.now())
        with pytest.raises(ValidationError, match="belum mengizinkan"):
            sign(drafted, ana, dewi)

    def test_it_stays_through_an_edit_or_is_taken_out(self, case, ana, agreed):
        form = self.deed(case, ana, papers.photo())
        assert form.is_valid()
        drafted = rules.draft(case, CaseLetterKind.S08, *form.what(), client_uuid=uuid.uuid4(), by=ana)
        for keeps, expected in ((True, True), (False, False)):
            again = self.deed(case, ana, letter=drafted, keeps_photo=keeps or "")
            assert again.is_valid(), again.errors
            drafted = rules.revise(drafted, *again.what(), seen=drafted.version, by=ana)
            assert ("photo" in drafted.body) == expected

    def test_of_two_people_there_is_none_and_a_pdf_is_no_photo(self, case, ana, rudi, agreed):
        assert self.deed(case, ana, papers.pdf()).errors["photo"] == ["Pilih foto, bukan PDF."]
        intake.add_person(case, make_person(rudi, rudi.territory, name="Rina Contoh"), by=ana, happened_on=TODAY)
        assert self.deed(case, ana, papers.photo()).errors["photo"] == [rules.ONE_PHOTO]
