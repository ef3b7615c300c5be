"""Forty people arrive in one night; the list has names and passports, misspelt (domain.md §3.7 S07, §9 row 20)."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import Role
from accounts.tests.factories import make_actor
from cases.forms.returns.returnee_list import BOTH, CHOOSE, NOTHING
from cases.models import Arrival, Case, CaseNote, CasePerson, Document, Returnee, ReturneeList
from cases.rules.casework import group_event, need_to_know
from cases.rules.privacy import retention
from cases.rules.returns import returnee_list as rules
from cases.rules.returns import returnee_match
from cases.tasks import match_returnees, resume_returnee_lists
from cases.tests.factories import TODAY, make_case, make_person
from cases.tests.races import at_once
from cases.values.returnee import ReturneeDecision as D
from cases.values.returnee_line import rows_of
from cases.views.returns.returnee_list import CHOOSE_SOME
from lib.clock import today
from lib.spreadsheet.write import xlsx

pytestmark = pytest.mark.django_db
LISTS = reverse("cases:returnee_lists")
FACTS = {"received_on": TODAY, "country": "KH", "category": "DEPORTASI", "urgency": "P3", "source": "BP3MI"}


def receive(by, text, *, key=None, **facts):
    sheets = [("", rows_of(text))]
    return rules.receive(client_uuid=key or uuid.uuid4(), sheets=sheets, on=TODAY, by=by, **FACTS | facts)


def looked_up(by, text, **facts):
    kept = receive(by, text, **facts)
    returnee_match.run(kept.pk, TODAY)
    return kept


def decide(line, decision, by, *, key=None, seen=0, **given):
    return rules.decide(line, decision, seen=seen, key=key or uuid.uuid4(), by=by, **given)


def alike(line):
    return [pk for pk, _, _ in line.content["alike"]]


def among_others(line, choice):
    """What the page of a list sends of one line."""
    return {f"baris{line.pk}-{name}": value for name, value in {
        "client_uuid": uuid.uuid4(), "seen": line.version, "choice": choice}.items()}  # fmt: skip


def typed(**more):
    facts = {"client_uuid": uuid.uuid4(), "reference": "B-1/2026"} | FACTS
    return facts | more


@pytest.fixture
def rosmala(rudi):
    """At home in Rudi's RT, abroad, and in no case."""
    return make_person(rudi, rudi.territory, name="Rosmala Harapan", passport="C7654321")


@pytest.fixture
def stranded(ana, rosmala):
    return make_case(ana, [rosmala]).persons.get()


@pytest.fixture
def line(ana, rosmala):
    return looked_up(ana, "Rusmalah Harapan, C7654321").lines.get()


class TestReading:
    @pytest.mark.parametrize(
        "text",
        [
            "Rosmala Harapan\tC7654321\t05-02-1993",
            "1. C7654321 Rosmala Harapan 5 Feb 1993",
            "05/02/1993; Rosmala Harapan; c 7654321; Kel. Opas",
            "Nama: Rosmala Harapan, Paspor: C7654321, Tgl lahir 1993-02-05",
            "No Nama Paspor\n1) Rosmala Harapan   C7654321   5-2-93",
            "NO;NO PASPOR;NAMA LENGKAP;TGL LAHIR\n1;C7654321;Rosmala Harapan;05/02/1993",
        ],
    )
    def test_the_columns_stand_in_any_order(self, ana, text):
        record = receive(ana, text).lines.get().record
        assert (record["name"], record["passports"]) == ("Rosmala Harapan", ["C7654321"])
        assert record["birth_date"] == "1993-02-05"

    def test_a_nik_is_known_by_its_length(self, ana):
        record = receive(ana, "1971054502938001 | Rosmala Harapan").lines.get().record
        assert (record["nik"], record["birth_date"]) == ("1971054502938001", "1993-02-05")

    def test_a_name_or_a_number_alone_is_enough_and_nothing_is_dropped(self, ana):
        kept = receive(ana, "Rosmala Harapan\n\nC7654321\n??? 77 tidak jelas\nJumlah: 3 orang")
        assert [line.number for line in kept.lines.all()] == [1, 3, 4]
        assert [bool(line.record) for line in kept.lines.all()][:2] == [True, True]

    def test_a_spreadsheet_is_read_like_the_import_reads_one(self, client, ana, rosmala):
        rows = [("DAFTAR PMI TERKENDALA",), ("NO", "NO PASPOR", "NAMA LENGKAP"), (1, "C7654321", "Rosmala Harapan")]
        client.force_login(ana.user)
        file = SimpleUploadedFile("s07.xlsx", xlsx(rows))
        answer = client.post(LISTS, typed(file=file))
        kept = ReturneeList.objects.get()
        assert answer.url == kept.get_absolute_url() and kept.lines.get().record["name"] == "Rosmala Harapan"


