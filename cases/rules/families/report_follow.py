"""How a reporter follows his report: by a code, and by messages both ways; what he reads of it is `family_news`."""

import hmac
import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.access import log_reveal
from accounts.acting import system_actor
from cases.models import Report, ReportMessage, StoredFile
from cases.rules import uploads
from cases.rules.clocks import deadline
from lib import receipt

THREAD = 50
NOT_YOURS = "Pesan ini sudah pernah dikirim."
MOST_PHOTOS = 20
TOO_MANY_PHOTOS = "Anda sudah mengirim 20 foto. Kalau ada yang penting lagi, tulis pesan dan telepon Disnaker."


def find(code):
    """The report of this code, or None; both take equally long, and neither is cheap."""
    kept = receipt.stretch(code or "")
    report = Report.objects.select_related("case").filter(receipt_hash=kept).first()
    return report if report and hmac.compare_digest(report.receipt_hash, kept) else None


def opened(key, kept):
    """The report that this browser opened earlier, unless it has another code by now."""
    return Report.objects.select_related("case").filter(pk=key, receipt_hash=kept).first()


def begun(key):
    """The report that this browser has just begun, by the key in its session."""
    return Report.objects.get(pk=key)


def thread(report):
    """The newest messages, oldest first."""
    rows = report.messages.order_by("-sent_at", "pk").select_related("decision__link__person", "corrects")
    return with_corrections(list(rows.prefetch_related("files")[:THREAD])[::-1])


def threads(reports):
    """The same for several, in a few questions for all: {report: messages}."""
    rows = ReportMessage.objects.filter(report__in=reports).order_by("-sent_at", "pk")
    found = {report.pk: [] for report in reports}
    for message in rows.select_related("decision__link__person", "corrects").prefetch_related("files"):
        if len(found[message.report_id]) < THREAD:
            found[message.report_id].insert(0, message)
    return {pk: with_corrections(messages) for pk, messages in found.items()}


def with_corrections(messages):
    """Each knows whether a later one puts it right."""
    corrected = {message.corrects_id for message in messages if message.corrects_id}
    for message in messages:
        message.is_corrected = message.pk in corrected
    return messages


@transaction.atomic
def write(report, *, key, text="", place="", photo=None, corrects=None, by=None):
    """Add a message; without `by` it is the reporter's. Repeating a key adds nothing.

    `photo` is an accepted upload. Raises ValidationError where there are too many, or the disk is full.
    """
    deadline.hold(report)
    report = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    earlier = ReportMessage.objects.filter(pk=key).first()
    if earlier and earlier.report_id == report.pk:
        return earlier
    if earlier:
        raise ValidationError(NOT_YOURS)
    message = ReportMessage.objects.create(pk=key, report=report, by=by, text=text, place=place, corrects=corrects)
    if photo:
        _attach(photo, message, by or system_actor())
    report.reporter_wrote_at = None if by else report.reporter_wrote_at or timezone.now()
    report.save(update_fields=["reporter_wrote_at"])
    deadline.follow(report)
    return message


def _attach(photo, message, by):
    if StoredFile.objects.filter(message__report=message.report_id).count() >= MOST_PHOTOS:
        raise ValidationError({"photo": TOO_MANY_PHOTOS})
    try:
        uploads.store(photo, by=by, client_uuid=uuid.uuid5(message.pk, "foto"), message=message)
    except ValidationError as error:
        raise ValidationError({"photo": error.error_dict["file"]}) from error


def reissue(report, *, seed, identity_check, by):
    """A new code in plain; the old one opens nothing any more. The same seed gives the same code again."""
    code = receipt.code_of(report.pk, seed)
    kept = receipt.stretch(code)
    if report.receipt_hash != kept:
        try:
            with transaction.atomic():
                Report.objects.filter(pk=report.pk).update(
                    receipt_hash=kept, code_renewed_at=timezone.now(), code_renewed_by=by
                )
        except IntegrityError:  # the same four words by chance: once in 10^15
            raise ValidationError(NOT_YOURS) from None
        log_reveal(by, report, "kode lacak baru", identity_check)
    return code


@transaction.atomic
def withhold(report, *, is_withheld, reason, by):
    """Show the reporter no state any more, or show it again; with the reason in the trail."""
    Report.objects.filter(pk=report.pk).update(is_withheld=is_withheld)
    log_reveal(by, report, "kabar ditahan" if is_withheld else "kabar dibuka lagi", reason)
