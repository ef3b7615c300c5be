"""Papers and their pictures: who may hand one in, who may look, and what is left when something fails."""

import errno
import io
import os
import uuid

import pytest
from django.conf import settings as in_force
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageChops

from accounts.models import AccessLog, Role
from accounts.tests.factories import make_actor
from cases.models import Coordination, Document, StoredFile
from cases.rules import uploads, workflow
from cases.rules.coordination import sharing
from cases.rules.privacy import paper_reason
from cases.tests.factories import TODAY
from cases.values.choices import DocumentKind, DocumentStatus, Source
from cases.values.papers import OPENED_BY
from lib import sealed_file
from lib.cleaning import apart, clean
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.tests import papers
from lib.upload_handler import MAX_BYTES

MISSING = "Pilih foto atau PDF-nya dulu."


@pytest.fixture(autouse=True)
def here(settings, tmp_path, monkeypatch):
    """A folder of its own; and the taking apart happens in this process, which costs no start."""
    settings.MEDIA_ROOT, settings.DEMO = str(tmp_path), True
    monkeypatch.setattr(apart, "clean", lambda data: Cleaned(*clean.clean(data), "0" * 64))
    return tmp_path


@pytest.fixture
def ktp(siti):
    return Document.objects.create(person=siti, kind="KTP")


def picture(data=None, name="foto.jpg", content_type="image/jpeg"):
    return SimpleUploadedFile(name, papers.photo((400, 300)) if data is None else data, content_type)


def send(client, document, file=None, key=None, **more):
    url = reverse("cases:add_file", args=[document.person_id, document.pk])
    data = {"client_uuid": key or uuid.uuid4()} | ({"file": file} if file else {})
    return client.post(url, data, **more)


def give(by, document, pages=1):
    upload = Cleaned(Kind.JPEG, [papers.photo((400, 300))] * pages, "0" * 64)
    return uploads.store(upload, by=by, client_uuid=uuid.uuid4(), document=document)


def look(client, file, page=1):
    return client.get(reverse("cases:file_page", args=[file.pk, page]))


def text_of(answer):
    return answer.content.decode()


# ---- handing in


def test_it_works(client, rudi, ktp):
    client.force_login(rudi.user)
    answer = send(client, ktp, picture())
    assert answer.status_code == 302 and answer["Location"] == ktp.get_absolute_url()
    file = StoredFile.objects.get()
    assert (file.document, file.uploaded_by, file.handed_in_as) == (ktp, rudi, "JPEG")
    assert b"Exif" not in sealed_file.read(file.names[0])
    html = text_of(client.get(ktp.get_absolute_url()))
    assert reverse("cases:file_page", args=[file.pk, 1]) in html


def test_it_rejects_get(client, rudi, ktp):
    client.force_login(rudi.user)
    assert client.get(reverse("cases:add_file", args=[ktp.person_id, ktp.pk])).status_code == 405


def test_the_same_form_again_is_one_file(client, rudi, ktp):
    client.force_login(rudi.user)
    key = uuid.uuid4()
    assert {send(client, ktp, picture(), key).status_code for _ in range(2)} == {302}
    assert StoredFile.objects.count() == 1


def test_other_territories_do_not_see_that_it_is_there(client, toni, citra, ktp):
    for stranger in (toni, citra):
        client.force_login(stranger.user)
        assert send(client, ktp, picture()).status_code == 404
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"MZ\x90\x00program", "bukan foto atau PDF"),
        (b"<svg onload='alert(1)'>", "bukan foto atau PDF"),
        (papers.photo()[:-300], "rusak atau belum lengkap"),
        (papers.huge_png(60_000), "terlalu lebar"),
        (papers.pdf(pages=31), "lebih dari 30 halaman"),
        (papers.pdf(trailer=papers.LOCK), "kata sandi"),
        (b"", "kosong"),
    ],
    ids=["exe", "svg", "half upload", "60,000 x 60,000", "31 pages", "password", "empty"],
)
def test_what_is_no_photo_gets_one_sentence(client, rudi, ktp, here, data, sentence):
    client.force_login(rudi.user)
    answer = send(client, ktp, picture(data))
    assert answer.status_code == 200 and sentence in text_of(answer)
    assert not StoredFile.objects.exists() and not list(here.rglob("*-1"))


