"""The only writer of a status: one deed for journeys, cases, persons in cases, coordinations and letters."""

import uuid
from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Role
from cases.models import CaseLetter, Coordination, ForeignNumber, Journey
from cases.rules import uploads, webhook
from cases.rules.clocks import deadline
from cases.states import moves
from cases.values.choices import Source

CHANGED_MEANWHILE = "Statusnya sudah berubah. Halaman ini menunjukkan keadaan terbaru; periksa dulu, lalu pilih lagi."
REQUIRED = {
    moves.NOTE: "Tulis catatan singkat: mengapa?",
    moves.REFERENCE: "Isi nomor surat, tiket, atau registrasinya.",
    moves.REASON: "Pilih alasannya.",
}
# Whose word it is where an officer of the city writes down what an agency said (domain.md §4).
OF_AGENCIES = {Source.BP3MI, Source.PERWAKILAN, Source.KEMLU, Source.IMIGRASI, Source.POLISI}
WHO_SAID = "Tulis siapa di instansi itu yang menyampaikannya, dan lewat apa."
IN_THE_FUTURE = "Tanggal ini belum tiba. Isi hari kejadiannya."
LONG_AGO, TOO_LONG_AGO = date(1950, 1, 1), "Tanggal ini tidak mungkin. Periksa lagi tahunnya."


@transaction.atomic
def move(
    subject,
    target,
    *,
    by,
    happened_on,
    source,
    note="",
    reference="",
    reason="",
    said_by="",
    file=None,
    seen="",
    client_uuid=None,
):
    """Take one step along the subject's MOVES and write its history; returns the subject as it stands now.

    Of two people who press at once exactly one moves it, even where both steps are in the table: `seen` is the status
    that the page showed when the step was chosen. Repeating a `client_uuid` changes nothing. `file` is an accepted
    upload (lib.cleaning) that the step rests on.

    Raises ValidationError with a sentence for the page where the step is not open any more or something it needs is
    missing, PermissionDenied where it is not this actor's to take.
    """
    deadline.hold(subject)
    subject = type(subject).objects.select_for_update(of=("self",), no_key=True).get(pk=subject.pk)
    earlier = client_uuid and subject.history.model.objects.filter(pk=client_uuid).first()
    if earlier and earlier.subject_id == subject.pk:
        return subject
    if earlier:  # a form that was sent from another page under the same key
        raise ValidationError(CHANGED_MEANWHILE)
    step = moves.find(subject.MOVES, subject.status, target)
    if step is None or not subject.is_open_to(step) or seen not in ("", subject.status):
        raise ValidationError(CHANGED_MEANWHILE)
    by.require(step.permission)
    given = {moves.NOTE: note, moves.REFERENCE: reference, moves.REASON: reason}
    spoken = given | {moves.SPEAKER: said_by}
    if not (isinstance(subject, Journey) and reference):  # of a journey the number of a paper says it as well
        check_speaker(source, said_by, by)
    refusal = subject.refuses(step, happened_on, by, spoken | {"file": file})
    if refusal:  # the page shows it beside the open form; nothing changed meanwhile
        raise ValidationError(refusal if isinstance(refusal, dict) else {NON_FIELD_ERRORS: refusal})
    check(spoken, step.needs, happened_on, step.asks)
    now, key = timezone.now(), client_uuid or uuid.uuid4()
    subject.history.create(
        id=key,
        old_status=subject.status,
        new_status=target,
        by=by,
        happened_on=happened_on,
        recorded_at=now,
        source=source,
        said_by=said_by,
        file=file and uploads.store(file, by=by, client_uuid=key, **_owner_of_files(subject)),
        **given,
    )
    subject.save(update_fields=subject.enter(step, now, given))
    deadline.follow(subject)
    if isinstance(subject, Coordination):
        ForeignNumber.objects.keep_of_steps([(subject, reference)], by=by)
        webhook.plan(subject)
    return subject


def check_speaker(source, said_by, by):
    """Raise ValidationError where the city writes down the word of an agency and not who gave it."""
    if source in OF_AGENCIES and by.role != Role.BP3MI and not said_by.strip():
        raise ValidationError({"said_by": WHO_SAID})


def check(given, needs, happened_on, asks=()):
    """Raise ValidationError, field by field, for what a step needs and does not have, and for an impossible day."""
    sentences = REQUIRED | dict(asks)
    missing = {name: sentences[name] for name in needs if not given[name]}
    if happened_on > timezone.localdate():
        missing["happened_on"] = IN_THE_FUTURE
    elif happened_on < LONG_AGO:
        missing["happened_on"] = TOO_LONG_AGO
    if missing:
        raise ValidationError(missing)


def _owner_of_files(subject):
    """Whoever sees the owner may know of the file; the persons and coordinations of a case leave theirs to the case."""
    if isinstance(subject, Journey):
        return {"journey": subject}
    if isinstance(subject, CaseLetter):
        return {"letter": subject}
    return {"case": getattr(subject, "case", subject)}


def start(subject, **told):
    """Begin a subject that was just made, and its clocks."""
    deadline.hold(subject)
    begin(subject, **told)
    deadline.follow(subject)
    return subject


def begin(subject, *, by, happened_on, source, note=""):
    """Write the first history row, in the state it was made in. Who begins many at once sets their clocks once."""
    subject.history.create(
        old_status="", new_status=subject.status, by=by, happened_on=happened_on, source=source, note=note
    )
