"""Does the search for doubles still find them in a full register? Asked by the code of the form, for people who are
there and whom somebody else wrote down again (`judging.names`)."""

import random
from datetime import date

from accounts.models import Assignment, Territory
from cases.models import Person
from cases.rules.doubles import name_judge
from cases.rules.register import lookalikes
from cases.values.choices import DocumentKind
from cases.values.identity import normalise_nik
from cases.values.likeness import Decision, judge
from lib.clock import today
from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.bench.database import using
from pangkalpinang_pmi.bench.sample import people
from pangkalpinang_pmi.judging import names

FOUND = 99  # per cent
VARIANTS, SEED = 400, 7
NUMBERS = ("nik", "passport", "phone")


def rows(bench):
    with using(bench.large):
        sample, size = people(VARIANTS, SEED), Person.objects.count()
        for which, by_name in (("", False), (" by name and day of birth alone", True)):
            asked, found = measure(sample, by_name)
            what = f"doubles of {asked} among {size:,} people{which}: shown by the form"
            yield row.at_least(what, FOUND, 100 * found / asked, "%")


def measure(sample, by_name=False):
    """Of how many the judge would know the double if it saw it, and how many of these the form shows.

    `by_name` leaves out all numbers, and whoever then gives no day of birth: hundreds are called so, each as likely.
    """
    rng, on = random.Random(SEED), today()  # nosec B311 # invented people, no secrets
    actor = Assignment.objects.with_office().get(user__username="disnaker")
    places = {place.code: place for place in Territory.objects.valid(on).filter(level=Territory.Level.KELURAHAN)}
    asked = found = 0
    for person in sample:
        written, *_ = names.again(rng, record_of(person, places))
        known = {name: value for name, value in written.items() if not (by_name and name in NUMBERS)}
        double = name_judge.read(known, on)
        given = typed(double, places)
        is_known = judge(lookalikes.asked_of(person).record(on), double).decision != Decision.DIFFERENT
        if is_known and (given["birth_date"] or not by_name):
            asked += 1
            shown = lookalikes.shown(lookalikes.find(lookalikes.Asked(**given), on, actor=actor))
            found += person.pk in [one.person.pk for one in shown]
    return asked, found


def record_of(person, places):
    """Somebody registered, as `judging.names` knows people; what is missing has a value that no one shares."""
    papers = [paper.number for paper in person.documents.all() if paper.kind == DocumentKind.PASPOR and paper.number]
    phones = [contact.phone for contact in person.contacts.all() if contact.phone]
    return {
        "name": person.name,
        "birth_date": person.birth_date.isoformat(),
        "sex": person.sex,
        "kelurahan": places[person.territory.kelurahan_code].name,
        "nik": person.nik,
        "passport": papers[0] if papers else "X0000000",
        "phone": phones[0],
    }


def typed(double, places):
    """What the form would have cleaned; half a day of birth it does not take."""
    return {
        "names": double.names[:1],
        "birth_date": date(*double.born) if double.born and all(double.born) else None,
        "sex": double.sex,
        "territory": places.get(double.kelurahan),
        "nik": _as_the_form_takes_it(double.nik),
        "passports": tuple(double.passports),
        "phones": tuple(double.phones),
    }


def _as_the_form_takes_it(nik):
    try:
        return normalise_nik(nik) if nik else ""
    except ValueError:
        return ""
