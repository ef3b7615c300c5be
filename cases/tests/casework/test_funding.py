"""Who pays which leg of the way home: proposed, promised with a paper, paid; and who waits for it."""

import uuid
from functools import partial

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.forms.casework.funding import NOTHING
from cases.forms.letters.case_letter_kinds import FORMS
from cases.models import CasePerson, Coordination, Funding
from cases.models.case_person import NO_MONEY
from cases.models.funding import NOBODY_PAYS
from cases.rules import intake, workflow
from cases.rules.casework import funding as rules
from cases.rules.casework import group_event
from cases.rules.moving_together import move_together
from cases.tests.factories import TODAY, make_case, make_person
from cases.values.case_letter import CaseLetterKind
from lib.clock import today

pytestmark = pytest.mark.django_db
STEP = {"happened_on": TODAY, "source": "DISNAKER"}
HOME = {"leg": "KE_PANGKALPINANG", "payer": "APBD_KOTA", "amount": 2_000_000}


def propose(case, by, **facts):
    return rules.propose(case, client_uuid=uuid.uuid4(), by=by, **HOME | facts)


def ready(link, status="PENAMPUNGAN"):
    """Where the next step is the one that costs money."""
    CasePerson.objects.filter(pk=link.pk).update(status=status)
    return CasePerson.objects.select_related("case").get(pk=link.pk)


class TestWritingDown:
    def test_an_officer_writes_it_and_the_case_shows_the_sum(self, client, case, ana, few_queries):
        client.force_login(ana.user)
        url = reverse("cases:add_funding", args=[case.number])
        client.post(url, {**HOME, "amount": "2 juta", "client_uuid": uuid.uuid4(), "seen": 0})
        propose(case, ana, leg="KE_JAKARTA", payer="APBN_KEMLU", amount=5_500_000)
        with few_queries():
            html = client.get(case.get_absolute_url()).content.decode()
        for text in ("Jakarta ke Pangkalpinang", "Rp2.000.000", "Pemkot Pangkalpinang", "Rp7.500.000"):
            assert text in html
        assert "Biaya Jakarta ke Pangkalpinang: Diusulkan" in html

    @pytest.mark.parametrize("amount, sentence", [("", "Isi jumlahnya."), ("0", NOTHING), ("banyak", "angka")])
    def test_it_costs_something(self, client, case, ana, amount, sentence):
        client.force_login(ana.user)
        url = reverse("cases:add_funding", args=[case.number])
        data = {**HOME, "amount": amount, "note": "dua tiket", "client_uuid": uuid.uuid4(), "seen": 0}
        html = client.post(url, data).content.decode()
        assert sentence in html and "dua tiket" in html and not Funding.objects.exists()

    def test_the_database_says_so_too(self, case, ana):
        with pytest.raises(IntegrityError), transaction.atomic():
            propose(case, ana, amount=0)

    def test_the_same_form_twice_is_one_row(self, case, ana):
        key = uuid.uuid4()
        made = [rules.propose(case, client_uuid=key, by=ana, **HOME) for _ in range(2)]
        assert made[0] == made[1] and Funding.objects.count() == 1

    def test_a_person_of_another_case_cannot_be_named(self, client, case, ana, rudi):
        other = make_case(ana, [make_person(rudi, rudi.territory, name="Orang Lain")]).persons.get()
        client.force_login(ana.user)
        data = {**HOME, "link": other.pk, "client_uuid": uuid.uuid4(), "seen": 0}
        client.post(reverse("cases:add_funding", args=[case.number]), data)
        assert not Funding.objects.exists()

    def test_only_the_city_writes(self, case, dina):
        with pytest.raises(PermissionDenied):
            propose(case, dina)


class TestChanging:
    def test_a_change_stands_in_the_line_with_what_was_before(self, case, ana):
        rules.change(propose(case, ana), seen=0, by=ana, payer="DONATUR", amount=1_500_000)
        text = case.notes.get().text
        assert "donatur atau Baznas, Rp1.500.000, sebelumnya" in text and "Rp2.000.000" in text

    def test_of_two_editors_the_second_is_told(self, client, case, ana):
        row = propose(case, ana)
        client.force_login(ana.user)
        url = reverse("cases:edit_funding", args=[case.number, row.pk])
        data = {**HOME, "client_uuid": uuid.uuid4(), "seen": 0}
        client.post(url, data | {"amount": "3 juta"})
        html = client.post(url, data | {"amount": "4 juta"}).content.decode()
        assert "Orang lain baru saja mengubah" in html and "4 juta" in html and 'name="seen" value="1"' in html

    def test_what_was_promised_stays_as_it_was_promised(self, case, ana):
        promised = workflow.move(propose(case, ana), "DISANGGUPI", by=ana, reference="SK 1", **STEP)
        with pytest.raises(ValidationError, match="sudah disanggupi"):
            rules.change(promised, seen=0, by=ana, amount=1)