class TestMatching:
    def test_misspelt_with_the_right_passport(self, line, rosmala):
        (pk, _, why), *_ = line.content["alike"]
        assert pk == rosmala.pk and "Nomor paspor sama" in why

    def test_misspelt_and_the_passport_too(self, ana, rosmala):
        found = looked_up(ana, "Rosmalla Harapan C7654327").lines.get()
        assert alike(found) == [rosmala.pk]
        assert "Nomor paspor berbeda satu tanda" in found.content["alike"][0][2]

    def test_somebody_in_an_open_case_is_found_by_a_name_written_badly(self, ana, stranded, rosmala):
        assert alike(looked_up(ana, "Rosmalq Hatapan").lines.get()) == [rosmala.pk]

    def test_in_trouble_comes_before_all_who_are_called_the_same(self, ana, rudi):
        people = [make_person(rudi, rudi.territory, name="Rosmala Harapan") for _ in range(returnee_match.SHOWN + 2)]
        make_case(ana, [people[-1]])
        found = alike(looked_up(ana, "Rosmala Harepan").lines.get())
        assert found[0] == people[-1].pk and len(found) == returnee_match.SHOWN

    def test_nobody_of_ours(self, ana, rosmala):
        assert alike(looked_up(ana, "Zulkifli Daeng B1112223").lines.get()) == []

    def test_a_killed_worker_loses_nothing(self, ana, rosmala):
        kept = receive(ana, "\n".join(f"Orang {word} Rosmala" for word in ("Satu", "Dua", "Tiga")))
        assert returnee_match.run(kept.pk, TODAY, seconds=0), "there is more to do"
        ReturneeList.objects.update(touched_at=timezone.now() - timedelta(minutes=1))
        assert list(ReturneeList.objects.abandoned(timezone.now())) == [kept]
        match_returnees(str(kept.pk))
        assert not kept.lines.filter(looked_up_at=None).exists()
        assert not ReturneeList.objects.abandoned(timezone.now()).exists()

    def test_the_clock_calls_a_worker_for_what_was_left(self, ana, monkeypatch):
        kept = receive(ana, "Rosmala Harapan")
        ReturneeList.objects.update(touched_at=timezone.now() - timedelta(minutes=1))
        called = []
        monkeypatch.setattr(match_returnees, "delay", called.append)
        resume_returnee_lists()
        assert called == [str(kept.pk)]

    def test_whom_nobody_knew_may_be_registered_later(self, ana, rudi):
        kept = looked_up(ana, "Zulkifli Daeng B1112223")
        decide(kept.lines.get(), D.BELUM_TERIDENTIFIKASI, ana)
        late = make_person(rudi, rudi.territory, name="Zulkifli Daeng", passport="B1112223")
        rules.look_again(kept, by=ana)
        returnee_match.run(kept.pk, TODAY)
        assert alike(kept.lines.get()) == [late.pk]


