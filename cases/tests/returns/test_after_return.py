"""What a kelurahan does for its residents who come home: witness to the deed, and calls for a year. Nothing else."""

import json
import uuid
from datetime import timedelta

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.models import Case, CaseLetter, CaseNote, CasePerson, CasePersonChange, Deadline
from cases.rules.casework import need_to_know
from cases.rules.clocks import deadline
from cases.rules.days.my_day import my_day
from cases.rules.returns import after_return
from cases.tests.factories import make_case, make_case_letter, make_person
from lib.clock import today

pytestmark = pytest.mark.django_db
LIST, HOME = "/warga/pulang/", "/beranda/"


def came_home(link, *, days_ago=2):
    """Handed over to the family: the clocks of the visits begin."""
    CasePerson.objects.filter(pk=link.pk).update(status="SERAH_TERIMA")
    change = CasePersonChange.objects.create(
        subject=link, new_status="SERAH_TERIMA", happened_on=today(), by=link.case.opened_by, source="DISNAKER"
    )
    at = timezone.now() - timedelta(days=days_ago)
    with pgtrigger.ignore("cases.CasePersonChange:never_edited"):
        CasePersonChange.objects.filter(subject=link).update(recorded_at=at - timedelta(days=60))
        CasePersonChange.objects.filter(pk=change.pk).update(recorded_at=at)
    deadline.refresh([link.case])


@pytest.fixture
def link(ana, siti):
    """Siti came home the day before yesterday; her family lets the kelurahan know."""
    link = make_case(ana, [siti], kelurahan_may_know=True).persons.get()
    came_home(link)
    return link


@pytest.fixture
def first_visit(link):
    return link.deadlines.get(code="KUNJUNGAN_1")


@pytest.fixture
def deed(ana, siti):
    """Approved: Siti is to be handed over; nobody has asked her family about the kelurahan."""
    case = make_case(ana, [siti])
    CasePerson.objects.filter(case=case).update(status="PERJALANAN_DAERAH")
    deed = make_case_letter(ana, case, kind="S08", number="560/001/DISNAKER/I/2026", status="DITANDATANGANI")
    said = {"handed_on": "14 Desember 2026", "at": "Kantor Lurah Tua Tunu Indah"}
    CaseLetter.objects.filter(pk=deed.pk).update(content=json.dumps(deed.body | said))
    return deed


def seen_by(actor):
    return list(after_return.visits(actor, today())), list(after_return.deeds(actor))


def titles(day):
    return {section.title: [row.label for row in section.rows] for section in day.sections}


def record(client, clock, **more):
    at = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
    facts = {"client_uuid": uuid.uuid4(), "seen": clock.started_at.isoformat(), "at": at, "note": "Ingin bekerja lagi"}
    return client.post(f"{LIST}{clock.pk}/kunjungan/", facts | more, follow=True)


class TestWhatItIsTold:
    def test_a_visit_where_the_family_lets_it_know(self, budi, first_visit):
        assert seen_by(budi) == ([first_visit], [])

    def test_a_deed_it_is_witness_to_even_so(self, budi, deed):
        calls, deeds = seen_by(budi)
        assert calls == [] and [row.letter for row in deeds] == [deed]
        (one,) = after_return.hand_overs(deeds)
        assert (one.person.name, one.on, one.place) == (
            "Siti Contoh",
            "14 Desember 2026",
            "Kantor Lurah Tua Tunu Indah",
        )

    def test_whoever_was_witness_calls_afterwards(self, budi, deed):
        came_home(deed.persons.get().link)
        calls, deeds = seen_by(budi)
        assert [clock.code for clock in calls] == ["KUNJUNGAN_1"] and deeds == []

    def test_without_permission_and_deed_nothing(self, budi, first_visit):
        Case.objects.update(kelurahan_may_know=False)
        assert seen_by(budi) == ([], [])

    def test_one_family_does_not_speak_for_the_others(self, ana, rudi, budi, siti):
        case = make_case(ana, [siti, make_person(rudi, rudi.territory, name="Bayu Contoh")], kelurahan_may_know=True)
        for link in case.persons.all():
            came_home(link)
        assert seen_by(budi) == ([], [])

    @pytest.mark.parametrize("days_ago, shown", [(2, 1), (24, 2), (22, 1), (400, 5)])
    def test_a_week_ahead_and_what_is_late(self, ana, siti, budi, days_ago, shown):
        link = make_case(ana, [siti], kelurahan_may_know=True).persons.get()
        came_home(link, days_ago=days_ago)
        assert len(seen_by(budi)[0]) == shown

    @pytest.mark.parametrize("status", ["KONSEP", "DIPARAF", "DITERIMA", "DICABUT"])
    def test_only_a_deed_that_is_approved_and_not_signed(self, budi, deed, status):
        CaseLetter.objects.update(status=status)
        assert seen_by(budi) == ([], [])

    def test_nor_one_of_somebody_who_is_with_the_family(self, budi, deed):
        CasePerson.objects.update(status="REINTEGRASI")
        assert seen_by(budi) == ([], [])

    def test_another_letter_is_none_of_its_business(self, budi, deed):
        CaseLetter.objects.update(kind="AKHIR")
        assert seen_by(budi) == ([], [])


