"""A day without signal: pages with a number of their own, filled in with a pen, typed in once (domain.md §9, 27)."""

import uuid
from datetime import date

import pypdfium2
import pytest
from django.core.cache import cache

from accounts import unsent
from accounts.models import Territory
from cases.models import JourneyChange, NikConflict, PaperForm, Person
from cases.rules.register import paper_form as rules
from cases.tests.factories import make_nik, make_person
from cases.tests.races import at_once
from cases.values.choices import Source
from lib.clock import today

pytestmark = pytest.mark.django_db
PRINT, KEY = "/warga/formulir-kertas/", "/warga/ketik/"


@pytest.fixture
def paper(rudi):
    return rules.reserve(rudi.territory, 1, by=rudi, batch=uuid.uuid4())[0]


def written(paper, **changed):
    filled = {
        "code": paper.written_code.lower(),
        "filled_on_day": "3",
        "filled_on_month": "11",
        "filled_on_year": "2026",
        "name": "Kertas Contoh",
        "source": "KELUARGA",
        "stage": "TERDATA_RT",
        "country": "MY",
    }
    return filled | changed


@pytest.fixture
def key_in(client, budi):
    def post(paper, by=budi, **changed):
        client.force_login(by.user)
        return client.post(KEY, written(paper, **changed))

    return post


class TestPrinting:
    def test_one_file_for_a_whole_rt(self, client, rudi):
        client.force_login(rudi.user)
        form = {"client_uuid": uuid.uuid4(), "territory": rudi.territory.pk, "count": "3"}
        answer = client.post(PRINT, form)
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
        client.post(PRINT, form)
        assert PaperForm.objects.count() == 3

    @pytest.mark.parametrize("count", [1, 3])
    def test_each_form_is_one_page_of_a4_however_long_the_names(self, rudi, count):
        Territory.objects.filter(level=Territory.Level.KELURAHAN).update(name="Kampung Melayu Tua Tunu Indah Permai")
        sheets = rules.reserve(rudi.territory, count, by=rudi, batch=uuid.uuid4())
        with pypdfium2.PdfDocument(rules.as_pdf(sheets)) as pdf:
            assert [tuple(map(round, page.get_size())) for page in pdf] == [(595, 842)] * count

    @pytest.mark.parametrize("count", ["0", "31", "banyak", ""])
    def test_a_number_that_is_none(self, client, rudi, count):
        client.force_login(rudi.user)
        form = {"client_uuid": uuid.uuid4(), "territory": rudi.territory.pk, "count": count}
        assert client.post(PRINT, form)["Content-Type"].startswith("text/html") and not PaperForm.objects.exists()

    def test_only_for_the_own_places(self, client, rudi, toni):
        client.force_login(rudi.user)
        client.post(PRINT, {"client_uuid": uuid.uuid4(), "territory": toni.territory.pk, "count": "1"})
        assert not PaperForm.objects.exists()


