"""How a page is passed on: its pictures for chats, its words for WhatsApp, its sheet for the board of an RT."""

import re
from datetime import date
from urllib.parse import quote

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from wagtail.models import Page

from education import printed_sources
from education.models import ArticlePage, EmergencyContact, EmergencyPage, HomePage, SectionPage
from education.page_text import filled, parts_of
from education.printed import Print
from lib.typesetting import qr_svg

SHAPES = {"lebar": (1200, 630), "persegi": (1080, 1080)}
FIRST_SENTENCE = re.compile(r"^.*?[.!?…](?=\s|$)", re.DOTALL)
LONGEST, CALLS = 150, 2
WORDS = {
    HomePage: ("heading", "lead"),
    SectionPage: ("title", "intro"),
    ArticlePage: ("title", "summary"),
    EmergencyPage: ("title", "lead"),
}


def is_shareable(page) -> bool:
    """Not the pages for watched phones, and nothing our printed letters cannot spell."""
    is_article = isinstance(page, ArticlePage)
    return type(page) in WORDS and page.live and not (is_article and (page.is_discreet or page.language != "id"))


def open_page(pk) -> Page:
    page = Page.objects.live().filter(pk=pk).specific().first()
    if page is None or not is_shareable(page):
        raise Http404
    return page


def open_article(pk) -> ArticlePage:
    page = open_page(pk)
    if not isinstance(page, ArticlePage):
        raise Http404
    return page


def words_of(page) -> tuple[str, str]:
    title, sentence = (" ".join(getattr(page, name).split()) for name in WORDS[type(page)])
    title, sentence = filled(f"{title}\n{sentence}").split("\n")
    return title, first_sentence(sentence)


def first_sentence(text: str) -> str:
    found = FIRST_SENTENCE.match(text)
    text = found[0] if found else text
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rpartition(' ')[0]}…"


def card(page, shape) -> Print:
    title, sentence = words_of(page)
    shown = settings.SITE_URL.partition("://")[2]
    return Print(
        "png", "education/print/card.typ", {"title": title, "sentence": sentence, "shape": shape, "shown": shown}
    )


def card_address(page, shape) -> str:
    return settings.SITE_URL + reverse("share_card", args=[page.pk, card(page, shape).digest, shape])


def whatsapp_address(page) -> str:
    title, sentence = words_of(page)
    return "https://wa.me/?text=" + quote(f"*{title}*\n{sentence}\n{settings.SITE_URL}{page.url}")


def sheet(page: ArticlePage, on: date) -> Print:
    """What matters of an article, on one page."""
    title, sentence = words_of(page)
    address = settings.SITE_URL + page.url
    parts, contacts = parts_of(page), numbers(on)
    said = [title, sentence, *(line for part in parts for line in part["lines"])]
    data = {
        "title": title,
        "sentence": sentence,
        "parts": parts,
        "calls": tiles(contacts),
        "checked": f"Isi diperiksa {date_format(page.checked_on, 'j F Y')}.",
        "sources": printed_sources.line(on, said, [page], contacts),
    }
    return Print("pdf", "education/print/sheet.typ", data | destination(address))


def destination(address: str) -> dict:
    return {"address": address, "shown": address.partition("://")[2], "qr": qr_svg(address)}


def numbers(on: date, most=CALLS) -> list[EmergencyContact]:
    """The first ones for everybody that somebody has called within the last half year."""
    return list(EmergencyContact.objects.fresh(on).filter(country="")[:most])


def tiles(contacts) -> list[tuple[str, str]]:
    return [(contact.shown_as, contact.name) for contact in contacts]
