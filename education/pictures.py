"""A picture of a page as small as phones need it: AVIF, WebP and JPEG, narrow and wide, none above 60 kB."""

from wagtail.images.models import Picture, SourceImageIOError

WIDTHS, TALLEST = (400, 800), 1000
FORMATS = ("avif", "webp", "jpeg")
MOST_BYTES = 60_000
QUALITIES = (60, 45, 30, 15)  # the first that is small enough
NARROWER = (600, 400, 300, 200, 100)  # where even the coarsest is too large


def picture(image, **attrs):
    """Its <picture>, or None where the file is lost. Browsers know width and height before it has come."""
    specs = [spec_of(width, kind, QUALITIES[0]) for kind in FORMATS for width in WIDTHS]
    try:
        renditions = image.get_renditions(*specs)
        return Picture({spec: small_enough(image, spec, made) for spec, made in renditions.items()}, attrs)
    except SourceImageIOError:
        return None


def spec_of(width, kind, quality):
    return f"max-{width}x{TALLEST}|format-{kind}|{kind}quality-{quality}"


def small_enough(image, spec, rendition):
    """The same picture coarser, and if need be narrower, until it is small enough for a phone."""
    for smaller in smaller_specs(spec):
        if rendition.file.size <= MOST_BYTES:
            break
        rendition = image.get_rendition(smaller)
    return rendition


def smaller_specs(spec):
    size, kind, _ = spec.split("|")
    width = int(size.removeprefix("max-").partition("x")[0])
    kind = kind.removeprefix("format-")
    yield from (spec_of(width, kind, quality) for quality in QUALITIES[1:])
    yield from (spec_of(less, kind, QUALITIES[-1]) for less in NARROWER if less < width)
