import pypdfium2
from pypdfium2 import raw

from lib.cleaning.image import MAX_SIDE, as_jpeg
from lib.cleaning.refusal import Refusal, Refused

MAX_PAGES = 30
MAX_SCALE = 3  # 216 dots an inch


def pages_of_pdf(data):
    """Each page as a JPEG. What a PDF can do besides being looked at (scripts, links, attachments) stays behind."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise Refused(Refusal.LOCKED if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD else Refusal.BROKEN) from None
    with document:
        if len(document) > MAX_PAGES:
            raise Refused(Refusal.TOO_MANY_PAGES)
        if not len(document):
            raise Refused(Refusal.BROKEN)
        document.init_forms()  # so that what was typed into a form is drawn
        return [drawn(page) for page in document]


def drawn(page):
    """However large the page says it is, the picture is not."""
    scale = min(MAX_SIDE / max(page.get_size()), MAX_SCALE)
    return as_jpeg(page.render(scale=scale).to_pil().convert("RGB"))
