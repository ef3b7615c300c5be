"""Who of a spreadsheet is there twice: in the file itself, and in the register. Judged as `judge_names` judges.

The file may hold ten thousand people: the register is asked a few times for many, never once for each.
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from cases.models import Person
from cases.rules.sheets import sheet_known
from cases.rules.sheets.sheet_reading import Line, Verdict
from cases.values.birth_date import Born
from cases.values.digits import Digits
from cases.values.identity import searchable_name
from cases.values.likeness import Decision, Record, judge
from cases.values.record import with_nik_facts

TWIN = "Sama dengan baris {number} di berkas ini. Cukup satu yang dimasukkan."
MAYBE_TWIN = "Mungkin orang yang sama dengan baris {number} di berkas ini. Periksa."
SHARED_NIK = "NIK sama dengan baris {number}, tetapi orangnya kelihatannya berbeda. Periksa kedua NIK."
KNOWN = "Sudah terdata dengan nomor {number}. Tidak diubah."
MAYBE_KNOWN = "Mungkin sudah terdata dengan nomor {number}. Periksa dulu."
NIK_TAKEN = "NIK ini sudah dipakai data {number}. Kalau dimasukkan, diputuskan dulu sebagai NIK yang tercatat dua kali."
MOST_CANDIDATES = 12


class Checked(NamedTuple):
    """A line with what the register says of it.

    `known` is the key of the person who is the same, or may be; `alike` everybody who may be, with their Likeness.
    """

    line: Line
    known: int | None = None
    alike: tuple = ()


def as_record(record, on):
    """What the judge compares, of a line's record."""
    born = record["birth_date"] and date.fromisoformat(record["birth_date"])
    return with_nik_facts(
        on,
        Record(
            names=tuple(filter(None, [record["name"], record["passport_name"], *record["other_names"]])),
            born=Born(born.year, born.month, born.day) if born else None,
            sex=record["sex"],
            kelurahan=record["kelurahan_code"],
            nik=record["nik"],
            passports=frozenset(record["passports"]),
            phones=frozenset(record["phones"]),
        ),
    )


class Earlier:
    """The people of the rows before, by what they may share with the next one."""

    def __init__(self, on):
        self.on, self.places = on, defaultdict(list)

    def meet(self, line):
        """The line, judged against those before it; from now on it is one of them."""
        if line.record is None:
            return line
        record = as_record(line.record, self.on)
        keys = _keys(record)
        met = {number: other for key in keys for number, other in self.places[key][:MOST_CANDIDATES]}
        judged = [(judge(record, other), number, other) for number, other in met.items()]
        judged = [found for found in judged if found[0].decision != Decision.DIFFERENT or _same_nik(record, found[2])]
        kept = (_number(line), record)
        for key in keys:
            self.places[key].append(kept)
        if not judged:
            return line
        likeness, number, other = max(judged, key=lambda found: found[0].score)
        if likeness.decision == Decision.SAME:
            return line._replace(verdict=Verdict.SKIP, said=[TWIN.format(number=number)])
        sentence = SHARED_NIK if _same_nik(record, other) else MAYBE_TWIN
        return line._replace(verdict=Verdict.WARN, said=[*line.said, sentence.format(number=number)])


def _number(line):
    return f"{line.number} ({line.sheet})" if line.sheet else str(line.number)


def _same_nik(one, other):
    return bool(one.nik) and one.nik == other.nik


def _keys(record):
    keys = [("nik", record.nik)] if record.nik else []
    keys += [("passport", number) for number in record.passports]
    keys += [("phone", number) for number in record.phones]
    keys += [("born", record.born)] if record.born else []
    return [*keys, ("name", "".join(sorted(searchable_name(record.names[0]).split())))]


def against_register(lines, on):
    """Checked for each line. One group of lines costs a handful of questions."""
    records = {place: as_record(line.record, on) for place, line in enumerate(lines) if line.record}
    records = {place: record for place, record in records.items() if lines[place].verdict != Verdict.SKIP}
    told = {place: lines[place].told for place in records if lines[place].told}
    found = sheet_known.find(records, on, told=told)
    return [_checked(line, found.get(place, ())) for place, line in enumerate(lines)]


def _checked(line, found):
    """The likeliest one decides; before all others whom the row became once before, and who has the same NIK."""
    if not found:
        return Checked(line)
    pk, likeness = max(found, key=lambda one: (one[0] == line.told, one[1].found.nik == Digits.EQUAL, one[1].score))
    number = Person(pk=pk).number
    if likeness.decision == Decision.SAME or pk == line.told:
        return Checked(line._replace(verdict=Verdict.SKIP, said=[KNOWN.format(number=number)]), pk)
    sentence = NIK_TAKEN if likeness.found.nik == Digits.EQUAL else MAYBE_KNOWN
    said = [*line.said, sentence.format(number=number)]
    return Checked(line._replace(verdict=Verdict.WARN, said=said), pk, found)
