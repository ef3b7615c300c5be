"""What a phone keeps for the time without a signal (decision 24). It goes into the worker, which so renews itself."""

import hashlib
from typing import NamedTuple

from django.templatetags.static import static
from django.urls import reverse

from education import emergency
from education.models import ArticlePage, fact

FILES = ("css/base.css", "css/public.css", "js/public.js", "js/exit.js", "fonts/plus-jakarta-sans.woff2",
         "img/emblem.svg", "img/page.svg")  # fmt: skip
DISCREET_LIMIT = 10


class Contents(NamedTuple):
    addresses: list[str]  # none: the worker takes everything away, and itself
    version: str  # of the pages: another one is fetched anew
    style: str  # of the files: a page read under another one would be bare


def contents() -> Contents:
    html = emergency.render()
    if html is None:
        return Contents([], "", "")
    discreet = list(ArticlePage.objects.live().filter(is_discreet=True).order_by("path")[:DISCREET_LIMIT])
    pages = [reverse("emergency"), reverse("no_signal"), *(page.url for page in discreet)]
    files = [static(name) for name in FILES]
    said = [fact.fill(page.written) for page in discreet]
    return Contents([*pages, *files], word_of(html, *pages, *said, *files), word_of(*files))


def word_of(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]
