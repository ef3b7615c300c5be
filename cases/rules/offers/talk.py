"""Talking with a family about an offer: what to say, that it was said, and the visit that follows (domain.md §6.2).

Nothing here refuses a registration or marks a person: an offer shows signs, and people are spoken to.
"""

import re
from datetime import date, timedelta
from functools import cache, partial
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Prefetch
from django.db.models.functions import JSONObject
from django.utils import timezone

from cases.models import Journey, RedFlag, Talk, Visit
from cases.rules.offers import offer_context, red_flag
from cases.states.journey import AWAY, BEFORE_DEPARTURE, JourneyStatus
from cases.values.choices import OffererKind, Scheme, Source, VisaKind
from cases.values.offer import Offer, plain_chat
from lib.bulk_copy import copy_rows

# How soon the kelurahan calls, in days of the calendar: a bad offer leaves quickly.
VISIT_WITHIN = {red_flag.RED: timedelta(days=3)}
VISIT_AT_LATEST = timedelta(days=7)  # also where signs of the proper way outweigh what was seen
NOTHING_TO_SAY = red_flag.Reading(red_flag.NONE, 0, [])
CONTRACT_BY = 60  # days before leaving
# The city as people write it; Pangkalan Bun and Pangkalan Kerinci are other places.
PANGKALPINANG = re.compile(r" (?:pangkal ?p[ie]na\w*|pangkal ?balam|pangkal|pkp|pgk) ")
STILL_CONCERNS = (*BEFORE_DEPARTURE, *AWAY)
# The words by which the signs know each answer (data/red_flags.toml).
OFFERED = {
    OffererKind.P3MI: "lewat P3MI",
    OffererKind.CALO: "lewat calo",
    OffererKind.KENALAN: "diajak teman di sana",
    OffererKind.IKLAN: "iklan media sosial facebook",
    OffererKind.SENDIRI: "",
}
SCHEME = {
    Scheme.G_TO_G: "g to g",
    Scheme.P_TO_P: "lewat P3MI",
    Scheme.SPSK: "spsk",
    Scheme.SSW: "ssw",
    Scheme.MAGANG: "magang",
    Scheme.UKPS: "ukps",
    Scheme.AWAK_KAPAL: "awak kapal",
    Scheme.NONPROSEDURAL: "tidak lewat prosedur",
}
VISA = {VisaKind.KERJA: "kerja", VisaKind.WISATA: "wisata"}
ALREADY_DONE = "Kunjungan ini sudah dicatat orang lain."
TAKEN_BACK = "Kunjungan ini tidak ada lagi: data warganya ditarik kembali oleh Disnaker."
TRY_AGAIN_WITHIN = timedelta(days=3)


class SoFar(NamedTuple):
    """The signs, by code, of earlier talks and visits: those noted, those the family has heard, those visited for."""

    noted: set
    heard: set
    visited: set
    is_visit_owed: bool


def script(journey, on):
    """The Reading of what is known about this journey; its warnings become the sentences for the family.

    Who is home again, or will not leave, is spoken to about nothing: there it is empty.
    """
    if journey.status not in STILL_CONCERNS:
        return NOTHING_TO_SAY
    return red_flag.read(offer_of(journey, on), RedFlag.objects.active(), offer_context.in_force())


def owe_visits(journeys, on):
    """Visits for the new journeys of a list, in a few statements for all of them."""
    copy_rows(visits_for(journeys, on))


def visits_for(journeys, on):
    """The visits that plans of a list ask for by the rule of `script`, not saved; only of who has not left.

    Nobody has spoken to these families yet: nothing of that is kept.
    """
    journeys = [journey for journey in journeys if journey.status in BEFORE_DEPARTURE]
    if not journeys:
        return
    signs = {"flags": list(RedFlag.objects.active()), "context": offer_context.in_force()}
    read = cache(partial(red_flag.read, **signs))  # a list says the same few plans over and over
    for journey in journeys:
        reading = read(offer_of(journey, on))
        if asks_for_talk(reading):
            yield Visit(journey=journey, flags=_codes(reading), due_on=_due_on(journey, reading.level, on))


