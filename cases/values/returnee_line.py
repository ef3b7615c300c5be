"""A line somebody pasted, apart into cells, and which cell is what where no heading says so.

Lists of returnees come as text from a chat or a letter: a name and a number, in whichever order, with whatever between.
"""

import re

from cases.values.columns import KNOWN, NOT_HERE, Field, plain_header
from cases.values.sheet_cells import COURTESY, text_of

SEPARATORS = ("\t", ";", "|", ",")
WIDE_GAP = re.compile(r"\s{3,}|\s+[-–/]+\s+")
NUMBERED = re.compile(r"^\s*\d{1,4}\s*[.)]\s*(?!\d)")
NIK = re.compile(r"(?<!\d)(?:\d[ .]?){15}\d(?!\d)")
PASSPORT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,2}[ \-.]?[\dOIl]{6,7}(?![A-Za-z0-9])")
MONTH = r"(?:jan|feb|peb|mar|apr|mei|may|jun|jul|agu|agt|aug|sep|okt|oct|nov|nop|des|dec)[a-z]*"
DAY = re.compile(
    r"(?<![\dA-Za-z])(?:\d{4}[\-/.]\d{1,2}[\-/.]\d{1,2}|"
    rf"\d{{1,2}}[\-/. ](?:\d{{1,2}}|{MONTH})[\-/. ]\d{{2,4}})(?!\d)",
    re.IGNORECASE,
)
PHONE = re.compile(r"(?<![\dA-Za-z])(?:\+|0|62)[\d \-]{8,16}\d(?!\d)")
WORTH = ((NIK, Field.NIK), (PASSPORT, Field.PASSPORT), (DAY, Field.BIRTH_DATE), (PHONE, Field.PHONE))
LABEL = re.compile(
    r"\b(?:no(?:mor)?\.?\s*)?(?:paspor|passport|nik|ktp|nama|name|tgl\.?\s*lahir|lahir|ttl|hp|telp)\b\s*[:.=]?",
    re.IGNORECASE,
)
SAYS = {"nama", "name", "paspor", "passport", "nik"}  # one of them stands in every heading
HEADINGS = {word for phrase in (*KNOWN, *NOT_HERE) for word in phrase.split()}
NO_NAME = re.compile(
    r"\b(?:jl|jalan|gg|gang|rt|rw|kel|kelurahan|kec|kecamatan|desa|dusun|kab|kota|prov|bangka|belitung|pangkalpinang|"
    r"laki|perempuan|pria|wanita|indonesia|malaysia|kamboja|myanmar|thailand|filipina|taiwan|singapura)\b",
    re.IGNORECASE,
)
FILLED = re.compile(r"[^\W\d_]{2}")


def cells_of(line):
    """The line as a table has it: cut at the first kind of separator that is in it."""
    sign = next((sign for sign in SEPARATORS if sign in line), None)
    parts = line.split(sign) if sign else WIDE_GAP.split(line)
    return [part.strip() or None for part in parts]


def rows_of(text):
    """(number, cells) of every line with something in it, numbered as typed."""
    lines = ((number, line.replace("\0", "").strip()) for number, line in enumerate(text.splitlines(), 1))
    return [(number, cells_of(line)) for number, line in lines if line]


def given_of(cells):
    """{Field: text} by the look of it: numbers are known by their form, the name is the first words that are left."""
    given, left = {}, []
    for cell in cells:
        text = NUMBERED.sub("", text_of(cell))
        for pattern, field in WORTH:
            found = pattern.search(text)
            if found and field not in given:
                given[field] = found[0]
                text = f"{text[: found.start()]} {text[found.end() :]}"
        left.append(" ".join(LABEL.sub(" ", text).split()).strip(" ,.-:/()"))
    names = [text for text in left if _may_be_a_name(text)]
    return given | ({Field.NAME: names[0]} if names else {})


def is_heading_row(words):
    """`No. Nama Paspor`: nothing in it but the names of columns."""
    found = set(plain_header(words).split())
    return bool(found & SAYS) and found <= HEADINGS


def _may_be_a_name(text):
    text = COURTESY.sub("", text)
    return bool(FILLED.search(text)) and not NO_NAME.search(text) and not re.search(r"\d{3}", text)