class TestSteps:
    def test_a_promise_has_its_paper(self, client, case, ana):
        row = propose(case, ana)
        client.force_login(ana.user)
        data = {"seen": "DIUSULKAN", "target": "DISANGGUPI", "client_uuid": uuid.uuid4(), **STEP}
        url = reverse("cases:move_funding", args=[case.number, row.pk])
        assert "Isi nomor surat" in client.post(url, data).content.decode()
        assert "Disanggupi" in client.post(url, data | {"reference": "SK 1"}, follow=True).content.decode()
        assert client.post(url, data | {"reference": "SK 2", "client_uuid": uuid.uuid4()}).status_code == 409

    def test_nobody_cannot_promise(self, case, ana):
        row = propose(case, ana, payer="BELUM_ADA_PEMBAYAR")
        with pytest.raises(ValidationError) as refused:
            workflow.move(row, "DISANGGUPI", by=ana, reference="SK 1", **STEP)
        assert refused.value.message_dict == {NON_FIELD_ERRORS: [NOBODY_PAYS]}


class TestWaiting:
    """Where it is marked so, nobody sets out before his leg is promised."""

    def set_out(self, link, by):
        return workflow.move(link, "PERJALANAN_DAERAH", by=by, note="berjalan sendiri", **STEP)

    def test_the_person_waits_and_goes_when_it_is_promised(self, case, ana):
        row = propose(case, ana, must_come_first=True)
        link = ready(case.persons.get())
        with pytest.raises(ValidationError) as refused:
            self.set_out(link, ana)
        assert refused.value.message_dict == {NON_FIELD_ERRORS: [NO_MONEY]}
        workflow.move(row, "DISANGGUPI", by=ana, reference="SK 1", **STEP)
        assert self.set_out(ready(link), ana).status == "PERJALANAN_DAERAH"

    @pytest.mark.parametrize("facts", [{"must_come_first": False}, {"leg": "KE_RUMAH"}, {"leg": "KE_JAKARTA"}])
    def test_another_leg_or_one_without_the_mark_holds_nobody(self, case, ana, facts):
        propose(case, ana, **{"must_come_first": True} | facts)
        assert self.set_out(ready(case.persons.get()), ana).status == "PERJALANAN_DAERAH"

    def test_one_persons_leg_holds_nobody_else(self, ana, rudi):
        case = make_case(ana, [make_person(rudi, rudi.territory, name=name) for name in ("Andi Satu", "Beni Dua")])
        first, second = case.persons.all()
        propose(case, ana, link=first, must_come_first=True)
        assert self.set_out(ready(second), ana).status == "PERJALANAN_DAERAH"
        with pytest.raises(ValidationError):
            self.set_out(ready(first), ana)

    def test_nor_does_a_leg_that_is_needed_no_longer(self, case, ana):
        row = propose(case, ana, must_come_first=True)
        workflow.move(row, "DIBATALKAN", by=ana, note="pulang sendiri", **STEP)
        assert self.set_out(ready(case.persons.get()), ana).status == "PERJALANAN_DAERAH"

    def test_nobody_is_given_a_flight_before_somebody_wrote_down_who_pays(self, case, ana, rudi):
        """In the state of funding; whoever needs no money of anybody does not pass through it (domain.md §4)."""
        link = case.persons.get()
        CasePerson.objects.update(status="PEMBIAYAAN")
        fly = partial(workflow.move, link, "JADWAL_PULANG", by=ana, reference="TIKET-9", **STEP)
        with pytest.raises(ValidationError, match="Biaya pulangnya belum dicatat"):
            fly()
        row = propose(case, ana)
        workflow.move(row, "DIBATALKAN", by=ana, note="salah tulis", **STEP)
        with pytest.raises(ValidationError, match="Biaya pulangnya belum dicatat"):
            fly()
        workflow.move(row, "DIUSULKAN", by=ana, note="betul", **STEP)
        assert fly().status == "JADWAL_PULANG"
        CasePerson.objects.update(status="PROSES_DOKUMEN")
        Funding.objects.all().delete()
        assert fly(seen="PROSES_DOKUMEN").status == "JADWAL_PULANG"

    def test_many_are_asked_in_one_question(self, ana, rudi, few_queries):
        people = [make_person(rudi, rudi.territory, name=f"Orang {letter} Contoh") for letter in "ABCDEFGH"]
        case = make_case(ana, people)
        group = group_event.make(client_uuid=uuid.uuid4(), by=ana, name="Myawaddy, Maret 2025", happened_on=TODAY)
        group_event.bring_in(group, [case.number], by=ana)
        seen = {ready(link).pk: "PENAMPUNGAN" for link in case.persons.all()}
        with few_queries(13):
            move_together(
                group, seen, "PERJALANAN_DAERAH", by=ana, client_uuid=uuid.uuid4(), note="berjalan sendiri", **STEP
            )
        CasePerson.objects.update(status="PENAMPUNGAN")
        propose(case, ana, must_come_first=True)
        with pytest.raises(ValidationError) as refused:
            move_together(
                group, seen, "PERJALANAN_DAERAH", by=ana, client_uuid=uuid.uuid4(), note="berjalan sendiri", **STEP
            )
        assert len(refused.value.messages) == 8


