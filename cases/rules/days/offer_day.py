"""Questions about job offers that come due or are late, as they stand on a day at Disnaker."""

from django.urls import reverse

from cases.rules.day import SHOWN, Link, Row, Section
from cases.rules.reminders import offer_reminder

TITLE = "Pertanyaan tawaran kerja: jawab sekarang"


def sections(actor, on, count):
    """Nothing where the count says that nobody asked."""
    found = offer_reminder.calling(actor, on)[:SHOWN] if count else []
    rows = [
        Row(f"{one.get_level_display()}, {_country(one)}", one.get_absolute_url(), _until(one, on), one.is_late(on))
        for one in found
    ]
    return [Section(TITLE, rows, "", Link("Semua pertanyaan", reverse("cases:offer_questions")))] if rows else []


def _country(question):
    return question.country_name or "negara tidak disebut"


def _until(question, on):
    late = f", lewat {(on - question.due_on).days} hari" if question.is_late(on) else ""
    return f"dijawab paling lambat {question.due_on:%d/%m/%Y}{late}"
