"""Who in the register may be the same human: a few candidates by index, each judged as `judge_names` judges."""

from typing import NamedTuple

from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import EmptyResultSet
from django.db.models.expressions import RawSQL

from accounts.models import Territory
from cases.models import Contact, Document, Person
from cases.values.birth_date import Born
from cases.values.choices import DocumentKind
from cases.values.identity import normalise_document_number, searchable_name
from cases.values.likeness import Decision, Likeness, Record, judge
from cases.values.likeness_words import shared_numbers
from cases.values.name_keys import asked_keys
from cases.values.record import with_nik_facts

SHOWN = 5
BY_NUMBER, OF_A_BIRTHDAY, BY_NAME, NEARBY, TO_SORT, OF_A_KELURAHAN = 10, 15, 20, 10, 400, 2_000
A_LITTLE_ALIKE, ALIKE_NEARBY = 0.25, 0.45
SPELT_ALIKE = """
    SELECT id FROM ({some}) AS some_people (id, name) WHERE similarity(name, %s) >= %s
    ORDER BY similarity(name, %s) DESC LIMIT %s
"""
BORN_NEAR = """
    SELECT id FROM ({some}) AS some_people (id, born)
    ORDER BY abs(extract(year FROM born) - %s) NULLS FIRST LIMIT %s
"""


class Found(NamedTuple):
    person: Person
    likeness: Likeness

    @property
    def shared_numbers(self):
        return shared_numbers(self.likeness.found)


class Asked(NamedTuple):
    """Whom we look for, in the values a form has cleaned."""

    names: tuple
    birth_date: object = None
    sex: str = ""
    territory: Territory | None = None
    nik: str = ""
    passports: tuple = ()
    phones: tuple = ()

    def record(self, on):
        born = self.birth_date and Born(self.birth_date.year, self.birth_date.month, self.birth_date.day)
        return with_nik_facts(
            on,
            Record(
                names=self.names,
                born=born or None,
                sex=self.sex or "",
                kelurahan=self.territory.kelurahan_code if self.territory else "",
                nik=self.nik or "",
                passports=frozenset(map(normalise_document_number, self.passports)),
                phones=frozenset(self.phones),
            ),
        )


def asked_of(person):
    """The same about somebody registered; needs `with_numbers` to ask the database no more."""
    papers = [d.number for d in person.documents.all() if d.number and d.kind == DocumentKind.PASPOR]
    return Asked(
        names=tuple(person.names),
        birth_date=person.birth_date,
        sex=person.sex,
        territory=person.territory,
        nik=person.nik or "",
        passports=tuple(papers),
        phones=tuple(contact.phone for contact in person.contacts.all() if contact.phone),
    )


def with_numbers(people):
    return people.select_related("territory").prefetch_related("contacts", "documents")


def find(asked, on, *, people=None, besides=None, also=()):
    """Found, the likeliest first: everybody among `people` who may be the one asked for.

    `also` are keys of others who are worth a look: a question narrower than the whole register may be asked wider.
    """
    people = Person.objects.filter(merged_into=None) if people is None else people
    keys = {*_candidates(asked, people), *also} - {besides}
    record = asked.record(on)
    found = [
        Found(person, judge(record, asked_of(person).record(on)))
        for person in with_numbers(Person.objects.filter(merged_into=None, pk__in=keys))
    ]
    return sorted(
        (one for one in found if one.likeness.decision != Decision.DIFFERENT),
        key=lambda one: (-one.likeness.score, one.person.pk),
    )


def find_lookalikes(actor, on, *, name, **known):
    """Found, of those the actor may see, to be shown before anything is made; the likeliest first."""
    return find(Asked(names=(name,), **known), on, people=Person.objects.visible_to(actor))[:SHOWN]


def _candidates(asked, people):
    """Keys of who shares a number, a birthday and half a name, two words of the name, or the kelurahan and the name."""
    parts = [*_by_number(asked, people), _by_name(asked, people)]
    if asked.birth_date:
        parts.append(_by_birthday(asked, people))
    if asked.territory:
        parts.append(_nearby(asked, people))
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def _by_number(asked, people):
    """A telephone may be a whole household's, so a few of each are enough."""
    found = [people.with_nik(asked.nik)] if asked.nik else []
    found += [people.filter(pk__in=Document.objects.with_number(number).values("person")) for number in asked.passports]
    found += [people.filter(pk__in=Contact.objects.with_phone(phone).values("person")) for phone in asked.phones]
    return [part.order_by().values_list("pk", flat=True)[:BY_NUMBER] for part in found]


def _by_birthday(asked, people):
    """Born that day or with day and month turned round, and called a little alike."""
    born = asked.birth_date
    days = {born} | ({born.replace(month=born.day, day=born.month)} if born.day <= 12 else set())
    near = people.filter(birth_date__in=days).annotate(alike=_alike(asked)).filter(alike__gte=A_LITTLE_ALIKE)
    return near.order_by("-alike").values_list("pk", flat=True)[:OF_A_BIRTHDAY]


def _by_name(asked, people):
    """Two words of the name in common; among many those born nearest to the year."""
    keys = asked_keys(*asked.names)
    named = people.filter(name_keys__overlap=keys) if keys else people.none()
    if asked.birth_date:
        some = named.order_by().values_list("pk", "birth_date")[:TO_SORT]
        return _among(some, BORN_NEAR, asked.birth_date.year, BY_NAME)
    return named.values_list("pk", flat=True)[:BY_NAME]


def _nearby(asked, people):
    """Spelt alike and living in the same kelurahan; of a kelurahan with more people than ours have only some."""
    place = Territory(code=asked.territory.kelurahan_code or asked.territory.code)
    there = people.living_in(place).order_by().values_list("pk", "search_name")[:OF_A_KELURAHAN]
    name = searchable_name(*asked.names)
    return _among(there, SPELT_ALIKE, name, ALIKE_NEARBY, name, NEARBY)


def _among(some, question, *values):
    """The keys that a question finds among a limited list. Asked by hand: the ORM would read each row of it twice."""
    try:
        sql, params = some.query.sql_with_params()
    except EmptyResultSet:
        return Person.objects.none()
    found = RawSQL(question.format(some=sql), (*params, *values))  # nosec B611 # compiled by Django
    return Person.objects.filter(pk__in=found).order_by().values_list("pk", flat=True)


def _alike(asked):
    return TrigramSimilarity("search_name", searchable_name(*asked.names))
