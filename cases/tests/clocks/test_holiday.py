"""The calendar of the offices: how working days are counted, and how Disnaker keeps the holidays."""

from datetime import date

import pytest
from django.urls import reverse

from cases.models import Holiday
from cases.rules.clocks import holiday
from cases.values.working_days import add_working_days, is_working_day, working_days_between
from lib.clock import today

LIST = reverse("cases:holidays")
CLOSED = frozenset(day.date for day in holiday.start_days())


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-24", 1, "2026-11-25"),
        ("2026-11-27", 1, "2026-11-30"),  # over a weekend
        ("2026-11-28", 1, "2026-11-30"),  # told on a Saturday: Monday is the first day
        ("2025-03-27", 1, "2025-04-08"),  # Nyepi and Lebaran in one: twelve days without an office
        ("2025-03-27", 5, "2025-04-14"),
        ("2026-03-17", 2, "2026-03-26"),
        ("2026-03-21", 1, "2026-03-25"),  # told on the feast itself
        ("2027-03-05", 1, "2027-03-16"),
        ("2025-12-24", 2, "2025-12-30"),  # Christmas, collective leave, weekend
        ("2026-12-23", 3, "2026-12-30"),
        ("2026-12-31", 1, "2027-01-04"),  # over the year's end and its weekend
        ("2028-02-28", 1, "2028-02-29"),  # a leap day is a day of work
        ("2026-03-01", 0, "2026-03-01"),
    ],
)
def test_working_days_are_added(start, count, end):
    end = date.fromisoformat(end)
    assert add_working_days(date.fromisoformat(start), count, CLOSED) == end
    assert count == 0 or is_working_day(end, CLOSED)
    assert working_days_between(date.fromisoformat(start), end, CLOSED) == count


def test_counting_backwards_is_nothing():
    assert working_days_between(date(2026, 3, 2), date(2026, 3, 1), CLOSED) == 0


@pytest.mark.parametrize(("year", "national", "leave"), [(2025, 17, 11), (2026, 17, 8)])
def test_the_decided_years_are_complete(year, national, leave):
    kinds = [day.kind for day in holiday.start_days() if day.date.year == year]
    assert (kinds.count("NASIONAL"), kinds.count("CUTI_BERSAMA")) == (national, leave)


@pytest.mark.django_db
def test_a_change_of_disnaker_stays_when_the_days_are_loaded_again():
    holiday.load()
    Holiday.objects.filter(date="2027-03-10").update(name="Diubah Disnaker", is_active=False)
    Holiday.objects.filter(date="2026-12-25").delete()
    assert holiday.load() == 1
    assert date(2027, 3, 10) not in holiday.closed_days()
    assert Holiday.objects.filter(is_official=False).values_list("date__year").distinct().get() == (2027,)


class TestPages:
    @pytest.fixture(autouse=True)
    def _days(self, db):
        holiday.load()

    @pytest.fixture
    def eid(self):
        return Holiday.objects.get(date="2027-03-10")

    def fields(self, day, **changes):
        data = {name: getattr(day, name) for name in ("date", "name", "kind", "source", "version")}
        return data | {"checked_on": "2026-11-01", "is_official": "on", "is_active": "on"} | changes

    def edit(self, client, day, **changes):
        return client.post(reverse("cases:edit_holiday", args=[day.pk]), self.fields(day, **changes))

    def test_what_is_not_decided_yet_says_so(self, client, ana, few_queries):
        client.force_login(ana.user)
        with few_queries(8):
            page = client.get(LIST, {"tahun": 2027}).content.decode()
        assert "perlu dicek" in page and "Idulfitri 1448 H" in page
        assert "perlu dicek" not in client.get(LIST, {"tahun": 2026}).content.decode()

    def test_a_year_of_nonsense_is_this_year(self, client, ana):
        client.force_login(ana.user)
        assert "Hari libur 20" in client.get(LIST, {"tahun": "x"}).content.decode()
        assert f'<option value="{today().year}" selected>' in client.get(LIST).content.decode()

    def test_disnaker_moves_a_day(self, client, ana, eid):
        client.force_login(ana.user)
        answer = self.edit(client, eid, date="2027-03-12", name="Idulfitri")
        assert "2027-03-12 sudah" not in answer.content.decode()
        assert Holiday.objects.get(pk=eid.pk).date == date(2027, 3, 10)  # that date is taken: said at the field
        assert self.edit(client, eid, date="2027-03-20").url == f"{LIST}?tahun=2027"
        assert Holiday.objects.get(pk=eid.pk).date == date(2027, 3, 20)

    def test_the_second_of_two_editors_is_told(self, client, ana, eid):
        client.force_login(ana.user)
        self.edit(client, eid, name="Pertama")
        assert "diubah orang lain" in self.edit(client, eid, name="Kedua").content.decode()
        assert Holiday.objects.get(pk=eid.pk).name == "Pertama"

    def test_a_new_day_is_kept_once(self, client, ana):
        client.force_login(ana.user)
        day = Holiday(date=date(2026, 8, 27), name="Pemilihan wali kota", kind="SETEMPAT", source="Keputusan KPU")
        for _ in range(2):
            answer = client.post(reverse("cases:add_holiday"), self.fields(day))
        assert "sudah ada di daftar" in answer.content.decode()
        assert Holiday.objects.get(date="2026-08-27").kind == "SETEMPAT"

    def test_a_check_lies_not_in_the_future(self, client, ana, eid):
        client.force_login(ana.user)
        assert "belum tiba" in self.edit(client, eid, checked_on="2999-01-01").content.decode()

    @pytest.mark.parametrize("who", ["rudi", "budi", "eko", "dina", "adi", "wawan"])
    def test_it_requires_permission(self, request, client, who):
        client.force_login(request.getfixturevalue(who).user)
        assert client.get(LIST).status_code == 403
