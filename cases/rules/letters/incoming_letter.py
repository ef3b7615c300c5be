"""Letters that come in: each gets the next number of Disnaker's agenda, and keeps the number and date of its sender."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cases.models import IncomingLetter, NumberSeries
from cases.rules import intake, uploads
from cases.states.case_letter import DRAFT, CaseLetterStatus
from cases.values.casefile import NoteKind
from cases.values.incoming_letter import IncomingKind
from lib.clock import today

SERIES = "agenda-disnaker"
RECEIVER = "penerima surat"  # who answers where the letter named nobody
KNOWN_ALREADY = "Surat dengan nomor, tanggal, dan pengirim ini sudah ada di buku agenda. Cari dulu nomornya."
AFTER_RECEIPT = "Tanggal suratnya tidak bisa sesudah hari diterima."
ANSWERABLE = (CaseLetterStatus.DIKIRIM, CaseLetterStatus.DITERIMA)


def receive(*, client_uuid, by, file=None, **facts):
    """Enter a letter in the agenda; the line of its case says so. Repeating a client_uuid returns the first.

    `file` is an accepted upload (lib.cleaning). What answers a letter of ours comes through `case_letter.take_step`.
    """
    by.require(DRAFT)
    earlier = IncomingLetter.objects.filter(client_uuid=client_uuid).first()
    if earlier:
        return earlier
    try:
        with transaction.atomic():
            letter = enter(client_uuid=client_uuid, by=by, **facts)
            if file:
                uploads.store(file, by=by, client_uuid=client_uuid, incoming=letter)
            if letter.case:
                text = f"Surat masuk dari {letter.sender_name}: nomor {letter.number}, agenda {letter.agenda}."
                intake.add_note(letter.case, client_uuid=client_uuid, text=text, by=by, kind=NoteKind.PERUBAHAN)
            return letter
    except IntegrityError:
        earlier = IncomingLetter.objects.filter(client_uuid=client_uuid).first()
        if earlier:  # the form arrived twice at the same moment
            return earlier
        raise ValidationError({"number": KNOWN_ALREADY}) from None


def enter(*, client_uuid, by, **facts):
    """The row with the next agenda number of this year; inside the transaction of whatever brought the letter."""
    year = today().year
    serial = NumberSeries.take(SERIES, year)
    agenda = f"{serial:03d}/{year}"
    return IncomingLetter.objects.create(
        client_uuid=client_uuid, year=year, serial=serial, agenda=agenda, recorded_by=by, **facts
    )


def enter_answer(letter, *, client_uuid, by, number, dated_on, received_on):
    """The answer to a letter of ours, entered with the step that says so.

    It may be in the book already: entered by hand, or because it answers two letters at once. Then it is that entry.
    """
    sender = {"agency": letter.agency} if letter.agency else {"sender": str(letter.body.get("to") or RECEIVER)[:150]}
    known = IncomingLetter.objects.filter(number__iexact=number, dated_on=dated_on, **sender).first()
    if known:
        if not IncomingLetter.objects.filter(pk=known.pk, answers=None).update(answers=letter):
            known.also_answers.add(letter)
        return known
    facts = {"kind": IncomingKind.S04, "number": number, "dated_on": dated_on, "received_on": received_on}
    return enter(client_uuid=client_uuid, by=by, case=letter.case, answers=letter, **facts, **sender)


def enter_list(kept, *, dated_on, by):
    """The letter that brought a list of returnees (S07): in the agenda, as soon as the list names its number."""
    if not kept.reference:
        return None
    return enter(
        client_uuid=kept.pk,
        by=by,
        kind=IncomingKind.S07,
        number=kept.reference,
        dated_on=dated_on,
        received_on=kept.received_on,
        sender=kept.get_source_display(),
        returnee_list=kept,
    )
