"""domain.md §9, situation 26: an RT without migrants says so; silence stays silence; the RT hears what followed."""

from datetime import UTC, date, datetime

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import JourneyChange, NilReport, PaperForm, Person
from cases.rules import workflow
from cases.rules.days.my_day import my_day
from cases.rules.register import nil_report
from cases.tests.factories import make_person
from cases.tests.races import at_once
from lib.clock import last_month, next_month, today

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
LAPOR, BATAL, BOARD = "/warga/nihil/lapor/", "/warga/nihil/batal/", "/warga/nihil/"


def this_month():
    return today().replace(day=1)


def told(kelurahan, month=NOVEMBER, on=date(2026, 11, 24)):
    return {row.place.name: row.told for row in nil_report.board(kelurahan.territory, month, on)}


class TestTheTap:
    def test_one_tap_is_enough_and_two_are_one(self, client, rudi):
        client.force_login(rudi.user)
        assert "tidak ada warga yang berangkat atau bermasalah" in client.get("/beranda/").content.decode()
        for _ in range(2):
            assert client.post(LAPOR, {"month": this_month()}).url == "/beranda/"
        assert NilReport.objects.get().office == rudi.office
        assert "Anda melapor pada" in client.get("/beranda/").content.decode()

    def test_it_is_taken_back_on_the_same_day_only(self, client, rudi):
        client.force_login(rudi.user)
        client.post(LAPOR, {"month": this_month()})
        client.post(BATAL, {"month": this_month()})
        assert not NilReport.objects.exists()
        nil_report.report(this_month(), by=rudi, on=today())
        NilReport.objects.update(reported_at=timezone.now() - timezone.timedelta(days=1))
        html = client.post(BATAL, {"month": this_month()}, follow=True).content.decode()
        assert nil_report.TOO_LATE_TO_UNDO in html and NilReport.objects.exists()

    def test_who_has_entered_somebody_is_not_asked(self, rudi, siti):
        (month,) = my_day(rudi, today().replace(day=15)).months
        assert (month.entries, month.is_silent) == (1, False)

    def test_last_month_may_be_told_for_a_week(self, rudi):
        assert nil_report.open_months(date(2026, 11, 7)) == [NOVEMBER, date(2026, 10, 1)]
        assert nil_report.open_months(date(2026, 11, 8)) == [NOVEMBER]
        with pytest.raises(ValidationError):
            nil_report.report(date(2026, 10, 1), by=rudi, on=date(2026, 11, 8))
        with pytest.raises(ValidationError):
            nil_report.report(date(2026, 12, 1), by=rudi, on=date(2026, 11, 8))

    @pytest.mark.parametrize("month", ["", "x", "2026-13-01", "\0"])
    def test_a_month_that_is_none(self, client, rudi, month):
        client.force_login(rudi.user)
        assert client.post(LAPOR, {"month": month}).status_code == 302 and not NilReport.objects.exists()

    def test_it_belongs_to_the_office_and_not_to_its_holder(self, rudi, toni):
        nil_report.report(NOVEMBER, by=rudi, on=NOVEMBER)
        assert my_day(toni, date(2026, 11, 15)).months[0].is_silent


