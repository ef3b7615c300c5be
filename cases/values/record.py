"""A Record out of what people write: every value brought into its normal form, what cannot be read left out."""

import re

from cases.values import birth_date
from cases.values.birth_date import Born
from cases.values.choices import Sex
from cases.values.identity import normalise_document_number, normalise_nik, normalise_phone, read_nik
from cases.values.likeness import Record

SEXES = {
    **dict.fromkeys(("l", "lk", "laki", "lakilaki", "pria", "m", "male", "cowok"), Sex.LAKI_LAKI),
    **dict.fromkeys(("p", "pr", "perempuan", "wanita", "w", "f", "female", "cewek"), Sex.PEREMPUAN),
}
SHORTEST_NIK, LONGEST_NIK = 14, 17
SHORTEST_PASSPORT, LONGEST = 6, 300
OCR = str.maketrans("OIL", "011")


def read(on, *, name="", birth_date_="", sex="", kelurahan="", nik="", passport="", phone="", place_codes=None):
    """Make a Record of single values as typed; `place_codes` are the codes of kelurahan by their plain name."""
    nik = _nik(nik)
    return with_nik_facts(
        on,
        Record(
            names=tuple(filter(None, [_text(name)])),
            born=birth_date.read(_text(birth_date_), on.year),
            sex=SEXES.get(_letters(sex), ""),
            kelurahan=_place(kelurahan, place_codes or {}),
            nik=nik,
            passports=frozenset(filter(None, [_passport(passport)])),
            phones=frozenset(filter(None, [_phone(phone)])),
        ),
    )


def with_nik_facts(on, record):
    """The record with what its NIK says of day of birth and sex."""
    facts = read_nik(record.nik, on) if len(record.nik) == 16 else None
    if facts is None:
        return record
    born = Born(facts.birth_date.year, facts.birth_date.month, facts.birth_date.day)
    return record._replace(nik_born=born, nik_sex=Sex.PEREMPUAN if facts.is_female else Sex.LAKI_LAKI)


def plain_place(text):
    """`Kel. TUA TUNU INDAH` as `tuatunuindah`."""
    words = re.findall(r"[a-z0-9]+", _text(text).lower())
    return "".join(word for word in words if word not in ("kel", "kelurahan", "kota", "pangkalpinang"))


def _place(value, codes):
    code = re.match(r"\d\d\.?\d\d\.?\d\d\.?\d{4}", _text(value))
    if code:
        digits = re.sub(r"\D", "", code[0])
        return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
    plain = plain_place(value)
    return codes.get(plain, plain)


def _nik(value):
    """Sixteen digits; one more or less is kept, for a slip is a slip; what a spreadsheet cut to 3.27E+15 is lost."""
    text = _text(value).upper()
    if re.search(r"E\+?\d", text):
        return ""
    digits = re.sub(r"\D", "", text.translate(OCR))
    try:
        return normalise_nik(digits)
    except ValueError:
        is_near = SHORTEST_NIK <= len(digits) <= LONGEST_NIK and len(set(digits)) > 2
        return digits if is_near else ""


def _passport(value):
    """One letter and digits: where a digit must stand, O and I are 0 and 1."""
    number = normalise_document_number(_text(value))
    number = number[:1] + number[1:2].translate(OCR) + number[2:].translate(OCR)
    return number if len(number) >= SHORTEST_PASSPORT else ""


def _phone(value):
    try:
        return normalise_phone(_text(value))
    except ValueError:
        return ""


def _letters(value):
    return re.sub(r"[^a-z]", "", _text(value).lower())


def _text(value):
    """Spreadsheets give numbers as numbers. What is longer than a hand types is cut."""
    if value is None or isinstance(value, bool | dict | list):
        return ""
    return (str(int(value)) if isinstance(value, float) and value.is_integer() else str(value))[:LONGEST]
