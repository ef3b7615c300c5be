"""Talking with a family about an offer: what to say, that it was said, and the visit that follows (domain.md §6.2).

Nothing here refuses a registration or marks a person: an offer shows signs, and people are spoken to.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from cases import red_flag
from cases.models import RedFlag, Talk, Visit

# How soon the kelurahan calls, in days of the calendar: a bad offer leaves quickly.
VISIT_WITHIN = {red_flag.RED: timedelta(days=3), red_flag.AMBER: timedelta(days=7)}
ALREADY_DONE = "Kunjungan ini sudah dicatat orang lain."
TRY_AGAIN_WITHIN = timedelta(days=3)


def script(offer):
    """The Reading whose warnings the page turns into sentences for the family."""
    return red_flag.read(offer, RedFlag.objects.active())


@transaction.atomic
def record(journey, offer, *, is_said, by, on):
    """Keep what the family was told about this offer, and owe it a visit. Does nothing where there is no sign.

    Saying the same thing twice is recorded twice; a visit that is owed already stays the one.
    """
    reading = script(offer)
    if reading.level == red_flag.NONE:
        return None
    flags = [sign.flag.code for sign in reading.warnings]
    talk = Talk.objects.create(journey=journey, flags=flags, is_said=is_said, by=by, happened_on=on)
    Visit.objects.get_or_create(
        journey=journey, done_on=None, defaults={"flags": flags, "due_on": on + VISIT_WITHIN[reading.level]}
    )
    return talk


@transaction.atomic
def finish_visit(visit, *, outcome, note, by, on):
    """Write down what a visit came to; where nobody was met, the next one is owed at once.

    Raises ValidationError where somebody else wrote it down meanwhile.
    """
    visit = Visit.objects.select_for_update(of=("self",), no_key=True).get(pk=visit.pk)
    if visit.done_on:
        raise ValidationError(ALREADY_DONE)
    visit.outcome, visit.note, visit.done_by, visit.done_on = outcome, note or None, by, on
    visit.save(update_fields=["outcome", "note", "done_by", "done_on"])
    if outcome == Visit.Outcome.TIDAK_BERTEMU:
        Visit.objects.create(journey=visit.journey, flags=visit.flags, due_on=on + TRY_AGAIN_WITHIN)
    return visit


def signs(flags):
    """The signs behind these codes, in the order of the codes; those switched off since then included."""
    known = {flag.code: flag for flag in RedFlag.objects.filter(code__in=flags)}
    return [known[code] for code in flags if code in known]
