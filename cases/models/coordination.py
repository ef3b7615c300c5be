from datetime import timedelta

from django.db import models
from django.utils import timezone

from accounts.models import Agency, Role
from cases.models.case import Case
from cases.models.scope import NOTHING, case_scope
from cases.models.stateful import STATUS_LENGTH, Stateful, StatusChange, status_field, valid_status
from cases.states.coordination import ANSWER_DAYS, MOVES, SENT, WAITING_FOR_AGENCY, CoordinationStatus
from cases.values.choices import Urgency


class CoordinationQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The city sees all of a case's coordinations; an agency only its own, once it was sent."""
        if actor is None:
            return self.filter(NOTHING)
        if actor.role == Role.BP3MI:
            return self.filter(agency=actor.agency_id, status__in=SENT)
        return self.filter(case_scope(actor, "case__"))

    def overdue(self, on):
        return self.filter(status__in=WAITING_FOR_AGENCY, due_on__lt=on)


class Coordination(Stateful):
    """What we asked of one agency about one case; at most one each."""

    MOVES = MOVES

    case = models.ForeignKey(Case, models.CASCADE, related_name="coordinations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="coordinations", verbose_name="instansi")
    status = status_field(CoordinationStatus, CoordinationStatus.KONSEP)
    request = models.TextField("yang diminta", blank=True)
    foreign_number = models.CharField("nomor pengaduan di instansi itu", max_length=100, blank=True)
    due_on = models.DateField("jawaban ditunggu sampai", null=True, blank=True, editable=False)

    objects = CoordinationQuerySet.as_manager()

    class Meta:
        verbose_name = "koordinasi"
        verbose_name_plural = "koordinasi"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "agency"], name="one_coordination_per_agency"),
            valid_status(CoordinationStatus, "coordination_status_valid"),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="coordination_by_due")]

    def __str__(self):
        return f"koordinasi {self.pk}"

    def get_absolute_url(self):
        return self.case.get_absolute_url()

    def enter(self, move, at):
        """Each new state starts the agency's clock again, or stops it."""
        days = ANSWER_DAYS.get(move.target)
        urgency = Urgency.values.index(self.case.urgency)
        self.due_on = timezone.localdate(at) + timedelta(days=days[urgency]) if days else None
        return [*super().enter(move, at), "due_on"]

    def is_late(self, on):
        return self.due_on is not None and self.due_on < on


class CoordinationChange(StatusChange):
    subject = models.ForeignKey(Coordination, models.CASCADE, related_name="history")
    old_status = models.CharField(max_length=STATUS_LENGTH, choices=CoordinationStatus, blank=True)
    new_status = models.CharField(max_length=STATUS_LENGTH, choices=CoordinationStatus)
