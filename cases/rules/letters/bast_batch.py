"""Deeds of hand-over (S08) for many at once: drafted with one form, approved by the head with one press.

She presses, rows say so; a worker gives the numbers and sets the files, one letter after the other, each of them whole
or not at all. Whoever follows a killed worker goes on with the letters that have no number.
"""

import time
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Assignment
from cases.models import BASTBatch, BASTBatchLetter, CaseLetterFile, CaseLetterPerson, CasePerson
from cases.rules.letters import case_letter
from cases.rules.letters.letter import NO_SIGNER, city, letterhead_of
from cases.states.case_letter import DRAFT, SIGN, CaseLetterStatus
from cases.values.case_letter import CaseLetterKind
from cases.values.choices import Source
from lib.advisory_lock import wait_in_line
from lib.clock import today
from lib.joined_pdf import join

MOST, SECONDS = 100, 200
HAS_ONE = "{} sudah punya berita acara. Lepas tandanya, atau cabut dulu suratnya."
NOTHING_DRAFTED = "Tidak ada konsep yang bisa diajukan di sini."
NOTHING_SUBMITTED = "Tidak ada berita acara yang menunggu persetujuan di sini."


@transaction.atomic
def prepare(letters, *, client_uuid, by, group=None, arrived_on=None):
    """One draft for each of `letters`, (Written, answers) about one person. Repeating a client_uuid is one batch."""
    by.require(DRAFT)
    wait_in_line(f"bast-batch:{client_uuid}")
    earlier = BASTBatch.objects.filter(pk=client_uuid).first()
    if earlier:
        return earlier
    links = [written.links[0] for written, _ in letters]
    keys = [link.pk for link in links]
    list(CasePerson.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk"))
    taken = with_bast(keys)
    if taken:
        raise ValidationError([HAS_ONE.format(link.person.name) for link in links if link.pk in taken])
    batch = BASTBatch.objects.create(id=client_uuid, group=group, arrived_on=arrived_on, prepared_by=by)
    drafts = [_draft(batch, written, answers, by) for written, answers in letters]
    BASTBatchLetter.objects.bulk_create(
        BASTBatchLetter(batch=batch, letter=letter, position=position) for position, letter in enumerate(drafts, 1)
    )
    return batch


def _draft(batch, written, answers, by):
    (link,) = written.links
    key = uuid.uuid5(batch.pk, str(link.pk))
    return case_letter.draft(link.case, CaseLetterKind.S08, written, answers, client_uuid=key, by=by)


def with_bast(links):
    """Who of these has a deed already, drafted or issued and not withdrawn."""
    deeds = CaseLetterPerson.objects.filter(link__in=links, letter__kind=CaseLetterKind.S08)
    return set(deeds.exclude(letter__status=CaseLetterStatus.DICABUT).values_list("link", flat=True))


@transaction.atomic
def submit(batch, *, by):
    """Every draft goes to the head. Returns how many."""
    by.require(DRAFT)
    rows = list(_rows(batch, by).filter(letter__status=CaseLetterStatus.KONSEP).select_related("letter"))
    if not rows:
        raise ValidationError(NOTHING_DRAFTED)
    for row in rows:
        case_letter.take_step(row.letter, CaseLetterStatus.DIPARAF, by=by, **_step())
    return len(rows)


@transaction.atomic
def approve(batch, keys, *, by):
    """The head says yes to these of the batch that lie before her; a worker does the rest. Returns how many.

    `keys` are those her page showed: what was submitted since, she has not seen. Pressing again asks for nothing twice.
    """
    by.require(SIGN)
    batch = BASTBatch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.pk)
    if not letterhead_of(city()).signer_name:
        raise ValidationError(NO_SIGNER)
    rows = _rows(batch, by).filter(pk__in=keys, letter__status=CaseLetterStatus.DIPARAF).select_related("letter")
    rows = list(rows.defer("letter__written", "letter__content"))
    if not rows:
        raise ValidationError(NOTHING_SUBMITTED)
    for row in rows:
        row.approved_as_of, row.refusal = row.letter.status_since, ""
    BASTBatchLetter.objects.bulk_update(rows, ["approved_as_of", "refusal"])
    batch.approved_by, batch.approved_at = by, timezone.now()
    batch.touched_at = batch.approved_at
    batch.save(update_fields=["approved_by", "approved_at", "touched_at"])
    return len(rows)


def head_for(pk):
    """In whose name a worker gives the numbers."""
    holder = BASTBatch.objects.filter(pk=pk).values_list("approved_by", flat=True).first()
    return Assignment.objects.with_office().filter(pk=holder).first()


def run(pk, *, seconds=SECONDS):
    """Give numbers until none is left to give, or time is up. Returns True where there is more to do."""
    until, by = time.monotonic() + seconds, head_for(pk)
    while by and time.monotonic() < until:
        if not _issue_one(pk, by):
            return False
    return bool(by)


@transaction.atomic
def _issue_one(pk, by):
    """The next letter with its number, file and history; False where nobody waits. Two workers take different ones."""
    rows = BASTBatchLetter.objects.to_issue().filter(batch=pk).select_related("letter")
    row = rows.select_for_update(of=("self",), skip_locked=True).first()
    if row is None:
        return False
    try:
        with transaction.atomic():
            key = uuid.uuid5(pk if isinstance(pk, uuid.UUID) else uuid.UUID(pk), f"nomor:{row.letter_id}")
            case_letter.take_step(row.letter, CaseLetterStatus.DITANDATANGANI, by=by, client_uuid=key, **_step())
    except ValidationError as error:  # returned or withdrawn meanwhile: the head reads why, the others go on
        row.approved_as_of, row.refusal = None, " ".join(error.messages)
        row.save(update_fields=["approved_as_of", "refusal"])
    BASTBatch.objects.filter(pk=pk).update(touched_at=timezone.now())
    return True


def pdf(batch, actor):
    """All that have a number, to be printed together; b"" where none has."""
    numbered = _rows(batch, actor).exclude(letter__number="").exclude(letter__status=CaseLetterStatus.DICABUT)
    files = CaseLetterFile.objects.filter(letter__in=numbered.values("letter"))
    files = files.order_by("letter__bast_batch_letter__position")
    return join([file.read() for file in files]) if files else b""


def _rows(batch, actor):
    return BASTBatchLetter.objects.visible_to(actor).filter(batch=batch)


def _step():
    return {"happened_on": today(), "source": Source.DISNAKER}
