"""The signed sheet of a letter: scanned once, replaced only by a better scan and with a reason, never thrown away."""

from django.core.exceptions import ValidationError
from django.db import transaction

from cases.models import CaseLetter, SignedSheet
from cases.rules import uploads
from cases.rules.clocks import deadline
from cases.states.case_letter import DRAFT, ISSUED

NOT_ISSUED = "Lembar bertanda tangan baru bisa diunggah sesudah surat disetujui, dan selama surat itu belum dicabut."
CHANGED_MEANWHILE = "Orang lain baru saja mengunggah lembar surat ini. Lihat dulu lembarnya, lalu ganti kalau perlu."
NO_REASON = "Tulis mengapa lembar yang lama diganti."
SAME_FILE = "Ini berkas yang sama seperti yang sudah tersimpan."


@transaction.atomic
def keep(letter, upload, *, seen, client_uuid, by, because=""):
    """Keep an accepted upload as the next version of the sheet. Repeating a client_uuid changes nothing.

    `seen` is the version the page showed: of two officers who scan at once, the second is told.
    """
    by.require(DRAFT)
    deadline.hold(letter)
    letter = CaseLetter.objects.select_for_update(of=("self",), no_key=True).get(pk=letter.pk)
    earlier = SignedSheet.objects.filter(letter=letter, file__client_uuid=client_uuid).first()
    if earlier:
        return earlier
    if letter.status not in ISSUED:
        raise ValidationError(NOT_ISSUED)
    if seen != letter.sheet_version:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    if letter.sheet_version:
        _check_replacement(letter, upload, because)
    file = uploads.store(upload, by=by, client_uuid=client_uuid, letter=letter)
    letter.sheet_version, letter.sheet_follows = letter.sheet_version + 1, False
    letter.save(update_fields=["sheet_version", "sheet_follows"])
    sheet = SignedSheet.objects.create(letter=letter, version=letter.sheet_version, file=file, because=because, by=by)
    deadline.follow(letter)
    return sheet


def _check_replacement(letter, upload, because):
    if not because.strip():
        raise ValidationError({"because": NO_REASON})
    if letter.sheets.filter(version=letter.sheet_version, file__sha256=upload.sha256).exists():
        raise ValidationError({"file": SAME_FILE})