def asks_for_talk(reading):
    """The one rule: where a page shows what to say, that it was said is kept, and a visit is owed."""
    return bool(reading.warnings)


def offer_of(journey, on):
    """What a neighbour would tell about this plan. `journey` may be one that is only being typed."""
    leaves_in_days = (journey.planned_on - on).days if journey.planned_on else None
    told = [
        OFFERED[journey.offerer_kind] if journey.offerer_kind else "",
        SCHEME.get(journey.scheme, ""),
        "tanpa visa" if journey.visa == VisaKind.TANPA else "",
        "paspor dibuat di luar kota" if _is_elsewhere(journey.passport_office) else "",
        # Months ahead nobody has a contract yet; shortly before leaving everybody must.
        "kontrak belum dipegang" if journey.money_asked and not journey.contract_in_hand else "",
        "tanpa kontrak" if journey.contract_in_hand is False and _leaves_soon(journey, leaves_in_days) else "",
    ]
    return Offer(
        text=". ".join(filter(None, told)),
        country=journey.country,
        job=journey.job,
        visa=VISA.get(journey.visa, ""),
        offered_by=f"{journey.offered_by} {journey.employer}".strip(),
        money_asked=journey.money_asked,
        leaves_in_days=leaves_in_days,
    )


@transaction.atomic
def record(journey, *, is_said, by, on):
    """Keep what the family was told about this offer, and owe it a visit. Does nothing where there is no sign.

    Saying the same thing twice is recorded twice; a visit that is owed already stays the one, and hears what is new.
    """
    reading = script(journey, on)
    if not asks_for_talk(reading):
        return None
    talk = Talk.objects.create(journey=journey, flags=_codes(reading), is_said=is_said, by=by, happened_on=on)
    _owe_visit(journey, talk.flags, on, reading.level)
    return talk


@transaction.atomic
def record_change(journey, *, is_said, by, on):
    """As `record`, for a plan that was written anew: kept is only what was not noted, said or visited for before."""
    reading, past = script(journey, on), so_far(journey)
    codes = _codes(reading)
    if set(codes) - past.visited or (codes and past.is_visit_owed):
        _owe_visit(journey, codes, on, reading.level)
    if not set(codes) - (past.heard if is_said else past.noted):
        return None
    return Talk.objects.create(journey=journey, flags=codes, is_said=is_said, by=by, happened_on=on)


def so_far(journey):
    """What became of earlier signs of this journey; of one that is only being typed, nothing."""
    talks = list(journey.talks.all()) if journey.pk else []
    visits = list(journey.visits.all()) if journey.pk else []
    return SoFar(
        noted=_all_flags(talks),
        heard=_all_flags(talk for talk in talks if talk.is_said),
        visited=_all_flags(visits),
        is_visit_owed=any(visit.done_on is None for visit in visits),
    )


def _all_flags(rows):
    return {code for row in rows for code in row.flags}


def record_entry(done, entry, *, is_said, by, on):
    """As `record`, for an entry just registered: with its person or, where the NIK was taken, with the conflict."""
    if done.person:
        return record(done.person.journeys.get(), is_said=is_said, by=by, on=on)
    plan = Journey(status=entry.get("status") or JourneyStatus.TERDATA_RT, **entry["journey"])
    reading = script(plan, on)
    if not asks_for_talk(reading):
        return None
    return Talk.objects.create(conflict=done.conflict, flags=_codes(reading), is_said=is_said, by=by, happened_on=on)


def hand_over(conflict, journey):
    """What was told before anybody knew whose journey it is now stands with the journey, and the visit is owed.

    Its days are counted from that talk: who decides late does not make the offer less urgent.
    """
    if journey.source == Source.IMPOR:  # nobody has spoken to them
        owe_visits([journey], timezone.localdate(conflict.reported_at))
    for talk in Talk.objects.filter(conflict=conflict, journey=None):
        talk.journey = journey
        talk.save(update_fields=["journey"])
        _owe_visit(journey, talk.flags, talk.happened_on, script(journey, talk.happened_on).level)


