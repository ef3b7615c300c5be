"""Normal forms of what people type about themselves: NIK, passport and phone numbers, names (domain.md §5.3–5.6)."""

import re
import unicodedata
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

import phonenumbers

NIK_LENGTH = 16
FEMALE_DAY_OFFSET = 40
HOME_REGION = "ID"
APOSTROPHES = dict.fromkeys(map(ord, "’‘`´ʼʻ"), "'")  # phones write any of them: Nur’aini
NAME_MARKS = frozenset(" .,'-/()")


class NikFacts(NamedTuple):
    """What the digits say. Wrong dates exist and are permanent, so this is a hint and never a refusal."""

    is_female: bool
    birth_date: date


def normalise_nik(text):
    """The 16 ASCII digits. Raises ValueError with a sentence for the person who typed it."""
    digits = re.sub(r"[\s.\-]", "", text or "")
    if not re.fullmatch(r"[0-9]+", digits):
        raise ValueError("NIK hanya berisi angka.")
    if len(digits) != NIK_LENGTH:
        raise ValueError(f"NIK harus 16 angka. Yang diisi {len(digits)} angka.")
    if len(set(digits)) == 1 or digits.endswith("0000"):
        raise ValueError("NIK ini tidak mungkin. Periksa lagi di KTP atau KK.")
    return digits


def read_nik(nik, on):
    """NikFacts of a normalised NIK, or None where its digits are no date. The century gives an age of 0 to 99."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    is_female = day > FEMALE_DAY_OFFSET
    day -= FEMALE_DAY_OFFSET if is_female else 0
    century = on.year // 100 * 100
    full_year = century + year if century + year <= on.year else century - 100 + year
    try:
        return NikFacts(is_female, date(full_year, month, day))
    except ValueError:
        return None


def normalise_document_number(text):
    """Passport, SPLP and the like: upper case, without spaces or dashes."""
    return re.sub(r"[\s.\-/]", "", text or "").upper()


@lru_cache(maxsize=5_000)
def parse_phone(text):
    """What the library reads in it, once: the same number is asked for its form and whether it is in use."""
    return phonenumbers.parse(text, HOME_REGION)


@lru_cache(maxsize=5_000)
def normalise_phone(text):
    """E.164, `+628…` for Indonesian numbers in any spelling. Raises ValueError with a sentence for the typist."""
    raw = re.sub(r"[^\d+]", "", text or "")
    raw = f"+{raw}" if raw.startswith("62") else re.sub(r"^00", "+", raw)
    try:
        number = parse_phone(raw)
    except phonenumbers.NumberParseException:
        raise ValueError("Nomor HP ini belum benar. Contoh: 0812 3456 7890 atau +855 12 345 678.") from None
    if not phonenumbers.is_possible_number(number):
        raise ValueError("Nomor HP ini terlalu pendek atau terlalu panjang.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_in_words(number):
    """A number as one dials it and reads it aloud: 0812-3456-7890 at home, +60 12-345 6789 abroad."""
    parsed = phonenumbers.parse(number, HOME_REGION)
    is_home = parsed.country_code == phonenumbers.country_code_for_region(HOME_REGION)
    formats = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, formats.NATIONAL if is_home else formats.INTERNATIONAL)


def first_phone(text):
    """The first telephone number that stands in a text, as E.164; "" where there is none."""
    found = next(iter(phonenumbers.PhoneNumberMatcher(text, HOME_REGION)), None)
    return phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164) if found else ""


def normalise_name(text):
    """A name as on a KTP: Latin letters, one kind of apostrophe, single spaces. Raises ValueError with a sentence."""
    name = " ".join(unicodedata.normalize("NFC", text or "").translate(APOSTROPHES).split())
    if not all(character in NAME_MARKS or _is_latin(character) for character in name):
        raise ValueError("Nama hanya boleh berisi huruf, spasi, titik, koma, tanda petik, dan tanda hubung.")
    if not any(map(_is_latin, name)):
        raise ValueError("Tulis namanya dengan huruf.")
    return name


@cache
def _is_latin(character):
    return unicodedata.name(character, "").startswith("LATIN ")


def searchable_name(*names):
    """All names of a person as one lower-case line without accents and punctuation, for trigram search.

    A space stands before and after every word, so that a whole word can be asked for.
    """
    text = " ".join(filter(None, names)).translate(APOSTROPHES).replace("'", "")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]", " ", plain).split()
    return f" {' '.join(words)} " if words else ""
