"""Plans that an RT head meets at the door, told from the form to the visit: no contract, leaving in days, a minor."""

from datetime import timedelta

import pytest

from cases.models import Person, Talk, Visit
from cases.rules.offers import red_flag, talk
from cases.rules.register import registration
from cases.tests.factories import make_nik
from cases.tests.wizard import Wizard
from lib.clock import today

pytestmark = pytest.mark.django_db
VISITS = "/warga/kunjungan/"
PROPER = {"country": "TW", "job": "perawat lansia", "offerer_kind": "P3MI", "scheme": "P_TO_P", "visa": "KERJA"}
NO_CONTRACT = "“Jangan berangkat sebelum ada perjanjian kerja yang bisa dibaca dan difoto untuk keluarga.”"
IN_DAYS = "“Tanyakan dokumen mana yang sudah ada. Kalau belum lengkap, tunda dulu.”"
TOO_YOUNG = "Menurut undang-undang ia belum boleh bekerja di luar negeri"
PROMISE = "Kelurahan juga akan datang berkunjung."


@pytest.fixture(autouse=True)
def _signs(db):
    red_flag.load()


@pytest.fixture
def bayu(client, rudi):
    """Rudi has begun to write down Bayu, who wants to go."""
    return Wizard(client, rudi).write("orang", name="Bayu Contoh", source="KELUARGA", nik=make_nik())


def leaving(days):
    day = today() + timedelta(days=days)
    return {"leaves_on_day": day.day, "leaves_on_month": day.month, "leaves_on_year": day.year}


def said_on(draft, client, plan):
    """What stands on each page that says it: while it is typed, when the page is opened again, before sending."""
    typed = client.post(draft.url("bicara"), plan).text
    draft.write("rencana", **plan)
    return [typed, draft.show("rencana").text, draft.show("periksa").text]


def of(actor, client, url):
    client.force_login(actor.user)
    return client.get(url).text


class TestNoContract:
    def test_the_family_is_told_to_wait_and_budi_asks_to_see_it(self, client, rudi, budi, bayu):
        plan = PROPER | {"contract_in_hand": "tidak"} | leaving(30)
        for page in said_on(bayu, client, plan):
            assert NO_CONTRACT in page and PROMISE in page
        sent = client.get(bayu.send(is_talk_said="on").url).text
        assert "Sudah terdata" in sent
        told = Talk.objects.get()
        assert (told.is_said, told.flags, told.by) == (True, ["tanpa-kontrak"], rudi)
        person = Person.objects.get()
        assert "sudah berbicara dengan keluarga tentang tawaran ini" in of(rudi, client, person.get_absolute_url())
        visits = of(budi, client, VISITS)
        assert "Bayu Contoh" in visits and "Tidak ada kontrak tertulis" in visits
        page = client.get(f"{VISITS}{Visit.objects.get().pk}/").text
        assert "Kapan kontraknya bisa dilihat?" in page

    @pytest.mark.parametrize(
        ("answers", "is_told"),
        [
            (leaving(60), True),
            ({}, True),  # who has not said when may leave tomorrow
            (leaving(61), False),  # months ahead nobody has one yet
            (leaving(30) | {"contract_in_hand": "ya"}, False),
            ({"contract_in_hand": ""} | leaving(30), False),  # not asked yet
        ],
    )
    def test_it_is_said_where_it_is_time_to_have_one(self, client, bayu, answers, is_told):
        pages = said_on(bayu, client, PROPER | {"contract_in_hand": "tidak"} | answers)
        assert [NO_CONTRACT in page for page in pages] == [is_told] * 3
        bayu.send()
        assert Talk.objects.exists() is Visit.objects.exists() is is_told
        assert not Talk.objects.filter(is_said=True).exists()

    def test_once_the_contract_is_there_nothing_more_is_said(self, client, rudi, bayu):
        bayu.write("rencana", **PROPER, contract_in_hand="tidak", **leaving(30)).send()
        journey = Person.objects.get().journeys.get()
        client.force_login(rudi.user)
        path = f"/warga/{journey.person_id}/perjalanan/{journey.pk}/bicara/"
        now = PROPER | {"version": journey.version, "contract_in_hand": "true"}
        assert NO_CONTRACT not in client.post(path, now).text
        assert NO_CONTRACT in client.post(path, now | {"contract_in_hand": "false"}).text


