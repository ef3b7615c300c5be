"""A button pressed twice at the same moment, over two real connections: one record, one confirmation."""

import uuid

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from cases.models import Case, Contact, Document, Person
from cases.tests.factories import TODAY
from cases.tests.races import at_once
from lib.clock import today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def double_click(settings):
    settings.DEMO = True

    def press(actor, url, form):
        clients = [Client(), Client()]
        for client in clients:
            client.force_login(actor.user)
        answers = at_once(*[lambda client=client: client.post(url, form) for client in clients])
        return {(answer.status_code, answer.get("Location")) for answer in answers}

    return press


def test_an_account(double_click, budi, rudi):
    form = {"client_uuid": uuid.uuid4(), "first_name": "Hadi Contoh", "role": "KADER", "starts_on": today()}
    told = double_click(budi, "/pengaturan/akun/baru/", form | {"territory": rudi.territory.pk})
    user = User.objects.get(first_name="Hadi Contoh")
    assert told == {(302, f"/pengaturan/akun/{user.pk}/")}


def test_a_resident_and_what_hangs_on_him(double_click, rudi):
    key = uuid.uuid4()
    begun = double_click(rudi, "/warga/daftar/", {"client_uuid": key})
    assert begun == {(302, f"/warga/daftar/{key}/orang/")}
    typed = {"name": "Sari Contoh", "source": "RT", "version": 0}
    assert double_click(rudi, f"/warga/daftar/{key}/orang/", typed) == {(302, f"/warga/daftar/{key}/keluarga-kontak/")}
    told = double_click(rudi, f"/warga/daftar/{key}/periksa/", {"version": 1})
    person = Person.objects.get()
    assert told == {(302, f"/warga/terdata/{person.client_uuid}/")}
    page = (302, f"/warga/{person.pk}/")
    assert double_click(rudi, f"{page[1]}kontak/", {"relation": "DIRI_SENDIRI", "phone": "081234567890"}) == {page}
    paper = {"client_uuid": uuid.uuid4(), "kind": "PASPOR", "number": "C1234567", "status": "BELUM_DICEK"}
    assert double_click(rudi, f"{page[1]}dokumen/", paper) == {page}
    assert (Contact.objects.count(), Document.objects.count()) == (1, 1)


def test_a_case_and_a_note(double_click, ana, siti):
    form = {"client_uuid": uuid.uuid4(), "category": "HILANG_KONTAK", "urgency": "P2", "country": "MM"}
    form |= {"reported_on": TODAY, "source": "KELUARGA", "channel": "DAFTAR", "warga": siti.pk}
    told = double_click(ana, "/kasus/baru/", form)
    case = Case.objects.get()
    assert told == {(302, f"/kasus/{case.number}/")}
    double_click(ana, f"/kasus/{case.number}/catatan/", {"client_uuid": uuid.uuid4(), "text": "Keluarga menelepon."})
    assert case.notes.count() == 1


def test_a_cut_connection_is_noticed_before_the_next_page(settings, rudi):
    """PostgreSQL was restarted between two requests."""
    settings.DEMO = True
    client = Client()
    client.force_login(rudi.user)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 60000)", [pid])
    finally:
        other.close()
    connection.health_check_done = False  # as at the start of a request
    assert client.get("/beranda/").status_code == 200
