"""All pages of a draft together: what is shown before sending, and what is then registered."""

import re
from datetime import date
from typing import NamedTuple

from django.http import QueryDict
from django.utils.formats import date_format

from cases.forms.fields import PhoneField
from cases.forms.register.registration import FIRST, PAGES, PlanPage, page_form
from cases.models import Journey
from cases.models.person import ADULT, years_between
from cases.rules.register import nik_reading
from cases.rules.register.registration import self_contact
from cases.states.journey import JourneyStatus
from cases.values.choices import ConsentPurpose, DocumentKind, NoNikReason, Relation, Scheme
from cases.values.identity import phone_in_words, read_nik
from lib.clock import today
from lib.date_parts import DatePartsInput
from lib.some_of import some_of

USUAL_PASSPORT = re.compile(r"[A-Z]\d{7}|[A-Z]{2}\d{6,7}")
ODD_PASSPORT = "Nomor paspor ini tidak seperti biasanya (satu huruf dan 7 angka). Periksa lagi di paspornya."
UNDER_AGE = (
    "Umurnya belum 18 tahun. Datanya tetap dicatat, tetapi ia belum boleh didaftarkan sebagai calon pekerja migran."
)
ASIDE = ("other_person", "territory", "is_talk_said")
THE_LEAST = ("name", "source", "territory")
YES = "ya"
NAMED = 4  # of the open questions of a page: a long list hides what was answered


class Obstacle(NamedTuple):
    """What stands in the way of sending; and the page and the field where it is put right, as far as there is one."""

    sentence: str
    page: str = ""
    field: str = ""


class Answer(NamedTuple):
    label: str
    shown: str
    errors: list


class Part(NamedTuple):
    """One page on the check page: its answers, and the questions that are still open."""

    page: object
    answers: list
    open_questions: list

    @property
    def open_in_short(self):
        return some_of(self.open_questions, NAMED, "; ")


class Answers:
    """The forms of a draft, filled with what was typed and read as far as it can be read."""

    def __init__(self, draft, actor, *, asks=True, is_other=False):
        """`is_other` where it was just said that the lookalikes are other people."""
        typed = {name: draft.page(name).typed for name in PAGES}
        typed[FIRST] = typed[FIRST] | ({"other_person": ["on"]} if is_other else {})
        self.forms = {
            name: page_form(name, as_sent(typed[name]), draft=draft, actor=actor, asks=asks) for name in PAGES
        }
        self.data = {}
        for form in self.forms.values():
            form.is_valid()
            self.data |= form.cleaned_data

    def said(self, name):
        """The answer in its normal form; '' where it is missing or does not fit."""
        value = self.data.get(name)
        return "" if value is None else value

    @property
    def must_be_repaired(self):
        """What no sending can pass over: perhaps known already, no name, nobody who told us."""
        person = self.forms[FIRST]
        known = [Obstacle(sentence, field=person.error_place) for sentence in person.non_field_errors()]
        return known + [_obstacle(FIRST, field) for field in person if field.errors and field.name in THE_LEAST]

    @property
    def unreadable(self):
        """What was typed and does not fit; it may be left out and asked for later."""
        found = [(page, field) for page, form in self.forms.items() for field in form if field.errors]
        return [_obstacle(page, field) for page, field in found if field.name not in THE_LEAST]

    @property
    def parts(self):
        return [_part(PAGES[name], form, self.from_nik) for name, form in self.forms.items()]

    @property
    def from_nik(self):
        """What the NIK answers by itself, by the name of the question; '' where it makes the question needless."""
        if not self.said("nik"):
            return {}
        facts = self.nik_facts
        read = {"sex": nik_reading.sex_of(facts).label, "birth_date": in_full(facts.birth_date)} if facts else {}
        return {"no_nik_reason": ""} | {name: f"{words} (dari NIK)" for name, words in read.items()}

    @property
    def nik_facts(self):
        return read_nik(self.said("nik"), today()) if self.said("nik") else None

    @property
    def birth_date(self):
        return self.said("birth_date") or (self.nik_facts.birth_date if self.nik_facts else None)

    @property
    def is_minor(self):
        return bool(self.birth_date) and years_between(self.birth_date, today()) < ADULT

    @property
    def warnings(self):
        """What should be looked at again before sending. None of it holds anything up."""
        found = [UNDER_AGE] if self.is_minor else []
        if self.said("nik"):
            found += nik_reading.warnings(
                self.said("nik"), today(), sex=self.said("sex"), birth_date=self.said("birth_date")
            )
        if self.said("passport") and not USUAL_PASSPORT.fullmatch(self.said("passport")):
            found.append(ODD_PASSPORT)
        return found

    def entry(self, draft):
        """All of it as `registration.register` takes it."""
        return {
            "person": self.person_fields(draft),
            "journey": self.journey_fields(),
            "contacts": self.contacts(),
            "documents": self.documents(),
            "consents": self.consents,
            "status": self.said("stage") or JourneyStatus.TERDATA_RT,
            "source": self.said("source"),
            "happened_on": today(),
            "alike": self.forms[FIRST].found,
        }

    @property
    def consents(self):
        """The answers by purpose; a question that is left open counts as not asked."""
        return {p: self.said(p.lower()) == YES for p in ConsentPurpose if self.said(p.lower())}

    def person_fields(self, draft):
        """Sex and birth date are taken from the NIK where nobody said otherwise."""
        nik = self.said("nik") or None
        return {
            "name": self.said("name"),
            "territory": draft.territory,
            "nik": nik,
            "no_nik_reason": "" if nik else self.said("no_nik_reason") or NoNikReason.BELUM_DITANYA,
            "sex": self.said("sex") or (nik_reading.sex_of(self.nik_facts) if self.nik_facts else ""),
            "birth_date": self.birth_date,
            "birth_place": self.said("birth_place"),
            "address": self.said("address"),
            "registrar_is_family": bool(self.said("registrar_is_family")),
        }

    def journey_fields(self):
        return journey_fields(self.data)

    @property
    def plan(self):
        return unsaved_journey(self.data)

    def contacts(self):
        family = {
            "name": self.said("contact_name"),
            "relation": self.said("contact_relation") or Relation.KERABAT,
            "phone": self.said("contact_phone"),
            "safe_note": self.said("safe_note"),
        }
        return self_contact(self.said("phone")) + ([family] if family["name"] or family["phone"] else [])

    def documents(self):
        held = [{"kind": kind} for kind in self.said("held") or () if kind != DocumentKind.PASPOR]
        has_passport = (
            DocumentKind.PASPOR in (self.said("held") or ())
            or self.said("passport")
            or self.said("passport_expires_on")
        )
        if has_passport:
            passport = {"kind": DocumentKind.PASPOR, "number": self.said("passport") or None}
            held.append(passport | {"expires_on": self.said("passport_expires_on") or None})
        return held


