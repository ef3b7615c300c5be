"""PDF and pictures from Typst templates: without a network, without the system's fonts, tagged for screen readers.

What people typed reaches a template only as data (JSON), never as markup: a name like `*x* #y` stays that text.
A page takes about 50 ms, so it is set in the request that asks for it.
"""

import json
from pathlib import Path

import fontpkg
import qrcode
import typst
from django.conf import settings

STANDARD = "ua-1"  # PDF/UA: the tags say what is a heading, a table, a picture
PREVIEW_PPI, POINT = 96, 72
FONTS = [str(Path(fontpkg.path("plus-jakarta-sans", weight=700)).parent)]
MASK = 3


def typeset(template, data):
    """The PDF that a template under `templates/` makes of `data`."""
    return _compile(template, data, format="pdf", pdf_standards=STANDARD)


def preview(template, data):
    """The same as pictures, one PNG a page."""
    pages = _compile(template, data, format="png", ppi=PREVIEW_PPI)
    return pages if isinstance(pages, list) else [pages]


def picture(template, data):
    """One page as PNG; a point of the page is a pixel."""
    return _compile(template, data, format="png", ppi=POINT)


def qr_svg(text):
    """A QR code as SVG, to be handed to a template as data.

    The mask is fixed: every one can be read, and looking for the prettiest takes ten times as long.
    """
    code = qrcode.QRCode(border=1, mask_pattern=MASK)
    code.add_data(text)
    rows = code.get_matrix()
    dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    size = f"0 0 {len(rows)} {len(rows)}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}"><path d="{dots}"/></svg>'


def _compile(template, data, **options):
    root = settings.BASE_DIR / "templates"
    inputs = {"data": json.dumps(data)}
    options |= {"root": str(root), "ignore_system_fonts": True, "font_paths": FONTS, "sys_inputs": inputs}
    return typst.compile(str(root / template), **options)
