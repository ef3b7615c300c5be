"""What the public side asks of those who answer for it: numbers and facts that grew old."""

from django.urls import reverse

from cases.rules.day import SHOWN, Card, Link, Row, Section, if_any
from cases.rules.paging import short
from education.models import ArticlePage, EmergencyContact, EmergencyPage, Fact, HomePage

COUNTED = 100


def for_editors(on):
    numbers, facts = EmergencyContact.objects, Fact.objects.expired(on).order_by("valid_until")[:SHOWN]
    edit = "wagtailsnippets_education_emergencycontact:edit"
    gone = [Row(c.name, reverse(edit, args=[c.pk]), _gone(c), True) for c in numbers.stale(on)[:SHOWN]]
    soon = [Row(c.name, reverse(edit, args=[c.pk]), _soon(c)) for c in numbers.soon_stale(on)[:SHOWN]]
    old = [Row(f.label, reverse("fact_report"), f"berlaku sampai {f.valid_until:%d/%m/%Y}", True) for f in facts]
    due = [Row(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), _due(page)) for page in _to_check(on)]
    return [
        *if_any("Nomor darurat perlu dicek", gone + soon),
        *if_any("Fakta lewat masa berlaku", old),
        *if_any("Bacaan perlu diperiksa lagi", due),
        *_unsure(),
    ]


def _unsure():
    """What citizens read as "belum pasti" until somebody has looked it up: the newest first, and the way to all."""
    facts = Fact.objects.filter(is_certain=False).order_by("-checked_on", "label").only("label")[:COUNTED]
    rows = [
        Row(fact.label, reverse("wagtailsnippets_education_fact:edit", args=[fact.pk]), "warga membaca “belum pasti”")
        for fact in facts
    ]
    more, rows = Link(f"Semua yang perlu dicek ({len(rows)})", reverse("fact_report")), rows[:SHOWN]
    return [Section("Fakta perlu dicek", rows, "", more)] if rows else []


def stale(on):
    return EmergencyContact.objects.stale(on)


def cards(count):
    """Disnaker cannot change a number; it can see to it that somebody calls. Nothing on days when all are fresh."""
    return [Card("Nomor darurat tidak tampil", short(count), reverse("emergency"), "danger")] if count else []


def _to_check(on):
    """The front page and the emergency page before what else is due."""
    asked = (kind.objects.live().filter(check_again_on__lt=on) for kind in (HomePage, EmergencyPage, ArticlePage))
    return [page for pages in asked for page in pages.order_by("check_again_on")[:SHOWN]][:SHOWN]


def _gone(contact):
    return f"terakhir dicek {contact.checked_on:%d/%m/%Y}, sudah hilang dari halaman darurat"


def _due(page):
    return f"paling lambat {page.check_again_on:%d/%m/%Y}"


def _soon(contact):
    return f"hilang dari halaman darurat sesudah {contact.good_until:%d/%m/%Y}"
