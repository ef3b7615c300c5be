"""Residents to ask for: any, spread over the register."""

import random
from typing import NamedTuple

from django.db.models import Count, Max

from cases.models import CasePerson, Person

SEED = 1


class Asked(NamedTuple):
    """What somebody may type or open about one resident."""

    pk: int
    name: str
    word: str
    nik: str
    phone: str
    passport: str
    case: str
    in_case: str  # the name of somebody in it, borne by many in other cases
    in_one_case: str  # a name borne by nobody else in a case
    number: int
    paper: int

    @property
    def spaced_nik(self):
        return " ".join((self.nik[:6], self.nik[6:12], self.nik[12:]))


def people(count, seed):
    """People about whom all is known that a form asks for, and all others of the register are beside them."""
    rng = random.Random(seed)  # nosec B311 # a sample, no secret
    keys = range(1, Person.objects.aggregate(last=Max("pk"))["last"] + 1)
    known = Person.objects.filter(pk__in=rng.sample(keys, min(3 * count, len(keys))), merged_into=None)
    known = known.filter(nik__isnull=False, birth_date__isnull=False, contacts__phone__isnull=False).distinct()
    return list(known.order_by("pk").select_related("territory").prefetch_related("contacts", "documents")[:count])


def names_of_one(count):
    """So that a page of cases shows as much in a large register as in a small one."""
    names = CasePerson.objects.filter(person__name__contains=" ").order_by("person__name").values_list("person__name")
    return [name for name, _ in names.annotate(bearers=Count("pk")).filter(bearers=1)[:count]]


def residents(count):
    rng = random.Random(SEED)  # nosec B311 # a sample, no secret
    last = Person.objects.aggregate(last=Max("pk"))["last"]
    found = []
    links = CasePerson.objects.order_by("-case", "-pk").values_list("case__number", "person__name")
    cases = list(dict(links[: 2 * count]).items())[:count]
    alone = names_of_one(count)
    while len(found) < count:
        person = Person.objects.filter(pk__gte=rng.randrange(1, last), nik__isnull=False).order_by("pk").first()
        paper = person and person.documents.exclude(number_index=None).first()
        if paper and person.contacts.exists() and " " in person.name:
            number = len(found)
            words = person.name.split()
            found.append(Asked(person.pk, person.name, words[0], person.nik, person.contacts.first().phone,
                               paper.number, *cases[number % len(cases)], alone[number % len(alone)], number,
                               paper.pk))  # fmt: skip
    return found
