"""Numbers without names, for those who see no single person."""

from typing import NamedTuple

from accounts.models import Role, Territory
from cases.models import Case, Coordination, Journey, SatisfactionCall
from cases.rules.days import deadline_day
from cases.rules.paging import capped_counts
from cases.rules.small_cells import cell, suppressed
from cases.states.journey import AWAY, BEFORE_DEPARTURE, JourneyStatus
from cases.values.choices import Urgency

# Nobody can say for certain whether these are abroad: the ± beside the number.
UNSURE = (JourneyStatus.HILANG_KONTAK, JourneyStatus.TIDAK_DIKETAHUI)
CONTENT, ASKED = "Keluarga yang puas", "Keluarga yang ditanya"
CERTAIN = tuple(status for status in AWAY if status not in UNSURE)


class Place(NamedTuple):
    name: str
    abroad: str
    preparing: str

    @property
    def length(self):
        """Of the bar beside the number; a number that is not shown has none."""
        digits = self.abroad.rstrip("+").replace(".", "")
        return int(digits) if digits.isdigit() else 0


def abroad():
    return Journey.objects.filter(status__in=CERTAIN)


def unsure():
    return Journey.objects.filter(status__in=UNSURE)


def by_place(territory):
    """One level below the territory: who is abroad and who prepares to go."""
    places = list(Territory.objects.inside(territory).filter(level=territory.level + 1, valid_to=None))
    lists = [_inside(rows, place) for rows in (abroad(), _preparing()) for place in places]
    numbers = capped_counts(*lists)
    columns = [suppressed(numbers[: len(places)]), suppressed(numbers[len(places) :])]
    return [Place(place.name, *cells) for place, *cells in zip(places, *columns, strict=True)]


def headlines(actor, on):
    """Sums for the actor's own territory; the mayor's office also hears of cases, never which."""
    named = {
        "Di luar negeri": _inside(abroad(), actor.territory),
        "Belum pasti keberadaannya": _inside(unsure(), actor.territory),
        "Bersiap berangkat": _inside(_preparing(), actor.territory),
    }
    if actor.role == Role.WALIKOTA:
        late = Coordination.objects.overdue(on).filter(case__urgency=Urgency.P1)
        named |= {
            "Kasus terbuka": Case.objects.open(),
            "Kasus darurat lewat tenggat": late,
            "Tenggat lama terlewat": deadline_day.late_for_the_mayor(on),
            CONTENT: SatisfactionCall.objects.content(),
            ASKED: SatisfactionCall.objects.answered(),
        }
    counts = dict(zip(named, capped_counts(*named.values()), strict=True))
    cells = {name: cell(count) for name, count in counts.items()}
    if CONTENT in counts:  # who was not content is a cell, too: the difference of the two
        cells[CONTENT] = suppressed([counts[CONTENT], counts[ASKED] - counts[CONTENT]])[0]
    return list(cells.items())


def _preparing():
    return Journey.objects.filter(status__in=BEFORE_DEPARTURE)


def _inside(journeys, territory):
    if territory.level == Territory.Level.CITY:
        return journeys
    return journeys.filter(territory__code__startswith=f"{territory.code}.")
