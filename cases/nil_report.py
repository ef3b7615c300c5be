"""Who told what this month: entries, or "nihil", or nothing at all. Silence is shown as silence, never as a rank."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Assignment, Office, Role, Territory
from cases.models import NilReport, PaperForm, Person
from lib.clock import last_month, moments_of

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


def own_months(actor, on):
    """What the head of an RT is asked on his day: this month, and the last one while it is still missing."""
    this, before = (_told_by(actor, month, on) for month in (on.replace(day=1), last_month(on)))
    return [this, before] if before.month in open_months(on) and before.is_silent else [this]


def _told_by(actor, month, on):
    start, end = moments_of(month)
    holders = Assignment.objects.filter(office=actor.office_id).values("pk")
    entered = Person.objects.filter(registered_by__in=holders, registered_at__gte=start, registered_at__lt=end)
    nil = NilReport.objects.filter(office=actor.office_id, month=month).first()
    nil_on = timezone.localdate(nil.reported_at) if nil else None
    return Month(
        month, entered.count() + _papers(month).filter(territory=actor.territory).count(), nil_on, nil_on == on
    )


def board(kelurahan, month, on):
    """Each RT of a kelurahan in the order of its number."""
    places = Territory.objects.inside(kelurahan).valid(on).filter(level=Territory.Level.RT).order_by("code")
    is_held = Q(assignments__starts_on__lte=on) & (Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=on))
    offices = Office.objects.filter(role=Role.RT, territory__in=places).annotate(holders=Count("pk", filter=is_held))
    by_place = {office.territory_id: office for office in offices}
    nil = dict(NilReport.objects.filter(office__in=offices, month=month).values_list("office", "reported_at"))
    entered, papers = _entered(offices, month), _by_place(_papers(month).filter(territory__in=places))
    rows = []
    for place in places:
        office = by_place.get(place.pk)
        key = office.pk if office else None
        nil_on = timezone.localdate(nil[key]) if key in nil else None
        told = Month(month, entered.get(key, 0) + papers.get(place.pk, 0), nil_on)
        rows.append(Neighbourhood(place, bool(office and office.holders), told))
    return rows


def _entered(offices, month):
    start, end = moments_of(month)
    holders = Assignment.objects.filter(office__in=offices).values("pk")
    people = Person.objects.filter(registered_by__in=holders, registered_at__gte=start, registered_at__lt=end)
    return dict(people.values_list("registered_by__office").annotate(Count("pk")).order_by())


def _papers(month):
    """Forms filled in with a pen count for the RT that wrote them, whoever typed them."""
    return PaperForm.objects.filter(keyed_at__isnull=False, filled_on__year=month.year, filled_on__month=month.month)


def _by_place(papers):
    return dict(papers.values_list("territory").annotate(Count("pk")).order_by())
