"""Photos of papers in a registration that is not sent yet: kept for the office, carried on, deleted with the draft."""

import errno

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog, Role
from accounts.tests.factories import make_actor
from cases.forms.upload import NO_ROOM_BESIDE
from cases.models import NikConflict, Person, RegistrationDraft, StoredFile
from cases.rules import uploads
from cases.rules.doubles import nik_conflict
from cases.rules.privacy import paper_reason
from cases.rules.register import registration_draft
from cases.tests.factories import make_nik, make_person
from cases.tests.wizard import Wizard
from lib import sealed_file
from lib.cleaning import apart, clean
from lib.cleaning.apart import Cleaned
from lib.clock import today
from lib.tests import papers

pytestmark = pytest.mark.django_db
PAPERS = "dokumen"


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch):
    """A folder of its own; and the taking apart happens in this process, which costs no start."""
    settings.MEDIA_ROOT, settings.DEMO = str(tmp_path), True
    monkeypatch.setattr(apart, "clean", lambda data: Cleaned(*clean.clean(data), str(len(data)) * 8))
    return tmp_path


@pytest.fixture
def with_photo(draft):
    return draft.write(PAPERS, photo_ktp=picture())


def picture(data=None, size=(400, 300)):
    return SimpleUploadedFile("foto.jpg", papers.photo(size) if data is None else data, "image/jpeg")


def on_disk(media):
    return [path for path in media.rglob("*") if path.is_file()]


def look(client, file):
    return client.get(reverse("cases:file_page", args=[file.pk, 1])).status_code


# --- on the page


def test_it_is_kept_sealed_with_the_draft(with_photo, rudi, media):
    file = StoredFile.objects.get()
    assert (str(file.draft_id), file.kind, file.uploaded_by) == (with_photo.key, "KTP", rudi)
    assert len(on_disk(media)) == 1 and b"JFIF" not in on_disk(media)[0].read_bytes()
    assert sealed_file.read(file.names[0]).startswith(b"\xff\xd8")


def test_it_is_seen_on_its_page_and_where_all_is_checked(with_photo, few_queries):
    for page in (PAPERS, "periksa"):
        with few_queries():
            assert "Foto KTP" in with_photo.show(page).text
    assert f"/berkas/{StoredFile.objects.get().pk}/" in with_photo.show("periksa").text


def test_none_has_to_be_there(draft):
    draft.write(PAPERS, held=["KTP"])
    assert not StoredFile.objects.exists()


def test_a_bad_file_is_said_at_its_box_and_loses_nothing_else(draft):
    answer = draft.post(PAPERS, photo_kk=picture(b"MZ" + b"\0" * 100), photo_ktp=picture(), passport="C1234567")
    assert "Ini bukan foto atau PDF" in answer.text
    assert set(answer.context["photo_form"].errors) == {"photo_kk"}
    assert StoredFile.objects.get().kind == "KTP"
    assert RegistrationDraft.objects.get().page(PAPERS).typed["passport"] == ["C1234567"]
    assert draft.post(PAPERS, photo_kk=picture(), passport="C1234567").url == draft.url("persetujuan")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"MZ" + papers.pdf(), "Ini bukan foto atau PDF"),
        (papers.huge_png(60_000), "Gambarnya terlalu lebar untuk dibuka"),
        (papers.photo()[:-300], "Berkasnya rusak atau belum lengkap terkirim"),
        (papers.pdf(trailer=papers.LOCK), "PDF ini memakai kata sandi"),
        (papers.photo() + b"\0" * 40 * 1024 * 1024, "Berkasnya 40 MB, terlalu besar: paling besar 10 MB"),
    ],
    ids=["renamed .exe that is a pdf too", "60,000 x 60,000", "half a photo", "locked", "40 MB"],
)
def test_what_cannot_be_taken_is_said_at_its_box_and_the_rest_arrives(draft, media, data, says):
    """As a browser without scripts sends it: all boxes at once, and nothing shrunk."""
    answer = draft.post(PAPERS, photo_ktp=picture(data), photo_kk=picture(), passport="C1234567", held=["KTP"])
    assert list(answer.context["photo_form"].errors) == ["photo_ktp"]
    assert f'id="id_photo_ktp_error"><span class="visually-hidden">Kesalahan: </span>{says}' in answer.text
    assert StoredFile.objects.get().kind == "KK" and len(on_disk(media)) == 1
    assert RegistrationDraft.objects.get().page(PAPERS).typed == {"passport": ["C1234567"], "held": ["KTP"]}