@pytest.mark.parametrize("who", ["citra", "rudi", "wati", "kiki", "karim", "wawan", "dina", "eko"])
def test_nobody_elses_resident_and_nobody_else(request, link, deed, who):
    assert seen_by(request.getfixturevalue(who)) == ([], [])


def test_nor_whoever_is_shut_out_of_the_case(budi, dewi, link, deed):
    for case in Case.objects.all():
        need_to_know.shut_out(case, budi, reason="keluarga", by=dewi)
    assert seen_by(budi) == ([], [])


class TestPages:
    def test_both_stand_on_its_day(self, client, budi, link, deed, few_queries):
        day = my_day(budi, today())
        assert titles(day)[after_return.VISITS] == ["Siti Contoh"] == titles(day)[after_return.DEEDS]
        assert {card.label: card.number for card in day.cards}[after_return.VISITS] == "1"
        client.force_login(budi.user)
        with few_queries():
            page = client.get(HOME).text
        assert "Kantor Lurah Tua Tunu Indah" in page and "Kunjungan pertama setelah pulang" in page
        with few_queries():
            client.get(LIST)

    def test_nothing_of_it_on_other_days(self, budi, citra, link):
        assert after_return.VISITS not in titles(my_day(citra, today()))
        Deadline.objects.update(done_at=timezone.now())
        assert after_return.VISITS not in titles(my_day(budi, today()))

    def test_the_case_is_not_betrayed(self, client, budi, link, deed, first_visit):
        client.force_login(budi.user)
        for url in (HOME, LIST, f"{LIST}{first_visit.pk}/kunjungan/"):
            page = client.get(url).text
            assert "Siti Contoh" in page
            assert not [case.number for case in Case.objects.all() if case.number in page]
            assert "Hilang kontak" not in page and "560/001" not in page and "<title>Siti" not in page

    def test_a_call_is_written_down_and_disnaker_reads_it(self, client, budi, link, first_visit):
        client.force_login(budi.user)
        assert "Kunjungan tercatat" in record(client, first_visit).text
        first_visit.refresh_from_db()
        assert first_visit.done_at and seen_by(budi) == ([], [])
        note = CaseNote.objects.get(case=link.case, by=budi)
        assert note.text == "Kunjungan pertama setelah pulang: sudah dilakukan. Ingin bekerja lagi"

    def test_twice_is_one_call(self, client, budi, link, first_visit):
        client.force_login(budi.user)
        key = uuid.uuid4()
        record(client, first_visit, client_uuid=key)
        record(client, first_visit, client_uuid=key)
        assert "Ini sudah dicatat" in record(client, first_visit).text
        assert CaseNote.objects.filter(case=link.case, by=budi).count() == 1

    @pytest.mark.parametrize(
        "at, told",
        [
            ("2099-01-01T10:00", deadline.NOT_YET),
            ("2020-01-01T10:00", deadline.TOO_EARLY),
            ("kemarin", "Isi tanggal dan jamnya"),
        ],
    )
    def test_a_wrong_moment_is_told_at_the_field_and_what_was_typed_stays(self, client, budi, first_visit, at, told):
        client.force_login(budi.user)
        page = record(client, first_visit, at=at)
        assert told in str(page.context["form"].errors["at"]) and "Ingin bekerja lagi" in page.text
        first_visit.refresh_from_db()
        assert first_visit.done_at is None

    def test_a_stranger_finds_nothing(self, client, citra, ana, rudi, first_visit):
        client.force_login(citra.user)
        assert record(client, first_visit).status_code == 404
        for actor in (ana, rudi):
            client.force_login(actor.user)
            assert client.get(LIST).status_code == 403 == record(client, first_visit).status_code

    @pytest.mark.parametrize("who", ["citra", "ana", "rudi"])
    def test_the_deed_itself_asks_who_it_is(self, request, first_visit, who):
        facts = {"at": timezone.now(), "seen": first_visit.started_at.isoformat(), "client_uuid": uuid.uuid4()}
        with pytest.raises(PermissionDenied):
            after_return.record_visit(first_visit, by=request.getfixturevalue(who), **facts)

    def test_other_clocks_are_not_its_own(self, client, budi, link):
        client.force_login(budi.user)
        other = link.case.deadlines.exclude(code__startswith="KUNJUNGAN").first()
        assert client.get(f"{LIST}{other.pk}/kunjungan/").status_code == 404
