"""Who told what this month: entries, or "nihil", or nothing at all. Silence is shown as silence, never as a rank."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Assignment, Office, Role, Territory
from cases.models import NilReport, PaperForm, Person
from lib.clock import last_month, moments_of, next_month

DAYS_LATE = 7  # how long into the next month the one before may still be reported
WRONG_MONTH = "Bulan itu sudah lewat. Laporan nihil bisa dikirim sampai tanggal 7 bulan berikutnya."
TOO_LATE_TO_UNDO = "Laporan nihil hanya bisa dibatalkan pada hari yang sama. Kalau ada warga, data saja orangnya."


class Month(NamedTuple):
    """What one RT has told about one month."""

    month: date
    entries: int
    nil_on: date | None
    may_undo: bool = False

    @property
    def is_silent(self):
        return not self.entries and not self.nil_on


class Neighbourhood(NamedTuple):
    place: Territory
    has_head: bool
    told: Month


def open_months(on):
    """Those that may be reported on that day, in WIB."""
    this = on.replace(day=1)
    return [this, last_month(on)] if on.day <= DAYS_LATE else [this]


def report(month, *, by, on):
    """Nobody left and nobody is in trouble. However often it is tapped: one report for the office and month."""
    if month not in open_months(on):
        raise ValidationError(WRONG_MONTH)
    return NilReport.objects.get_or_create(office=by.office, month=month, defaults={"by": by})[0]


def undo(month, *, by, on):
    """A slip of the finger, taken back on the same day."""
    for nil in NilReport.objects.filter(office=by.office, month=month):
        if timezone.localdate(nil.reported_at) != on:
            raise ValidationError(TOO_LATE_TO_UNDO)
        nil.delete()


def own_months(actor, holders, on):
    """What the head of an RT is asked on his day: this month, and the last one while it is still missing.

    `holders` are the keys of all who have held the office: what one entered, the successor has told.
    """
    this, before = _told_by(actor, holders, [on.replace(day=1), last_month(on)], on)
    return [this, before] if before.month in open_months(on) and before.is_silent else [this]


def _told_by(actor, holders, months, on):
    nils = {nil.month: _reported_on(nil) for nil in _nils(months).filter(office=actor.office_id)}
    entered = _counts(Person.objects.filter(registered_by__in=holders), months, _registered_in)
    written = _counts(PaperForm.objects.filter(territory=actor.territory.pk), months, _written_in)
    both = [one + other for one, other in zip(entered, written, strict=True)]
    return [
        Month(month, count, nils.get(month), nils.get(month) == on) for month, count in zip(months, both, strict=True)
    ]


def _counts(rows, months, condition):
    """How many of the rows fall into each month, in one question."""
    wanted = {f"month_{number}": Count("pk", filter=condition(month)) for number, month in enumerate(months)}
    return list(rows.aggregate(**wanted).values())


def board(kelurahan, month, on):
    """Each RT of a kelurahan in the order of its number."""
    places = Territory.objects.inside(kelurahan).valid(on).filter(level=Territory.Level.RT).order_by("code")
    in_force = Q(assignments__starts_on__lte=on) & (Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=on))
    offices = Office.objects.filter(role=Role.RT, territory__in=places)
    heads = set(offices.filter(in_force).values_list("territory", flat=True))
    nils = {nil.office.territory_id: nil for nil in _nils([month]).filter(office__in=offices).select_related("office")}
    told = _by_place(offices, places, month)
    return [
        Neighbourhood(place, place.pk in heads, Month(month, told[place.pk], _reported_on(nils.get(place.pk))))
        for place in places
    ]


def _by_place(offices, places, month):
    """How many each RT wrote down, on the screen or with a pen, whoever typed the paper."""
    holders = Assignment.objects.filter(office__in=offices).values("pk")
    people = Person.objects.filter(_registered_in(month), registered_by__in=holders)
    papers = PaperForm.objects.filter(territory__in=places).filter(_written_in(month))
    counts = Counter(dict(people.values_list("registered_by__office__territory").annotate(Count("pk")).order_by()))
    return counts + Counter(dict(papers.values_list("territory").annotate(Count("pk")).order_by()))


def _nils(months):
    return NilReport.objects.filter(month__in=months)


def _reported_on(nil):
    return timezone.localdate(nil.reported_at) if nil else None


def _registered_in(month):
    start, end = moments_of(month)
    return Q(registered_at__gte=start, registered_at__lt=end)


def _written_in(month):
    return Q(keyed_at__isnull=False, filled_on__gte=month, filled_on__lt=next_month(month))
