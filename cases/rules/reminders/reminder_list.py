"""What each reminder of a list is about, in words: only where its reader may see that person or case anyway."""

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


def with_subjects(page, actor):
    """The reminders of one page, each with `about`; empty for another office's, or where sight was lost since."""
    reminders = list(page)
    own = [reminder for reminder in reminders if reminder.recipient.office_id == actor.office_id]
    papers = _visible(Document, own, "document_id", actor, "person")
    journeys = _visible(Journey, own, "journey_id", actor, "person")
    coordinations = _visible(Coordination, own, "coordination_id", actor, "case", "agency")
    clocks = _visible(Deadline, own, "deadline_id", actor, "case")
    reports = _visible(Report, own, "report_id", actor)
    cases = _visible(Case, own, "case_id", actor)
    links = _visible(ReplyLink, own, "link_id", actor)
    accesses = _visible(EmergencyAccess, own, "emergency_access_id", actor, "case", "by__user")
    offers = _visible(OfferQuestion, own, "offer_id", actor)
    lists = _visible(ReturneeList, own, "returnee_list_id", actor)
    drafts = _visible(RegistrationDraft, own, "draft_id", actor)
    for reminder in reminders:
        reminder.about = ""
        if paper := papers.get(reminder.document_id):
            reminder.about = f"{capfirst(paper.get_kind_display())} {name_for(actor, paper.person)}"
        elif journey := journeys.get(reminder.journey_id):
            reminder.about = f"Kontrak {name_for(actor, journey.person)}, {journey.country_name}"
        elif draft := drafts.get(reminder.draft_id):
            reminder.about = f"Pendaftaran {draft.name or 'tanpa nama'}"
        elif link := coordinations.get(reminder.coordination_id):
            reminder.about = f"{link.case.number}, {link.agency}"
        elif clock := clocks.get(reminder.deadline_id):
            told_in = clock.case or f"Laporan keluarga {clock.urgency}"
            reminder.about = f"{told_in}, {clock.get_code_display()}"
        elif report := reports.get(reminder.report_id):
            reminder.about = f"Laporan keluarga {report.urgency}, {report.country_name}"
        elif case := cases.get(reminder.case_id):
            reminder.about = f"{case.number}, {case.urgency}"
        elif link := links.get(reminder.link_id):
            reminder.about = f"{link.subject}, {link.agency}"
        elif access := accesses.get(reminder.emergency_access_id):
            reminder.about = f"{access.case.number}, oleh {access.by.user}"
        elif offer := offers.get(reminder.offer_id):
            reminder.about = f"Pertanyaan tawaran kerja, dijawab paling lambat {offer.due_on:%d/%m/%Y}"
        elif returnees := lists.get(reminder.returnee_list_id):
            reminder.about = f"Daftar pemulangan {returnees}"
        elif reminder.rule == Reminder.Rule.RETURN_SOON and reminder.recipient.office_id == actor.office_id:
            reminder.about = f"Kedatangan {reminder.due_on:%d/%m/%Y}"
    return reminders


def _visible(model, reminders, key, actor, *related):
    wanted = {getattr(reminder, key) for reminder in reminders} - {None}
    rows = model.objects.visible_to(actor)
    rows = rows.in_lines() if model is ReplyLink else rows.select_related(*related)
    return rows.in_bulk(wanted) if wanted else {}
