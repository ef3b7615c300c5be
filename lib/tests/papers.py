"""Files as people hand them in, and as nobody should: made here, so that no strange bytes lie in the repository."""

import io
import struct
import zlib

from PIL import Image, ImageDraw

ORIENTATION, GPS = 0x0112, 0x8825
RED, BLUE = (200, 30, 30), (30, 30, 200)
PANGKALPINANG = {1: "S", 2: (2.0, 7.0, 45.0), 3: "E", 4: (106.0, 6.0, 50.0)}


def picture(size=(300, 200), mode="RGB"):
    """Red above, blue below."""
    image = Image.new("RGB", size, BLUE)
    ImageDraw.Draw(image).rectangle((0, 0, size[0], size[1] // 2 - 1), fill=RED)
    return image.convert(mode)


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(size=(300, 200), *, orientation=1):
    """As a phone saves it: with the place, a comment, and a note which way is up."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[GPS] = PANGKALPINANG
    return saved(picture(size), "JPEG", exif=exif, comment=b"rahasia")


def huge_png(side):
    """A picture of side x side that is a few bytes long."""
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    )


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def pdf(*, pages=1, catalog=b"", content=b"1 0 0 rg 0 0 200 300 re f", stream=b"", trailer=b""):
    """A PDF by hand: red pages of 200 x 300, and whatever a test wants to hide in it."""
    kids = b" ".join(b"%d 0 R" % (4 + number) for number in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Count %d/Kids[" % pages + kids + b"]>>",
        b"<</Length %d%s>>stream\n" % (len(content), stream) + content + b"\nendstream",
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 3 0 R>>"] * pages,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out, start = out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table, len(out)
    return out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)


SCRIPT = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC<</S/Launch/F(cmd.exe)>>>>"
LOCK = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32)


def bomb_pdf(megabytes):
    """Unpacks to that many megabytes of spaces before a page can be drawn."""
    return pdf(content=zlib.compress(b" " * megabytes * 1024 * 1024, 9), stream=b"/Filter/FlateDecode")
