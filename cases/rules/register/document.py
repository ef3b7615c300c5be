"""A paper that was written down wrongly: corrected, or taken off the list with a reason; and a bad photo of one.

A removed paper and its pictures are kept for a while, for Disnaker alone (`cases.rules.privacy.retention`).
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cases.models import Document, Letter, Person, StoredFile
from cases.rules import uploads
from cases.rules.register import correction
from cases.values.choices import DocumentKind, DocumentStatus, NikStatus

ISSUED = "Dokumen ini dicatat dari surat yang diterbitkan kelurahan. Kalau salah, cabut suratnya."
PHOTO_GONE = "Foto itu sudah diganti atau dihapus."
SHOW_THE_NIK = (DocumentKind.KTP, DocumentKind.KK)
FACTS = ("kind", "number", "issued_on", "expires_on")


@transaction.atomic
def correct(document, *, version, by, number="", **fields):
    """An empty number keeps the one we have: the form cannot show it. Whose facts change is not checked any more."""
    typed = fields | ({"number": number} if number else {})
    unchecked = {"status": DocumentStatus.BELUM_DICEK} if fields["status"] == DocumentStatus.SAH else {}
    document = _as_seen(document, version, by, typed | unchecked)
    if document.version != version:
        return document
    changed = {name for name in FACTS if name in typed and getattr(document, name) != typed[name]}
    if changed:
        _nik_unchecked(document.person, {document.kind, typed["kind"]})
        typed |= unchecked
    for name, value in typed.items():
        setattr(document, name, value)
    document.save()
    correction.look_again(document.person, numbers_changed=bool(changed & {"kind", "number"}))
    return document


@transaction.atomic
def remove(document, *, version, by, reason):
    document = _as_seen(document, version, by)
    document.removed_at, document.removed_by, document.removed_because = timezone.now(), by, reason
    document.save()
    _nik_unchecked(document.person, {document.kind})
    correction.look_again(document.person, numbers_changed=False)


@transaction.atomic
def replace_photo(file, upload, *, by, client_uuid):
    """Erase a photo and keep a better one of the same paper. Repeating a client_uuid returns the first.

    Who has looked at the old one has to look again. Raises ValidationError where it is gone, or not his to replace.
    """
    old = StoredFile.objects.select_for_update(of=("self",)).filter(pk=file.pk).first()
    if old is None:
        done = StoredFile.objects.filter(client_uuid=client_uuid, document=file.document_id).first()
        if done is None:
            raise ValidationError(PHOTO_GONE, code="gone")
        return done
    if not StoredFile.objects.replaceable_by(by).filter(pk=old.pk).exists():
        raise PermissionDenied
    document = Document.objects.select_related("person").get(pk=old.document_id)
    uploads.remove(old)
    new = uploads.store(upload, by=by, client_uuid=client_uuid, document=document)
    _nik_unchecked(document.person, {document.kind})
    correction.look_again(document.person, numbers_changed=False)
    return new


def may_correct(document, actor):
    """What came with a letter of the kelurahan is changed by that letter alone."""
    return correction.may_correct(document.person, actor) and not _is_issued(document)


def _as_seen(document, version, by, typed=None):
    document = correction.as_seen(Document.objects.visible_to(by), document.pk, version, by, typed)
    if _is_issued(document):
        raise ValidationError(ISSUED)
    return document


def _is_issued(document):
    return Letter.objects.filter(document=document.pk).exists()


def _nik_unchecked(person, kinds):
    """The NIK was compared with a card that now reads otherwise, or is gone."""
    if kinds & set(SHOW_THE_NIK):
        Person.objects.filter(pk=person.pk, nik_status=NikStatus.COCOK_KTP).update(
            nik_status=NikStatus.BELUM_DIVERIFIKASI
        )
