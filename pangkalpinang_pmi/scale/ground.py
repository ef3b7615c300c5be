"""What the rows stand on: real places and offices, and the first number free in each table."""

from bisect import bisect
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from django.db.models import Max
from django.utils import timezone

from accounts.models import Agency, Assignment, Role, Territory
from cases.models import Case, CasePerson, Contact, Coordination, Document, Funding, Journey, NumberSeries, Person

DAYS_BACK, DAYS_AHEAD = 18_000, 4_000
YEARS_OF_CASES = 5


class Place(NamedTuple):
    rt: str
    kecamatan: str  # the two digits a NIK has of it
    officer: str


class Ground(NamedTuple):
    """Everything a worker needs to know; picklable, and the same for the same database, day and seed."""

    seed: int
    today: date
    people: int
    places: tuple
    first: dict
    case_numbers: dict
    disnaker: str
    kadis: str
    bp3mi: str
    office: str
    agency: str


def survey(seed, today, people):
    officers = Assignment.objects.active(today).select_related("office__territory")
    by_kelurahan = {a.territory.code: str(a.pk) for a in officers.filter(office__role=Role.KELURAHAN)}
    disnaker = officers.filter(office__role=Role.DISNAKER).earliest("pk")
    places = tuple(
        Place(str(rt.pk), rt.code[6:8], by_kelurahan[rt.code[:13]])
        for rt in Territory.objects.valid(today).filter(level=Territory.Level.RT).order_by("code")
        if rt.code[:13] in by_kelurahan
    )
    tables = (Person, Contact, Document, Journey, Case, CasePerson, Coordination, Funding)
    years = range(today.year - YEARS_OF_CASES + 1, today.year + 1)
    taken = dict(NumberSeries.objects.filter(kind="case").values_list("year", "last"))
    return Ground(
        seed=seed,
        today=today,
        people=people,
        places=places,
        first={model.__name__: (model._base_manager.aggregate(last=Max("pk"))["last"] or 0) + 1 for model in tables},
        case_numbers={year: taken.get(year, 0) for year in years},
        disnaker=str(disnaker.pk),
        kadis=str(officers.filter(office__role=Role.KADIS).earliest("pk").pk),
        bp3mi=str(officers.filter(office__role=Role.BP3MI).earliest("pk").pk),
        office=str(disnaker.office_id),
        agency=str(Agency.objects.filter(kind=Agency.Kind.BP3MI).earliest("pk").pk),
    )


@lru_cache(maxsize=2)
def calendar(today):
    """ISO dates by how many days ago they were; negative ones lie ahead."""
    days = {n: (today - timedelta(days=n)).isoformat() for n in range(-DAYS_AHEAD, DAYS_BACK)}
    return days.__getitem__


@lru_cache(maxsize=2)
def offset(today):
    """`T09:15:00+07:00`, to be put behind a date."""
    return datetime.combine(today, time(9, 15), timezone.get_current_timezone()).isoformat()[10:]


def below(rng, limit):
    """As rng.randrange(limit), many times faster."""
    return int(limit * rng.random())


def pick(rng, choices):
    """As rng.choice(choices), likewise."""
    return choices[int(len(choices) * rng.random())]


def draw(rng, choices, limits):
    """One of the choices by cumulative weights that end at 1."""
    return choices[bisect(limits, rng.random())]


def shares(weights):
    """Cumulative weights up to 1; the last lies beyond, whatever rounding does."""
    return [*(part / sum(weights) for part in accumulate(weights[:-1])), 2.0]


def sequence_uuid(kind, number):
    """UUIDs in ascending order, so that their index is written at its end and not all over."""
    return f"5eed{kind:04x}-0000-4000-8000-{number:012x}"
