"""Numbers and names out of spreadsheet cells. Each reader answers (value, what to say of it); '' where none is sure."""

import re
import unicodedata
from functools import lru_cache

import phonenumbers

from cases.values.identity import normalise_document_number, normalise_name, normalise_nik, normalise_phone, parse_phone

# What people write into a cell to say that they have nothing to write.
NOTHING = {
    "", "-", "--", "---", ".", "?", "0", "x", "xx", "xxx", "na", "n/a", "#n/a", "nan", "nihil", "kosong", "null",
    "none", "tidak ada", "tdk ada", "belum ada", "blm ada", "tidak tahu", "tdk tahu", "belum tahu",
    "tidak diketahui", "belum diketahui", "tidak punya", "belum punya", "blm punya", "hilang",
}  # fmt: skip
SCIENTIFIC = re.compile(r"^\s*'?[\d.,]+\s*e\s*\+?\d+\s*$", re.IGNORECASE)
LETTERS_FOR_DIGITS = (re.compile(r"(?<=[\dOo])[Oo]|[Oo](?=\d)"), "0"), (re.compile(r"(?<=\d)[lI|]|[lI|](?=\d)"), "1")
CUT_BY_EXCEL = "NIK rusak karena Excel: angkanya hilang ({shown}). NIK dikosongkan; ketik lagi dari KTP atau KK."
TWO_NIK = "Sel NIK berisi lebih dari satu nomor. NIK dikosongkan; pisahkan orangnya."
LAST_LOST = "Angka terakhir NIK mungkin hilang: Excel hanya menyimpan 15 angka. NIK dikosongkan; ketik lagi dari KTP."
ALIAS = re.compile(r"\s*(?:\balias\b|\bals\b\.?|\ba\.?k\.?a\b\.?|@)\s*", re.IGNORECASE)
SEVERAL_NAMES = re.compile(r"\s*(?:/|\n|;|\+|&|\s\bdan\b\s|\|)\s*", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\(([^)]*)\)")
COURTESY = re.compile(r"^(?:sdri?|tn|ny|nn|bpk|bapak|ibu|saudari|saudara|tuan|nyonya|mr|mrs|ms)\b\.?\s+", re.IGNORECASE)
LATE = re.compile(r"\(?\b(?:alm|almh|almarhum|almarhumah)\b\.?\)?", re.IGNORECASE)
NUMBERED = re.compile(r"^\s*\d{1,4}\s*[.)\-]\s*")
LOOKS_LATIN = str.maketrans("АВЕКМНОРСТХЅІЈаеорсухіјѕ", "ABEKMHOPCTXSIJaeopcyxijs")
# Tried in this order where a foreign number was typed without its plus.
DIALLING_CODES = (
    "60", "65", "66", "852", "853", "855", "856", "84", "886", "95", "63", "971", "966", "974", "82", "673", "81",
)  # fmt: skip
NO_NAME = "Tidak ada nama di baris ini. Isi namanya, lalu impor lagi."


