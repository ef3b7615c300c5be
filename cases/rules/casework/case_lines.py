"""Letters and money of one case, as its page lists them; they come with the case itself, in the same question."""

from datetime import date
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef
from django.db.models.functions import Cast, Coalesce, JSONObject, TruncDate
from django.utils.text import capfirst

from cases.models import CaseLetter, Funding
from cases.states.case_letter import CaseLetterStatus
from cases.states.funding import COUNTED, UNPROMISED, FundingStatus
from cases.values.case_letter import CaseLetterKind
from cases.values.funding import Leg, Payer

MOST = 40
LETTER = {
    "key": F("pk"),
    "kind": F("kind"),
    "status": F("status"),
    "number": F("number"),
    "agency": F("agency__name"),
    "day_text": Cast(Coalesce("issued_on", TruncDate("written_at")), CharField()),
}
FUNDING = {
    "key": F("pk"),
    "leg": F("leg"),
    "payer": F("payer"),
    "amount": F("amount"),
    "status": F("status"),
    "must_come_first": F("must_come_first"),
    "whose": F("link__person__name"),
}


class LetterLine(NamedTuple):
    key: int
    kind: str
    status: str
    number: str
    agency: str | None
    day_text: str

    @property
    def day(self):
        return date.fromisoformat(self.day_text)

    @property
    def name(self):
        return capfirst(CaseLetterKind(self.kind).label)

    @property
    def status_name(self):
        return CaseLetterStatus(self.status).label


class FundingLine(NamedTuple):
    key: int
    leg: str
    payer: str
    amount: int
    status: str
    must_come_first: bool
    whose: str | None

    @property
    def label(self):
        return Leg(self.leg).label

    @property
    def name(self):
        return capfirst(self.label)

    @property
    def payer_name(self):
        return Payer(self.payer).label

    @property
    def status_name(self):
        return FundingStatus(self.status).label

    @property
    def is_missing(self):
        return self.must_come_first and self.status in UNPROMISED


def with_lines(cases, actor):
    """Cases that bring these lines along: a page has only so many questions (contract §6)."""
    letters = CaseLetter.objects.visible_to(actor).of_case(OuterRef(OuterRef("pk")))
    fundings = Funding.objects.visible_to(actor).filter(case=OuterRef("pk"))
    return cases.annotate(
        letter_rows=ArraySubquery(letters.values(row=JSONObject(**LETTER))[:MOST]),
        funding_rows=ArraySubquery(fundings.values(row=JSONObject(**FUNDING))[:MOST]),
    )


def letters_of(case, actor):
    """The newest letters that speak of somebody in this case."""
    rows = getattr(case, "letter_rows", None)
    if rows is None:
        found = CaseLetter.objects.visible_to(actor).of_case(case)
        rows = found.values_list(JSONObject(**LETTER), flat=True)[:MOST]
    return [LetterLine(**row) for row in rows]


def fundings_of(case, actor):
    """Who pays what of this way home, in the order it was written down."""
    rows = getattr(case, "funding_rows", None)
    if rows is None:
        found = Funding.objects.visible_to(actor).filter(case=case)
        rows = found.values_list(JSONObject(**FUNDING), flat=True)[:MOST]
    return [FundingLine(**row) for row in rows]


def sum_of(fundings):
    return sum(line.amount for line in fundings if line.status in COUNTED)


class Share(NamedTuple):
    """What one payer gives, or one leg costs; and how much of it is promised or paid."""

    name: str
    amount: int
    promised: int


def shares_of(fundings, what):
    """By `payer_name` or by `label` of the leg, in the order they were written down."""
    counted = [line for line in fundings if line.status in COUNTED]
    names = dict.fromkeys(getattr(line, what) for line in counted)
    by_name = {name: [line for line in counted if getattr(line, what) == name] for name in names}
    return [Share(capfirst(name), sum_of(lines), sum_of(_promised(lines))) for name, lines in by_name.items()]


def _promised(lines):
    return [line for line in lines if line.status not in UNPROMISED]