class TestDeciding:
    def test_who_is_in_an_open_case_stays_in_it(self, ana, stranded, rosmala, line):
        decided = decide(line, D.WARGA_KITA, ana, person=rosmala)
        assert decided.link == stranded and Case.objects.count() == 1
        assert "tercantum di daftar pemulangan" in CaseNote.objects.get(case=stranded.case).text

    def test_who_is_in_none_gets_one_with_what_the_list_says(self, ana, rosmala, line):
        case = decide(line, D.WARGA_KITA, ana, person=rosmala).link.case
        assert (case.country, case.category, case.urgency, case.source) == ("KH", "DEPORTASI", "P3", "BP3MI")
        assert (case.status, case.handler, case.persons.get().status) == ("BARU", ana, "DALAM_PENCARIAN")

    def test_and_joins_the_group_of_the_list(self, ana, rosmala):
        group = group_event.make(client_uuid=uuid.uuid4(), by=ana, name="Poipet, Januari 2026", happened_on=TODAY)
        kept = looked_up(ana, "Rosmala Harapan C7654321", group=group)
        assert decide(kept.lines.get(), D.WARGA_KITA, ana, person=rosmala).link.group == group

    def test_a_case_that_is_over_is_not_this_one(self, ana, stranded, rosmala, line):
        CasePerson.objects.filter(pk=stranded.pk).update(status="SELESAI")
        assert decide(line, D.WARGA_KITA, ana, person=rosmala).link != stranded

    def test_of_two_open_cases_the_officer_chooses(self, ana, stranded, rosmala, line):
        make_case(ana, [rosmala], category="GAJI_TIDAK_DIBAYAR")
        assert decide(line, D.WARGA_KITA, ana, link=stranded).link == stranded

    def test_unidentified_is_kept_and_decided_later(self, ana, dewi, rosmala, line):
        decide(line, D.BELUM_TERIDENTIFIKASI, ana, note="Belum ada yang melapor.")
        assert Returnee.objects.visible_to(dewi).unidentified().get() == line
        assert decide(line, D.WARGA_KITA, dewi, seen=1, person=rosmala).decided_by == dewi
        assert not Returnee.objects.unidentified().exists()

    def test_a_wrong_one_is_taken_back_and_his_case_says_so(self, ana, stranded, rosmala, line):
        decide(line, D.WARGA_KITA, ana, person=rosmala)
        assert decide(line, D.BUKAN_WARGA_KOTA, ana, seen=1).link is None
        told = [note.text for note in CaseNote.objects.filter(case=stranded.case)]
        assert len(told) == 2 and any("ternyata bukan Rosmala Harapan" in text for text in told)

    def test_the_same_form_twice_is_one_decision(self, ana, rosmala, line):
        key = uuid.uuid4()
        twice = [decide(line, D.WARGA_KITA, ana, person=rosmala, key=key).link for _ in range(2)]
        assert twice[0] == twice[1] and Case.objects.count() == 1

    def test_gone_back_to_choose_another_one_he_is_told(self, ana, siti, rosmala, line):
        key = uuid.uuid4()
        decide(line, D.WARGA_KITA, ana, person=rosmala, key=key)
        for decision, given in ((D.BUKAN_WARGA_KOTA, {}), (D.WARGA_KITA, {"person": siti})):
            with pytest.raises(ValidationError, match="sudah diputuskan"):
                decide(line, decision, ana, key=key, **given)
        assert decide(line, D.WARGA_KITA, ana, person=siti, seen=1).link.person == siti

    def test_of_two_officers_the_second_is_told(self, ana, dewi, rosmala, line):
        decide(line, D.BUKAN_WARGA_KOTA, ana)
        with pytest.raises(ValidationError, match="sudah diputuskan"):
            decide(line, D.WARGA_KITA, dewi, person=rosmala)
        assert not Case.objects.exists()

    def test_whose_case_is_shut_to_the_officer_is_left_to_others(self, ana, dewi, stranded, rosmala, line):
        cousin = make_actor("joni", Role.DISNAKER, ana.territory)
        need_to_know.shut_out(stranded.case, cousin, reason="keluarga", by=dewi)
        with pytest.raises(ValidationError, match="petugas lain"):
            decide(line, D.WARGA_KITA, cousin, person=rosmala)
        with pytest.raises(ValidationError, match="tidak ditemukan"):
            decide(line, D.WARGA_KITA, cousin, link=stranded)
        assert decide(line, D.WARGA_KITA, dewi, person=rosmala).link == stranded
        assert not Returnee.objects.visible_to(cousin).exists() and Returnee.objects.visible_to(ana).exists()
        assert [ReturneeList.objects.with_counts(actor).get().total for actor in (cousin, ana)] == [0, 1]

    def test_only_disnaker_decides(self, dina, line):
        with pytest.raises(PermissionDenied):
            decide(line, D.BUKAN_WARGA_KOTA, dina)

    @pytest.mark.parametrize("decision", ["", *D])
    def test_the_database_knows_ours_by_their_case_and_nobody_else(self, line, stranded, decision):
        link = None if decision == D.WARGA_KITA else stranded
        with pytest.raises(IntegrityError), transaction.atomic():
            Returnee.objects.filter(pk=line.pk).update(decision=decision, link=link)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_one_line(self, ana, dewi, rosmala, line):
        def press(by):
            try:
                return decide(line, D.WARGA_KITA, by, person=rosmala).version
            except ValidationError:
                return "told"

        assert sorted(map(str, at_once(lambda: press(ana), lambda: press(dewi)))) == ["1", "told"]
        assert Case.objects.count() == 1

    def test_two_lines_and_the_same_human(self, ana, dewi, rosmala):
        kept = looked_up(ana, "Rosmala Harapan C7654321\nRusmala Harapan C7654321")
        one, two = kept.lines.all()
        at_once(
            lambda: decide(one, D.WARGA_KITA, ana, person=rosmala),
            lambda: decide(two, D.WARGA_KITA, dewi, person=rosmala),
        )
        assert Case.objects.count() == 1
        assert len(set(kept.lines.values_list("link", flat=True))) == 1

    def test_the_same_list_sent_twice(self, ana):
        key = uuid.uuid4()
        both = at_once(*[lambda: receive(ana, "Rosmala Harapan\nSiti Contoh", key=key)] * 2)
        assert both[0] == both[1] and Returnee.objects.count() == 2


