"""A picture of a page as small as phones need it: AVIF, WebP and JPEG, narrow and wide, none above 60 kB."""

from wagtail.images.models import Picture, SourceImageIOError

WIDTHS, TALLEST = (400, 800), 1000
FORMATS = ("avif", "webp", "jpeg")
MOST_BYTES = 60_000
QUALITIES = (60, 45, 30, 15)  # the first that is small enough


def picture(image, **attrs):
    """Its <picture>, or None where the file is lost. Browsers know width and height before it has come."""
    specs = [spec(width, kind, QUALITIES[0]) for kind in FORMATS for width in WIDTHS]
    try:
        renditions = image.get_renditions(*specs)
        return Picture({spec: small_enough(image, spec, made) for spec, made in renditions.items()}, attrs)
    except SourceImageIOError:
        return None


def spec(width, kind, quality):
    return f"max-{width}x{TALLEST}|format-{kind}|{kind}quality-{quality}"


def small_enough(image, spec, rendition):
    for quality in QUALITIES[1:]:
        if rendition.file.size <= MOST_BYTES:
            break
        rendition = image.get_rendition(f"{spec.rpartition('-')[0]}-{quality}")
    return rendition