class TestTheBoard:
    def test_entries_nil_and_silence(self, rudi, toni, budi):
        nil_report.report(NOVEMBER, by=toni, on=NOVEMBER)
        seen = told(budi)
        assert seen["RT 003"].is_silent and seen["RT 004"].nil_on
        make_person(rudi, rudi.territory)
        Person.objects.update(registered_at=datetime(2026, 11, 5, tzinfo=UTC))
        assert told(budi)["RT 003"].entries == 1

    def test_the_month_turns_at_midnight_in_pangkalpinang(self, rudi, budi, siti):
        """23.30 UTC on 31 October is 06.30 WIB on 1 November."""
        Person.objects.update(registered_at=datetime(2026, 10, 31, 23, 30, tzinfo=UTC))
        assert told(budi)["RT 003"].entries == 1
        Person.objects.update(registered_at=datetime(2026, 10, 31, 16, 59, tzinfo=UTC))
        assert told(budi)["RT 003"].is_silent

    def test_what_was_written_with_a_pen_counts_for_the_rt(self, rudi, budi):
        paper = {"batch": "6f1c2f3e-0000-4000-8000-000000000001", "territory": rudi.territory, "printed_by": budi}
        PaperForm.objects.create(**paper, filled_on=date(2026, 11, 3), keyed_at=timezone.now(), keyed_by=budi)
        assert told(budi)["RT 003"].entries == 1

    def test_the_order_is_the_number_and_nobody_is_ranked(self, client, rudi, toni, budi, few_queries):
        make_person(toni, toni.territory)
        client.force_login(budi.user)
        with few_queries():
            rows = client.get(BOARD).context["rows"]
        assert [row.place.name for row in rows] == ["RT 003", "RT 004"]
        assert client.get(f"{BOARD}?bulan=lalu").context["month"] == last_month(today())

    def test_it_shows_the_own_kelurahan_alone(self, budi, citra):
        assert set(told(budi)) == {"RT 003", "RT 004"} and set(told(citra)) == {"RT 001"}


class TestTheRw:
    def test_its_day_and_its_board_show_its_own_rts(self, client, rudi, toni, wati, citra, few_queries):
        nil_report.report(this_month(), by=toni, on=today())
        make_person(rudi, rudi.territory)
        client.force_login(wati.user)
        with few_queries():
            html = client.get("/beranda/").text
        assert "mendata 1 warga" in html and "nihil, " in html and "RT 001" not in html
        assert [row.place.name for row in client.get(BOARD).context["rows"]] == ["RT 003", "RT 004"]

    def test_the_reminder_is_the_same_for_all_and_names_nobody(self, client, rudi, toni, wati, siti):
        client.force_login(wati.user)
        text = client.get(BOARD).context["reminder"]  # Toni is silent, Rudi is not
        assert "satu ketukan" in text and not any(word in text for word in ("RT 00", "Siti", "Toni", "Rudi"))
        nil_report.report(this_month(), by=toni, on=today())
        answer = client.get(BOARD)
        assert answer.context["reminder"] == "" and "Pesan pengingat" not in answer.text

    def test_nobody_is_reminded_of_what_may_no_longer_be_told(self, toni, wati):
        october = date(2026, 10, 1)

        def sent(on):
            return nil_report.reminder(nil_report.board(wati.territory, october, on), october, on)

        assert "Oktober 2026" in sent(date(2026, 11, 7)) and sent(date(2026, 11, 8)) == ""

    def test_where_there_is_no_head_nobody_is_reminded(self, wati):
        rows = nil_report.board(wati.territory, NOVEMBER, NOVEMBER)
        assert {row.in_words for row in rows} == {nil_report.NO_HEAD}
        assert nil_report.reminder(rows, NOVEMBER, NOVEMBER) == ""


class TestWhatFollowed:
    def test_it_is_said_in_words_and_without_names(self, client, rudi, toni, budi, siti):
        workflow.move(siti.journeys.get(), "VERIFIKASI_KELURAHAN", by=budi, happened_on=today(), source="KELURAHAN")
        with pgtrigger.ignore("cases.JourneyChange:never_edited"):
            JourneyChange.objects.update(recorded_at=timezone.now() - timezone.timedelta(days=today().day))
        assert my_day(rudi, today()).followed == ["Satu warga selesai diperiksa kelurahan"]
        assert my_day(toni, today()).followed == []

    def test_the_entry_itself_is_no_result(self, rudi, siti):
        assert my_day(rudi, next_month(this_month())).followed == []


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_are_one_report(rudi):
    at_once(*[lambda: nil_report.report(NOVEMBER, by=rudi, on=NOVEMBER) for _ in range(2)])
    assert NilReport.objects.count() == 1
