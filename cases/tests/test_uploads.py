"""The deed behind every upload: bytes and row, both or neither, once."""

import base64
import errno
import os
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from cases.models import Document, StoredFile
from cases.rules import uploads, workflow
from cases.states.case import CaseStatus
from cases.tests.factories import TODAY
from cases.tests.races import at_once
from cases.values.choices import Source
from lib import sealed_file
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.encryption import newest_key_id
from lib.tests import papers

PAGES = [papers.photo(), papers.photo((200, 300))]
NEW_KEY = base64.b64encode(b"n" * 32).decode()
UPLOAD = Cleaned(Kind.PDF, PAGES, "0" * 64)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def ktp(siti):
    return Document.objects.create(person=siti, kind="KTP")


def store(by, **owner):
    return uploads.store(UPLOAD, by=by, client_uuid=uuid.uuid4(), **owner)


def on_disk(media):
    return sorted(path.name for path in media.rglob("*") if path.is_file())


def test_it_works(ktp, rudi, media):
    file = store(rudi, document=ktp)
    assert [sealed_file.read(name) for name in file.names] == PAGES
    assert (file.pages, file.size, file.handed_in_as) == (2, sum(map(len, PAGES)), "PDF")
    assert on_disk(media) == [f"{file.pk}-1", f"{file.pk}-2"]


def test_the_same_form_again_is_the_same_file(ktp, rudi, media):
    key = uuid.uuid4()
    first, second = (uploads.store(UPLOAD, by=rudi, client_uuid=key, document=ktp) for _ in range(2))
    assert first == second and len(on_disk(media)) == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_form_twice_at_once_is_one_file(ktp, rudi, media):
    key = uuid.uuid4()

    def send():
        return uploads.store(UPLOAD, by=rudi, client_uuid=key, document=ktp).pk

    assert len(set(at_once(send, send))) == StoredFile.objects.count() == 1
    assert len(on_disk(media)) == 2


def test_a_file_belongs_to_one_thing(rudi, ktp, case, media):
    with pytest.raises(IntegrityError), transaction.atomic():
        store(rudi, document=ktp, case=case)
    assert on_disk(media) == []


def test_when_the_row_cannot_be_written_the_pages_go(ktp, rudi, media, monkeypatch):
    def lost(*args, **kwargs):
        raise OperationalError("the database is gone")

    monkeypatch.setattr(StoredFile, "save", lost)
    with pytest.raises(OperationalError):
        store(rudi, document=ktp)
    assert on_disk(media) == []


def test_a_full_disk_on_the_second_page_leaves_nothing(ktp, rudi, media, monkeypatch):
    calls, fsync = [], os.fsync

    def full(handle):
        calls.append(handle)
        if len(calls) > 2:  # the first page and its folder
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ValidationError) as error:
        store(rudi, document=ktp)
    assert error.value.error_dict["file"][0].code == uploads.FULL
    assert on_disk(media) == [] and not StoredFile.objects.exists()


def test_a_paper_has_no_end_of_files(ktp, rudi, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_FILES", 1)
    store(rudi, document=ktp)
    with pytest.raises(ValidationError, match="20 berkas"):
        store(rudi, document=ktp)


def test_removing_it_removes_the_pages_once_that_is_certain(ktp, rudi, media, django_capture_on_commit_callbacks):
    file = store(rudi, document=ktp)
    with django_capture_on_commit_callbacks() as callbacks:
        uploads.remove(file)
    assert len(on_disk(media)) == 2 and not StoredFile.objects.exists()
    for callback in callbacks:
        callback()
    assert on_disk(media) == []


# ---- a step may rest on a file


def test_a_step_keeps_its_file(case, ana):
    workflow.move(
        case, CaseStatus.TRIASE, by=ana, happened_on=TODAY, source=Source.DISNAKER, note="Surat keluarga.", file=UPLOAD
    )
    change = case.history.first()
    assert change.file.case == case and change.file.uploaded_by == ana


def test_a_journey_step_keeps_its_file(siti, budi):
    journey = siti.journeys.get()
    workflow.move(journey, "VERIFIKASI_KELURAHAN", by=budi, happened_on=TODAY, source=Source.KELURAHAN, file=UPLOAD)
    assert journey.history.first().file.journey == journey


def test_a_step_that_is_not_taken_leaves_no_file(case, ana, media):
    with pytest.raises(ValidationError):
        workflow.move(case, CaseStatus.DITUTUP, by=ana, happened_on=TODAY, source=Source.DISNAKER, file=UPLOAD)
    assert on_disk(media) == []


# ---- housekeeping


def make_old(media):
    yesterday = (timezone.now() - timedelta(days=1)).timestamp()
    for path in media.rglob("*"):
        os.utime(path, (yesterday, yesterday))


def test_what_no_row_speaks_of_is_purged(ktp, rudi, media):
    kept, lost = store(rudi, document=ktp), store(rudi, document=ktp)
    sealed_file.path_of(kept.names[0]).with_suffix(".part").write_bytes(b"half")
    StoredFile.objects.filter(pk=lost.pk).delete()
    make_old(media)
    assert uploads.purge_orphan_files() == 3 and len(on_disk(media)) == 5
    assert uploads.purge_orphan_files(wet_run=True) == 3
    assert on_disk(media) == kept.names
    assert uploads.purge_orphan_files(wet_run=True) == 0


def test_an_upload_under_way_is_left_alone(ktp, rudi, media):
    file = store(rudi, document=ktp)
    StoredFile.objects.filter(pk=file.pk).delete()
    assert uploads.purge_orphan_files(wet_run=True) == 0 and len(on_disk(media)) == 2


def test_keys_can_be_changed(ktp, rudi, settings):
    file = store(rudi, document=ktp)
    settings.FIELD_KEYS = f"new:{NEW_KEY},{settings.FIELD_KEYS}"
    assert uploads.outdated().count() == 1
    assert uploads.rotate() == 1
    assert uploads.rotate() == 0
    settings.FIELD_KEYS = f"new:{NEW_KEY}"
    assert newest_key_id() == "new"
    assert [sealed_file.read(name) for name in file.names] == PAGES
