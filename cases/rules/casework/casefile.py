"""Keeping the file of a case: what is known of it and of each person, and which cases belong together.

What was known before is not lost: each change leaves an entry in the line of events.
"""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction

from cases.models import Case, CasePerson, CaseTie
from cases.models.case import NEUTRAL_CATEGORY
from cases.rules import intake
from cases.rules.clocks import deadline
from cases.rules.reminders import duty
from cases.values.casefile import NoteKind, Outcome, Will
from cases.values.choices import CONFIDENTIAL_CATEGORIES, Category, Relation, Urgency
from cases.values.countries import country_name

CHANGED_MEANWHILE = (
    "Orang lain baru saja mengubah data ini. Isian di bawah masih milik Anda; periksa dulu, lalu simpan."
)
SAME_CASE, NOT_FOUND = "Ini kasus yang sama.", "Kasus dengan nomor ini tidak ditemukan."


@transaction.atomic
def edit_case(case, *, seen, why, by, **values):
    """Correct what is known of a case. `seen` is the version the form showed: of two editors the second is told."""
    case = _locked(Case, case, seen)
    by.require("cases.move_case")
    lines, before = _changes(case, values), case.urgency
    if lines:
        _save(case, values)
        _note(case, [*lines, why], by)
        if case.urgency == Urgency.P1 != before:
            duty.tell_of(case, by=by)
        deadline.follow(case)  # how long its clocks run hangs on the urgency
    return case


@transaction.atomic
def edit_person(link, *, seen, why, by, **values):
    """Correct where one person is, what he wants, and how it ended for him."""
    name = link.person.name
    link = _locked(CasePerson, link, seen)
    by.require("cases.move_case_person")
    lines = _changes(link, values)
    if lines:
        _save(link, values)
        _note(link.case, [f"{name}:", *lines, why], by)
    return link


def _locked(model, row, seen):
    row = model.objects.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
    if row.version != seen:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    return row


def _save(row, values):
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*values, "version"])


def _changes(row, values):
    """ "Negara: Thailand, sebelumnya Myanmar", for every value that differs."""
    return [
        f"{row._meta.get_field(name).verbose_name.capitalize()}: {_said(name, value)}, sebelumnya {_said(name, old)}"
        for name, value in values.items()
        if (old := getattr(row, name)) != value
    ]


def _said(name, value):
    """In words. Places and reporters are for fewer eyes than the line of events; a suspicion would name the victim."""
    if name in ("place", "chronology", "reporter_name"):
        return "terisi" if value else "kosong"
    if name in ("category", "further_categories"):
        codes = value if isinstance(value, list) else [value]
        return ", ".join(_neutral(code) for code in codes) or "–"
    known = {"urgency": Urgency, "will": Will, "outcome": Outcome, "reporter_relation": Relation}.get(name)
    if name == "country":
        return country_name(value)
    return str(known(value).label) if known and value else str(value) or "–"


def _neutral(code):
    return NEUTRAL_CATEGORY if code in CONFIDENTIAL_CATEGORIES else Category(code).label


def _note(case, lines, by):
    text = "\n".join(line for line in lines if line)
    return intake.add_note(case, client_uuid=uuid.uuid4(), text=text, by=by, kind=NoteKind.PERUBAHAN)


@transaction.atomic
def tie(case, number, kind, *, by):
    """Say that two cases, both seen by who says it, belong together. Saying it twice changes nothing."""
    by.require("cases.move_case")
    other = Case.objects.visible_to(by).filter(number=number.strip().upper()).first()
    if other is None:
        raise ValidationError({"number": NOT_FOUND})
    if other == case:
        raise ValidationError({"number": SAME_CASE})
    first, second = sorted((case, other), key=lambda one: one.pk)
    return CaseTie.objects.get_or_create(first=first, second=second, defaults={"kind": kind, "by": by})[0]


def untie(tied, *, by):
    by.require("cases.move_case")
    tied.delete()