class TestWhoSeesIt:
    def test_the_city_and_the_team_and_no_agency(self, case, coordination, ana, dewi, dina, eko, budi, wawan):
        propose(case, ana)
        Coordination.objects.update(status="DIKIRIM")
        intake.add_member(case, dina.office, by=ana)
        seen = {a.user.username for a in (ana, dewi, dina, eko, budi, wawan) if Funding.objects.visible_to(a)}
        assert seen == {"ana", "dewi", "dina"}

    def test_bp3mi_reads_nothing_of_it_on_the_case(self, client, case, coordination, ana, eko):
        propose(case, ana)
        Coordination.objects.update(status="DIKIRIM")
        client.force_login(eko.user)
        html = client.get(case.get_absolute_url()).content.decode()
        assert "Biaya" not in html and "Rp2.000.000" not in html


def test_the_note_to_the_mayors_office_starts_with_what_the_city_is_asked_for(case, ana):
    propose(case, ana)
    propose(case, ana, payer="BELUM_ADA_PEMBAYAR", amount=500_000)
    propose(case, ana, payer="APBN_KEMLU", amount=9_000_000)
    workflow.move(propose(case, ana, amount=7_000_000), "DISANGGUPI", by=ana, reference="SK 1", **STEP)
    assert FORMS["S05"](CaseLetterKind.S05, case, ana).initial["amount"] == 2_500_000


class TestTotals:
    """For the report: who pays how much, and what each part of the way costs."""

    @pytest.fixture
    def paid(self, case, ana, rudi):
        flight = propose(case, ana, leg="KE_JAKARTA", payer="APBN_KEMLU", amount=5_000_000)
        workflow.move(flight, "DISANGGUPI", by=ana, reference="B-1", **STEP)
        for amount in (2_000_000, 1_000_000):
            propose(case, ana, amount=amount)
        refused = propose(case, ana, payer="DONATUR", amount=9_000_000, must_come_first=True)
        workflow.move(refused, "DITOLAK", by=ana, note="tidak ada dana", **STEP)
        return make_case(ana, [make_person(rudi, rudi.territory, name="Joko Lain")])

    def test_by_payer_and_by_leg_on_the_page_of_the_case(self, client, case, paid, ana):
        client.force_login(ana.user)
        payers, legs = client.get(case.get_absolute_url()).context["page"].shares
        assert payers == [("Kemlu atau Perwakilan RI", 5_000_000, 5_000_000), ("Pemkot Pangkalpinang", 3_000_000, 0)]
        assert [(share.name, share.amount) for share in legs] == [
            ("Dari luar negeri ke Jakarta", 5_000_000),
            ("Jakarta ke Pangkalpinang", 3_000_000),
        ]

    def test_one_leg_needs_no_sums(self, client, case, ana):
        propose(case, ana)
        client.force_login(ana.user)
        assert "Per pembayar" not in client.get(case.get_absolute_url()).content.decode()

    def test_of_all_cases_in_a_year(self, client, case, paid, ana, few_queries):
        propose(paid, ana, amount=500_000)
        assert rules.totals(rules.sums(ana, today().year), "payer") == [
            ("Kemlu atau Perwakilan RI", 0, 5_000_000, 0, 0),
            ("Pemkot Pangkalpinang", 3_500_000, 0, 0, 0),
            ("Donatur atau Baznas", 0, 0, 0, 1),  # refused, and somebody still waits for it
        ]
        client.force_login(ana.user)
        with few_queries(12):
            page = client.get(reverse("cases:fundings")).content.decode()
        assert "Rp8.500.000" in page and "1 perjalanan menunggu" in page and "Siti" not in page
        assert "Rp8.500.000" not in client.get(reverse("cases:fundings"), {"tahun": "2021"}).content.decode()

    @pytest.mark.parametrize("year", ["1066", "x", "", "99999999999999999999"])
    def test_a_year_that_is_none_is_this_one(self, client, ana, year):
        client.force_login(ana.user)
        page = client.get(reverse("cases:fundings"), {"tahun": year})
        assert (
            f"Biaya pemulangan {today().year}" in page.content.decode() and "Belum ada biaya" in page.content.decode()
        )

    def test_a_closed_case_waits_for_nothing(self, case, paid, ana):
        assert rules.waiting(ana).count() == 1
        type(case).objects.filter(pk=case.pk).update(status="DITUTUP")
        assert not rules.waiting(ana).exists()

    @pytest.mark.parametrize("first, refused", [(True, True), (False, False)])
    def test_a_leg_blocks_the_way_or_not_as_set(self, case, ana, first, refused):
        propose(case, ana, must_come_first=first)
        link, step = ready(case.persons.get()), partial(workflow.move, by=ana, **STEP, reference="GA-1", note="sendiri")
        if refused:
            with pytest.raises(ValidationError, match=NO_MONEY[:12]):
                step(link, "PERJALANAN_DAERAH")
        else:
            assert step(link, "PERJALANAN_DAERAH").status == "PERJALANAN_DAERAH"
