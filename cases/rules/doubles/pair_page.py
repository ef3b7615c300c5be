"""Two records side by side, with a word about each line: equal, different, or known of one only."""

from collections.abc import Callable
from typing import NamedTuple

from cases.models import Person
from cases.rules import restriction
from cases.rules.masking import mask_number, shorten
from cases.rules.register import lookalikes
from cases.values.choices import DocumentKind
from cases.values.likeness import judge
from cases.values.likeness_words import reasons

UNKNOWN = "belum tahu"
HIDDEN = "tidak ditampilkan"
SAME, DIFFERENT = "sama", "berbeda"
NUMBER = "Nomor daftar"
ALWAYS = (NUMBER, "Didata")  # the others only where one of the two knows something


class Line(NamedTuple):
    label: str
    first: str
    second: str
    verdict: str  # a word, never a colour alone
    urls: tuple = ("", "")

    @property
    def sides(self):
        return zip((self.first, self.second), self.urls, strict=True)

    @property
    def differs(self):
        return self.verdict.endswith(DIFFERENT)


class PairPage(NamedTuple):
    lines: list
    reasons: list
    persons: list
    in_sight: set

    @property
    def is_whole(self):
        return len(self.in_sight) == len(self.persons)


class Field(NamedTuple):
    """One line of the comparison: what is compared and what is shown of it.

    Of somebody out of sight `short` is shown, and `short_value` compared, both as far as anybody may know them: whoever
    could read "sama" beside a value he does not see would only have to type guesses into his own side.
    """

    label: str
    value: Callable
    shown: Callable
    short: Callable | None = None
    short_value: Callable | None = None
    short_word: str = "{}"
    is_masked: bool = False


def show(pair, actor, on, kelurahan_names):
    """The comparison as far as this actor may see it."""
    by_key = {p.pk: p for p in lookalikes.with_numbers(Person.objects.filter(pk__in=pair.keys))}
    persons = [by_key[key] for key in pair.keys]
    in_sight = {person.pk for person in persons if actor.territory.contains(person.territory)}
    fields = _fields(kelurahan_names)
    if len(in_sight) < len(persons):
        return PairPage(_lines(_half_seen(field, persons, in_sight) for field in fields), [], persons, in_sight)
    may_open = not any(restriction.closes(person, actor) for person in persons)
    lines = _lines(_seen(field, persons, may_open) for field in fields)
    return PairPage(lines, _reasons(persons, on) if may_open else [], persons, in_sight)


def _reasons(persons, on):
    one, other = (lookalikes.asked_of(person).record(on) for person in persons)
    return reasons(judge(one, other).found)


def _fields(kelurahan_names):
    def place(person):
        return person.territory.name_with(kelurahan_names)

    return (
        Field(NUMBER, lambda p: None, lambda p: p.number),
        Field("Didata", lambda p: None, _registered, _registered),
        Field("Nama", lambda p: p.name, lambda p: p.name, lambda p: shorten(p.name)),
        Field("Nama di paspor", lambda p: p.passport_name, lambda p: p.passport_name),
        Field("Nama lain", lambda p: sorted(p.other_names), lambda p: ", ".join(p.other_names)),
        Field("NIK", lambda p: p.nik, lambda p: mask_number(p.nik), is_masked=True),
        Field("Jenis kelamin", _sex, _sex, _sex, _sex),
        Field("Tanggal lahir", lambda p: p.birth_date, _day, _in_year, _year, short_word="tahunnya {}"),
        Field("Tempat lahir", lambda p: p.birth_place, lambda p: p.birth_place),
        Field("Tempat tinggal", lambda p: p.territory_id, place, place, lambda p: p.territory_id),
        Field("Alamat", lambda p: p.address, lambda p: p.address),
        Field("Nomor HP", _phones, lambda p: ", ".join(map(mask_number, _phones(p))), is_masked=True),
        Field("Paspor", _passports, lambda p: ", ".join(map(mask_number, _passports(p))), is_masked=True),
    )


def _lines(found):
    return [line for line in found if line]


def _seen(field, persons, may_open):
    """What is masked and may not be opened is not compared either. None where neither of the two knows anything."""
    verdict = _verdict(*map(field.value, persons))
    if not verdict and field.label not in ALWAYS:
        return None
    texts = [field.shown(person) or UNKNOWN for person in persons]
    return Line(field.label, *texts, verdict if may_open or not field.is_masked else "", _urls(field, persons))


def _half_seen(field, persons, in_sight):
    """Of the one out of sight it is not even said that something is known."""
    texts = [(field.shown(p) or UNKNOWN) if p.pk in in_sight else _in_short(field, p) for p in persons]
    if set(texts) <= {UNKNOWN, HIDDEN}:
        return None
    verdict = _verdict(*map(field.short_value, persons)) if field.short_value else ""
    said = field.short_word.format(verdict) if verdict in (SAME, DIFFERENT) else verdict
    return Line(field.label, *texts, said, _urls(field, persons, in_sight))


def _urls(field, persons, in_sight=None):
    """The register number leads to the record, where there still is one of its own."""
    if field.label != NUMBER:
        return "", ""
    seen = [person for person in persons if not person.merged_into_id and (in_sight is None or person.pk in in_sight)]
    return tuple(person.get_absolute_url() if person in seen else "" for person in persons)


def _in_short(field, person):
    return (field.short(person) or UNKNOWN) if field.short else HIDDEN


def _verdict(first, second):
    if not first and not second:
        return ""
    if not first or not second:
        return "hanya satu yang tahu"
    return SAME if first == second else DIFFERENT


def _sex(person):
    return person.get_sex_display()


def _year(person):
    return person.birth_date and person.birth_date.year


def _in_year(person):
    return person.birth_date and f"tahun {person.birth_date.year}"


def _registered(person):
    return f"{person.registered_at:%d/%m/%Y}"


def _day(person):
    return person.birth_date and f"{person.birth_date:%d/%m/%Y}"


def _phones(person):
    return sorted(contact.phone for contact in person.contacts.all() if contact.phone)


def _passports(person):
    return sorted(d.number for d in person.documents.all() if d.number and d.kind == DocumentKind.PASPOR)
