from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment, Role
from cases.models.case import Case
from cases.models.history import STATUS, with_history
from cases.models.scope import NOTHING, case_scope
from cases.models.stateful import STATUS_LENGTH, Stateful, StatusChange, status_field, valid_status
from cases.states.funding import MOVES, UNPROMISED, WAITS_FOR, FundingStatus
from cases.values.funding import NOT_YET, Leg, Payer
from lib.encryption import EncryptedTextField

NOBODY_PAYS = "Belum ada yang membayar. Ubah dulu siapa yang membayar, lalu catat langkah ini."


class FundingQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The city and the case team. How the city finds its money is no agency's affair; the mayor sees sums."""
        if actor is None or actor.role == Role.BP3MI:
            return self.filter(NOTHING)
        return self.filter(case_scope(actor, "case__"))

    def missing_for(self, target):
        """The legs that must be promised before a person takes this step, and are not."""
        return self.filter(leg__in=WAITS_FOR.get(target, ()), must_come_first=True, status__in=UNPROMISED)


@with_history(*STATUS, "version")
class Funding(Stateful):
    """Who pays one leg of a way home, for one person of a case or for all in it."""

    MOVES = MOVES

    client_uuid = models.UUIDField(unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="fundings")
    link = models.ForeignKey(
        "cases.CasePerson", models.CASCADE, null=True, blank=True, related_name="fundings", verbose_name="untuk siapa"
    )
    status = status_field(FundingStatus, FundingStatus.DIUSULKAN)
    leg = models.CharField("biaya untuk", max_length=20, choices=Leg)
    payer = models.CharField("yang membayar", max_length=20, choices=Payer)
    amount = models.PositiveBigIntegerField("jumlah")  # whole rupiah
    must_come_first = models.BooleanField("perjalanan menunggu biaya ini", default=False)
    note = EncryptedTextField("keterangan", blank=True, default="")
    planned_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dicatat oleh")
    planned_at = models.DateTimeField("dicatat pada", default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)  # tells two editors apart

    objects = FundingQuerySet.as_manager()

    class Meta:
        verbose_name = "pembiayaan"
        verbose_name_plural = "pembiayaan"
        ordering = ["pk"]
        constraints = [
            valid_status(FundingStatus, "funding_status_valid"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="funding_costs_something"),
        ]
        indexes = [
            # The sums of a year, told without reading a row of it.
            models.Index(
                fields=["planned_at"],
                include=["case", "status", "leg", "payer", "amount", "must_come_first"],
                name="funding_by_year",
            ),
            models.Index(
                fields=["planned_at", "id"],
                include=["case"],
                condition=Q(must_come_first=True, status__in=sorted(UNPROMISED)),
                name="funding_waiting",
            ),
        ]

    def __str__(self):
        return f"pembiayaan {self.pk}"

    def get_absolute_url(self):
        return reverse("cases:funding", args=[self.case.number, self.pk])

    def refuses(self, step, on, by, given):
        promised = step.target in (FundingStatus.DISANGGUPI, FundingStatus.DIBAYAR)
        return NOBODY_PAYS if promised and self.payer == NOT_YET else ""


class FundingChangeQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(subject__in=Funding.objects.visible_to(actor))


class FundingChange(StatusChange):
    subject = models.ForeignKey(Funding, models.CASCADE, related_name="history")
    old_status = models.CharField(max_length=STATUS_LENGTH, choices=FundingStatus, blank=True)
    new_status = models.CharField(max_length=STATUS_LENGTH, choices=FundingStatus)

    objects = FundingChangeQuerySet.as_manager()
