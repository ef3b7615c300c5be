from lib.cleaning.image import pages_of_image
from lib.cleaning.kind import Kind, kind_of
from lib.cleaning.pdf import pages_of_pdf
from lib.cleaning.refusal import Refusal, Refused


def clean(data):
    """The kind of a file and its pages as JPEG. Raises Refused; opens whatever it gets, so call it through `apart`."""
    kind = kind_of(data)
    try:
        return kind, pages_of_pdf(data) if kind == Kind.PDF else pages_of_image(data, kind)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # what a parser throws at a file made to break it is not known in advance
        raise Refused(Refusal.BROKEN) from error
