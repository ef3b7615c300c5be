"""Who looked at what: everybody reads his own trail, the head of Disnaker that of her office, and no name leaves it."""

import uuid
from datetime import timedelta

import pgtrigger
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.access import log_account, log_export, log_refusal, log_reveal, log_view
from accounts.models import AccessLog, Role
from accounts.tests.factories import give_office, make_actor
from cases.rules.casework import need_to_know
from cases.rules.privacy import access_log
from cases.tests.factories import make_case, make_person
from lib.clock import today

pytestmark = pytest.mark.django_db
OWN, OFFICE = "/data-pribadi/akses/", "/data-pribadi/akses/kantor/"


def officer_url(actor):
    return f"{OFFICE}{actor.user_id}/"


def subject_url(record):
    return f"{OWN}objek/{record._meta.label_lower}:{record.pk}/"


def date_back(rows, at):
    """The trail is written once: only a test moves it to another day."""
    with pgtrigger.ignore("accounts.AccessLog:never_edited"):
        rows.update(at=at)


def title_of(page):
    return page.split("<title>")[1].split("</title>")[0]


class TestOwn:
    @pytest.mark.parametrize("who", ["rudi", "budi", "kiki", "ana", "dewi", "dina", "eko", "wawan", "rena", "adi"])
    def test_everybody_reads_what_he_did_himself(self, client, request, siti, who, few_queries):
        actor = request.getfixturevalue(who)
        other = make_actor("lain", Role.DISNAKER)
        log_view(actor, siti)
        log_reveal(other, siti, "nik", "Rahasia orang lain")
        client.force_login(actor.user)
        with few_queries():
            page = client.get(OWN).text
        assert "melihat" in page and "Rahasia orang lain" not in page

    def test_opening_somebody_is_enough_to_stand_in_it(self, client, ana, siti):
        client.force_login(ana.user)
        client.get(siti.get_absolute_url())
        page = client.get(OWN).text
        assert f"{siti.number}, Siti Contoh" in page and siti.get_absolute_url() in page

    def test_reason_export_and_refusal(self, client, ana, siti, case):
        log_reveal(ana, siti, "nik", "Mencocokkan paspor")
        log_export(ana, case)
        client.force_login(ana.user)
        client.get(OFFICE)  # not hers
        page = client.get(OWN).text
        assert "nik: Mencocokkan paspor" in page and "mengunduh" in page and f"kasus {case.number}" in page
        assert access_log.A_PAGE in page and "tidak diizinkan" in page

    def test_the_newest_first_and_paged(self, client, ana, rudi):
        people = [make_person(rudi, rudi.territory, name=f"Orang {letter} Contoh") for letter in "ABC"]
        for number in range(60):
            log_view(ana, people[number % 3])
        date_back(AccessLog.objects.filter(by=ana), timezone.now() - timedelta(hours=1))
        newest = make_person(rudi, rudi.territory, name="Paling Baru")
        log_view(ana, newest)
        client.force_login(ana.user)
        first, second = client.get(OWN), client.get(f"{OWN}?page=2")
        assert len(first.context["entries"]) == 50 and len(second.context["entries"]) == 11
        assert first.context["entries"][0].what.endswith("Paling Baru")

    def test_in_whatever_office_he_looked(self, client, budi, kiki, siti):
        other = give_office(budi.user, kiki.office, ends_on=today() - timedelta(days=1))
        log_view(other, siti)
        client.force_login(budi.user)
        assert siti.number in client.get(OWN).text

    def test_a_name_only_to_who_may_still_see_that_person(self, client, citra, kiki, siti):
        """Citra once saw somebody who lives elsewhere now; the kecamatan reads names shortened, here too."""
        for actor, said in ((citra, "warga"), (kiki, f"{siti.number}, S••• C•••")):
            log_view(actor, siti)
            client.force_login(actor.user)
            page = client.get(OWN).text
            assert "Siti Contoh" not in page and said in page

    @pytest.mark.parametrize("deed", [lambda rows: rows.update(detail=""), lambda rows: rows.delete()])
    def test_the_database_lets_nobody_write_it_anew(self, ana, siti, deed):
        log_reveal(ana, siti, "nik", "ingin tahu")
        with pytest.raises(DatabaseError), transaction.atomic():
            deed(AccessLog.objects.all())
        assert AccessLog.objects.get().said == "nik: ingin tahu"

    def test_nor_the_number_of_a_case_that_is_shut(self, client, ana, dewi, case):
        cousin = make_actor("joni", Role.DISNAKER, ana.territory)
        log_view(cousin, case)
        need_to_know.shut_out(case, cousin, reason="keluarga", by=dewi)
        client.force_login(cousin.user)
        assert case.number not in client.get(OWN).text

    def test_nor_does_the_head_read_why_a_case_was_opened_that_is_shut_to_her(self, client, ana, dewi, case):
        log_reveal(ana, case, "pelapor", "menelepon Ibu Rahasia")
        client.force_login(dewi.user)
        assert "Ibu Rahasia" in client.get(officer_url(ana)).text
        need_to_know.shut_out(case, dewi, reason="keluarga", by=ana)
        assert "Ibu Rahasia" not in client.get(officer_url(ana)).text
        client.force_login(ana.user)
        assert "Ibu Rahasia" in client.get(OWN).text

    def test_nobody_signed_out(self, client):
        assert client.get(OWN).url.startswith("/masuk/")


