"""A picture we accepted already (lib.cleaning), made small enough to stand in a letter, as SVG text."""

import base64
import io

from PIL import Image

SIDE, QUALITY = 600, 80


def as_svg(jpeg):
    """The picture within 600 × 600 pixels; text, so that it lies in the letter's data beside the words."""
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as picture:
        picture.thumbnail((SIDE, SIDE))
        out = io.BytesIO()
        picture.convert("RGB").save(out, "JPEG", quality=QUALITY)
        width, height = picture.size
    data = base64.b64encode(out.getvalue()).decode()
    size = f'width="{width}" height="{height}"'
    link = f'href="data:image/jpeg;base64,{data}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size}><image {size} {link}/></svg>'
