"""The page of a person: what each office sees of it, and what it may add or correct."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from accounts.acting import acting_as
from accounts.models import AccessLog
from cases.models import Contact, Document, Journey, Person
from cases.rules import workflow
from cases.rules.register import nik_guesses, registration
from cases.tests.factories import TODAY, make_nik, make_person

BORN = {"birth_date_day": "1", "birth_date_month": "1", "birth_date_year": "1990"}


@pytest.fixture
def siti(rudi):
    return make_person(
        rudi, rudi.territory, name="Siti Contoh", nik=make_nik(), phone="+6281234567890", passport="C1234567"
    )


@pytest.fixture
def visit(client):
    def get(actor, person, page=""):
        client.force_login(actor.user)
        return client.get(f"/warga/{person.pk}/{page}")

    return get


@pytest.fixture
def send(client):
    def post(actor, person, page, **answers):
        client.force_login(actor.user)
        return client.post(f"/warga/{person.pk}/{page}", answers)

    return post


@pytest.mark.parametrize("who", ["rudi", "wati", "budi", "ana", "dewi"])
def test_it_shows_the_person_with_masked_numbers(request, visit, siti, who):
    html = visit(request.getfixturevalue(who), siti).content.decode()
    assert "Siti Contoh" in html and f"••••{siti.nik[-4:]}" in html and "••••7890" in html and "••••4567" in html
    for number in (siti.nik, "6281234567890", "C1234567"):
        assert number not in html


def test_the_kecamatan_sees_initials_and_the_way(visit, siti, kiki):
    html = visit(kiki, siti).content.decode()
    assert "S••• C•••" in html and "Terdata di RT" in html
    for hidden in ("Siti", "••••", "paspor", "diri sendiri", "Simpan"):
        assert hidden not in html


def test_the_neighbourhood_reads_that_disnaker_took_a_step_and_not_its_words(visit, siti, rudi, wati, kiki, budi, ana):
    """The head of an RT may be whom the family is afraid of: that there is a case, he learns from no note."""
    journey = siti.journeys.get()
    step = {"happened_on": TODAY, "source": "BP3MI", "said_by": "Bu Rahasia", "by": ana}
    workflow.move(journey, "HILANG_KONTAK", note="Disekap di Myawaddy, kasus K-2026-0099", **step)
    for actor, reads in ((rudi, False), (wati, False), (kiki, False), (budi, True), (ana, True)):
        html = visit(actor, siti).content.decode()
        assert "Hilang kontak" in html and all((word in html) == reads for word in ("Myawaddy", "Bu Rahasia"))


def test_what_disnaker_sends_back_the_neighbourhood_reads(visit, siti, rudi, ana):
    Journey.objects.update(status="VERIFIKASI_KELURAHAN")
    step = {"happened_on": TODAY, "source": "DISNAKER", "note": "Fotonya buram", "by": ana}
    workflow.move(siti.journeys.get(), "PERLU_PERBAIKAN", **step)
    assert visit(rudi, siti).content.decode().count("Fotonya buram") == 2


@pytest.mark.parametrize("who", ["toni", "citra"])
@pytest.mark.parametrize("page", ["", "ubah/", "buka/telepon/1/"])
def test_it_hides_other_territories(request, visit, siti, who, page):
    assert visit(request.getfixturevalue(who), siti, page).status_code == 404


@pytest.mark.parametrize("who", ["dina", "eko", "wawan", "karim", "adi", "rena"])
@pytest.mark.parametrize("page", ["", "ubah/"])
def test_it_requires_permission(request, visit, siti, who, page):
    assert visit(request.getfixturevalue(who), siti, page).status_code == 403


def test_it_requires_sign_in(client, siti):
    assert client.get(f"/warga/{siti.pk}/").status_code == 302


def test_looking_is_noted(visit, siti, rudi):
    visit(rudi, siti)
    row = AccessLog.objects.get(action="VIEW")
    assert (row.by, row.subject, row.detail) == (rudi, f"cases.person:{siti.pk}", "")


def test_who_recruits_is_shown_to_the_city_alone(visit, rudi, budi, ana, siti):
    Journey.objects.filter(person=siti).update(offered_by="Perekrut Contoh")
    assert "Perekrut Contoh" in visit(ana, siti).content.decode()
    for actor in (rudi, budi):
        assert "Perekrut Contoh" not in visit(actor, siti).content.decode()


@pytest.mark.parametrize("who", ["rudi", "ana"])
def test_it_takes_few_queries(request, client, siti, who, few_queries):
    for country in ("TW", "SG"):
        registration.add_journey(siti, by=siti.registered_by, happened_on=TODAY, source="RT", country=country)
    client.force_login(request.getfixturevalue(who).user)
    with few_queries():
        client.get(f"/warga/{siti.pk}/")


@pytest.mark.parametrize("who", ["toni", "citra"])
def test_no_page_an_outsider_can_reach_holds_a_foreign_name(request, client, siti, who):
    client.force_login(request.getfixturevalue(who).user)
    for path in ("/warga/", "/warga/daftar/", "/warga/bentrok/", f"/warga/{siti.pk}/"):
        assert "Siti Contoh" not in client.get(path).content.decode()
    assert "Siti Contoh" not in client.post("/warga/", {"q": "siti c"}, follow=True).content.decode()


# --- adding


def test_a_contact_is_added_once(send, siti, rudi):
    new = {"name": "Nur’aini", "relation": "ORANG_TUA", "phone": "0811 1111 1111", "safe_note": "malam"}
    for _ in range(2):
        assert send(rudi, siti, "kontak/", **new).url == f"/warga/{siti.pk}/"
    contact = Contact.objects.get(person=siti, relation="ORANG_TUA")
    assert (contact.name, contact.phone, contact.safe_note) == ("Nur'aini", "+6281111111111", "malam")


def test_a_wrong_contact_comes_back_as_typed(send, siti, rudi):
    html = send(rudi, siti, "kontak/", name="Nur Aini", relation="ORANG_TUA", phone="12").content.decode()
    assert "Nomor HP ini" in html and 'value="Nur Aini"' in html
    assert Contact.objects.count() == 1


def test_a_document_is_added_once(send, siti, rudi):
    new = {
        "client_uuid": str(uuid.uuid4()),
        "kind": "VISA",
        "number": "ab 12",
        "status": "SAH",
        "expires_on_day": "1",
        "expires_on_month": "2",
        "expires_on_year": "2028",
    }
    for _ in range(2):
        assert send(rudi, siti, "dokumen/", **new).status_code == 302
    document = Document.objects.get(kind="VISA")
    assert (document.number, str(document.expires_on)) == ("AB12", "2028-02-01")


def test_a_document_that_ends_before_it_begins_comes_back(send, siti, rudi):
    dates = {f"issued_on_{p}": v for p, v in (("day", "1"), ("month", "1"), ("year", "2020"))}
    dates |= {f"expires_on_{p}": v for p, v in (("day", "1"), ("month", "1"), ("year", "2019"))}
    html = send(rudi, siti, "dokumen/", client_uuid=str(uuid.uuid4()), kind="VISA", status="SAH", **dates)
    assert "lebih awal" in html.content.decode()


def test_nobody_is_said_to_have_a_paper_by_pressing_the_button_alone(send, rudi, siti):
    before = siti.documents.count()
    html = send(rudi, siti, "dokumen/", client_uuid=str(uuid.uuid4()), kind="", status="BELUM_DICEK").text
    assert "Pilih jenis dokumennya." in html and siti.documents.count() == before


@pytest.mark.parametrize("page", ["kontak/", "dokumen/", "perjalanan/"])
def test_deeds_reject_get_and_strangers(client, send, siti, rudi, toni, kiki, page):
    client.force_login(rudi.user)
    answer = client.get(f"/warga/{siti.pk}/{page}")
    assert answer.status_code == 405 and "hanya menerima isian" in answer.content.decode()
    assert send(toni, siti, page).status_code == 404
    assert send(kiki, siti, page).status_code == 403


# --- correcting


def corrected(person, **changed):
    return {"version": person.version, "name": person.name, "residency": person.residency} | changed


def test_a_correction_keeps_the_earlier_version(client, visit, send, siti, rudi, ana):
    siti.refresh_from_db()
    assert send(rudi, siti, "ubah/", **corrected(siti, name="Siti Aminah")).url == f"/warga/{siti.pk}/"
    siti.refresh_from_db()
    event = siti.events.get()
    assert (siti.name, siti.search_name, event.name) == ("Siti Aminah", " siti aminah ", "Siti Contoh")
    assert event.pgh_context["assignment"] == rudi.pk
    assert not {"nik", "nik_index"} & {field.name for field in event._meta.fields}
    html = visit(ana, siti, "riwayat/").content.decode()
    assert "<del>Siti Contoh</del>" in html and "Rudi" in html
    assert visit(rudi, siti, "riwayat/").status_code == 403


def test_an_empty_nik_keeps_the_one_we_have(send, siti, rudi):
    nik = siti.nik
    siti.refresh_from_db()
    send(rudi, siti, "ubah/", **corrected(siti, nik=""))
    siti.refresh_from_db()
    assert siti.nik == nik


class TestWhatTheKelurahanChecked:
    """From then on an RT who finds a mistake says so; what is changed all the same waits to be checked again."""

    @pytest.fixture
    def checked(self, siti):
        Journey.objects.update(status="VERIFIKASI_KELURAHAN")
        Person.objects.update(nik_status="COCOK_KTP", latest_status="VERIFIKASI_KELURAHAN")
        siti.refresh_from_db()
        return siti

    def test_the_rt_changes_the_rest_only(self, visit, send, checked, rudi):
        assert "Sudah diperiksa kelurahan" in visit(rudi, checked, "ubah/").content.decode()
        data = corrected(checked, name="Orang Lain", nik=make_nik(9), **BORN, address="Jl. Baru 1")
        assert send(rudi, checked, "ubah/", **data).status_code == 302
        now = Person.objects.get()
        assert (now.name, now.nik, now.birth_date, now.address) == ("Siti Contoh", checked.nik, None, "Jl. Baru 1")
        assert now.nik_status == "COCOK_KTP"

    @pytest.mark.parametrize("who", ["rudi", "wati"])
    def test_the_rule_says_so_too(self, request, checked, who):
        with pytest.raises(ValidationError, match="sudah diperiksa kelurahan"):
            registration.correct(checked, version=checked.version, by=request.getfixturevalue(who), name="Orang Lain")
        assert Person.objects.get().name == "Siti Contoh"

    @pytest.mark.parametrize("changed", [{"name": "Siti Aminah"}, BORN, {"nik": make_nik(9)}])
    def test_the_kelurahan_corrects_and_it_is_unchecked_again(self, send, checked, budi, changed):
        assert send(budi, checked, "ubah/", **corrected(checked, **changed)).status_code == 302
        assert Person.objects.get().nik_status == "BELUM_DIVERIFIKASI"

    def test_an_address_changes_nothing_of_it(self, send, checked, budi):
        send(budi, checked, "ubah/", **corrected(checked, address="Jl. Baru 1"))
        assert Person.objects.get().nik_status == "COCOK_KTP"

    def test_before_that_the_rt_corrects_all(self, send, siti, rudi):
        siti.refresh_from_db()
        send(rudi, siti, "ubah/", **corrected(siti, name="Siti Aminah"))
        assert Person.objects.get().name == "Siti Aminah"


def test_a_nik_is_added_later(send, rudi):
    person = make_person(rudi, rudi.territory)
    person.refresh_from_db()
    nik = make_nik()
    send(rudi, person, "ubah/", **corrected(person, nik=nik))
    person.refresh_from_db()
    assert (person.nik, person.no_nik_reason) == (nik, "")
    assert Person.objects.with_nik(nik).get() == person


def test_the_nik_of_another_is_refused_without_a_word_about_him(send, siti, rudi, toni):
    other = make_person(toni, toni.territory, name="Orang Lain", nik=make_nik())
    siti.refresh_from_db()
    html = send(rudi, siti, "ubah/", **corrected(siti, nik=other.nik, birth_place="Toboali")).content.decode()
    assert "NIK ini sudah dipakai" in html and "Toboali" in html
    assert "Orang Lain" not in html and other.number not in html


def test_trying_out_niks_leaves_a_trail_and_ends(send, siti, rudi, toni):
    """Rudi types numbers into a correction to learn whom the city knows."""
    other = make_person(toni, toni.territory, name="Orang Lain", nik=make_nik())
    siti.refresh_from_db()
    for _ in range(3):
        assert "NIK ini sudah dipakai" in send(rudi, siti, "ubah/", **corrected(siti, nik=other.nik)).content.decode()
    assert AccessLog.objects.filter(by=rudi, action="REFUSED", subject=f"cases.person:{siti.pk}").count() == 3
    for nik in (other.nik, make_nik()):  # known or unknown: the same answer
        page = send(rudi, siti, "ubah/", **corrected(siti, nik=nik)).content.decode()
        assert nik_guesses.TOO_MANY in page and "NIK ini sudah dipakai" not in page
    assert send(rudi, siti, "ubah/", **corrected(siti, nik="", birth_place="Toboali")).status_code == 302


def test_two_editors_the_second_sees_both_versions(send, siti, rudi, budi):
    siti.refresh_from_db()
    first, second = corrected(siti, name="Siti Satu"), corrected(siti, name="Siti Dua", birth_place="Toboali")
    send(rudi, siti, "ubah/", **first)
    html = send(budi, siti, "ubah/", **second).content.decode()
    siti.refresh_from_db()
    assert siti.name == "Siti Satu"
    assert "diubah orang lain" in html and "Siti Satu" in html and "Siti Dua" in html and "Toboali" in html
    assert siti.version in html  # saving again is meant now
    send(budi, siti, "ubah/", **second | {"version": siti.version})
    siti.refresh_from_db()
    assert siti.name == "Siti Dua"


def test_history_is_written_whoever_writes(siti, budi):
    with acting_as(budi):
        Person.objects.filter(pk=siti.pk).update(birth_place="Mentok")
    assert siti.events.get().pgh_context["assignment"] == budi.pk
