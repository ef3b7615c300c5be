"""Who told what this month: entries, or "nihil", or nothing at all. Silence is shown as silence, never as a rank."""

from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Assignment, Office, Role, Territory
from cases.models import NilReport, PaperForm, Person
from cases.rules.register import feedback
from lib.clock import last_month, moments_of, next_month

DAYS_LATE = 7  # how long into the next month the one before may still be reported
WRONG_MONTH = "Bulan itu sudah lewat. Laporan nihil bisa dikirim sampai tanggal 7 bulan berikutnya."
NO_HEAD = "belum ada ketua RT di portal"
REMINDER = (
    "Bapak/Ibu ketua RT, mohon kabar {month} di portal Lindungi PMI.\n\n"
    "• Ada warga yang mau, sedang, atau baru pulang bekerja di luar negeri? Tekan “Daftarkan warga”.\n"
    "• Tidak ada? Cukup satu ketukan di Beranda: “tidak ada warga yang berangkat atau bermasalah”.\n\n"
    "Kalau sulit masuk, balas pesan ini. Nama warga jangan ditulis di sini. Terima kasih.\n{address}"
)
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

    @property
    def in_words(self):
        if self.told.entries:
            return f"mendata {self.told.entries} warga"
        if self.told.nil_on:
            return f"nihil, {date_format(self.told.nil_on, 'j F')}"
        return "belum ada kabar" if self.has_head else NO_HEAD

    @property
    def may_be_reminded(self):
        return self.has_head and self.told.is_silent


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


def with_what_was_told(actor, on):
    """The actor's office with all that its head is asked and told on his day, in one question to the database.

    `holders` are the keys of all who have held it: what one entered, the successor has told.
    """
    this, before = on.replace(day=1), last_month(on)
    nils = NilReport.objects.filter(office=OuterRef("pk"), month__in=[this, before])
    return Office.objects.annotate(
        holders=ArraySubquery(Assignment.objects.filter(office=OuterRef("pk")).values("pk")),
        nils=ArraySubquery(nils.values(row=JSONObject(month="month", reported_at="reported_at"))),
        entered_this=_number_of(_entered_by(OuterRef("pk"), this), "registered_by__office"),
        entered_before=_number_of(_entered_by(OuterRef("pk"), before), "registered_by__office"),
        written_this=_number_of(_written_in(OuterRef("territory"), this), "territory"),
        written_before=_number_of(_written_in(OuterRef("territory"), before), "territory"),
        steps=feedback.steps_in(before),
    ).get(pk=actor.office_id)


def own_months(office, on):
    """What the head of an RT is asked: this month, and the last one while it is still missing."""
    reported = {date.fromisoformat(nil["month"]): _day_of(nil["reported_at"]) for nil in office.nils}
    this, before = on.replace(day=1), last_month(on)
    told = Month(this, office.entered_this + office.written_this, reported.get(this), reported.get(this) == on)
    earlier = Month(before, office.entered_before + office.written_before, reported.get(before))
    return [told, earlier] if before in open_months(on) and earlier.is_silent else [told]


def _day_of(text):
    return timezone.localdate(datetime.fromisoformat(text))


def _number_of(rows, group):
    return Coalesce(Subquery(rows.order_by().values(group).annotate(number=Count("pk")).values("number")), 0)


def _entered_by(office, month):
    start, end = moments_of(month)
    return Person.objects.filter(registered_by__office=office, registered_at__gte=start, registered_at__lt=end)


def _written_in(territory, month):
    """Forms filled in with a pen count for the RT that wrote them, whoever typed them."""
    return PaperForm.objects.filter(
        territory=territory, keyed_at__isnull=False, filled_on__gte=month, filled_on__lt=next_month(month)
    )


def board(territory, month, on):
    """Each RT of a kelurahan or RW in the order of its number, in one question to the database."""
    here = OuterRef("pk")
    nils = NilReport.objects.filter(office__territory=here, office__role=Role.RT, month=month)
    heads = Assignment.objects.active(on).filter(office__territory=here, office__role=Role.RT)
    start, end = moments_of(month)
    people = Person.objects.filter(
        registered_by__office__territory=here,
        registered_by__office__role=Role.RT,
        registered_at__gte=start,
        registered_at__lt=end,
    )
    places = Territory.objects.inside(territory).valid(on).filter(level=Territory.Level.RT).order_by("code")
    places = places.annotate(
        has_head=Exists(heads),
        nil_at=Subquery(nils.values("reported_at")[:1]),
        entered=_number_of(people, "registered_by__office__territory"),
        written=_number_of(_written_in(here, month), "territory"),
    )
    return [Neighbourhood(place, place.has_head, _told_at(place, month)) for place in places]


def reminder(rows, month, on):
    """What to send to all of them by hand, the same for each and naming none; '' where nobody need be reminded."""
    if month not in open_months(on) or not any(row.may_be_reminded for row in rows):
        return ""
    return REMINDER.format(month=date_format(month, "F Y"), address=settings.SITE_URL)


def _told_at(place, month):
    nil_on = timezone.localdate(place.nil_at) if place.nil_at else None
    return Month(month, place.entered + place.written, nil_on)
