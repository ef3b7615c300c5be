"""Several PDFs of ours as one, to be printed in one go. The kept files stay as they are."""

import io
import threading

import pypdfium2

ONE_AT_A_TIME = threading.Lock()  # PDFium knows no threads


def join(pdfs):
    """All pages of all of them, in this order."""
    with ONE_AT_A_TIME:
        whole = pypdfium2.PdfDocument.new()
        for pdf in pdfs:
            part = pypdfium2.PdfDocument(pdf)
            whole.import_pages(part)
            part.close()
        result = io.BytesIO()
        whole.save(result)
        whole.close()
    return result.getvalue()
