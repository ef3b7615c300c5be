"""Two records side by side, with a word about each line: equal, different, or known of one only."""

from typing import NamedTuple

from cases import lookalikes
from cases.masking import mask_number, shorten
from cases.models import Person
from cases.values.choices import DocumentKind
from cases.values.likeness import judge
from cases.values.likeness_words import reasons

UNKNOWN = "belum tahu"
HIDDEN = "tidak ditampilkan"
ALWAYS = ("Nomor daftar", "Didata")  # the others only where one of the two knows something


class Line(NamedTuple):
    label: str
    first: str
    second: str
    verdict: str  # a word, never a colour alone

    @property
    def differs(self):
        return self.verdict == "berbeda"


class PairPage(NamedTuple):
    lines: list
    reasons: list
    persons: list
    in_sight: set


def show(pair, actor, on, kelurahan_names):
    """The comparison as far as this actor may see it."""
    by_key = {p.pk: p for p in lookalikes.with_numbers(Person.objects.filter(pk__in=[pair.first_id, pair.second_id]))}
    persons = [by_key[pair.first_id], by_key[pair.second_id]]
    in_sight = set(Person.objects.visible_to(actor).filter(pk__in=by_key).values_list("pk", flat=True))
    if not pair.is_open and pair.first_id in in_sight:
        in_sight.add(pair.second_id)  # merged into the one that is seen
    records = [lookalikes.asked_of(person).record(on) for person in persons]
    lines = [_line(label, persons, in_sight, *how) for label, *how in _fields(kelurahan_names)]
    lines = [line for line in lines if line.verdict or line.label in ALWAYS]
    return PairPage(lines, reasons(judge(*records).found), persons, in_sight)


def _fields(kelurahan_names):
    """Label, the value compared, what is shown of it, and what is shown of somebody out of sight."""
    return (
        ("Nama", lambda p: p.name, lambda p: p.name, lambda p: shorten(p.name)),
        ("Nama di paspor", lambda p: p.passport_name, lambda p: p.passport_name, None),
        ("Nama lain", lambda p: sorted(p.other_names), lambda p: ", ".join(p.other_names), None),
        ("NIK", lambda p: p.nik, lambda p: mask_number(p.nik), None),
        ("Jenis kelamin", lambda p: p.sex, lambda p: p.get_sex_display(), lambda p: p.get_sex_display()),
        ("Tanggal lahir", lambda p: p.birth_date, _day, lambda p: p.birth_date and f"tahun {p.birth_date.year}"),
        ("Tempat lahir", lambda p: p.birth_place, lambda p: p.birth_place, None),
        ("Tempat tinggal", lambda p: p.territory_id, *[lambda p: _place(p, kelurahan_names)] * 2),
        ("Alamat", lambda p: p.address, lambda p: p.address, None),
        ("Nomor HP", _phones, lambda p: ", ".join(map(mask_number, _phones(p))), None),
        ("Paspor", _passports, lambda p: ", ".join(map(mask_number, _passports(p))), None),
        ("Nomor daftar", lambda p: None, lambda p: p.number, None),
        ("Didata", lambda p: None, lambda p: f"{p.registered_at:%d/%m/%Y}", lambda p: f"{p.registered_at:%d/%m/%Y}"),
    )


def _line(label, persons, in_sight, value, shown, shortened):
    texts = []
    for person in persons:
        show = shown if person.pk in in_sight else shortened
        texts.append((show(person) or UNKNOWN) if show else HIDDEN)
    return Line(label, *texts, _verdict(*map(value, persons)))


def _verdict(first, second):
    if not first and not second:
        return ""
    if not first or not second:
        return "hanya satu yang tahu"
    return "sama" if first == second else "berbeda"


def _day(person):
    return person.birth_date and f"{person.birth_date:%d/%m/%Y}"


def _place(person, kelurahan_names):
    place = person.territory
    return f"{place.path_name} {kelurahan_names.get(place.kelurahan_code, '')}".strip()


def _phones(person):
    return sorted(contact.phone for contact in person.contacts.all() if contact.phone)


def _passports(person):
    return sorted(d.number for d in person.documents.all() if d.number and d.kind == DocumentKind.PASPOR)