def test_of_a_pdf_that_is_something_else_too_only_the_picture_is_kept(draft):
    draft.write(PAPERS, photo_kk=picture(papers.pdf(catalog=papers.SCRIPT) + b"PK\x03\x04<script>alert(1)</script>"))
    kept = sealed_file.read(StoredFile.objects.get().names[0])
    assert kept.startswith(b"\xff\xd8") and not any(word in kept for word in (b"script", b"PK\x03\x04", b"app.alert"))


def test_three_large_photos_find_room_one_after_the_other(draft):
    """A browser without scripts shrinks nothing: what had no room beside the others is asked for again."""
    large = papers.photo() + b"\0" * 4 * 1024 * 1024
    answer = draft.post(PAPERS, photo_ktp=picture(large), photo_kk=picture(large), photo_paspor=picture(large))
    assert answer.context["photo_form"].errors == {"photo_paspor": [NO_ROOM_BESIDE]}
    draft.write(PAPERS, photo_paspor=picture(large))
    assert set(StoredFile.objects.values_list("kind", flat=True)) == {"KTP", "KK", "PASPOR"}


@pytest.mark.parametrize("go", ["next", "skip", "back"])
def test_it_is_kept_in_whatever_direction_the_page_is_left(draft, go):
    draft.post(PAPERS, go, photo_paspor=picture())
    assert StoredFile.objects.get().kind == "PASPOR"


def test_the_same_photo_twice_is_one(draft):
    for _ in range(2):
        draft.write(PAPERS, photo_ktp=picture())
    assert StoredFile.objects.count() == 1


def test_two_sides_of_one_card_are_two(draft):
    draft.write(PAPERS, photo_ktp=picture()).write(PAPERS, photo_ktp=picture(size=(300, 200)))
    assert StoredFile.objects.filter(kind="KTP").count() == 2


def test_it_can_be_taken_back_and_what_was_typed_stays(with_photo, media):
    file = StoredFile.objects.get()
    with transaction.atomic():
        answer = with_photo.post(PAPERS, f"remove-{file.pk}", passport="C1234567")
    assert answer.url == with_photo.url(PAPERS)
    assert not StoredFile.objects.exists()
    assert RegistrationDraft.objects.get().page(PAPERS).typed["passport"] == ["C1234567"]
    assert with_photo.post(PAPERS, f"remove-{file.pk}").status_code == 302  # twice is once


@pytest.mark.parametrize("key", ["", "x", "0" * 32])
def test_a_key_that_is_none_takes_nothing(with_photo, key):
    assert with_photo.post(PAPERS, f"remove-{key}").status_code in (302, 404)
    assert StoredFile.objects.exists()


def test_a_photo_of_another_draft_is_not_taken(client, with_photo, toni):
    other = Wizard(client, toni)
    assert other.post(PAPERS, f"remove-{StoredFile.objects.get().pk}").status_code == 302
    assert StoredFile.objects.exists()


def test_a_full_disk_is_said_and_the_text_is_kept(draft, monkeypatch):
    def full(name, page):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(sealed_file, "write", full)
    answer = draft.post(PAPERS, photo_ktp=picture(), passport="C1234567")
    assert answer.status_code == 507 and "tempat di server penuh" in answer.text
    assert RegistrationDraft.objects.get().page(PAPERS).typed["passport"] == ["C1234567"]


