"""Keeping what people hand in: sealed on disk, noted in the database, both or neither."""

from datetime import timedelta
from itertools import islice
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cases.models import Consent, StoredFile
from cases.rules import restriction
from cases.values.choices import ConsentPurpose
from lib import sealed_file
from lib.advisory_lock import wait_in_line
from lib.encryption import newest_key_id

FULL = "disk_full"
NO_ROOM = (
    "Berkas belum bisa disimpan karena tempat di server penuh. Isian Anda masih ada. "
    "Coba lagi nanti, dan beri tahu Disnaker."
)
TOO_MANY = "Di sini sudah ada 20 berkas. Hapus dulu yang tidak perlu."
NOT_ALLOWED = "Warga ini tidak mengizinkan foto dokumennya disimpan. Tanyakan lagi, lalu catat jawabannya di Izin."
MAX_FILES = 20
UUID_LENGTH = 36
# A transaction that is still running has its files on disk and no row yet.
LEFT_ALONE = timedelta(hours=1)


def store(upload, *, by, client_uuid, kind="", **owner):
    """Seal the pages of an accepted upload (lib.cleaning) and note them. Repeating a client_uuid returns the first.

    `owner` is the one thing it belongs to, by the name of its field: `document=…`, `case=…`.

    Raises ValidationError (code FULL) where the disk takes no more; then nothing of it is left.
    """
    written = []
    try:
        with transaction.atomic():
            wait_in_line(f"file:{client_uuid}")
            earlier = StoredFile.objects.filter(client_uuid=client_uuid).first()
            if earlier:
                return earlier
            _check(owner.get("document"), owner.get("draft"))
            file = StoredFile(
                client_uuid=client_uuid,
                kind=kind,
                **owner,
                handed_in_as=upload.kind,
                pages=len(upload.pages),
                size=sum(map(len, upload.pages)),
                sha256=upload.sha256,
                key_id=newest_key_id(),
                uploaded_by=by,
            )
            for name, page in zip(file.names, upload.pages, strict=True):
                written.append(name)
                sealed_file.write(name, page)
            file.save(force_insert=True)
            return file
    except OSError as error:
        _delete(written)
        raise ValidationError({"file": ValidationError(NO_ROOM, code=FULL)}) from error
    except BaseException:  # whatever stops us, a page that no row speaks of would lie there
        _delete(written)
        raise


def _check(document, draft):
    """Whether a paper, or the draft of a registration, may take one more."""
    papers = document or draft
    if papers and papers.files.count() >= MAX_FILES:
        raise ValidationError({"file": TOO_MANY})
    if document:
        restriction.check_change(document.person_id)
        if Consent.objects.refused(document.person_id, ConsentPurpose.FOTO).exists():
            raise ValidationError({"file": NOT_ALLOWED})


def status_for(*forms):
    """The status of a page whose forms came back: 507 where one of them did because the disk is full."""
    errors = [error for form in forms if form is not None for some in form.errors.as_data().values() for error in some]
    return 507 if any(error.code == FULL for error in errors) else 200


@transaction.atomic
def remove(file):
    """Take back an upload; the pages go once that is certain. Who did it stands in the history of the row."""
    names = file.names
    file.delete()
    transaction.on_commit(lambda: _delete(names))


def _delete(names):
    for name in names:
        sealed_file.delete(name)


def purge_orphan_files(*, wet_run=False):
    """Delete sealed pages that no row speaks of, left by a rolled-back transaction, a power cut or a deletion.

    Returns how many there are.
    """
    count = 0
    found = sealed_file.older_than(timezone.now() - LEFT_ALONE)
    while group := list(islice(found, 1000)):
        keys = {UUID(name[:UUID_LENGTH]) for name, _ in group}
        known = {str(pk) for pk in StoredFile.objects.filter(pk__in=keys).values_list("pk", flat=True)}
        for name, path in group:
            if name[:UUID_LENGTH] not in known or path.name != name:
                count += 1
                if wet_run:
                    path.unlink(missing_ok=True)
    return count


def outdated():
    """Files that stand under another key than the newest."""
    return StoredFile.objects.exclude(key_id=newest_key_id()).order_by("pk")


def rotate():
    """Seal the outdated files again under the newest key. Returns how many."""
    count = 0
    for pk in outdated().values_list("pk", flat=True).iterator():
        with transaction.atomic():
            file = StoredFile.objects.select_for_update(no_key=True).filter(pk=pk).first()
            for name in file.names if file else ():
                sealed_file.write(name, sealed_file.read(name))
            count += StoredFile.objects.filter(pk=pk).update(key_id=newest_key_id())
    return count