def text_of(cell):
    """A cell as the words somebody typed: no invisible signs, no apostrophe in front, whole numbers without `.0`."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, dict):
        year, month, day = cell["date"].split("-")
        return f"{day}/{month}/{year}"
    return _tidy(str(cell))


@lru_cache(maxsize=2_000)  # each cell of a row is asked for several times
def _tidy(text):
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFKC", text).replace("\t", " ")
        text = "".join(c for c in text if c == "\n" or unicodedata.category(c)[0] != "C")
    text = re.sub(r"[^\S\n]+", " ", text).strip().lstrip("'`’").strip()
    return "" if text.lower() in NOTHING else text


def read_nik(cell, *, last_digits_are_lost=False):
    text = text_of(cell)
    if not text:
        return "", []
    if SCIENTIFIC.match(text) or (isinstance(cell, int | float) and text_of(cell).endswith("0000")):
        return "", [CUT_BY_EXCEL.format(shown=text if "e" in text.lower() else f"{float(cell):.2E}")]
    typed = re.sub(r"\.0$", "", text)
    for letter, digit in LETTERS_FOR_DIGITS:
        typed = letter.sub(digit, typed)
    digits = re.sub(r"\D", "", typed)
    if len(digits) >= 30:
        return "", [TWO_NIK]
    if isinstance(cell, int) and last_digits_are_lost and len(digits) == 16:
        return "", [LAST_LOST]
    if not digits:
        return "", [f"Isi kolom NIK bukan angka (“{text[:30]}”). NIK dikosongkan."]
    try:
        return normalise_nik(digits), []
    except ValueError as error:
        return "", [f"{error} NIK dikosongkan."]


def are_cut(cells):
    """True where Excel itself typed these NIK: all of the numbers among them end with the zero it puts there."""
    numbers = [cell for cell in cells if isinstance(cell, int) and not isinstance(cell, bool) and cell >= 10**15]
    return bool(numbers) and all(number % 10 == 0 for number in numbers)


def read_name(cell):
    """(name, other names, True of the dead, what to say). Raises ValueError where no name can be read."""
    text = NUMBERED.sub("", text_of(cell))
    is_late = bool(LATE.search(text))
    said = ["Tertulis almarhum. Periksa statusnya."] if is_late else []
    text = LATE.sub(" ", text).strip()
    others = [part.strip() for part in IN_BRACKETS.findall(text)]
    text, *aliases = ALIAS.split(IN_BRACKETS.sub(" ", text).strip()) or [""]
    parts = [NUMBERED.sub("", part) for part in SEVERAL_NAMES.split(text) if re.search(r"[^\W\d_]", part)]
    if len(parts) > 1:
        said.append("Satu sel berisi dua nama. Kalau dua orang, pisahkan menjadi dua baris.")
    name, *more = parts or [""]
    name, cleaned = _letters_only(COURTESY.sub("", name))
    if cleaned:
        said.append("Nama berisi angka atau tanda lain; yang disimpan hanya hurufnya.")
    if not re.search(r"[^\W\d_]", name):
        raise ValueError(NO_NAME)
    if len(name) > 150:
        raise ValueError("Namanya terlalu panjang untuk satu orang.")
    name = normalise_name(name)
    kept = []
    for other in [*more, *aliases, *others]:
        other = _letters_only(other)[0]
        if len(re.findall(r"[^\W\d_]", other)) > 1 and len(other) <= 150:
            try:
                kept.append(normalise_name(other))
            except ValueError:
                continue
    if len(name.replace(".", "")) < 2:
        said.append("Nama hanya satu huruf. Lengkapi.")
    return name, kept, is_late, said


def _letters_only(name):
    latin = name.translate(LOOKS_LATIN)
    kept = "".join(c if c in " .,'-’‘`´ʼʻ" or unicodedata.name(c, "").startswith("LATIN ") else " " for c in latin)
    kept = " ".join(kept.split()).strip(" ,-.")
    return kept, kept.replace(" ", "") != name.strip(" ,-.").replace(" ", "")


def read_phones(cell, country=""):
    """(E.164 numbers, what to say): several in one cell, lost zeros, and foreign ones without a plus."""
    text = text_of(cell)
    if not text:
        return [], []
    if SCIENTIFIC.match(text):
        return [], ["Nomor HP rusak karena Excel: angkanya hilang. Ketik lagi nomornya."]
    text = re.sub(r"\.0$", "", text)
    parts = re.split(r"\s*(?:/|;|,|\n|\bdan\b|\batau\b|&|\|)\s*", text)
    numbers, said = [], []
    for part in parts:
        digits = re.sub(r"[^\d+]", "", re.sub(r"(?<=\d)[Oo]|\b[Oo](?=8)", "0", part))
        if len(digits.strip("+")) < 4:
            continue
        try:
            number, is_odd = _phone(digits, country)
        except ValueError as error:
            said.append(f"{error} Nomor HP dikosongkan.")
            continue
        if is_odd:
            said.append("Nomor HP ini tidak lazim. Periksa lagi.")
        if number not in numbers:
            numbers.append(number)
    if not numbers and not said:
        said = [f"Isi kolom nomor HP bukan nomor (“{text[:30]}”)."]
    return numbers, list(dict.fromkeys(said))


def _phone(digits, country):
    digits = re.sub(r"^(\+?62)0+", r"\1", digits)
    if digits.startswith(("+", "00")):
        return _checked(normalise_phone(digits))
    if digits.startswith(("0", "8")) and phonenumbers.is_valid_number(parse_phone(digits)):
        return normalise_phone(digits), False
    if digits.startswith("62"):
        return _checked(normalise_phone(digits))
    here = str(phonenumbers.country_code_for_region(country)) if country else ""
    for code in filter(None, (here, *DIALLING_CODES)):
        if digits.startswith(code) and phonenumbers.is_valid_number(phonenumbers.parse(f"+{digits}")):
            return f"+{digits}", False
    return _checked(normalise_phone(digits))


def _checked(number):
    return number, not phonenumbers.is_valid_number(parse_phone(number))


def read_passports(cell):
    """(numbers, what to say)."""
    text = text_of(cell)
    if not text:
        return [], []
    if SCIENTIFIC.match(text):
        return [], ["Nomor paspor rusak karena Excel: angkanya hilang. Ketik lagi dari paspornya."]
    numbers, said = [], []
    parts = [part for part in re.split(r"\s*(?:/|;|,|\n|\bdan\b|&)\s*", text) if part]
    for part in parts:
        number = normalise_document_number(part)
        number = number[:1] + re.sub(r"[OI]", lambda m: {"O": "0", "I": "1"}[m[0]], number[1:2]) + number[2:]
        if not re.fullmatch(r"[A-Z0-9]{6,9}", number) or not re.search(r"\d{4}", number):
            said.append("Nomor paspor ini belum benar (6 sampai 9 huruf dan angka). Nomornya dikosongkan.")
            continue
        if not re.fullmatch(r"[A-Z]\d{7}|[A-Z]{2}\d{6,7}", number):
            said.append("Nomor paspor ini tidak seperti biasanya (satu huruf dan 7 angka). Periksa lagi di paspornya.")
        numbers.append(number)
    return numbers, list(dict.fromkeys(said))