class TestOffice:
    @pytest.fixture(autouse=True)
    def trail(self, client, dewi, ana, budi, siti):
        for _ in range(3):
            log_view(ana, siti)
        log_reveal(ana, siti, "nik", "Mencocokkan paspor")
        log_view(budi, siti)
        client.force_login(dewi.user)

    @pytest.mark.parametrize("who", ["ana", "budi", "rudi", "kiki", "dina", "eko", "wawan", "adi"])
    def test_only_the_head(self, client, request, ana, siti, who):
        client.force_login(request.getfixturevalue(who).user)
        for url in (OFFICE, officer_url(ana), subject_url(siti)):
            assert client.get(url).status_code == 403
        assert not AccessLog.objects.visible_to(request.getfixturevalue(who))

    def test_one_day_with_counts_by_officer(self, client, ana, few_queries):
        with few_queries():
            people = client.get(OFFICE).context["people"]
        (one,) = [row for row in people if row["by__user"] == ana.user_id]
        assert (one["looks"], one["records"], one["reveals"], one["exports"], one["is_many"]) == (3, 1, 1, 0, False)

    def test_the_kelurahan_is_not_her_office(self, client, budi):
        assert budi.user.first_name not in client.get(OFFICE).text
        assert client.get(officer_url(budi)).status_code == 404

    def test_another_day(self, client, ana, siti):
        yesterday = timezone.now() - timedelta(days=1)
        date_back(AccessLog.objects.filter(by=ana), yesterday)
        assert not [row for row in client.get(OFFICE).context["people"] if row["by__user"] == ana.user_id]
        day = f"{today() - timedelta(days=1):%Y-%m-%d}"
        page = client.get(f"{OFFICE}?tanggal={day}")
        assert [row["looks"] for row in page.context["people"]] == [3]
        assert dict(page.context["days"])[today() - timedelta(days=1)] == 4
        assert len(client.get(f"{officer_url(ana)}?tanggal={day}").context["entries"]) == 4
        assert not client.get(f"{officer_url(ana)}?tanggal={today():%Y-%m-%d}").context["entries"]

    @pytest.mark.parametrize("typed", ["", "kemarin", "0001-01-01", "9999-12-31", "2026-02-30", "\0"])
    def test_a_day_that_is_none_is_no_error(self, client, ana, typed):
        assert client.get(OFFICE, {"tanggal": typed}).status_code == 200
        assert client.get(officer_url(ana), {"tanggal": typed}).status_code == 200

    def test_midnight_is_midnight_in_pangkalpinang(self, client, ana, siti):
        midnight = timezone.make_aware(timezone.datetime.combine(today(), timezone.datetime.min.time()))
        date_back(AccessLog.objects.filter(by=ana, action="VIEW"), midnight)
        date_back(AccessLog.objects.filter(by=ana, action="REVEAL"), midnight - timedelta(seconds=1))
        assert [(row["looks"], row["reveals"]) for row in access_log.people_of(self.head, today())] == [(3, 0)]

    @pytest.fixture(autouse=True)
    def named(self, dewi):
        self.head = dewi

    def test_many_records_on_one_day_stand_out(self, client, ana, monkeypatch):
        monkeypatch.setattr(access_log, "MANY", 1)
        assert "1 atau lebih" in client.get(OFFICE).text

    def test_one_officer_is_opened_and_that_is_written_down(self, client, dewi, ana, siti, few_queries):
        with few_queries():
            page = client.get(officer_url(ana)).text
        assert "Siti Contoh" in page and "Mencocokkan paspor" in page
        assert AccessLog.objects.filter(by=dewi, action="VIEW", subject=f"accounts.user:{ana.user_id}").count() == 1

    def test_of_somebody_who_left_the_trail_stays(self, client, ana):
        type(ana).objects.filter(pk=ana.pk).update(
            ends_on=today() - timedelta(days=1), starts_on=today() - timedelta(9)
        )
        assert "Mencocokkan paspor" in client.get(officer_url(ana)).text

    def test_what_he_did_in_another_office_is_not_hers(self, client, ana, rudi, siti):
        elsewhere = give_office(ana.user, rudi.office)
        log_reveal(elsewhere, siti, "telepon", "Sebagai ketua RT")
        assert "Sebagai ketua RT" not in client.get(officer_url(ana)).text

    def test_who_looked_at_one_resident(self, client, ana, budi, siti, few_queries):
        with few_queries():
            page = client.get(subject_url(siti)).text
        assert f"{budi.office.name}: 1 kali" in page and f"{ana.office.name}: 4 kali" in page
        assert str(ana.user) in page and str(budi.user) not in page

    def test_a_case_that_is_shut_to_her_has_no_readers_for_her(self, client, dewi, ana, siti):
        case = make_case(ana, [siti])
        log_view(ana, case)
        need_to_know.shut_out(case, dewi, reason="keluarga", by=ana)
        assert client.get(subject_url(case)).status_code == 404
        assert case.number not in client.get(officer_url(ana)).text

    @pytest.mark.parametrize(
        "subject", ["x", "cases.person:", "cases.person:99999999999999999999", "a.b:1:2", f"x.y:{'1' * 99}"]
    )
    def test_nonsense_has_no_readers(self, client, subject):
        assert client.get(reverse("cases:subject_access", args=[subject])).status_code == 404

    def test_no_name_in_a_title_or_an_address(self, client, ana, siti):
        for url in (OWN, OFFICE, officer_url(ana), subject_url(siti)):
            page = client.get(url).text
            assert "Siti" not in title_of(page) and str(ana.user) not in title_of(page)
            assert "siti" not in url.lower() and f"?{siti.name}" not in page

    def test_an_unknown_kind_of_record_is_still_a_line(self, client, ana):
        AccessLog.objects.create(by=ana, action="VIEW", subject=f"cases.gone:{uuid.uuid4()}")
        assert "data lain" in client.get(officer_url(ana)).text


def test_accounts_and_refusals_are_said_in_words(rf, adi, client):
    class Match:
        view_name, kwargs = "cases:person", {"pk": 12}

    log_refusal(adi, Match, 404)
    log_account(adi, adi.user, "akun dibuat")
    client.force_login(adi.user)
    page = client.get(OWN).text
    assert "tidak ada, atau bukan untuk Anda" in page and "akun dibuat" in page and "cases:person" not in page