def as_sent(typed):
    """The typed text as a form takes it from a browser."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


def plan_of(data):
    """The journey as it is being typed, read as far as it can be read and not saved: what the talk script looks at."""
    form = PlanPage(data)
    form.is_valid()
    return unsaved_journey(form.cleaned_data)


def unsaved_journey(answers):
    return Journey(status=answers.get("stage") or JourneyStatus.TERDATA_RT, **journey_fields(answers))


def journey_fields(answers):
    """Cleaned answers as fields of a Journey; those that are missing or do not fit stay empty."""
    names = ("country", "job", "employer", "offered_by", "offerer_kind", "visa", "passport_office")
    has_left = answers.get("stage") not in (None, "", JourneyStatus.TERDATA_RT)
    leaves_on = answers.get("leaves_on")
    contract, money = answers.get("contract_in_hand"), answers.get("money_asked")
    return {name: answers.get(name) or "" for name in names} | {
        "scheme": answers.get("scheme") or Scheme.TIDAK_DIKETAHUI,
        "contract_in_hand": contract == YES if contract else None,
        "money_asked": None if money in (None, "") else int(money),
        "planned_on": None if has_left else leaves_on,
        "departed_on": leaves_on if has_left else None,
    }


def differences(draft, page, form, actor):
    """Where the page as it is kept and the form just sent differ: (label, kept, typed)."""
    kept = page_form(page, as_sent(draft.page(page).typed), draft=draft, actor=actor, asks=False)
    kept.is_valid()
    pairs = [(field.label, shown(kept[field.name]), shown(field)) for field in form if field.name not in ASIDE]
    return [(label, before or "–", typed or "–") for label, before, typed in pairs if before != typed]


def _obstacle(page, field):
    label = field.label if "?" in field.label else f"{field.label}:"
    return Obstacle(f"{label} {' '.join(field.errors)}", page, field.id_for_label or f"{field.auto_id}_0")


def _part(page, form, from_nik):
    answers, open_questions = [], []
    for field in form:
        if field.name in ASIDE:
            continue
        said = shown(field) or from_nik.get(field.name, "")
        if said or field.errors:
            answers.append(Answer(field.label, said, list(field.errors)))
        elif field.name not in from_nik and field.widget_type != "checkbox":  # a box not ticked is an answer
            open_questions.append(field.label.rstrip("?"))
    return Part(page, answers, open_questions)


def shown(field):
    """An answer as one reads it: the words of a choice, a date in full, and text that does not fit as it was typed."""
    typed = field.value()
    value = field.form.cleaned_data.get(field.name, typed)
    labels = dict(getattr(field.field, "choices", ()))
    if isinstance(value, bool):
        return "Ya" if value else ""
    if value in ("", None, []):
        return ""
    if isinstance(value, date):
        return in_full(value)
    if isinstance(value, list):
        return ", ".join(str(labels.get(one, one)) for one in value)
    if isinstance(field.field.widget, DatePartsInput):  # no date: as it stands in the three boxes
        return " / ".join(part or "–" for part in reversed(value.split("-", 2)))
    if field.name == "nik":
        return " ".join(re.findall(".{1,4}", value))  # as one compares it with a card
    if isinstance(field.field, PhoneField) and field.name in field.form.cleaned_data:
        return phone_in_words(value)
    return str(labels.get(value, value))


def in_full(day):
    return date_format(day, "j F Y")
