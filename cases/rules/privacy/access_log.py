"""What was looked at, in words. The trail holds references and reasons (accounts.access); a name is only ever shown to
who may see that person anyway.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.apps import apps
from django.db.models import Count, Max, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import AccessLog, Assignment, User
from accounts.models.access import OVERSEEN
from cases.models import Case, Person
from cases.rules import masking
from lib.row_key import row_key

Action = AccessLog.Action
OVERSEE = "accounts.oversee_access"
DAYS, MOST_PEOPLE = 7, 200
FIRST_DAY = date(2020, 1, 1)  # there was no portal before
MANY = 200  # records on one day: nobody's work needs more (security: an alarm for whoever browses)
REFERENCE = re.compile(r"[a-z_]{1,40}\.[a-z_]{1,40}:[0-9a-f-]{1,36}")
PERSON, CASE = "cases.person", "cases.case"
REFUSED = {"403": "tidak diizinkan", "404": "tidak ada, atau bukan untuk Anda"}
A_PAGE = "halaman yang tidak terbuka"


class Entry(NamedTuple):
    row: AccessLog
    what: str
    url: str
    detail: str
    subject: str  # the reference, where somebody may ask who else looked


def own_rows(user):
    return _newest_first(AccessLog.objects.of_user(user))


def office_rows(actor):
    return _newest_first(AccessLog.objects.visible_to(actor))


def officers():
    """Who works for Disnaker, or ever did: the trail stays."""
    terms = Assignment.objects.filter(office__role__in=OVERSEEN)
    return User.objects.filter(pk__in=terms.values("user"))


def _newest_first(rows):
    return rows.select_related("by__user", "by__office").order_by("-at", "pk")


def entries(rows, actor):
    """Rows of a page, in two questions more for whatever they name."""
    rows = list(rows)
    keys = [_parts(row.subject) for row in rows]
    people = Person.objects.visible_to(actor).in_bulk(_keys(keys, PERSON))
    cases = Case.objects.visible_to(actor).in_bulk(_keys(keys, CASE))
    return [_entry(row, *parts, people, cases, actor) for row, parts in zip(rows, keys, strict=True)]


def name_of(subject, actor):
    """What a reference means to this actor, or None where it means nothing or is not for him to know."""
    (entry,) = entries([AccessLog(subject=subject)], actor)
    return entry if entry.subject else None


def _entry(row, label, key, people, cases, actor):
    if not label:
        return Entry(row, A_PAGE, "", REFUSED.get(row.detail, row.said), "")
    if label in (PERSON, CASE):
        found = (people if label == PERSON else cases).get(row_key(key))
        if found is None:  # what somebody typed about a case is the case's as well
            is_own = row.by_id and row.by.user_id == actor.user_id
            return Entry(row, _verbose(label), "", row.said if is_own or label == PERSON else "", "")
        said = f"{found.number}, {masking.name_for(actor, found)}" if label == PERSON else f"kasus {found.number}"
        return Entry(row, said, found.get_absolute_url(), row.said, row.subject)
    return Entry(row, _verbose(label), "", row.said, row.subject)


def _verbose(label):
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return "data lain"


def _parts(subject):
    return tuple(subject.split(":")) if REFERENCE.fullmatch(subject) else ("", "")


def _keys(parts, label):
    return {row_key(key) for name, key in parts if name == label} - {None}


def day_from(text, on):
    """The day that was asked for, or today."""
    try:
        return max(FIRST_DAY, min(date.fromisoformat(text), on))
    except ValueError:
        return on


def of_day(rows, day):
    first = timezone.make_aware(datetime.combine(day, time.min))
    return rows.filter(at__gte=first, at__lt=first + timedelta(days=1))


def people_of(actor, day):
    """Who did how much on that day, most first."""
    counts = {
        "looks": Count("pk", filter=Q(action=Action.VIEW)),
        "records": Count("subject", filter=Q(action=Action.VIEW), distinct=True),
        "reveals": Count("pk", filter=Q(action=Action.REVEAL)),
        "exports": Count("pk", filter=Q(action=Action.EXPORT)),
        "refusals": Count("pk", filter=Q(action=Action.REFUSED)),
        "last": Max("at"),
    }
    rows = of_day(AccessLog.objects.visible_to(actor), day).order_by()
    rows = rows.values("by__user", "by__user__first_name", "by__office__name").annotate(**counts)
    rows = rows.order_by("-looks", "by__user__first_name", "by__user")[:MOST_PEOPLE]
    return [row | {"is_many": row["records"] >= MANY} for row in rows]


def last_days(actor, on):
    """How much was looked at on each of the last days, the newest first."""
    first = timezone.make_aware(datetime.combine(on - timedelta(days=DAYS - 1), time.min))
    rows = AccessLog.objects.visible_to(actor).filter(at__gte=first).order_by()
    counts = dict(rows.annotate(day=TruncDate("at")).values_list("day").annotate(Count("pk")))
    days = [on - timedelta(days=back) for back in range(DAYS)]
    return [(day, counts.get(day, 0)) for day in days]