def of_conflict(conflict, actor):
    """What the family of the new entry was told, with the signs, for who sees that entry whole."""
    if not actor.territory.contains(conflict.territory):
        return []
    found = list(Talk.objects.filter(conflict=conflict).select_related("by__user", "by__office"))
    for talk in found:
        talk.points = signs(talk.flags)
    return found


def _codes(reading):
    return [sign.flag.code for sign in reading.warnings]


def _owe_visit(journey, flags, on, level):
    # Signs that Disnaker switched off meanwhile were signs on the day they were talked about.
    due_on = _due_on(journey, level, on)
    visit, is_new = Visit.objects.get_or_create(
        journey=journey, done_on=None, defaults={"flags": flags, "due_on": due_on}
    )
    if is_new or (set(flags) <= set(visit.flags) and visit.due_on <= due_on):
        return
    visit.flags = list(dict.fromkeys([*flags, *visit.flags]))
    visit.due_on = min(visit.due_on, due_on)
    visit.save(update_fields=["flags", "due_on"])


def _due_on(journey, level, on):
    """The day before they leave at the latest: after that there is nobody to talk to."""
    due_on = on + VISIT_WITHIN.get(level, VISIT_AT_LATEST)
    if journey.planned_on and journey.planned_on >= on:
        return max(on, min(due_on, journey.planned_on - timedelta(days=1)))
    return due_on


def _is_elsewhere(passport_office):
    return bool(passport_office) and not PANGKALPINANG.search(plain_chat(passport_office))


def _leaves_soon(journey, leaves_in_days):
    """Who has not said when may leave tomorrow."""
    return journey.status in AWAY or leaves_in_days is None or leaves_in_days <= CONTRACT_BY


@transaction.atomic
def finish_visit(visit, *, outcome, note, by, on):
    """Write down what a visit came to; where nobody was met, the next one is owed at once.

    Raises ValidationError where somebody else wrote it down meanwhile, or took back the import it came with.
    """
    visit = Visit.objects.select_for_update(of=("self",), no_key=True).filter(pk=visit.pk).first()
    if visit is None:
        raise ValidationError(TAKEN_BACK)
    if visit.done_on:
        raise ValidationError(ALREADY_DONE)
    visit.outcome, visit.note, visit.done_by, visit.done_on = outcome, note or None, by, on
    visit.save(update_fields=["outcome", "note", "done_by", "done_on"])
    if outcome == Visit.Outcome.TIDAK_BERTEMU:
        Visit.objects.create(journey=visit.journey, flags=visit.flags, due_on=on + TRY_AGAIN_WITHIN)
    return visit


def told():
    """For prefetching, with journeys, what their families were told."""
    return Prefetch("talks", Talk.objects.select_related("by__user", "by__office"))


def owed_visits():
    """For annotating journeys: the visits that came of it, to be read by `visits_of`."""
    rows = Visit.objects.filter(journey=OuterRef("pk")).order_by("due_on", "pk")
    return ArraySubquery(rows.values(row=JSONObject(pk="pk", due_on="due_on", done_on="done_on", outcome="outcome")))


def visits_of(journey):
    """Visits with what a page says of them; they came with the journey (`owed_visits`)."""
    for row in journey.owed_visits:
        days = {name: row[name] and date.fromisoformat(row[name]) for name in ("due_on", "done_on")}
        yield Visit(pk=row["pk"], outcome=row["outcome"], **days)


def with_signs(visits):
    """Visits with the signs to talk about (`signs`), in one question for all of them."""
    known = {sign.flag.code: sign for sign in signs({code for visit in visits for code in visit.flags})}
    for visit in visits:
        visit.signs = [known[code] for code in visit.flags if code in known]
    return visits


def signs(flags):
    """The signs behind these codes, in the order of the codes; those switched off since then included."""
    known = {flag.code: flag for flag in RedFlag.objects.filter(code__in=flags)}
    return [red_flag.Sign(known[code], "") for code in flags if code in known]
