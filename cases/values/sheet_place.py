"""Where somebody lives, out of what spreadsheets say: kelurahan in any spelling, RT and RW in one cell or two."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

NUMERALS = {
    "1": "satu", "i": "satu", "2": "dua", "ii": "dua", "7": "tujuh", "vii": "tujuh", "3": "tiga", "iii": "tiga",
}  # fmt: skip
NO_PART = {"kel", "kelurahan", "desa", "ds", "kota", "kec", "kecamatan", "pangkalpinang", "pkp"}
SURE, CLEARLY = 0.8, 0.06
RT = re.compile(r"\brt\s*[.:\-]?\s*0*(\d{1,3})\b", re.IGNORECASE)
RW = re.compile(r"\brw\s*[.:\-]?\s*0*(\d{1,3})\b", re.IGNORECASE)
PAIR = re.compile(r"^\D{0,3}0*(\d{1,3})\s*[/\\\-., ]+\s*(?:rw\W*)?0*(\d{1,3})\s*$", re.IGNORECASE)
WARD_IN_TEXT = re.compile(r"\b(?:kelurahan|kel)\b[.:]?\s*([A-Za-z0-9 ]{3,30}?)(?=\s*(?:,|;|\.|kec|kota|rt|rw|$))", re.I)


def plain(text):
    words = re.findall(r"[a-z]+|\d+", str(text or "").lower())
    return "".join(NUMERALS.get(word, word) for word in words if word not in NO_PART)


def find_kelurahan(text, kecamatan, wards):
    """(code, True where the spelling was guessed), or ('', False) where it is none of ours or could be two.

    `wards` are (code, name) of kelurahan and kecamatan of the city; the kecamatan tells two Semabung apart.
    """
    return _find(plain(text), plain(kecamatan), tuple(wards))


@lru_cache(maxsize=4096)
def _find(wanted, kecamatan, wards):
    if len(wanted) < 3:
        return "", False
    names = {code: plain(name) for code, name in wards if code.count(".") == 3}
    districts = {plain(name): code for code, name in wards if code.count(".") == 2}
    inside = districts.get(kecamatan, "")
    exact = [code for code, name in names.items() if name == wanted]
    if exact:
        return exact[0], False
    begins = [code for code, name in names.items() if name.startswith(wanted) or wanted.startswith(name)]
    begins = [code for code in begins if inside and code.startswith(inside)] or begins
    if len(begins) == 1:
        return begins[0], False
    if begins:
        return "", False
    scores = sorted(((SequenceMatcher(None, wanted, name).ratio(), code) for code, name in names.items()), reverse=True)
    (best, code), (next_best, _) = scores[0], scores[1]
    return (code, True) if best >= SURE and best - next_best >= CLEARLY else ("", False)


def read_rt_rw(cell):
    """('003', '002') of `3/2`, `RT.03 RW.02`, or what Excel made a day of; '' where unknown."""
    if isinstance(cell, dict):
        _, month, day = cell["date"].split("-")
        return f"{int(day):03d}", f"{int(month):03d}"
    text = str(cell or "")
    if pair := PAIR.match(text.strip()):
        return f"{int(pair[1]):03d}", f"{int(pair[2]):03d}"
    return _number(RT.search(text)), _number(RW.search(text))


def read_number(cell):
    """An RT or RW that has a column of its own."""
    return _number(re.search(r"0*(\d{1,3})(?:\.0)?\s*$", str("" if cell is None else cell)))


def ward_in(address):
    """The words behind `Kel.` in an address; '' without them."""
    found = WARD_IN_TEXT.search(address)
    return found[1].strip() if found else ""


def _number(found):
    return f"{int(found[1]):03d}" if found and int(found[1]) else ""
