"""What machines that read the public side are told: which pages there are, and what they answer."""

import json
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from wagtail.models import Page

from education import office_names
from education.models import ArticlePage
from education.page_text import plain

SITEMAP_LIMIT = 5000
FEED_LIMIT = 25
# Public pages that are no pages of the editors, and the day their words last changed in the code; None: they are made
# of what editors publish, and change with it.
OWN = {"/cek-tawaran/": date(2026, 11, 28), "/lapor/": date(2026, 11, 28), "/bahan/": None}
# What would end the script element early, or be read as markup by a careless machine.
UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


class Entry(NamedTuple):
    address: str
    changed_on: date | None


def entries() -> list[Entry]:
    """All pages that anybody may find; those for watched phones stay unlisted."""
    hidden = ArticlePage.objects.filter(is_discreet=True).values("pk")
    pages = Page.objects.live().filter(depth__gt=1).exclude(pk__in=hidden).order_by("path")[:SITEMAP_LIMIT]
    listed = [Entry(absolute(page), _day(page.last_published_at)) for page in pages]
    newest = max((entry.changed_on for entry in listed if entry.changed_on), default=None)
    return [*listed, *(Entry(settings.SITE_URL + path, day or newest) for path, day in OWN.items())]


def _day(moment):
    return localdate(moment) if moment else None


def newest_articles():
    return ArticlePage.objects.live().filter(is_discreet=False).order_by("-last_published_at", "pk")[:FEED_LIMIT]


def absolute(page) -> str:
    return settings.SITE_URL + page.url


def service() -> dict:
    provider = {"@type": "GovernmentOrganization", "name": office_names.name(office_names.DINAS)}
    return {
        "@type": "GovernmentService",
        "name": "Pelindungan pekerja migran Kota Pangkalpinang",
        "serviceType": "Informasi, pendataan, dan bantuan untuk pekerja migran dan keluarganya",
        "provider": provider,
        "areaServed": {"@type": "City", "name": "Pangkalpinang"},
        "availableLanguage": "id",
        "url": f"{settings.SITE_URL}/",
    }


def questions(page) -> dict | None:
    """The questions a page answers, as it answers them; None where it asks none."""
    asked = [block.value for block in page.body if block.block_type == "question"]
    entities = [
        {
            "@type": "Question",
            "name": value["question"],
            "acceptedAnswer": {"@type": "Answer", "text": plain(value["answer"].source)},
        }
        for value in asked
    ]
    return {"@type": "FAQPage", "inLanguage": "id", "mainEntity": entities} if entities else None


def script(data: dict) -> str:
    """JSON-LD. To a browser a block of data, no script: the policy that forbids inline scripts lets it be."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False).translate(UNSAFE)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # nosec B308 B703 # escaped above
