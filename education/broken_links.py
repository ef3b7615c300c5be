"""Links inside the portal that lead nowhere, found in what pages say. Nothing is fetched: routes and rows are asked."""

import re
from html import unescape
from typing import NamedTuple

from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page

from education.fact_usage import KINDS

ADDRESS = re.compile(r'href=\\?"(/[^"\\#?]*)')
TO_PAGE = re.compile(r'linktype=\\?"page\\?"[^>]*?\bid=\\?"(\d+)|\bid=\\?"(\d+)\\?"[^>]*?linktype=\\?"page')
TO_FILE = re.compile(r'linktype=\\?"document\\?"[^>]*?\bid=\\?"(\d+)|\bid=\\?"(\d+)\\?"[^>]*?linktype=\\?"document')


class BrokenLink(NamedTuple):
    page: Page
    target: str
    reason: str


class Known(NamedTuple):
    """What exists, asked once for all pages."""

    addresses: set
    pages: set
    files: set


def broken_links() -> list[BrokenLink]:
    live = [page for kind in KINDS for page in kind.objects.live().order_by("path")]
    known = Known(
        {page.url for page in live} | set(Redirect.objects.values_list("old_path", flat=True)),
        {page.pk for page in live},
        set(get_document_model().objects.values_list("pk", flat=True)),
    )
    return [BrokenLink(page, *fault) for page in live for fault in faults(page, known)]


def faults(page, known):
    text = page.written
    for address in dict.fromkeys(map(unescape, ADDRESS.findall(text))):
        if not leads_somewhere(address, known):
            yield address, "alamat ini tidak ada di situs"
    for key in numbers(TO_PAGE, text) - known.pages:
        yield f"halaman nomor {key}", "halaman sudah ditarik atau dihapus"
    for key in numbers(TO_FILE, text) - known.files:
        yield f"berkas nomor {key}", "berkas sudah dihapus"


def numbers(pattern, text):
    return {int(first or second) for first, second in pattern.findall(text)}


def leads_somewhere(address, known):
    if address in known.addresses or address.rstrip("/") in known.addresses:
        return True
    try:
        return resolve(address).url_name != "wagtail_serve"
    except Resolver404:
        return False
