"""An entry that came back: from its reason straight to what has to be put right; a bad photo makes way for a better."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cases.models import Consent, Document, Journey, Person, StoredFile
from cases.rules import restriction, uploads, workflow
from cases.rules.register import registration, verification
from cases.tests.factories import TODAY
from cases.values.choices import ReturnReason
from lib import sealed_file
from lib.cleaning import apart, clean
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.tests import papers

pytestmark = pytest.mark.django_db
ENTRIES = "/warga/entri-saya/"


@pytest.fixture(autouse=True)
def _here(settings, tmp_path, monkeypatch):
    """A folder of its own; and the taking apart happens in this process, which costs no start."""
    settings.MEDIA_ROOT = str(tmp_path)
    monkeypatch.setattr(apart, "clean", lambda data: Cleaned(*clean.clean(data), "0" * 64))


@pytest.fixture
def ktp(siti):
    return Document.objects.create(person=siti, kind="KTP")


@pytest.fixture
def bad(rudi, ktp):
    """The photo that Rudi took in the dark."""
    upload = Cleaned(Kind.JPEG, [papers.photo((400, 300))], "0" * 64)
    return uploads.store(upload, by=rudi, client_uuid=uuid.uuid4(), document=ktp)


def send_back(siti, by, reason=ReturnReason.FOTO_KABUR):
    journey = Journey.objects.select_related("person").get(person=siti)
    seen = verification.version(journey)
    return verification.send_back(journey, by=by, on=TODAY, client_uuid=uuid.uuid4(), seen=seen, reason=reason)


def url_of(file):
    return reverse("cases:replace_file", args=[file.document.person_id, file.document_id, file.pk])


def send(client, actor, file, key=None, data=None):
    client.force_login(actor.user)
    photo = SimpleUploadedFile("ktp.jpg", papers.photo((500, 300)) if data is None else data, "image/jpeg")
    return client.post(url_of(file), {"client_uuid": key or uuid.uuid4(), "file": photo})


def is_on_disk(file):
    try:
        return bool(sealed_file.read(file.names[0]))
    except FileNotFoundError:
        return False


# --- from the reason to the place


@pytest.mark.parametrize(
    ("reason", "label", "where"),
    [
        ("NAMA_BEDA", "Perbaiki nama", "/ubah/#div_id_name"),
        ("NIK_BEDA", "Perbaiki NIK", "/ubah/#div_id_nik"),
        ("LAHIR_BEDA", "Perbaiki tanggal lahir", "/ubah/#div_id_birth_date"),
        ("ALAMAT_BELUM_JELAS", "Perbaiki alamat", "/ubah/#div_id_address"),
        ("FOTO_BELUM_ADA", "Tambah KTP atau KK", "/?isi=dokumen#div_id_document_kind"),
        ("FOTO_KABUR", "Tambah KTP atau KK", "/?isi=dokumen#div_id_document_kind"),
        ("KONTAK_BELUM_ADA", "Tambah kontak", "/?isi=kontak#div_id_contact_phone"),
        ("RENCANA_BELUM_JELAS", "Lengkapi rencananya", "#div_id_country"),
    ],
)
def test_each_reason_leads_to_its_box(client, rudi, budi, siti, reason, label, where):
    send_back(siti, budi, reason)
    client.force_login(rudi.user)
    for page in (client.get(ENTRIES), client.get(siti.get_absolute_url())):
        assert f'{where}">{label}' in page.text
    assert client.get(ENTRIES).context["task"].url.endswith(where)
    path, _, box = client.get(ENTRIES).context["task"].url.partition("#")
    assert f'id="{box}"' in client.get(path).text


@pytest.mark.parametrize("reason", ["DATA_GANDA", "KELUARGA_BELUM_TAHU", "LAINNYA"])
def test_what_has_to_be_talked_about_leads_to_the_person(client, rudi, budi, siti, reason):
    send_back(siti, budi, reason)
    client.force_login(rudi.user)
    assert client.get(ENTRIES).context["task"].url == siti.get_absolute_url()
    assert "Ubah data warga" in client.get(siti.get_absolute_url()).text


def test_every_reason_is_thought_of():
    told = {reason for mark in test_each_reason_leads_to_its_box.pytestmark for reason, *_ in mark.args[1]}
    talked = {
        reason for mark in test_what_has_to_be_talked_about_leads_to_the_person.pytestmark for reason in mark.args[1]
    }
    assert told | talked == set(ReturnReason)


def test_a_card_without_a_photo_is_led_to_itself_and_not_written_down_twice(client, rudi, budi, siti, ktp):
    send_back(siti, budi, "FOTO_BELUM_ADA")
    client.force_login(rudi.user)
    assert f'{ktp.get_absolute_url()}#tambah-foto">Tambah foto KTP-el' in client.get(ENTRIES).text
    assert 'id="tambah-foto"' in client.get(ktp.get_absolute_url()).text


def test_one_press_at_the_top_sends_it_in_again(client, rudi, wati, budi, siti):
    """An RT head has nothing to choose there: it is he who says so, today. Afterwards he reads what happens now."""
    send_back(siti, budi, "ALAMAT_BELUM_JELAS")
    client.force_login(rudi.user)
    page = client.get(siti.get_absolute_url()).text
    notice = page[page.index('id="perbaiki"') : page.index("<h2>Keterangan")]
    typed = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', notice))
    address = reverse("cases:move_journey", args=[siti.pk, siti.journeys.get().pk])
    said = client.post(address, typed, follow=True).text
    assert siti.journeys.get().status == "TERDATA_RT" and 'id="perbaiki"' not in said
    assert "Sudah diajukan lagi. Kelurahan akan memeriksanya." in said


def test_an_entry_that_has_not_come_back_asks_for_no_repair(client, rudi, siti, bad):
    client.force_login(rudi.user)
    assert "Ganti foto" not in client.get(ENTRIES).text


def test_it_takes_few_queries(client, rudi, budi, siti, bad, few_queries):
    send_back(siti, budi)
    client.force_login(rudi.user)
    for url in (ENTRIES, siti.get_absolute_url(), bad.document.get_absolute_url(), url_of(bad)):
        with few_queries():
            assert client.get(url).status_code == 200


# --- a better photo


def test_a_photo_that_came_back_is_replaced_in_one_step(
    client, rudi, budi, siti, bad, django_capture_on_commit_callbacks
):
    send_back(siti, budi)
    client.force_login(rudi.user)
    way = client.get(ENTRIES).context["task"].url
    assert way == url_of(bad) and f'{way}">Ganti foto KTP-el' in client.get(siti.get_absolute_url()).text
    assert "foto yang lama dihapus" in client.get(way).text
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(client, rudi, bad)
    assert answer.url == siti.get_absolute_url()
    assert "tekan “Ajukan lagi”" in client.get(answer.url).text
    new = StoredFile.objects.get()
    assert (new.document, new.uploaded_by) == (bad.document, rudi) and is_on_disk(new) and not is_on_disk(bad)
    assert StoredFile.pgh_event_model.objects.get().pgh_label == "before_delete"  # that there was one, is kept


def test_before_the_kelurahan_has_looked_it_is_replaced_from_the_paper(client, rudi, bad):
    client.force_login(rudi.user)
    assert "Ganti foto ini" in client.get(bad.document.get_absolute_url()).text
    assert send(client, rudi, bad).url == bad.document.get_absolute_url()


def test_an_entry_that_comes_back_late_lets_the_photo_be_replaced_all_the_same(client, rudi, budi, siti, bad):
    StoredFile.objects.update(recorded_at=timezone.now() - timedelta(days=40))
    send_back(siti, budi)
    assert send(client, rudi, bad).status_code == 302
    assert StoredFile.objects.get().pk != bad.pk


def test_also_one_that_disnaker_returns_after_the_check(client, rudi, budi, ana, siti, bad):
    journey = workflow.move(siti.journeys.get(), "VERIFIKASI_KELURAHAN", by=budi, happened_on=TODAY, source="KELURAHAN")
    assert send(client, rudi, bad).status_code == 403
    workflow.move(journey, "PERLU_PERBAIKAN", by=ana, happened_on=TODAY, source="DISNAKER", note="Foto KTP kabur.")
    assert send(client, rudi, bad).status_code == 302


@pytest.mark.parametrize(("who", "status"), [("wati", 403), ("budi", 403), ("toni", 404), ("citra", 404), ("eko", 403)])
def test_nobody_else_replaces_it(request, client, bad, who, status):
    assert send(client, request.getfixturevalue(who), bad).status_code == status
    assert StoredFile.objects.get() == bad


def test_pressed_twice_it_is_replaced_once(client, rudi, bad):
    key = uuid.uuid4()
    answers = [send(client, rudi, bad, key).url for _ in range(2)]
    assert answers[0] == answers[1] == bad.document.get_absolute_url()
    assert StoredFile.objects.get().client_uuid == key


def test_one_that_another_phone_has_replaced_is_said_to_be_gone(client, rudi, bad):
    send(client, rudi, bad)
    answer = send(client, rudi, bad)
    assert "Foto itu sudah diganti atau dihapus." in answer.text and StoredFile.objects.count() == 1
    assert client.get(url_of(bad)).url == bad.document.get_absolute_url()


def test_what_is_no_photo_leaves_the_old_one(client, rudi, bad):
    answer = send(client, rudi, bad, data=b"MZ\x90\x00 bukan foto")
    assert "Ini bukan foto atau PDF." in answer.text
    assert StoredFile.objects.get() == bad and is_on_disk(bad)


def test_where_photos_may_not_be_kept_or_data_stays_as_it_is_the_old_one_stays(client, rudi, ana, siti, bad):
    Consent.objects.create(person=siti, purpose="FOTO", is_given=False, recorded_by=rudi)
    assert "tidak mengizinkan foto" in send(client, rudi, bad).text
    Consent.objects.all().delete()
    restriction.place(siti, "PERMINTAAN", by=ana)
    assert send(client, rudi, bad).status_code == 403
    assert StoredFile.objects.get() == bad and is_on_disk(bad)


def test_twenty_photos_do_not_stand_in_the_way(client, rudi, ktp, bad):
    upload = Cleaned(Kind.JPEG, [b"x"], "0" * 64)
    for _ in range(uploads.MAX_FILES - 1):
        uploads.store(upload, by=rudi, client_uuid=uuid.uuid4(), document=ktp)
    assert send(client, rudi, bad).status_code == 302
    assert ktp.files.count() == uploads.MAX_FILES


def test_who_has_compared_the_old_photo_looks_again(client, rudi, budi, siti, bad):
    """The RT head is family: two have to look, and the first one has."""
    Person.objects.filter(pk=siti.pk).update(registrar_is_family=True)
    journey = Journey.objects.select_related("person").get(person=siti)
    seen = {"client_uuid": uuid.uuid4(), "seen": verification.version(journey)}
    verification.accept(journey, by=budi, on=TODAY, matches_card=True, **seen)
    assert Journey.objects.get().looks()
    send(client, rudi, bad)
    assert not Journey.objects.get().looks()
    assert Person.objects.get().nik_status == "BELUM_DIVERIFIKASI"


def test_the_repaired_entry_goes_back_to_the_queue(client, rudi, budi, siti, bad):
    send_back(siti, budi)
    send(client, rudi, bad)
    journey = siti.journeys.get()
    workflow.move(journey, "TERDATA_RT", by=rudi, happened_on=TODAY, source="RT")
    assert list(verification.queue(budi)) == [journey]
    assert registration.may_correct_identity(Person.objects.get(), rudi)