class TestTyping:
    def test_the_day_it_was_written_and_the_day_it_was_typed_are_kept(self, key_in, paper, budi):
        assert key_in(paper).url == KEY
        person = Person.objects.get()
        row = JourneyChange.objects.get()
        assert (person.client_uuid, person.territory, person.registered_by) == (paper.pk, paper.territory, budi)
        assert (row.happened_on, row.recorded_at.date() >= date(2026, 11, 3)) == (date(2026, 11, 3), True)
        paper.refresh_from_db()
        assert (paper.filled_on, paper.keyed_by) == (date(2026, 11, 3), budi)

    def test_who_held_the_pen_is_kept_and_stands_in_the_history(self, key_in, paper):
        key_in(paper, written_by="Pak Darto")
        paper.refresh_from_db()
        assert paper.written_by == "Pak Darto"
        assert JourneyChange.objects.get().note == f"Formulir kertas {paper.written_code}, diisi oleh Pak Darto."

    def test_the_next_sheet_begins_with_the_day_and_the_hand_of_the_last(self, client, key_in, rudi, few_queries):
        first, second, third = rules.reserve(rudi.territory, 3, by=rudi, batch=uuid.uuid4())
        key_in(first, written_by="Pak Darto")
        with few_queries():
            page = client.get(KEY)
        head = page.context["head"]
        assert (head["filled_on"].value(), head["written_by"].value()) == (date(2026, 11, 3), "Pak Darto")
        assert "Hari ini 1 lembar, terakhir RT 003 / RW 002" in page.text
        assert "masih 2 lembar" in page.text and head["code"].value() == ""
        assert second.written_code in page.text and third.written_code in page.text
        assert first.written_code not in page.text

    def test_what_another_clerk_typed_is_not_before_me(self, client, key_in, paper, ana):
        key_in(paper, written_by="Pak Darto")
        client.force_login(ana.user)
        assert "Pak Darto" not in client.get(KEY).text

    def test_a_passport_that_is_known_is_shown_before_anything_is_made(self, key_in, paper, rudi):
        known = make_person(rudi, rudi.territory, name="Mawar Kusuma", passport="C7654321")
        html = key_in(paper, passport="C7654321").text
        assert known.number in html and "Nomor paspor sama" in html and Person.objects.count() == 1
        assert key_in(paper, passport="C7654321", other_person="on").url == KEY

    def test_a_sheet_half_typed_survives_the_end_of_the_session(self, client, key_in, paper, budi):
        cache.clear()
        assert "tersimpan" not in client.post(KEY, written(paper)).url  # nobody knows whose it is
        client.post(KEY, written(paper, typed_by=unsent.mark_of(budi.user)))
        client.force_login(budi.user)
        page = client.get(KEY)
        assert f'name="typed_by" value="{unsent.mark_of(budi.user)[:6]}' in page.text
        assert "Isian lembar ini dipulihkan" in page.text and "Kertas Contoh" in page.text
        assert not Person.objects.exists()  # looking saves nothing
        key_in(paper)
        assert "dipulihkan" not in client.get(KEY).text and Person.objects.count() == 1

    def test_and_is_not_read_by_who_signs_in_next_on_that_machine(self, client, key_in, paper, budi, citra):
        cache.clear()
        client.force_login(budi.user)
        session = client.session
        session["started_at"] = session["seen_at"] = 0
        session.save()
        assert "tersimpan=1" in client.post(KEY, written(paper)).url
        client.force_login(citra.user)
        assert "Kertas Contoh" not in client.get(KEY).text

    def test_nor_where_the_cookie_was_gone_already(self, client, paper, budi, citra):
        client.post(KEY, written(paper, typed_by=unsent.mark_of(budi.user)))
        client.force_login(citra.user)
        assert "Kertas Contoh" not in client.get(KEY).text

    def test_a_sheet_typed_twice_is_one_person(self, client, key_in, paper):
        key_in(paper)
        key_in(paper, name="Nama Lain")
        assert Person.objects.get().name == "Kertas Contoh"
        assert "sudah pernah diketik" in client.get(KEY).content.decode()

    @pytest.mark.parametrize("code", ["", "AAAA-AAAA", "x", "\0", "9" * 20])
    def test_an_unknown_number_loses_nothing_typed(self, key_in, paper, code):
        html = key_in(paper, code=code).content.decode()
        assert "Kertas Contoh" in html and not Person.objects.exists()

    def test_the_number_of_another_kelurahan_is_unknown(self, key_in, paper, citra):
        assert "tidak ada di kelurahan Anda" in key_in(paper, by=citra).content.decode()

    def test_the_same_fields_are_checked_as_on_the_screen(self, key_in, paper):
        html = key_in(paper, nik="123", name="").content.decode()
        assert "NIK harus 16 angka" in html and "Tulis nama lengkapnya." in html and not Person.objects.exists()

    def test_who_may_be_known_already_is_shown_first(self, key_in, paper, rudi):
        make_person(rudi, rudi.territory, name="Kertas Contoh")
        assert "Mungkin sudah terdata" in key_in(paper).content.decode() and Person.objects.count() == 1
        key_in(paper, other_person="on")
        assert Person.objects.count() == 2

    def test_a_nik_known_elsewhere_goes_to_the_conflicts(self, key_in, paper, citra, places):
        nik = make_nik()
        make_person(citra, places["19.71.02.1001.001.001"], nik=nik, name="Orang Opas")
        key_in(paper, nik=nik)
        assert NikConflict.objects.get().client_uuid == paper.pk and Person.objects.count() == 1

    def test_the_telephone_over_the_code_opens_the_sheet(self, client, budi, paper):
        client.force_login(budi.user)
        path = rules.address_of(paper).split("/warga")[1]
        assert f'value="{paper.code}"' in client.get(f"/warga{path}").content.decode()

    def test_a_day_to_come_is_refused(self, key_in, paper):
        assert "tidak mungkin" in key_in(paper, filled_on_year=str(today().year + 1)).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_sheet_typed_by_two_at_once_is_one_person(rudi, budi):
    (paper,) = rules.reserve(rudi.territory, 1, by=rudi, batch=uuid.uuid4())
    person = {"name": "Kertas Contoh", "territory": rudi.territory, "nik": None, "no_nik_reason": "HILANG"}
    entry = {"person": person, "journey": {}, "source": Source.RT}
    at_once(*[lambda: rules.key_in(paper, filled_on=date(2026, 11, 3), by=budi, **entry) for _ in range(2)])
    assert Person.objects.count() == 1
