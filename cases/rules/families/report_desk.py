"""What Disnaker's desk does with a family's report: who it may be about, and where it goes."""

import uuid
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from cases.models import Case, Contact, Document, Person, Report
from cases.rules import intake, workflow
from cases.rules.clocks import deadline
from cases.rules.reminders import duty
from cases.states.report import ReportStatus
from cases.values import likeness, record
from cases.values.choices import Answer, Category, Relation, Source, Urgency
from lib.clock import today

SHOWN = 5
COMPARED = 300


class Found(NamedTuple):
    """Somebody or something that may be the same, and what speaks for it."""

    row: Person | Case | Report
    why: str


class Candidates(NamedTuple):
    persons: list
    cases: list
    reports: list


def candidates(report, actor, known=()):
    """Who and what it may be about; `known` are persons of whom that is certain already."""
    persons = [Found(person, "orang yang dipilih") for person in known]
    persons += [found for found in _persons(report, actor) if found.row not in known]
    names = [report.person_name, *(person.name for person in known)]
    return Candidates(persons, _cases(report, persons, actor), _other_reports(report, names, actor))


def _persons(report, actor):
    """By the number of the passport, by the phone of the family, by name: the surest first."""
    people, why = Person.objects.visible_to(actor).select_related("territory"), {}
    if report.passport:
        papers = Document.objects.visible_to(actor).with_number(report.passport)
        why |= dict.fromkeys(papers.values_list("person", flat=True)[:SHOWN], "nomor paspor sama")
    if report.reporter_phone:
        contacts = Contact.objects.visible_to(actor).with_phone(report.reporter_phone)
        for pk in contacts.values_list("person", flat=True)[:SHOWN]:
            why.setdefault(pk, "nomor HP pelapor tercatat pada orang ini")
    if report.person_name:
        for pk in people.named_like(report.person_name).order_by("-pk").values_list("pk", flat=True)[:SHOWN]:
            why.setdefault(pk, "nama mirip")
    found = people.in_bulk(list(why)[:SHOWN])
    return [Found(found[pk], reason) for pk, reason in why.items() if pk in found]


def _cases(report, persons, actor):
    about = Q(persons__person__in=[found.row for found in persons])
    if report.reporter_phone:
        same = Case._meta.get_field("reporter_phone_index").candidates(report.reporter_phone)
        about |= Q(reporter_phone_index__in=same)
    keys = Case.objects.open().filter(about).values("pk")
    cases = Case.objects.visible_to(actor).filter(pk__in=keys).exclude(pk=report.case_id)
    return [Found(case, "orang atau nomor HP yang sama") for case in cases.order_by("-pk")[:SHOWN]]


def _other_reports(report, names, actor):
    """Others who may have told us of the same person. Names stand encrypted: the newest are compared one by one."""
    others = Report.objects.visible_to(actor).exclude(pk=report.pk).select_related("case")
    mine, found = [_record(report, name) for name in names if name], []
    for other in others.order_by("-received_at")[:COMPARED]:
        if report.passport_index and other.passport_index == report.passport_index:
            found.append(Found(other, "nomor paspor sama"))
        elif report.reporter_phone and other.reporter_phone == report.reporter_phone:
            found.append(Found(other, "nomor HP pelapor sama"))
        elif _is_like_any(mine, _record(other, other.person_name)):
            found.append(Found(other, "nama mirip"))
    return found[:SHOWN]


def _record(report, name):
    return record.read(today(), name=name, passport=report.passport)


def _is_like_any(mine, other):
    return any(likeness.judge(one, other).decision != likeness.Decision.DIFFERENT for one in mine)


@transaction.atomic
def open_case(report, *, persons, urgency, category, by):
    """Open a case out of a report, once, with what the family said as its chronology; after a release, another."""
    released = report.history.filter(old_status=ReportStatus.JADI_KASUS, new_status=ReportStatus.BARU).count()
    case = intake.open_case(
        client_uuid=uuid.uuid5(report.pk, f"kasus{released or ''}"),
        persons=persons,
        by=by,
        happened_on=localdate(report.received_at),
        urgency=urgency,
        category=category,
        further_categories=[code for code in report.troubles if code != category],
        country=report.country,
        place=report.place,
        chronology=chronology(report),
        reported_on=localdate(report.received_at),
        source=Source.MANDIRI if report.relation == Relation.DIRI_SENDIRI else Source.KELUARGA,
        reporter_name=report.reporter_name,
        reporter_relation=report.relation,
        reporter_phone=report.reporter_phone or None,
        kelurahan_may_know=report.kelurahan_may_know,
    )
    become(report, case, by=by)
    if urgency == Urgency.P1 != report.urgency:  # of a report that is a P1 itself the duty officer knows
        duty.tell_of(case, by=by)
    return case


def become(report, case, *, by):
    """Note that a case was opened out of what a report says."""
    return _join(report, case, ReportStatus.JADI_KASUS, by)


def link(report, case, *, by):
    """Put a report to a case that is open already; its reporter keeps a thread of his own."""
    return _join(report, case, ReportStatus.DITAUTKAN, by)


@transaction.atomic
def _join(report, case, target, by):
    deadline.hold(case)
    locked = _lock(report)
    if locked.case_id == case.pk:
        return locked
    if locked.case_id is None:
        locked.case = case
        locked.save(update_fields=["case"])
    return _move(locked, target, by)


@transaction.atomic
def release(report, *, note, by):
    """Undo a wrong link, or a case that was not theirs: the case stays, and is closed by itself."""
    deadline.hold(report)
    locked = _move(_lock(report), ReportStatus.BARU, by, note=note)
    locked.case = None
    locked.save(update_fields=["case"])
    deadline.follow(locked)  # as urgent as the report says again, no longer as the case
    return locked


@transaction.atomic
def settle(report, *, reason, note, by):
    """Close without a case: false, told twice, or not ours. That answers what the reporter wrote so far."""
    Report.objects.filter(pk=_lock(report).pk).update(reporter_wrote_at=None)
    return _move(report, ReportStatus.SELESAI, by, reason=reason, note=note)


def reopen(report, *, note, by):
    return _move(report, ReportStatus.BARU, by, note=note)


def _move(report, target, by, **given):
    return workflow.move(report, target, by=by, happened_on=today(), source=Source.DISNAKER, **given)


def _lock(report):
    return Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)


def main_category(report):
    """What the officer most likely chooses; he may choose otherwise."""
    if report.troubles:
        return report.troubles[0]
    return Category.HILANG_KONTAK if report.last_contact_on else Category.LAINNYA


def chronology(report):
    """What the family answered, as lines, without what must not leave with them.

    A chronology goes to agencies as a public task. Who recruited the person, and how and when the family can be reached
    safely, stay in the report, for the eyes of the city and the case team (domain.md §8).
    """
    lines = [
        ("Dilaporkan tentang", report.person_name),
        ("Nyawa terancam", "" if report.taken_by_id else report.get_danger_display()),
        ("Yang terjadi", ", ".join(report.trouble_names)),
        ("Kontak terakhir", _last_contact(report)),
        ("Bicara", report.get_free_to_speak_display()),
        ("Diminta uang", Answer(report.money_asked).label if report.money_asked else ""),
        ("Cerita", report.story),
    ]
    return "\n".join(f"{label}: {text}" for label, text in lines if text)


def _last_contact(report):
    day = f"{report.last_contact_on:%d/%m/%Y}" if report.last_contact_on else ""
    return ", ".join(filter(None, [day, report.get_last_contact_by_display()]))
