"""Who pays which leg of the way home: proposed, promised, paid (domain.md §0.1 no. 9, §4 PEMBIAYAAN)."""

import uuid
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils.text import capfirst

from cases.models import Case, Funding
from cases.rules import intake, workflow
from cases.rules.clocks import deadline
from cases.states.funding import COUNTED, PLAN, UNPROMISED, FundingStatus
from cases.values.casefile import NoteKind
from cases.values.choices import Source
from cases.values.funding import NOT_YET, Payer
from lib.clock import today
from lib.rupiah import rupiah

IN_ORDER = (FundingStatus.DIUSULKAN, FundingStatus.DISANGGUPI, FundingStatus.DIBAYAR)
WAITS = "waits"
WAITING = Q(must_come_first=True, status__in=UNPROMISED)
CHANGED_MEANWHILE = "Orang lain baru saja mengubah biaya ini. Isian di bawah masih milik Anda; periksa dulu."
DECIDED = "Biaya ini sudah disanggupi atau dibayar, jadi tidak bisa diubah lagi. Catat penolakan atau biaya baru."
# What the city may still be asked for: its own, and what nobody pays yet.
OPEN_TO_THE_CITY = (NOT_YET, Payer.APBD_KOTA)


class Total(NamedTuple):
    name: str
    asked: int
    promised: int
    paid: int
    waiting: int  # legs that a journey waits for

    @property
    def sum(self):
        return self.asked + self.promised + self.paid


@transaction.atomic
def propose(case, *, client_uuid, by, **facts):
    """One more leg. Repeating a client_uuid returns the first."""
    by.require(PLAN)
    deadline.hold(case)
    earlier = Funding.objects.filter(client_uuid=client_uuid).first()
    if earlier:
        return earlier
    funding = Funding.objects.create(case=case, client_uuid=client_uuid, planned_by=by, **facts)
    return workflow.start(funding, by=by, happened_on=today(), source=Source.DISNAKER)


@transaction.atomic
def change(funding, *, seen, by, **facts):
    """Put a proposal right. `seen` is the version the form showed: of two editors the second is told."""
    by.require(PLAN)
    deadline.hold(funding)
    funding = Funding.objects.select_for_update(of=("self",), no_key=True).get(pk=funding.pk)
    if funding.status != FundingStatus.DIUSULKAN:
        raise ValidationError(DECIDED)
    if funding.version != seen:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    was = said(funding)
    for name, value in facts.items():
        setattr(funding, name, value)
    funding.version += 1
    funding.save(update_fields=[*facts, "version"])
    if said(funding) != was:
        text = f"Biaya {said(funding)}, sebelumnya {was}."
        intake.add_note(funding.case, client_uuid=uuid.uuid4(), text=text, by=by, kind=NoteKind.PERUBAHAN)
    return funding


def said(funding):
    """ "Jakarta ke Pangkalpinang, Pemkot Pangkalpinang, Rp2.000.000"."""
    return f"{funding.get_leg_display()}, {funding.get_payer_display()}, {rupiah(funding.amount)}"


def wanted_from_city(cases):
    """What the city is asked for in these cases and has not promised: the sum of a note to the mayor's office."""
    rows = Funding.objects.filter(case__in=cases, status=FundingStatus.DIUSULKAN, payer__in=OPEN_TO_THE_CITY)
    return rows.aggregate(sum=Sum("amount"))["sum"] or 0


def sums(actor, year):
    """What was recorded in one year, summed by payer, leg and state: read once for all tables made of it."""
    rows = Funding.objects.visible_to(actor).filter(planned_at__year=year)
    found = rows.order_by("payer", "leg").values("payer", "leg", "status")
    return found.annotate(sum=Sum("amount"), waiting=Count("leg", filter=WAITING))


def totals(sums, by):
    """Such sums by `payer` or by `leg`: what is asked for, promised and paid, the largest first."""
    labels, found = dict(Funding._meta.get_field(by).choices), {}
    for row in sums:
        amounts = found.setdefault(row[by], dict.fromkeys((*IN_ORDER, WAITS), 0))
        amounts[WAITS] += row["waiting"]
        if row["status"] in COUNTED:
            amounts[row["status"]] += row["sum"]
    made = [Total(capfirst(labels[name]), *amounts.values()) for name, amounts in found.items()]
    return sorted((total for total in made if total.sum or total.waiting), key=lambda total: -total.sum)


def waiting(actor):
    """Legs whose persons cannot set out before somebody promises to pay, the longest waiting first."""
    rows = Funding.objects.visible_to(actor).filter(WAITING, case__in=Case.objects.open())
    return rows.select_related("case").order_by("planned_at", "pk")
