"""Who in the register may be one of many people at once: a handful of questions for a thousand of them.

Judged as everywhere. The candidates are fewer than `lookalikes` finds for one: they share a number, the day of birth,
or the whole name with a day of birth that may be a slip. The wider search by sound and neighbourhood follows for
everybody who was entered (`duplicates.search_imported`).
"""

from collections import defaultdict
from datetime import date

from django.db import connection
from django.db.models.expressions import RawSQL

from accounts.models import kelurahan_code
from cases.models import Contact, Document, Person
from cases.rules.register.lookalikes import A_LITTLE_ALIKE, BY_NAME, BY_NUMBER, OF_A_BIRTHDAY, turned
from cases.values.birth_date import Born
from cases.values.choices import DocumentKind
from cases.values.identity import normalise_document_number, searchable_name
from cases.values.likeness import Decision, Record, compare, decide, may_be_one, with_numbers
from cases.values.record import with_nik_facts

OF_THE_DAY = """
    SELECT asked.place, near.id
    FROM unnest(%s::int[], %s::date[], %s::text[]) AS asked(place, day, name)
    CROSS JOIN LATERAL (
        SELECT id FROM (
            SELECT id, similarity(search_name, asked.name) AS alike
            FROM cases_person WHERE birth_date = asked.day AND id > %s AND merged_into_id IS NULL
        ) AS born WHERE alike >= %s ORDER BY alike DESC LIMIT %s
    ) AS near
"""
OF_THE_NAME = """
    SELECT asked.place, near.id
    FROM unnest(%s::int[], %s::date[], %s::text[]) AS asked(place, day, name)
    CROSS JOIN LATERAL (
        SELECT id FROM cases_person
        WHERE search_name = asked.name AND id > %s AND (
            birth_date IS NULL OR date_part('year', birth_date) = date_part('year', asked.day)
            OR (
                date_part('day', birth_date) = date_part('day', asked.day)
                AND date_part('month', birth_date) = date_part('month', asked.day)
            )
        )
        ORDER BY abs(birth_date - asked.day) NULLS FIRST, id LIMIT %s
    ) AS near
"""
OF_THE_NAME_ALONE = """
    SELECT asked.place, near.id
    FROM unnest(%s::int[], %s::text[], %s::text[]) AS asked(place, kelurahan, name)
    CROSS JOIN LATERAL (
        SELECT person.id FROM cases_person AS person
        JOIN accounts_territory AS home ON home.id = person.territory_id
        WHERE person.search_name = asked.name AND person.id > %s
        ORDER BY asked.kelurahan <> '' AND starts_with(home.code, asked.kelurahan) DESC, person.id LIMIT %s
    ) AS near
"""


def find(records, on, *, after=0, besides=None, told=None):
    """{place: [(key of a person, Likeness)]} for `records` by place, the likeliest first; only people `after` a key.

    `besides` gives by place whom nobody looks for: himself; `told` whom somebody said it is, who is judged like all.
    """
    by_number = _by_number(records, after) | set((told or {}).items())
    pairs = (by_number | _by_name(records, after)) - set((besides or {}).items())
    people = _people({pk for _, pk in pairs}, on)
    compared = {(place, pk): compare(records[place], people[pk]) for place, pk in pairs if pk in people}
    compared = {pair: one for pair, one in compared.items() if pair in by_number or may_be_one(one)}
    _add_papers_and_phones(people, {pk for _, pk in compared})
    found = defaultdict(list)
    for (place, pk), one in compared.items():
        likeness = decide(with_numbers(one, records[place], people[pk]))
        if likeness.decision != Decision.DIFFERENT:
            found[place].append((pk, likeness))
    return {place: sorted(some, key=lambda one: (-one[1].score, one[0])) for place, some in found.items()}


def noted(found):
    """Somebody `find` found, as a row keeps him and `duplicates.pair` takes him."""
    pk, likeness = found
    return pk, likeness.score, likeness.decision == Decision.SAME


def newest_key():
    """The key of whoever was registered last: who comes later has a higher one."""
    return Person.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def any_of(values, kind="bigint"):
    """For `__in`: thousands of values as one parameter, which saves program and database to read as many."""
    return RawSQL(f"SELECT unnest(%s::{kind}[])", [list(values)])  # nosec B611 # `kind` is ours


def _by_number(records, after):
    pairs = set()
    for model, field, owner, numbers_of in (
        (Person, "nik_index", "pk", lambda record: [record.nik] if len(record.nik) == 16 else []),
        (Document, "number_index", "person", lambda record: record.passports),
        (Contact, "phone_index", "person", lambda record: record.phones),
    ):
        places = defaultdict(list)
        for place, record in records.items():
            for number in numbers_of(record):
                for index in model._meta.get_field(field).candidates(number):
                    places[index].append(place)
        rows = model.objects.filter(**{f"{field}__in": any_of(places, "text"), f"{owner}__gt": after}).order_by()
        for index, pk in rows.values_list(field, owner):
            pairs |= {(place, pk) for place in places[index][:BY_NUMBER]}
    return pairs


def _by_name(records, after):
    born, named, alone = [], [], []
    for place, record in records.items():
        name = searchable_name(*record.names)
        if record.born:
            day = date(*record.born)
            named.append((place, day, name))
            born += [(place, one, name) for one in {day, turned(day)}]
        else:
            alone.append((place, record.kelurahan, name))
    return {
        *_ask(OF_THE_DAY, born, after, A_LITTLE_ALIKE, OF_A_BIRTHDAY),
        *_ask(OF_THE_NAME, named, after, BY_NAME),
        *_ask(OF_THE_NAME_ALONE, alone, after, BY_NAME),
    }


def _ask(statement, asked, *limits):
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, [*map(list, zip(*asked, strict=True)), *limits])
        return cursor.fetchall()


def _people(keys, on):
    """Record by key, without passports and phones: few are so alike that those are worth reading."""
    fields = ("pk", "name", "passport_name", "other_names", "birth_date", "sex", "territory__code", "nik")
    people = {}
    unmerged = Person.objects.filter(pk__in=any_of(keys), merged_into=None).order_by()
    for pk, name, passport_name, others, day, sex, code, nik in unmerged.values_list(*fields):
        record = Record(
            names=tuple(filter(None, [name, passport_name, *others])),
            born=Born(day.year, day.month, day.day) if day else None,
            sex=sex,
            kelurahan=kelurahan_code(code),
            nik=nik or "",
        )
        people[pk] = with_nik_facts(on, record)
    return people


def _add_papers_and_phones(people, keys):
    passports, phones = defaultdict(set), defaultdict(set)
    papers = Document.objects.filter(person__in=any_of(keys), kind=DocumentKind.PASPOR, number__isnull=False)
    for pk, number in papers.order_by().values_list("person", "number"):
        passports[pk].add(normalise_document_number(number))
    contacts = Contact.objects.filter(person__in=any_of(keys), phone__isnull=False)
    for pk, phone in contacts.order_by().values_list("person", "phone"):
        phones[pk].add(phone)
    for pk in keys:
        people[pk] = people[pk]._replace(passports=frozenset(passports[pk]), phones=frozenset(phones[pk]))