def test_there_are_not_endlessly_many(draft, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_FILES", 1)
    answer = draft.post(PAPERS, photo_ktp=picture(), photo_kk=picture())
    assert "sudah ada 20 berkas" in answer.text and StoredFile.objects.count() == 1


def test_a_second_phone_that_was_checking_checks_again(draft):
    draft.write("persetujuan", foto="ya")
    seen = draft.version("periksa")
    draft.write(PAPERS, photo_ktp=picture())
    assert "baru saja diubah di HP lain" in draft.send(version=seen).text


# --- whose it is


def test_the_office_looks_at_it_and_that_is_noted(client, rudi, with_photo):
    file = StoredFile.objects.get()
    assert look(client, file) == 200
    assert client.get(f"/berkas/{file.pk}/").status_code == 200
    assert AccessLog.objects.filter(by=rudi, action="VIEW", subject=f"cases.storedfile:{file.pk}").exists()


@pytest.mark.parametrize("who", ["toni", "wati", "budi", "citra", "ana", "dewi"])
def test_for_other_offices_it_does_not_exist(request, client, with_photo, who):
    client.force_login(request.getfixturevalue(who).user)
    assert look(client, StoredFile.objects.get()) == 404


def test_a_file_of_an_entry_says_which_paper_it_shows(with_photo):
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.update(kind="")


# --- sent


def test_it_becomes_a_paper_of_the_person(client, with_photo, budi):
    with_photo.write("persetujuan", foto="ya").send()
    document = Person.objects.get().documents.get()
    file = document.files.get()
    assert (document.kind, file.draft, file.kind) == ("KTP", None, "")
    assert look(client, file) == 200  # until somebody has checked it, who took it may look
    paper_reason.give(file, reason="memeriksa isian", by=budi)
    client.force_login(budi.user)
    assert look(client, file) == 200


def test_a_paper_that_was_ticked_is_not_noted_twice(draft):
    draft.write(PAPERS, held=["KTP", "PASPOR"], passport="C1234567", photo_paspor=picture())
    draft.write("persetujuan", foto="ya").send()
    papers_of = Person.objects.get().documents
    assert sorted(papers_of.values_list("kind", flat=True)) == ["KTP", "PASPOR"]
    assert papers_of.get(kind="PASPOR").files.count() == 1


def test_refused_it_is_not_kept(with_photo, media, django_capture_on_commit_callbacks):
    with_photo.write("persetujuan", foto="tidak")
    assert "tidak mengizinkan fotonya disimpan" in with_photo.show("periksa").text
    with django_capture_on_commit_callbacks(execute=True):
        with_photo.send()
    assert Person.objects.exists() and not StoredFile.objects.exists() and on_disk(media) == []


def test_not_asked_it_is_asked_before_sending(with_photo):
    assert "pertanyaan tentang foto perlu dijawab" in with_photo.show("persetujuan").text
    assert "izinnya belum ditanyakan" in with_photo.send().text
    assert not Person.objects.exists() and StoredFile.objects.exists()


# --- the NIK is taken


@pytest.fixture
def conflict(client, places, rudi):
    """The head of an RT in the other kelurahan types Siti's NIK, and photographs the card in his hand."""
    siti = make_person(rudi, rudi.territory, name="Siti Contoh", nik=make_nik())
    oman = make_actor("oman", Role.RT, places["19.71.02.1001.001.001"])
    wizard = Wizard(client, oman).write("orang", name="Sinta Lain", source="KELUARGA", nik=siti.nik)
    wizard.write(PAPERS, photo_ktp=picture()).write("persetujuan", foto="ya").send()
    return NikConflict.objects.get()


@pytest.mark.parametrize(("who", "answer"), [("citra", 200), ("ana", 200), ("budi", 404), ("rudi", 404), ("eko", 404)])
def test_it_waits_with_the_conflict_for_who_sees_the_new_entry(request, client, conflict, who, answer):
    file = conflict.files.get()
    paper_reason.give(file, reason="NIK tercatat dua kali", by=request.getfixturevalue("citra"))
    client.force_login(request.getfixturevalue(who).user)
    assert look(client, file) == answer
    if who in ("citra", "ana"):
        assert f"/berkas/{file.pk}/1/" in client.get(conflict.get_absolute_url()).text


@pytest.mark.parametrize(("decision", "name"), [("SAMA", "Siti Contoh"), ("LAIN", "Sinta Lain")])
def test_it_goes_where_the_decision_leads(conflict, ana, decision, name):
    nik_conflict.decide(conflict, decision, by=ana, reason="KTP sudah dilihat")
    document = Person.objects.get(name=name).documents.get(kind="KTP")
    assert document.files.count() == 1 and not conflict.files.exists()


# --- thrown away


def test_with_the_draft_it_goes(client, with_photo, media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(with_photo.url("hapus"))
    assert not StoredFile.objects.exists() and on_disk(media) == []


def test_after_14_days_it_goes_with_the_draft(with_photo, media, monkeypatch):
    RegistrationDraft.objects.update(expires_on=today())
    monkeypatch.setattr(uploads, "LEFT_ALONE", timezone.timedelta(0))
    call_command("purge_expired", "--wet-run")
    assert not StoredFile.objects.exists() and on_disk(media) == []


def test_a_photo_gives_the_draft_14_days_more(draft):
    RegistrationDraft.objects.update(expires_on=today() + timezone.timedelta(1))
    draft.write(PAPERS, photo_ktp=picture())
    assert RegistrationDraft.objects.get().expires_on == today() + registration_draft.KEPT_FOR
