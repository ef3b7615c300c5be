"""What a file is, by its first bytes; never by its name or by what the browser says."""

from enum import StrEnum

from lib.cleaning.refusal import Refusal, Refused

HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
SPACE = b"\xef\xbb\xbf \t\r\n"  # some scanners put a mark or an empty line before the first word
END_OF_PDF, TAIL = b"%%EOF", 2048


class Kind(StrEnum):
    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    HEIC = "HEIC"
    PDF = "PDF"


def kind_of(data):
    """The kind of a file. Raises Refused for any other, and for one that visibly lacks its end."""
    if not data:
        raise Refused(Refusal.EMPTY)
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Kind.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return Kind.HEIC
    if data[:64].lstrip(SPACE).startswith(b"%PDF-"):
        if END_OF_PDF not in data[-TAIL:]:
            raise Refused(Refusal.BROKEN)  # a reader would repair it and show half of a paper as if it were whole
        return Kind.PDF
    raise Refused(Refusal.UNKNOWN)
