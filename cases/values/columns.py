"""Which column of a stranger's table means what: by the words above it."""

import re
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple


class Field(StrEnum):
    """What a column may hold, with the name an officer chooses it by."""

    def __new__(cls, value, label):
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member

    NAME = "name", "Nama lengkap"
    OTHER_NAME = "other_name", "Nama lain atau panggilan"
    PASSPORT_NAME = "passport_name", "Nama di paspor"
    NIK = "nik", "NIK"
    KK = "kk", "Nomor KK"
    BIRTH = "birth", "Tempat dan tanggal lahir (satu kolom)"
    BIRTH_PLACE = "birth_place", "Tempat lahir"
    BIRTH_DATE = "birth_date", "Tanggal lahir"
    SEX = "sex", "Jenis kelamin"
    ADDRESS = "address", "Alamat"
    RT_RW = "rt_rw", "RT/RW (satu kolom)"
    RT = "rt", "RT"
    RW = "rw", "RW"
    KELURAHAN = "kelurahan", "Kelurahan"
    KECAMATAN = "kecamatan", "Kecamatan"
    PHONE = "phone", "Nomor HP"
    FAMILY_NAME = "family_name", "Nama keluarga"
    FAMILY_PHONE = "family_phone", "Nomor HP keluarga"
    FAMILY_RELATION = "family_relation", "Hubungan keluarga"
    COUNTRY = "country", "Negara"
    PLACE = "place", "Kota atau tempat di sana"
    JOB = "job", "Pekerjaan"
    SECTOR = "sector", "Sektor"
    SCHEME = "scheme", "Jalur atau skema"
    EMPLOYER = "employer", "Majikan atau perusahaan di sana"
    AGENCY = "agency", "P3MI atau yang menawarkan"
    PASSPORT = "passport", "Nomor paspor"
    PASSPORT_EXPIRES = "passport_expires", "Paspor berlaku sampai"
    DEPARTED = "departed", "Tanggal berangkat"
    CONTRACT_ENDS = "contract_ends", "Kontrak berakhir"
    RETURNED = "returned", "Tanggal pulang"
    STATUS = "status", "Status"
    NOTE = "note", "Keterangan"


WORDS = Path(__file__).with_name("column_words.txt")


def _known():
    """{words above a column: Field}"""
    lines = [line for line in WORDS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    pairs = [line.partition(": ")[::2] for line in lines]
    return {phrase.strip(): Field(field) for field, phrases in pairs for phrase in phrases.split("|")}


KNOWN = _known()
HEADER_WITHIN, ENOUGH = 40, 2
SURE = 0.86
ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
SET_APART = re.compile(r"\b[a-z](?: [a-z]){2,}\b")  # letters of one word: `L/P` is two
NOT_HERE = {"no", "no urut", "nomor", "nomor urut", "urut", "num"}


class Table(NamedTuple):
    """The columns of one sheet and the row under which the data stand."""

    header_row: int
    header: tuple  # the words above each column
    fields: tuple  # a Field or "" for each

    @property
    def fingerprint(self):
        """The same for every file with these words above its columns."""
        return sha256("\n".join(map(plain_header, self.header)).encode()).hexdigest()


def plain_header(text):
    """`No. HP/WA *` as `no hp wa`, and `N I K` as `nik`."""
    words = " ".join(re.findall(r"[a-z0-9&]+", str(text or "").lower().replace("_", " ")))
    return SET_APART.sub(lambda letters: letters[0].replace(" ", ""), words)


@lru_cache(maxsize=2_000)
def field_of(text):
    """What a heading means, or ''. What stands in brackets is read only where the rest says nothing."""
    for phrase in (plain_header(text), plain_header(ASIDE.sub(" ", str(text or "")))):
        if phrase in NOT_HERE:
            return ""
        if phrase in KNOWN:
            return KNOWN[phrase]
    close = get_close_matches(phrase, KNOWN, 1, SURE) if len(phrase) > 4 else []
    return KNOWN[close[0]] if close else ""


def is_heading(text):
    """True for the words of a heading exactly: asked of every row, so without guessing."""
    return plain_header(text) in KNOWN


def find_table(rows):
    """The Table of a sheet's rows, or None where no row looks like a heading."""
    best, most = None, ENOUGH - 1
    for place, (_, cells) in enumerate(rows[:HEADER_WITHIN]):
        found = [field_of(cell) for cell in cells if isinstance(cell, str)]
        worth = len(set(found) - {""}) + (Field.NAME in found)
        if worth > most:
            best, most = place, worth
    if best is None:
        return None
    number, cells = rows[best]
    header = [cell if isinstance(cell, str) else "" for cell in cells]
    if best + 1 < len(rows) and _continues(rows[best + 1][1]):
        number, below = rows[best + 1]
        header += [""] * (len(below) - len(header))
        for place, cell in enumerate(below):
            if isinstance(cell, str) and (field_of(cell) or not header[place]):
                header[place] = cell
    return Table(number, tuple(header), tuple(once(map(field_of, header))))


def _continues(cells):
    """A second line of headings: RT, RW and Kelurahan under Alamat."""
    words = [cell for cell in cells if isinstance(cell, str)]
    headings = sum(bool(field_of(cell)) for cell in words)
    has_numbers = any(isinstance(cell, int | float | dict) for cell in cells)
    return not has_numbers and headings >= ENOUGH and headings * 2 >= len(words)


def once(fields):
    """Of two columns that mean the same the first counts."""
    seen = set()
    for field in fields:
        yield "" if field in seen else field
        seen.add(field)
