import gzip
import re
from datetime import timedelta

import pytest
from django.core.management import call_command

from education import emergency, tasks
from education.models import EmergencyContact, EmergencyPage
from lib.clock import today


def written(emergency_file):
    return emergency_file.read_text()


def test_it_answers_without_a_database(client, emergency_file):
    """No `db` fixture here: any query would fail the test."""
    emergency.replace_file(emergency_file, b"<h1>Nomor darurat</h1>")
    response = client.get("/darurat/")
    assert response.status_code == 200
    assert response.content == b"<h1>Nomor darurat</h1>"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_a_weak_signal_gets_it_compressed(client, emergency_file):
    emergency.replace_file(emergency_file, b"a" * 1000)
    response = client.get("/darurat/", headers={"accept-encoding": "gzip"})
    assert len(response.content) < 100
    assert gzip.decompress(response.content) == b"a" * 1000


def test_without_a_file_the_view_renders_it(client, home, emergency_file):
    emergency_file.unlink()
    response = client.get("/darurat/")
    assert "0800 1000" in response.text
    assert "sesi" not in response.cookies


def test_without_a_page_there_is_none(client, db, emergency_file):
    assert client.get("/darurat/").status_code == 404


def test_rejects_post(client, home):
    assert client.post("/darurat/").status_code == 405


def test_it_holds_every_active_number_with_its_date_and_no_form(home, emergency_file):
    html = written(emergency_file)
    for contact in EmergencyContact.objects.active():
        assert contact.link in html
        assert contact.shown_as in html
    assert "Nomor sedang diperiksa" not in html
    assert html.count("<script") == 1 and "js/public.js" in html and "csrf" not in html
    assert EmergencyContact.objects.get(code="kbri-yangon").shown_as not in html


def test_a_number_is_good_for_180_days_and_then_leaves_the_page(home, emergency_file):
    number = EmergencyContact.objects.get(code="kp2mi-telepon")
    for age, stands in ((180, True), (181, False)):
        EmergencyContact.objects.filter(pk=number.pk).update(checked_on=today() - timedelta(days=age))
        tasks.daily_upkeep()
        html = written(emergency_file)
        assert (number.link in html, number.shown_as in html) == (stands, stands)
    assert "Nomor sedang diperiksa" in html and number.name in html
    assert "tel:129" in html  # the others stand


def test_without_any_fresh_number_the_page_says_where_to_go(client, home, emergency_file):
    EmergencyContact.objects.update(checked_on=today() - timedelta(days=181))
    emergency.write()
    assert "Semua nomor sedang diperiksa" in written(emergency_file) and "tel:" not in written(emergency_file)
    for path in ("/", "/edukasi/berangkat/tanda-lowongan-palsu/"):
        assert 'href="tel:' not in client.get(path).text


def test_a_fresh_check_brings_a_number_back(client, rena, home, emergency_file):
    EmergencyContact.objects.update(checked_on=today() - timedelta(days=181))
    EmergencyContact.objects.filter(code="sapa-telepon").update(checked_on=today())
    emergency.write()
    assert "tel:129" in written(emergency_file) and "Semua nomor" not in written(emergency_file)


def test_publishing_the_page_writes_it(home, emergency_file, django_capture_on_commit_callbacks):
    page = EmergencyPage.objects.get()
    page.lead = "Tetap tenang."
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert "Tetap tenang." in written(emergency_file)


def test_unpublishing_the_page_takes_it_away(home, emergency_file, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        EmergencyPage.objects.get().unpublish()
    assert not emergency_file.exists()


def test_an_editor_who_changes_a_number_writes_it(
    client, rena, home, emergency_file, django_capture_on_commit_callbacks
):
    client.force_login(rena.user)
    contact = EmergencyContact.objects.get(code="sapa-telepon")
    fields = ["name", "purpose", "number", "kind", "works_from", "country", "source", "checked_by", "order"]
    form = {name: getattr(contact, name) for name in fields}
    form |= {"shown_as": "1-2-9", "checked_on": today().isoformat(), "is_active": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"/cms/snippets/education/emergencycontact/edit/{contact.pk}/", form)
    assert response.status_code == 302
    assert "1-2-9" in written(emergency_file)


def test_a_deleted_number_leaves_it(client, rena, home, emergency_file, django_capture_on_commit_callbacks):
    client.force_login(rena.user)
    contact = EmergencyContact.objects.get(code="sapa-telepon")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/cms/snippets/education/emergencycontact/delete/{contact.pk}/")
    assert "tel:129" not in written(emergency_file)


def test_a_failed_write_keeps_the_old_file(emergency_file, monkeypatch):
    emergency.replace_file(emergency_file, b"old")

    def full_disk(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        emergency.replace_file(emergency_file, b"new")
    assert [path.read_bytes() for path in emergency_file.parent.iterdir()] == [b"old"]


def test_the_command_writes_a_lost_file_again(home, emergency_file):
    emergency_file.unlink()
    call_command("write_emergency_page")
    assert re.search("Nomor darurat", written(emergency_file))


def test_every_night_it_is_written_anew(home, emergency_file):
    emergency_file.unlink()
    tasks.daily_upkeep()
    assert emergency_file.exists()


@pytest.mark.parametrize("number", ["0812 345", "+0812345678", "12", "abc", "+62812345678901234"])
def test_a_number_must_be_dialable(number):
    contact = EmergencyContact(number=number)
    with pytest.raises(Exception, match="number"):
        contact.clean_fields()


def test_whatsapp_needs_the_country_code():
    contact = EmergencyContact(kind="WHATSAPP", number="08123456789")
    with pytest.raises(Exception, match="kode negara"):
        contact.clean()
