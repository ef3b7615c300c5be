"""Who in the register may be the same human: a few candidates by index, each judged as `judge_names` judges."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, When

from accounts.models import Territory
from cases.models import Contact, Document, Person
from cases.values.birth_date import Born
from cases.values.choices import DocumentKind
from cases.values.identity import NIK_LENGTH, normalise_document_number, read_nik, searchable_name
from cases.values.likeness import Decision, Likeness, Record, judge
from cases.values.likeness_words import shared_numbers
from cases.values.name_keys import asked_keys
from cases.values.name_traces import asked_traces
from cases.values.record import with_nik_facts
from lib.clock import today

SHOWN = 5
BY_NUMBER, OF_A_BIRTHDAY, BY_NAME, NEARBY = 10, 15, 20, 10
A_LITTLE_ALIKE, ALIKE_NEARBY = 0.25, 0.45


class Found(NamedTuple):
    person: Person
    likeness: Likeness

    @property
    def shared_numbers(self):
        return shared_numbers(self.likeness.found)


@dataclass(frozen=True)
class Asked:
    """Whom we look for, in the values a form has cleaned."""

    names: tuple
    birth_date: date | None = None
    sex: str = ""
    territory: Territory | None = None
    nik: str = ""
    passports: tuple = ()
    phones: tuple = ()

    @cached_property
    def birthdays(self):
        """The day that was said and the day in the NIK: one of them may be mistyped, and often only one is there."""
        facts = read_nik(self.nik, today()) if self.nik and len(self.nik) == NIK_LENGTH else None
        return sorted({day for day in (self.birth_date, facts and facts.birth_date) if day})

    @cached_property
    def home(self):
        """Keys of all places of the kelurahan: with them an index is asked, through a join it could not be."""
        if not self.territory:
            return []
        kelurahan = Territory(code=self.territory.kelurahan_code or self.territory.code)
        return list(Territory.objects.inside(kelurahan).values_list("pk", flat=True))

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


def _to_judge(people):
    """Hundreds may be looked at for one: of each no more is read than the judge asks for."""
    passports = Document.objects.filter(kind=DocumentKind.PASPOR, number__isnull=False).only("person", "kind", "number")
    phones = Contact.objects.filter(phone__isnull=False).only("person", "phone")
    related = (Prefetch("documents", passports.order_by()), Prefetch("contacts", phones.order_by()))
    return people.select_related("territory").prefetch_related(*related)


def find(asked, on, *, actor=None, besides=None, also=()):
    """Found, the likeliest first: everybody in the register who may be the one asked for.

    `also` are keys of others who are worth a look. With an `actor` each person says whether he may see it (`is_seen`).
    """
    people = Person.objects.filter(merged_into=None)
    keys = {*_candidates(asked, people), *also} - {besides}
    looked_at = _to_judge(people.filter(pk__in=keys))
    if actor:
        looked_at = looked_at.annotate(is_seen=Exists(Person.objects.visible_to(actor).filter(pk=OuterRef("pk"))))
    record = asked.record(on)
    found = [Found(person, judge(record, asked_of(person).record(on))) for person in looked_at]
    return sorted(
        (one for one in found if one.likeness.decision != Decision.DIFFERENT),
        key=lambda one: (-one.likeness.score, one.person.pk),
    )


def shown(found):
    """Of those found in the whole register whom the `actor` of the question may see, as many as a form shows."""
    return [one for one in found if one.person.is_seen][:SHOWN]


def _candidates(asked, people):
    """Keys of who shares a number, the birthday, two words of the name, or the kelurahan and much of the name.

    Whatever there are too many of is cut at its most alike: among a million people thousands share two words.
    """
    parts = [
        *_by_number(asked, people),
        *_by_birthday(asked, people),
        *_by_name(asked, people),
        *_nearby(asked, people),
    ]
    nobody = people.none().values_list("pk", flat=True)
    return nobody.union(*parts, all=True)


def _by_number(asked, people):
    """A telephone may be a whole household's, or the one of the RT."""
    found = [people.with_nik(asked.nik)] if asked.nik else []
    found += [people.filter(pk__in=Document.objects.with_number(number).values("person")) for number in asked.passports]
    found += [people.filter(pk__in=Contact.objects.with_phone(phone).values("person")) for phone in asked.phones]
    return [_most_alike(part, asked, BY_NUMBER) for part in found]


def _by_birthday(asked, people):
    """Born that day or with day and month turned round, and called a little alike."""
    days = {day for born in asked.birthdays for day in (born, turned(born))}
    return [_spelt_alike(people.filter(birth_date__in=days), asked, A_LITTLE_ALIKE, OF_A_BIRTHDAY)] if days else []


def _by_name(asked, people):
    """Two words of the name in common, and the date but for a digit, or the kelurahan.

    Of who gives no date, namesakes elsewhere are as likely as each other: a few of them are enough to say so.
    """
    keys = asked_keys(*asked.names)
    traces = asked_traces(keys, asked.birthdays, asked.home)
    found = [_most_alike(people.with_traces(traces), asked, BY_NAME)] if traces else []
    if keys and not asked.birthdays:
        found.append(people.filter(name_keys__overlap=keys).order_by().values_list("pk", flat=True)[:BY_NAME])
    return found


def _nearby(asked, people):
    """Spelt alike, living in the same kelurahan and born in the same year, where that is known."""
    there = people.filter(territory__in=asked.home)
    years = {born.year for born in asked.birthdays}
    born = [there.filter(birth_date__year=year) for year in sorted(years)] + [there.filter(birth_date=None)]
    return [_spelt_alike(some, asked, ALIKE_NEARBY, NEARBY) for some in (born if years else [there]) if asked.home]


def _spelt_alike(people, asked, least, most):
    """Asks for no more than an index holds: to compare their names these people need not be read."""
    near = people.alias(alike=_alike(asked)).filter(alike__gte=least)
    return near.order_by("-alike", "pk").values_list("pk", flat=True)[:most]


def turned(day):
    """With day and month in each other's place, where that is a day."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else day


def _most_alike(people, asked, most):
    """The keys of those whose name, day of birth and home speak most for it, weighed as roughly as an index can."""
    at_home = Case(When(territory__in=asked.home, then=0.2), default=0.0)
    weight = _alike(asked) + at_home + Case(*_of_the_date(asked.birthdays), default=0.0)
    return people.order_by(weight.desc(), "pk").values_list("pk", flat=True)[:most]


def _of_the_date(birthdays):
    """What the day of birth says, whole and with one part of it mistyped."""
    for born in birthdays:
        year, month, day = (Q(**{f"birth_date__{part}": getattr(born, part)}) for part in ("year", "month", "day"))
        yield When(birth_date=born, then=0.4)
        yield When((month & day) | (year & (month | day)), then=0.3)
        yield When(year, then=0.15)


def _alike(asked):
    return TrigramSimilarity("search_name", searchable_name(*asked.names))