class TestLeavingInDays:
    PLAN = {"country": "MY", "job": "pelayan rumah makan", "offerer_kind": "SENDIRI"}

    def test_the_family_is_asked_for_the_papers_and_budi_comes_before_they_leave(self, client, budi, bayu):
        for page in said_on(bayu, client, self.PLAN | leaving(5)):
            assert IN_DAYS in page and PROMISE in page
        bayu.send()
        visit = Visit.objects.get()
        assert "berangkat-dalam-dua-minggu" in visit.flags and visit.due_on == today() + timedelta(days=4)
        assert not Talk.objects.get().is_said  # nobody was at home yet
        page = of(budi, client, f"{VISITS}{visit.pk}/")
        assert "Visa kerja dan kontraknya sudah di tangan?" in page

    @pytest.mark.parametrize(("days", "due"), [(0, 0), (1, 0), (2, 1), (8, 7), (14, 7), (15, None)])
    def test_the_visit_is_never_later_than_the_day_before(self, client, bayu, days, due):
        said = said_on(bayu, client, self.PLAN | leaving(days))
        bayu.send()
        assert (IN_DAYS in said[0]) is (due is not None)
        assert [(visit.due_on - today()).days for visit in Visit.objects.all()] == ([] if due is None else [due])

    def test_a_day_of_departure_that_comes_nearer_brings_the_visit_forward(self, client, rudi, bayu):
        bayu.write("rencana", **self.PLAN, **leaving(12)).send(is_talk_said="on")
        journey = Person.objects.get().journeys.get()
        assert (Visit.objects.get().due_on - today()).days == 7
        sooner = registration.correct_journey(journey, version=journey.version, planned_on=today() + timedelta(days=3))
        assert talk.record_change(sooner, is_said=True, by=rudi, on=today()) is None  # nothing new to say
        assert (Visit.objects.get().due_on - today()).days == 2

    def test_who_goes_back_to_the_same_work_is_not_stopped(self, client, bayu):
        again = {"country": "HK", "job": "kembali ke majikan lama setelah cuti", "visa": "KERJA"}
        assert IN_DAYS not in said_on(bayu, client, again | leaving(5))[0]
        bayu.send()
        assert not Visit.objects.exists()


class TestMinor:
    @pytest.fixture
    def sari(self, client, rudi):
        """Sixteen, and somebody has asked her to come along."""
        nik = make_nik(1, 1, today().year % 100 - 16)
        return Wizard(client, rudi).write("orang", name="Sari Contoh", source="KELUARGA", nik=nik)

    def test_she_is_recorded_and_her_family_is_told_but_she_is_no_candidate(self, client, rudi, budi, ana, sari):
        for page in said_on(sari, client, PROPER | {"contract_in_hand": "ya"}):
            assert TOO_YOUNG in page
        assert "Umurnya belum 18 tahun. Datanya tetap dicatat" in sari.show("periksa").text
        sent = client.get(sari.send().url).text
        assert "Sudah terdata" in sent and "jadi ia belum boleh berangkat bekerja ke luar negeri" in sent
        person = Person.objects.get()
        journey = person.journeys.get()
        assert journey.status == "TERDATA_RT"
        client.force_login(budi.user)
        step = {"happened_on": today(), "client_uuid": "11111111-1111-4111-8111-111111111111"}
        url = f"{person.get_absolute_url()}perjalanan/{journey.pk}/pindah/"
        client.post(url, step | {"seen": "TERDATA_RT", "target": "VERIFIKASI_KELURAHAN", "source": "KELURAHAN"})
        assert person.journeys.get().status == "VERIFIKASI_KELURAHAN"  # that she lives here is true all the same
        client.force_login(ana.user)
        on = {"seen": "VERIFIKASI_KELURAHAN", "target": "TERDAFTAR_DISNAKER", "source": "DISNAKER", "reference": "1"}
        page = client.post(url, step | on | {"client_uuid": "22222222-2222-4222-8222-222222222222"}).text
        assert "Belum berusia 18 tahun, jadi belum boleh didaftarkan sebagai CPMI." in page
        assert person.journeys.get().status == "VERIFIKASI_KELURAHAN"

    def test_a_bad_offer_to_a_minor_is_spoken_about_as_any_other(self, client, budi, sari):
        pages = said_on(sari, client, {"country": "KH", "job": "admin", "visa": "WISATA"})
        assert all(TOO_YOUNG in page and PROMISE in page for page in pages)
        sari.send(is_talk_said="on")
        assert "Sari Contoh" in of(budi, client, VISITS)

    def test_the_plan_that_is_changed_later_says_it_too(self, client, rudi, sari):
        sari.write("rencana", **PROPER).send()
        person = Person.objects.get()
        assert TOO_YOUNG in of(rudi, client, f"{person.get_absolute_url()}perjalanan/{person.journeys.get().pk}/ubah/")