def test_forty_megabytes_get_a_sentence_with_their_size(client, rudi, ktp):
    client.force_login(rudi.user)
    html = text_of(send(client, ktp, picture(papers.photo() + b"\0" * 40 * 1024 * 1024)))
    assert "Berkasnya 40 MB, terlalu besar: paling besar 10 MB." in html


def test_an_upload_never_touches_the_disk_in_the_clear(client, rudi, ktp, monkeypatch):
    def no_file(*args, **kwargs):
        raise AssertionError("a temporary file")

    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", no_file)
    client.force_login(rudi.user)
    assert send(client, ktp, picture(papers.photo() + b"\0" * (MAX_BYTES - 5000))).status_code == 302


def test_without_a_file_it_asks_for_one(client, rudi, ktp):
    client.force_login(rudi.user)
    assert MISSING in text_of(send(client, ktp))


def test_a_full_disk_is_said_and_nothing_is_half_there(client, rudi, ktp, here, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    client.force_login(rudi.user)
    answer = send(client, ktp, picture())
    assert answer.status_code == 507 and "penuh" in text_of(answer)
    assert not StoredFile.objects.exists() and not [path for path in here.rglob("*") if path.is_file()]


# ---- a new paper with its photo


def new_paper(**more):
    return {"client_uuid": uuid.uuid4(), "kind": "PASPOR", "number": "C7654321", "status": "BELUM_DICEK"} | more


def test_a_paper_is_written_down_with_its_photo(client, rudi, siti):
    client.force_login(rudi.user)
    data = new_paper(file=picture())
    for _ in range(2):
        assert client.post(reverse("cases:add_document", args=[siti.pk]), data).status_code == 302
        data["file"] = picture()
    assert siti.documents.get().files.get().uploaded_by == rudi


def test_when_the_photo_is_refused_what_was_typed_is_still_there(client, rudi, siti):
    client.force_login(rudi.user)
    answer = client.post(reverse("cases:add_document", args=[siti.pk]), new_paper(file=picture(b"MZ")))
    html = text_of(answer)
    assert "bukan foto atau PDF" in html and 'value="C7654321"' in html
    assert not siti.documents.exists()


def test_with_a_full_disk_no_paper_is_half_written(client, rudi, siti, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    client.force_login(rudi.user)
    answer = client.post(reverse("cases:add_document", args=[siti.pk]), new_paper(file=picture()))
    assert answer.status_code == 507 and 'value="C7654321"' in text_of(answer)
    assert not siti.documents.exists()


# ---- looking


def test_the_picture_says_who_looked_and_is_kept_by_nobody(client, budi, rudi, ktp):
    file = give(rudi, ktp)
    paper_reason.give(file, reason="memeriksa isian", by=budi)
    client.force_login(budi.user)
    answer = look(client, file)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'inline; filename="berkas-1.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    plain, marked = (Image.open(io.BytesIO(data)) for data in (papers.photo((400, 300)), answer.content))
    assert max(high for _, high in ImageChops.difference(plain, marked).getextrema()) > 60


def test_every_look_is_noted(client, budi, rudi, ktp):
    file = give(rudi, ktp)
    paper_reason.give(file, reason="memeriksa isian", by=budi)
    client.force_login(budi.user)
    look(client, file)
    assert AccessLog.objects.filter(by=budi, action="VIEW", subject=f"cases.storedfile:{file.pk}").count() == 1


def test_a_page_that_is_not_there(client, budi, rudi, ktp):
    client.force_login(budi.user)
    assert look(client, give(rudi, ktp), page=2).status_code == 404


def test_when_the_disk_lost_it_the_page_says_not_found(client, budi, rudi, ktp, caplog):
    file = give(rudi, ktp)
    sealed_file.delete(file.names[0])
    paper_reason.give(file, reason="memeriksa isian", by=budi)
    client.force_login(budi.user)
    assert look(client, file).status_code == 404 and "missing on disk" in caplog.text


def test_all_pages_of_an_upload_are_shown(client, budi, rudi, ktp):
    file = give(rudi, ktp, pages=3)
    paper_reason.give(file, reason="memeriksa isian", by=budi)
    client.force_login(budi.user)
    html = text_of(client.get(reverse("cases:file", args=[file.pk])))
    assert html.count('class="page"') == 3 and "Siti" not in html.split("</title>")[0]


def test_who_handed_it_in_sees_it_until_it_is_checked(client, rudi, wati, ktp):
    file = give(rudi, ktp)
    client.force_login(rudi.user)
    assert look(client, file).status_code == 200
    Document.objects.update(status=DocumentStatus.SAH)
    assert look(client, file).status_code == 403
    html = text_of(client.get(ktp.get_absolute_url()))
    assert "Berkasnya ada" in html and 'class="page"' not in html
    client.force_login(wati.user)
    assert look(client, file).status_code == 403


def test_verification_by_the_kelurahan_ends_it(client, rudi, budi, siti, ktp):
    file = give(rudi, ktp)
    journey = siti.journeys.get()
    workflow.move(journey, "VERIFIKASI_KELURAHAN", by=budi, happened_on=TODAY, source=Source.KELURAHAN)
    client.force_login(rudi.user)
    assert look(client, file).status_code == 403


# Per kind of paper, who opens one that somebody else handed in (domain.md §8).
WHO_OPENS = {
    "IZIN_KELUARGA": "rudi wati budi ana dewi eko",
    "KTP": "budi ana dewi eko",
    "SEHAT": "ana dewi",
    "PASPOR": "ana dewi eko",
    "PK": "ana dewi eko",
}
VIEWERS = ("rudi", "wati", "budi", "kiki", "ana", "dewi", "dina", "eko", "wawan", "karim", "adi", "toni", "citra")


@pytest.mark.parametrize("kind", WHO_OPENS)
def test_each_kind_is_opened_by_its_own(request, client, siti, case, coordination, ana, kind):
    other_officer = make_actor("nina", Role.DISNAKER, ana.territory)
    file = give(other_officer, Document.objects.create(person=siti, kind=kind))
    Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM")
    paper_reason.give(file, reason="memeriksa isian", by=request.getfixturevalue("budi"))
    hand_over_pictures(coordination, ana)
    opened = set()
    for name in VIEWERS:
        client.force_login(request.getfixturevalue(name).user)
        if look(client, file).status_code == 200:
            opened.add(name)
    assert opened == set(WHO_OPENS[kind].split())


def test_every_kind_is_opened_by_one_right():
    kinds = [kind for kinds in OPENED_BY.values() for kind in kinds]
    assert sorted(kinds) == sorted(DocumentKind)


def hand_over_pictures(coordination, ana):
    coordination.refresh_from_db()
    chosen = ["foto_identitas", "foto_dokumen"]
    bases = {"IDENTITAS": "TUGAS_PUBLIK", "DOKUMEN": "TUGAS_PUBLIK"}
    given = {"client_uuid": uuid.uuid4(), "chosen": chosen, "bases": bases, "by": ana}
    return sharing.share(coordination, **given)


def test_bp3mi_sees_nothing_before_it_is_sent(client, eko, ana, siti, case, coordination):
    passport = Document.objects.create(person=siti, kind="PASPOR")
    file = give(ana, passport)
    client.force_login(eko.user)
    assert look(client, file).status_code == 404
    Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM")
    assert passport.get_absolute_url() in text_of(client.get(case.get_absolute_url()))
    assert "tidak diserahkan kepada instansi Anda" in text_of(client.get(passport.get_absolute_url()))
    assert look(client, file).status_code == 403
    shared = hand_over_pictures(coordination, ana)
    assert look(client, file).status_code == 200
    assert ["DOKUMEN", "Foto paspor dan dokumen lain, dibuka lewat akun (Siti Contoh)", "paspor"] in shared.lines
    shared.bases.update(withdrawn_at=timezone.now(), withdrawn_by=ana)
    assert look(client, file).status_code == 403


# ---- taking back


def test_a_wrong_photo_can_be_taken_back(client, rudi, ktp, here):
    file = give(rudi, ktp)
    client.force_login(rudi.user)
    url = reverse("cases:remove_file", args=[file.pk])
    assert "Hapus berkas ini?" in text_of(client.get(url)) and StoredFile.objects.exists()
    assert client.post(url)["Location"] == ktp.get_absolute_url()
    assert not StoredFile.objects.exists()
    assert client.post(url).status_code == 404


def test_what_somebody_else_handed_in_stays(client, budi, rudi, ktp):
    file = give(rudi, ktp)
    client.force_login(budi.user)
    assert client.post(reverse("cases:remove_file", args=[file.pk])).status_code == 403
    assert StoredFile.objects.exists()


# ---- a step with a file


def step_of(client, case, **more):
    data = {"target": "TRIASE", "seen": "BARU", "client_uuid": uuid.uuid4(), "happened_on": TODAY}
    return client.post(
        reverse("cases:move_case", args=[case.number]), data | {"source": "DISNAKER", "note": "Surat keluarga"} | more
    )


def test_a_step_can_carry_a_letter(client, ana, eko, case, coordination):
    client.force_login(ana.user)
    assert step_of(client, case, file=picture(papers.pdf(pages=2), "surat.pdf", "application/pdf")).status_code == 302
    file = StoredFile.objects.get()
    assert (file.case, file.pages) == (case, 2)
    assert reverse("cases:file", args=[file.pk]) in text_of(client.get(case.get_absolute_url()))
    assert look(client, file, page=2).status_code == 200
    Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM")
    client.force_login(eko.user)
    assert look(client, file).status_code == 404


def test_a_step_with_a_refused_file_is_not_taken_and_nothing_typed_is_lost(client, ana, case):
    client.force_login(ana.user)
    html = text_of(step_of(client, case, file=picture(b"MZ")))
    case.refresh_from_db()
    assert case.status == "BARU" and "bukan foto atau PDF" in html and "Surat keluarga" in html


def test_with_a_full_disk_a_step_is_not_taken(client, ana, case, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    client.force_login(ana.user)
    answer = step_of(client, case, file=picture())
    case.refresh_from_db()
    assert answer.status_code == 507 and case.status == "BARU" and "Surat keluarga" in text_of(answer)


def test_a_journey_step_can_carry_a_photo(client, budi, toni, rudi, siti):
    journey = siti.journeys.get()
    client.force_login(budi.user)
    data = {"target": "VERIFIKASI_KELURAHAN", "seen": "TERDATA_RT", "client_uuid": uuid.uuid4(), "source": "KELUARGA"}
    url = reverse("cases:move_journey", args=[siti.pk, journey.pk])
    client.post(url, data | {"happened_on": TODAY, "file": picture()})
    file = StoredFile.objects.get()
    assert journey.history.first().file == file
    assert reverse("cases:file", args=[file.pk]) in text_of(client.get(siti.get_absolute_url()))
    for who, status in ((rudi, 403), (toni, 404)):
        client.force_login(who.user)
        assert look(client, file).status_code == status


def test_sealed_files_are_not_reachable_as_media(client, rudi, ktp):
    file = give(rudi, ktp)
    client.force_login(rudi.user)
    path = sealed_file.path_of(file.names[0]).relative_to(in_force.MEDIA_ROOT)
    assert client.get(f"/media/{path}", follow=True).status_code == 404
