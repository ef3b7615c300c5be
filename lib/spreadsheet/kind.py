"""What a file is, by its content and never by its name; what cannot be a harmless spreadsheet is refused unopened."""

import io
import re
import zipfile
from enum import StrEnum

from lib.spreadsheet.refusal import Refusal, Refused

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"%PDF-", b"RIFF", b"BM", b"II*\0", b"MM\0*")
BINARY = (b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK\x05\x06", b"SQLite format")
WEB_PAGE = re.compile(rb"\s*(<!doctype|<html|<table|<\?xml|<head|<meta)", re.IGNORECASE)
ENCODING_MARKS = (b"\xff\xfe", b"\xfe\xff")
MOST_PARTS, MOST_UNPACKED, MOST_RATIO, SMALL = 400, 80 << 20, 150, 40_000
HEAD = 4096


class Kind(StrEnum):
    XLSX = "XLSX"
    TEXT = "TEXT"


def kind_of(data):
    """XLSX or text. Raises Refused."""
    if not data.strip():
        raise Refused(Refusal.EMPTY)
    if data.startswith(OLD_OFFICE):
        raise Refused(Refusal.LOCKED if "EncryptedPackage".encode("utf-16-le") in data else Refusal.OLD_EXCEL)
    if data.startswith(b"PK\x03\x04"):
        _check_parts(data)
        return Kind.XLSX
    if data.startswith(PICTURES) or data[4:8] == b"ftyp":
        raise Refused(Refusal.PICTURE)
    if data.startswith(BINARY):
        raise Refused(Refusal.UNKNOWN)
    if WEB_PAGE.match(data.lstrip(b"\xef\xbb\xbf")[:HEAD]):
        raise Refused(Refusal.WEB_PAGE)
    if b"\0" in data[:HEAD] and not data.startswith(ENCODING_MARKS):
        raise Refused(Refusal.UNKNOWN)
    return Kind.TEXT


def _check_parts(data):
    """Look at the list of parts, and at the beginning of each, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            listed = parts.infolist()
            names = {part.filename for part in listed}
            _check_names(names)
            unpacked = sum(part.file_size for part in listed)
            too_dense = unpacked > MOST_RATIO * max(len(data), SMALL)
            if len(listed) > MOST_PARTS or unpacked > MOST_UNPACKED or too_dense:
                raise Refused(Refusal.BOMB)
            if any(part.flag_bits & 1 for part in listed):
                raise Refused(Refusal.LOCKED)
            for part in listed:
                _check_beginning(parts, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refused(Refusal.BROKEN) from error


def _check_names(names):
    if any(name.endswith(("vbaProject.bin", "vbaData.xml")) or "/macrosheets/" in name for name in names):
        raise Refused(Refusal.MACROS)
    if "xl/workbook.xml" not in names:
        raise Refused(Refusal.OTHER_OFFICE)


def _check_beginning(parts, part):
    """A workbook needs no document types; whoever declares one wants to unfold it or to reach out."""
    if part.filename.endswith((".xml", ".rels")):
        with parts.open(part) as content:
            head = content.read(HEAD)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise Refused(Refusal.BOMB)
