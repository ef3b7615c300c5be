"""Who of ours may stand on a line of a list of returnees: looked up by a worker, some lines at a time, each kept.

Judged as everywhere (`values.likeness`). Lists carry names and passports, misspelt (domain.md §9 row 20), so besides
the candidates of the whole register everybody in an open case is compared whose name is written alike.
"""

import json
import time
from datetime import date

from django.contrib.postgres.search import TrigramSimilarity
from django.db import transaction
from django.utils import timezone

from cases.models import Case, CasePerson, Person, Returnee
from cases.rules.register import lookalikes
from cases.rules.register.lookalikes import Asked
from cases.values.identity import searchable_name
from cases.values.likeness import Decision
from cases.values.likeness_words import reasons

A_STEP, SECONDS = 10, 200
SHOWN, IN_CASES = 5, 10


def run(pk, on, *, seconds=SECONDS):
    """Look up what nobody has looked up of a list, until time is up. Returns True where there is more to do.

    Two workers at once take different lines; what a killed one had in hand is taken again.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not _look_up_some(pk, on):
            return False
    return True


@transaction.atomic
def _look_up_some(pk, on):
    lines = Returnee.objects.filter(list=pk, looked_up_at=None).select_for_update(of=("self",), skip_locked=True)
    lines = list(lines[:A_STEP])
    for line in lines:
        alike = [_noted(one) for one in _ranked(_find(line.record, on))[:SHOWN]] if line.record else []
        line.content_json = json.dumps(line.content | {"alike": alike})
        line.looked_up_at = timezone.now()
    Returnee.objects.bulk_update(lines, ["content_json", "looked_up_at"])
    return len(lines)


def _find(record, on):
    asked = Asked(
        names=tuple(filter(None, [record["name"], record["passport_name"], *record["other_names"]])),
        birth_date=date.fromisoformat(record["birth_date"]) if record["birth_date"] else None,
        sex=record["sex"],
        nik=record["nik"],
        passports=tuple(record["passports"]),
        phones=tuple(record["phones"]),
    )
    return lookalikes.find(asked, on, also=_in_open_cases(asked.names))


def _in_open_cases(names):
    """Keys of those in trouble whose name is written alike."""
    if not names:
        return []
    name = searchable_name(*names)
    people = Person.objects.filter(merged_into=None, search_name__trigram_similar=name)
    people = people.filter(pk__in=_in_trouble().values("person"))
    return people.order_by(TrigramSimilarity("search_name", name).desc(), "pk").values_list("pk", flat=True)[:IN_CASES]


def _in_trouble():
    return CasePerson.objects.filter(case__in=Case.objects.open())


def _ranked(found):
    """Who is nearly sure, then who is in trouble: many at home are called the same. Among these the likeliest first."""
    cases = _in_trouble().filter(person__in=[one.person for one in found])
    in_trouble = set(cases.values_list("person", flat=True))
    return sorted(found, key=lambda one: (one.likeness.decision != Decision.SAME, one.person.pk not in in_trouble))


def _noted(found):
    """Somebody `lookalikes` found, as a line keeps him: key, nearly sure or not, and what speaks for it."""
    return found.person.pk, found.likeness.decision == Decision.SAME, reasons(found.likeness.found)