class TestPages:
    def test_forty_in_one_night(self, client, ana, rudi, few_queries):
        """Pasted, matched, decided on one page; then one press for the flight of all of them."""
        names = [f"{first} {last}" for first in ("Rosmala", "Bambang", "Cahyono", "Darmawan", "Effendi")
                 for last in ("Harapan", "Lestari", "Nugroho", "Pratama")]  # fmt: skip
        ours = [
            make_person(rudi, rudi.territory, name=name, passport=f"C76543{number:02d}")
            for number, name in enumerate(names, 10)
        ]
        make_case(ana, ours[:5])
        misspelt = [f"{number}. {p.name.replace('a', 'e', 1)} C76543{number:02d}" for number, p in enumerate(ours, 10)]
        strangers = [f"{number}. Orang Jauh{'abcdefghij'[number % 10] * 3} X99{number:05d}" for number in range(20)]
        client.force_login(ana.user)
        sent = client.post(LISTS, typed(text="\n".join(misspelt + strangers)))
        kept = ReturneeList.objects.get()
        assert sent.url == kept.get_absolute_url() and kept.lines.count() == 40
        returnee_match.run(kept.pk, today())
        with few_queries():
            html = client.get(kept.get_absolute_url()).content.decode()
        assert "Nomor paspor sama" in html and "C7654310" not in html and "7654310" not in html
        pressed = {}
        for line in kept.lines.all():
            best = alike(line)[:1]
            links = CasePerson.objects.filter(person__in=best)
            choice = f"l{links.get().pk}" if links else f"p{best[0]}" if best else D.BELUM_TERIDENTIFIKASI
            pressed |= among_others(line, choice)
        assert "40 baris tersimpan." in client.post(kept.get_absolute_url(), pressed, follow=True).text
        assert kept.lines.filter(decision=D.WARGA_KITA).count() == 20 == CasePerson.objects.count()
        assert {line.link.person.passport_name for line in kept.lines.exclude(link=None)} == {""}
        with few_queries():
            unknown = client.get(reverse("cases:unidentified")).content.decode()
        assert "20 orang" in unknown
        plan = reverse("cases:plan_returnees", args=[kept.pk])
        form = client.get(plan).context["form"]
        moment = timezone.localtime() + timedelta(days=1)
        flight = {
            "persons": form.initial["persons"],
            "client_uuid": uuid.uuid4(),
            "expected_at": f"{moment:%Y-%m-%dT%H:%M}",
        }
        flight |= {"place": "DEPATI_AMIR", "carrier": "GA 276", "pick_up": "PETUGAS_DISNAKER"}
        for _ in range(2):  # pressed twice
            assert client.post(plan, flight).url == reverse("cases:arrivals")
        assert Arrival.objects.filter(carrier="GA 276").count() == 20
        told = [note.case_id for note in CaseNote.objects.all() if note.text.startswith("Rencana kedatangan")]
        assert sorted(told) == sorted(Case.objects.values_list("pk", flat=True)), "each case once"
        assert "rencana tiba tercatat" in client.get(f"{kept.get_absolute_url()}?bagian=warga").content.decode()

    def test_who_is_nearly_sure_is_ticked_with_one_press_and_saved_with_the_next(self, client, ana, rudi, rosmala):
        """Not who is only alike, and nobody where two may be meant; those wait."""
        make_person(rudi, rudi.territory, name="Cahyono Lestari")
        kept = looked_up(ana, "Rosmala Harapan C7654321\nCahyona Lestari")
        client.force_login(ana.user)
        page = kept.get_absolute_url()
        assert "Tandai 1 orang yang hampir pasti sama" in client.get(page).text
        ticked = re.findall(r'name="(baris\d+)-choice" value="(\w+)"[^>]* checked', client.get(f"{page}?pasti=1").text)
        sure, _ = kept.lines.all()
        assert ticked == [(f"baris{sure.pk}", f"p{rosmala.pk}")] and not Case.objects.exists()
        assert "1 baris tersimpan." in client.post(page, among_others(sure, f"p{rosmala.pk}"), follow=True).text
        assert [line.decision for line in kept.lines.all()] == [D.WARGA_KITA, ""]

    def test_what_a_colleague_was_faster_with_stops_no_other_line(self, client, ana, dewi, rosmala):
        kept = looked_up(ana, "Rosmala Harapan C7654321\nZulkifli Daeng")
        one, two = kept.lines.all()
        pressed = among_others(one, D.BELUM_TERIDENTIFIKASI) | among_others(two, D.BUKAN_WARGA_KOTA)
        decide(one, D.BUKAN_WARGA_KOTA, dewi)
        client.force_login(ana.user)
        html = client.post(kept.get_absolute_url(), pressed, follow=True).text
        assert "1 baris tersimpan." in html and f"Baris 1: {rules.CHANGED_MEANWHILE}" in html
        assert kept.lines.filter(decided_by=ana).get() == two

    @pytest.mark.parametrize("choice", ["", "p0", "p" + "9" * 19, "siapa saja"])
    def test_nobody_chosen_on_the_page_saves_nothing(self, client, ana, line, choice):
        client.force_login(ana.user)
        html = client.post(line.list.get_absolute_url(), among_others(line, choice), follow=True).text
        assert (CHOOSE_SOME in html) if not choice else ("Baris 1: " in html)
        assert not Returnee.objects.exclude(decision="").exists()

    def test_without_a_broker_the_list_is_kept_and_waits_for_the_clock(
        self, client, ana, monkeypatch, django_capture_on_commit_callbacks
    ):
        def unreachable(*args, **options):
            raise OperationalError

        monkeypatch.setattr(match_returnees, "apply_async", unreachable)
        client.force_login(ana.user)
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(LISTS, typed(text="Rosmala Harapan")).status_code == 302
        assert Returnee.objects.get().looked_up_at is None

    def test_whoever_was_not_suggested_is_looked_for(self, client, ana, siti, line):
        client.force_login(ana.user)
        html = client.post(line.get_absolute_url(), {"q": "siti contoh", "cari": "1", "seen": 0, "note": "kata ibunya"})
        html = html.content.decode()
        assert f'value="p{siti.pk}"' in html and "kata ibunya" in html
        press = {"client_uuid": uuid.uuid4(), "seen": 0, "choice": f"p{siti.pk}", "note": "kata ibunya"}
        assert client.post(line.get_absolute_url(), press).status_code == 302
        assert Returnee.objects.get().link.person == siti

    def test_the_second_officer_reads_the_first_ones_decision_and_keeps_what_he_typed(self, client, ana, dewi, line):
        decide(line, D.BUKAN_WARGA_KOTA, dewi)
        client.force_login(ana.user)
        press = {"client_uuid": uuid.uuid4(), "seen": 0, "choice": D.BELUM_TERIDENTIFIKASI, "note": "tunggu kabar"}
        answer = client.post(line.get_absolute_url(), press)
        html = answer.content.decode()
        assert answer.status_code == 409 and rules.CHANGED_MEANWHILE in html and "tunggu kabar" in html
        assert 'name="seen" value="1"' in html and "Bukan warga kota" in html

    def test_nothing_chosen(self, client, ana, line):
        client.force_login(ana.user)
        answer = client.post(line.get_absolute_url(), {"client_uuid": uuid.uuid4(), "seen": 0, "note": "lupa"})
        assert CHOOSE in answer.content.decode() and "lupa" in answer.content.decode()

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [("", NOTHING), ("12\n-- --", rules.NOBODY_IN_IT), ("Siti Contoh\n" * 501, rules.TOO_MANY.format(501))],
    )
    def test_a_refusal_keeps_what_was_typed(self, client, ana, text, sentence):
        client.force_login(ana.user)
        answer = client.post(LISTS, typed(text=text))
        assert sentence in answer.content.decode() and "B-1/2026" in answer.content.decode()
        assert not ReturneeList.objects.exists()
        assert answer.context["form"]["text"].value() == text

    def test_pasted_or_uploaded_and_not_both(self, client, ana):
        client.force_login(ana.user)
        file = SimpleUploadedFile("a.csv", b"Nama,Paspor\nSiti Contoh,C1234567\n")
        assert BOTH in client.post(LISTS, typed(text="Siti Contoh", file=file)).content.decode()

    def test_the_page_follows_the_worker(self, client, ana):
        kept = receive(ana, "Rosmala Harapan\nSiti Contoh")
        client.force_login(ana.user)
        htmx = {"HX-Request": "true", "HX-Target": "returnee-progress"}
        answer = client.get(kept.get_absolute_url(), headers=htmx)
        assert "Tinggal 2 dari 2 baris" in answer.content.decode() and "HX-Refresh" not in answer
        returnee_match.run(kept.pk, TODAY)
        assert client.get(kept.get_absolute_url(), headers=htmx)["HX-Refresh"] == "true"


