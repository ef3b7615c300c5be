"""What the clocks say on somebody's day: late, due today, families to ring, and what has climbed to the head."""

from datetime import datetime, time

from django.db.models import CharField, Value
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from cases.models import Deadline
from cases.rules.day import SHOWN, Row, if_any
from cases.states.deadline import FAMILY, OTHERS, VISITS, DeadlineCode
from cases.values.clock_run import end_of_day
from cases.values.countries import country_name

CLIMBED, LATE, TODAY = "Naik kepada Anda karena terlambat", "Tenggat Disnaker lewat", "Tenggat hari ini"
SAID = (
    "pk", "code", "due_at", "urgency", "case__number", "coordination__agency__name", "letter", "report",
    "report__country",
)  # fmt: skip
CARED_FOR = "Pendampingan yang sudah waktunya"
CARE = (*VISITS, DeadlineCode.PENAMPUNGAN)
RING, WRITE = "Keluarga yang perlu dihubungi", "Perlu surat pengingat"


def moment_of(on):
    """Now where the day is today, else its first moment: tests and planning ask for other days."""
    return timezone.now() if on == timezone.localdate() else timezone.make_aware(datetime.combine(on, time.min))


def sections(actor, on):
    """The first few of each kind, most pressing first; one question for all of them."""
    now = moment_of(on)
    by_kind = {}
    for found in _first(_kinds(actor, now, on)):
        by_kind.setdefault(found["kind"], []).append(_row(found, now))
    return [section for kind in (CLIMBED, LATE, TODAY, RING, WRITE) for section in if_any(kind, by_kind.get(kind, []))]


def of_team(actor, on):
    """What an office beside Disnaker can lend a hand with: families to visit after a return, and shelters to ask."""
    now = moment_of(on)
    due = Deadline.objects.visible_to(actor).running().filter(code__in=CARE, due_at__lte=end_of_day(on))
    rows = [_row(found, now) for found in due.order_by("due_at", "pk").values(*SAID, kind=Value(CARED_FOR))[:SHOWN]]
    return if_any(CARED_FOR, rows)


def _kinds(actor, now, on):
    """Whoever is waited for outside the city hall stands with the answers of the agencies.

    What looks like a flood crowds out nothing here: it waits at the desk, and its first report tells of itself.
    """
    clocks = Deadline.objects.visible_to(actor).exclude(report__is_suspect=True)
    city = clocks.exclude(holder__in=OTHERS)
    own = city.exclude(code__in=FAMILY)
    late = own.late(now)
    if actor.role == Role.KADIS:
        yield CLIMBED, clocks.late(now).filter(head_at__lte=now)
        late = late.exclude(head_at__lte=now)
    yield LATE, late
    yield TODAY, own.due_between(now, end_of_day(on))
    yield RING, city.filter(code__in=FAMILY, due_at__lte=end_of_day(on)).running()
    yield WRITE, clocks.late(now).filter(holder__in=OTHERS, head_at__lte=now)


def _first(kinds):
    first, *others = (
        rows.order_by("due_at", "pk").annotate(kind=Value(kind, output_field=CharField())).values("kind", *SAID)[:SHOWN]
        for kind, rows in kinds
    )
    return first.union(*others, all=True)


def _row(found, now):
    if found["report"]:
        return _of_report(found, now)
    number = found["case__number"]
    url = reverse("cases:case", args=[number]) + "#tenggat"
    if found["letter"]:
        url = reverse("cases:case_letter", args=[found["letter"]])
    if found["kind"] == RING:
        url = reverse("cases:mark_deadline", args=[number, found["pk"]])
    agency = found["coordination__agency__name"]
    what = DeadlineCode(found["code"]).label + (f", {agency}" if agency else "")
    return Row(f"{number} · {found['urgency']}", url, f"{what} · {_due(found)}", found["due_at"] < now)


def _of_report(found, now):
    """By the country, as who it is about stands encrypted."""
    url = reverse("cases:report", args=[found["report"]])
    place = country_name(found["report__country"]) if found["report__country"] else "negara belum diketahui"
    title = f"Laporan keluarga, {place} · {found['urgency']}"
    return Row(title, url, f"{DeadlineCode(found['code']).label} · {_due(found)}", found["due_at"] < now)


def _due(found):
    return f"{timezone.localtime(found['due_at']):%d/%m/%Y %H.%M}"


def late_for_the_mayor(on):
    """The lateness that has reached the mayor's totals; a number, never which."""
    now = moment_of(on)
    return Deadline.objects.late(now).filter(mayor_at__lte=now)
