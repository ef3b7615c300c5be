"""How a reporter follows what becomes of his report: by a code, in plain sentences, and by messages both ways.

No place and no hour of an arrival is ever said here: the reporter may be the one whom somebody fled from.
"""

import hmac
import uuid
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.timezone import localtime

from accounts.access import log_reveal
from accounts.acting import system_actor
from accounts.models import Agency
from cases import deadline, holiday, uploads
from cases.deadline_parameter import parameters
from cases.models import CasePerson, Coordination, Deadline, Report, ReportMessage, StoredFile
from cases.states.case import CaseStatus
from cases.states.case_person import WITH_FAMILY
from cases.states.coordination import WAITING_FOR_AGENCY
from cases.states.deadline import DeadlineCode
from cases.states.report import ReportStatus
from cases.values.clock_run import HOURS, Run, due_at
from lib import receipt

CITY = "Disnaker Kota Pangkalpinang"
# Whom a family may read that we asked. That the police were asked warns the reporter who is the one she fled from.
NAMED = frozenset({Agency.Kind.BP3MI, Agency.Kind.KP2MI, Agency.Kind.KEMLU, Agency.Kind.PERWAKILAN})
ANOTHER = "kantor lain"
SENTENCES = {
    CaseStatus.BARU: "Laporan Anda sudah dibaca. Petugas sedang memeriksa keterangannya.",
    CaseStatus.TRIASE: "Petugas sedang memeriksa keterangan dan menentukan langkah pertama.",
    CaseStatus.DITANGANI: "Laporan Anda sedang ditangani.",
    CaseStatus.DITUNDA: "Penanganan menunggu keterangan tambahan. Kami belum menutupnya.",
    CaseStatus.USUL_TUTUP: "Langkah-langkahnya sudah dijalankan. Kepala Disnaker sedang memeriksa hasilnya.",
    CaseStatus.DITUTUP: "Penanganan sudah selesai.",
}
WITHHELD = (
    "Saat ini kabar penanganan tidak bisa kami tampilkan di sini. Laporan Anda tetap ada pada kami, dan Anda tetap "
    "bisa menulis pesan. Untuk penjelasan, datanglah ke kantor Disnaker dengan membawa KTP."
)
LATE = "Kabar dari kami terlambat. Maaf. Teleponlah Disnaker, atau tulis pesan di bawah."
THREAD = 50
NOT_YOURS = "Pesan ini sudah pernah dikirim."
MOST_PHOTOS = 20
TOO_MANY_PHOTOS = "Anda sudah mengirim 20 foto. Kalau ada yang penting lagi, tulis pesan dan telepon Disnaker."


class News(NamedTuple):
    """What is done, who has it, and when the family hears next; empty where there is nothing to say."""

    done: str
    holder: str = ""
    next: str = ""
    is_late: bool = False


def find(code):
    """The report of this code, or None; both take equally long, and neither is cheap."""
    kept = receipt.stretch(code or "")
    report = Report.objects.select_related("case").filter(receipt_hash=kept).first()
    return report if report and hmac.compare_digest(report.receipt_hash, kept) else None


def opened(key, kept):
    """The report that this browser opened earlier, unless it has another code by now."""
    return Report.objects.select_related("case").filter(pk=key, receipt_hash=kept).first()


def thread(report):
    """The newest messages, oldest first."""
    return list(
        report.messages.order_by("-sent_at", "pk")
        .select_related("decision__link__person")
        .prefetch_related("files")[:THREAD]
    )[::-1]


def news_of(report, now):
    if report.is_withheld:
        return News(WITHHELD)
    if report.status == ReportStatus.SELESAI:
        return News("Laporan ini sudah selesai kami periksa. Kalau ada kabar baru, tulislah pesan di bawah.")
    if report.case is None:
        return _before_case(report, now)
    done = SENTENCES[report.case.status]
    if report.case.status == CaseStatus.DITUTUP:
        return News(done)
    awaited = _awaited(report.case)
    holder = f"{CITY}, menunggu kabar {' dan '.join(awaited)}" if awaited else CITY
    return _until(done, holder, _last_word(report), DeadlineCode.KABAR_KELUARGA, report.case.urgency, now)


def _awaited(case):
    """Who holds the ball outside the city hall: nobody any more once all are back with their families."""
    states = set(CasePerson.objects.filter(case=case).values_list("status", flat=True))
    if states and states <= WITH_FAMILY:
        return []
    asked = Coordination.objects.filter(case=case, status__in=WAITING_FOR_AGENCY).select_related("agency")
    holders = [link.holder if link.agency.kind in NAMED else ANOTHER for link in asked.order_by("pk")]
    return list(dict.fromkeys(holders))


def _before_case(report, now):
    done, holder = "Laporan Anda sudah kami terima.", f"Petugas piket {CITY}"
    return _until(done, holder, report.received_at, DeadlineCode.TRIASE, report.urgency, now)


def _until(done, holder, since, code, urgency, now):
    """The date by the same lengths and calendar as the officers' clocks; none where the head set no deadline."""
    length = parameters()[code, urgency]
    if length.amount is None:
        return News(done, holder)
    moment = due_at(Run(since), length.amount, length.unit, holiday.closed_days())
    if moment < now:
        return News(done, holder, LATE, is_late=True)
    text = "%d/%m/%Y pukul %H.%M WIB" if length.unit == HOURS else "%d/%m/%Y"
    return News(done, holder, f"paling lambat {localtime(moment):{text}}")


def _last_word(report):
    """When the family last heard from us: a step of the case, a message, or a call that an officer noted."""
    said = report.messages.exclude(by=None).order_by("-sent_at").values_list("sent_at", flat=True).first()
    rung = Deadline.objects.filter(case=report.case, code=DeadlineCode.KABAR_KELUARGA).values_list(
        "started_at", flat=True
    )
    return max(filter(None, [report.received_at, report.case.status_since, said, rung.first()]))


@transaction.atomic
def write(report, *, key, text="", place="", photo=None, by=None):
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
    message = ReportMessage.objects.create(pk=key, report=report, by=by, text=text, place=place)
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