class TestWhoKnows:
    def test_disnaker_and_nobody_else(self, line, ana, dewi, dina, eko, budi, rudi, wawan):
        for rows in (Returnee.objects, ReturneeList.objects):
            seen = {a.user.username for a in (ana, dewi, dina, eko, budi, rudi, wawan) if rows.visible_to(a)}
            assert seen == {"ana", "dewi"}

    def test_lines_lie_encrypted(self, line, ana):
        decide(line, D.BELUM_TERIDENTIFIKASI, ana, note="kata Bu Contoh")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT r::text FROM cases_returnee AS r UNION ALL SELECT r::text FROM cases_returneeevent AS r"
            )
            stored = "".join(row[0] for row in cursor.fetchall())
        assert not [word for word in ("Rosmala", "Rusmalah", "7654321", "Bu Contoh") if word in stored]

    def test_strangers_are_forgotten_and_the_unidentified_are_not(self, ana):
        kept = receive(ana, "Orang Lain\nOrang Tanya\nSiti Contoh")
        one, two, _ = kept.lines.all()
        decide(one, D.BUKAN_WARGA_KOTA, ana)
        decide(two, D.BELUM_TERIDENTIFIKASI, ana)
        retention.purge(today() + timedelta(days=89))
        assert kept.lines.count() == 3
        retention.purge(today() + timedelta(days=91))
        assert [line.record["name"] for line in kept.lines.all()] == ["Orang Tanya", "Siti Contoh"]


def test_a_paper_of_the_register_is_enough_to_be_found(ana, siti):
    """The passport came later than the entry, with the family."""
    Document.objects.create(person=siti, kind="PASPOR", number="C1112223")
    assert alike(looked_up(ana, "C1112223").lines.get()) == [siti.pk]
