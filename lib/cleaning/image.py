import io

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from lib.cleaning.kind import Kind
from lib.cleaning.refusal import Refusal, Refused

MAX_PIXELS = 52_000_000  # the largest sensor that phones save by themselves has 50 million
MAX_SIDE = 2000
QUALITY = 85
OPENERS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.HEIC: "HEIF"}

register_heif_opener(thumbnails=False)


def pages_of_image(data, kind):
    """The picture as one JPEG; of several in one file (burst, animation) the first."""
    try:
        with Image.open(io.BytesIO(data), formats=[OPENERS[kind]]) as image:
            if image.width * image.height > MAX_PIXELS:  # read from the header; nothing is decoded yet
                raise Refused(Refusal.TOO_MANY_PIXELS)
            image.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a JPEG decodes itself smaller, with little memory
            return [as_jpeg(upright(image))]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(Refusal.TOO_MANY_PIXELS) from None


def upright(image):
    transparent = "A" in image.getbands() or "transparency" in image.info
    image = image.convert("RGBA" if transparent else "RGB")
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    return ImageOps.exif_transpose(image)


def as_jpeg(image):
    """Drawn on a new white sheet: no EXIF, no place, no colour profile, no comment comes along."""
    sheet = Image.new("RGB", image.size, "white")
    sheet.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
