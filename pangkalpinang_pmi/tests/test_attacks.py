"""What somebody tries who is signed in and reads our forms: each attack ends where the rules end."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import AccessLog
from cases.forms.casework.group_event import marked
from cases.models import Person, RegistrationDraft
from cases.tests.factories import make_nik, make_person
from cases.tests.wizard import Wizard
from cases.views.privacy import reveal as reveal_views
from lib.clock import today
from pangkalpinang_pmi.tests.test_access import ACCESS, BUNDLES, world  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.DEMO = True


SARI = {"name": "Sari Contoh", "source": "RT", "no_nik_reason": "TIDAK_TAHU"}


@pytest.mark.parametrize("names", BUNDLES)
def test_nothing_is_done_without_the_token(request, world, names):  # noqa: F811
    client, got = Client(enforce_csrf_checks=True), {}
    for name in names:
        row = ACCESS[name]
        client.force_login(request.getfixturevalue(row.ok.split()[0]).user)
        got[name] = client.post(reverse(name, kwargs=world[row.keys]), {"client_uuid": uuid.uuid4()}).status_code
    assert got == dict.fromkeys(names, 403)


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override"])
def test_no_header_makes_a_get_a_deed(client, budi, rudi, header):
    client.force_login(budi.user)
    address = f"/pengaturan/akun/{rudi.user_id}/bekukan/"
    assert client.get(address, {"_method": "POST"}, headers={header: "POST"}).status_code == 405


def test_no_field_beside_the_form_is_heard(client, rudi, toni, places):
    foreign = {"territory": toni.territory.pk, "registered_by": toni.pk, "status": "DITEMPATKAN", "id": 1, "pk": 1}
    Wizard(client, rudi, **foreign).write("orang", **SARI, **foreign).send(**foreign)
    person = Person.objects.get(name="Sari Contoh")
    assert (person.territory, person.registered_by) == (rudi.territory, rudi)
    assert person.journeys.get().status == "TERDATA_RT"


def test_a_kelurahan_registers_nobody_elsewhere(client, budi, places):
    client.force_login(budi.user)
    elsewhere = {"client_uuid": uuid.uuid4(), "territory": places["19.71.02.1001.001.001"].pk}
    assert client.post("/warga/daftar/?kelurahan=19.71.02.1001", elsewhere).status_code == 200
    assert not RegistrationDraft.objects.exists()


def test_the_key_of_a_foreign_entry_shows_and_changes_nothing(client, siti, toni):
    client.force_login(toni.user)
    started = client.post("/warga/daftar/", {"client_uuid": siti.client_uuid})
    assert str(siti.client_uuid) not in started.url, "he gets a draft of his own"
    for page in ("orang", "periksa"):
        answer = client.post(f"/warga/daftar/{siti.client_uuid}/{page}/", SARI | {"version": 0, "go": "send"})
        assert answer.status_code == 404 and "Siti Contoh" not in answer.content.decode()
    assert client.get(f"/warga/terdata/{siti.client_uuid}/").status_code == 404
    siti.refresh_from_db()
    assert (siti.name, Person.objects.count()) == ("Siti Contoh", 1)


def test_a_nik_known_elsewhere_is_answered_like_any_other(client, toni, siti, rudi, citra, places):
    """The second RT learns that its entry went on, and nothing of the other side; the kelurahan decides."""
    known = make_person(citra, places["19.71.02.1001.001.001"], name="Orang Jauh", nik=make_nik())
    told = [
        Wizard(client, toni).write("orang", **{**SARI, "name": name, "nik": nik, "other_person": "on"}).send()
        for name, nik in (("Sari Contoh", known.nik), ("Wulan Lain", make_nik()))
    ]
    assert [answer.status_code for answer in told] == [302, 302]
    assert told[0].url.startswith("/warga/terdata/") and told[1].url.startswith("/warga/terdata/")
    page = client.get(told[0].url).content.decode()
    assert not any(word in page for word in ("Orang Jauh", "Opas Indah", known.number, known.nik))


def test_a_number_of_thousands_of_digits_is_none(client, rudi, ana, case):
    """Python refuses to read them; so does every place where a form or an address brings a number."""
    digits = "9" * 5_000
    entry = Wizard(client, rudi).write("orang", **SARI)
    assert client.post(entry.url("periksa"), {"go": "send", "version": digits}).status_code == 200
    client.force_login(ana.user)
    assert client.get(f"/kasus/{case.number}/?riwayat={digits}").status_code == 200
    assert marked([f"{digits}:ASESMEN", "7:ASESMEN"]) == {7: "ASESMEN"}


@pytest.mark.parametrize("what", ["name", "nik", "phone", "passport"])
def test_the_search_is_no_oracle(client, rudi, toni, what):
    person = {"name": "Melati Rahasia", "nik": make_nik(), "phone": "+6281234567890", "passport": "C7654321"}
    make_person(rudi, rudi.territory, **person)
    client.force_login(toni.user)
    known, unknown = ("Melati", "Mawar") if what == "name" else (person[what], person[what][:-2] + "99")
    pages = [client.get("/warga/", {"q": q}).content.decode().replace(q, "") for q in (known, unknown)]
    assert "Rahasia" not in pages[0]
    assert pages[0].count("<li") == pages[1].count("<li") and pages[0].count("<tr") == pages[1].count("<tr")


def test_a_value_is_never_shown_without_its_trail(client, ana, rudi, monkeypatch):
    """The page breaks after the trail was written: both are gone."""
    person = make_person(rudi, rudi.territory, nik=make_nik())

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(reveal_views, "render", broken)
    client.force_login(ana.user)
    client.raise_request_exception = False
    answer = client.post(f"/warga/{person.pk}/buka/nik/", {"reason": "mengabari keluarga"})
    assert answer.status_code == 500 and person.nik not in answer.content.decode()
    assert not AccessLog.objects.filter(action="REVEAL").exists()


def test_a_refusal_leaves_a_trail_although_its_transaction_is_gone(client, toni, siti):
    client.force_login(toni.user)
    client.post(f"/warga/{siti.pk}/kontak/", {"phone": "081234567890"})
    assert AccessLog.objects.get(action="REFUSED", by=toni).subject == f"cases:add_contact:{siti.pk}"


def test_no_column_of_the_database_spells_a_number(client, rudi, ana):
    """What a stolen dump would show, history tables included."""
    nik, phone, passport = make_nik(), "+6281234567890", "C7654321"
    person = make_person(rudi, rudi.territory, nik=nik, phone=phone, passport=passport)
    draft = Wizard(client, rudi).write("orang", **{**SARI, "nik": nik, "other_person": "on"})
    draft.write("keluarga-kontak", phone=phone).write("dokumen", passport=passport)
    Wizard(client, rudi).write("orang", **{**SARI, "nik": nik, "other_person": "on"}).write(  # never sent
        "dokumen", passport=passport
    )
    assert draft.send().url.startswith("/warga/terdata/")
    client.force_login(ana.user)
    client.post(f"/warga/{person.pk}/buka/nik/", {"reason": "mengabari keluarga"})
    person.contacts.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS r WHERE r::text LIKE ANY(%s)',  # nosec B608 # names of our tables
                [[f"%{secret}%" for secret in (nik, phone[3:], passport)]],
            )
            assert cursor.fetchone() == (0,), table


def test_nobody_looks_into_a_case_whose_request_came_back(client, eko, case, coordination):
    """BP3MI loses the case with the coordination: closed, or reopened as a draft."""
    client.force_login(eko.user)
    for status, seen in (("DIKIRIM", 200), ("DITUTUP", 404), ("KONSEP", 404), ("DITELAAH", 404)):
        type(coordination).objects.filter(pk=coordination.pk).update(status=status)
        assert client.get(f"/kasus/{case.number}/").status_code == seen, status


def test_an_office_that_ended_opens_nothing_at_the_next_request(client, rudi, siti):
    client.force_login(rudi.user)
    assert client.get(f"/warga/{siti.pk}/").status_code == 200
    rudi.ends_on = today() - (today() - rudi.starts_on) / 2
    rudi.save()
    assert client.get(f"/warga/{siti.pk}/").status_code == 302
