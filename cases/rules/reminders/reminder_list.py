"""What each reminder of a list is about, in words: only where its reader may see that person or case anyway."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.text import capfirst

from cases.models import (
    Case,
    Coordination,
    Deadline,
    Document,
    EmergencyAccess,
    Journey,
    OfferQuestion,
    RegistrationDraft,
    Reminder,
    ReplyLink,
    Report,
    ReturneeList,
)
from cases.rules.masking import name_for


class Subject(NamedTuple):
    rows: Callable  # of the reader: those he may see, with what the words need
    words: Callable  # of a row and the reader


def _visible(model, *related):
    return lambda actor: model.objects.visible_to(actor).select_related(*related)


# By the name of the key that a reminder holds, all of cases.models.reminder.SUBJECTS.
ABOUT = {
    "document": Subject(
        _visible(Document, "person"),
        lambda paper, actor: f"{capfirst(paper.get_kind_display())} {name_for(actor, paper.person)}",
    ),
    "journey": Subject(
        _visible(Journey, "person"),
        lambda journey, actor: f"Kontrak {name_for(actor, journey.person)}, {journey.country_name}",
    ),
    "draft": Subject(
        _visible(RegistrationDraft),
        lambda draft, actor: f"Pendaftaran {draft.name or 'tanpa nama'}",
    ),
    "coordination": Subject(
        _visible(Coordination, "case", "agency"),
        lambda asked, actor: f"{asked.case.number}, {asked.agency}",
    ),
    "deadline": Subject(
        _visible(Deadline, "case"),
        lambda clock, actor: f"{clock.case or f'Laporan keluarga {clock.urgency}'}, {clock.get_code_display()}",
    ),
    "report": Subject(
        _visible(Report),
        lambda report, actor: f"Laporan keluarga {report.urgency}, {report.country_name}",
    ),
    "case": Subject(
        _visible(Case),
        lambda case, actor: f"{case.number}, {case.urgency}",
    ),
    "link": Subject(
        lambda actor: ReplyLink.objects.visible_to(actor).in_lines(),
        lambda link, actor: f"{link.subject}, {link.agency}",
    ),
    "emergency_access": Subject(
        _visible(EmergencyAccess, "case", "by__user"),
        lambda access, actor: f"{access.case.number}, oleh {access.by.user}",
    ),
    "offer": Subject(
        _visible(OfferQuestion),
        lambda offer, actor: f"Pertanyaan tawaran kerja, dijawab paling lambat {offer.due_on:%d/%m/%Y}",
    ),
    "returnee_list": Subject(
        _visible(ReturneeList),
        lambda returnees, actor: f"Daftar pemulangan {returnees}",
    ),
}


def with_subjects(page, actor):
    """The reminders of one page, each with `about`; empty for another office's, or where sight was lost since."""
    reminders = list(page)
    own = [reminder for reminder in reminders if reminder.recipient.office_id == actor.office_id]
    for reminder in reminders:
        of_a_day = reminder.rule == Reminder.Rule.RETURN_SOON and reminder in own
        reminder.about = f"Kedatangan {reminder.due_on:%d/%m/%Y}" if of_a_day else ""
    for name, subject in ABOUT.items():
        keyed = {reminder: key for reminder in own if (key := getattr(reminder, f"{name}_id"))}
        found = subject.rows(actor).in_bulk(set(keyed.values())) if keyed else {}
        for reminder, key in keyed.items():
            if key in found:
                reminder.about = subject.words(found[key], actor)
    return reminders
