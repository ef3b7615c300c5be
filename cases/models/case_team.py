import uuid

from django.db import models
from django.db.models import Q

from accounts.models import Assignment, Office, Role
from cases.models.case import Case
from cases.models.scope import NOTHING, WHOLE_CITY, case_scope, not_shut
from lib.encryption import EncryptedTextField


class TeamExitQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Who reads the case, and the office that left: it reads that it did and why, and nothing else of the case."""
        if actor is not None and actor.role in WHOLE_CITY:
            return self.filter(case_scope(actor, "case__"))
        if actor is not None and actor.role == Role.DINSOS:
            return self.filter(Q(office=actor.office_id), not_shut(actor, "case__"))
        return self.filter(NOTHING)


class TeamExit(models.Model):
    """An office that left the team of a case. Never edited; that it is back stands in the line of events."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # made by the form
    case = models.ForeignKey(Case, models.CASCADE, related_name="team_exits")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="jabatan")
    why = EncryptedTextField("alasan")
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dikeluarkan oleh")
    at = models.DateTimeField("keluar pada", auto_now_add=True)

    objects = TeamExitQuerySet.as_manager()

    class Meta:
        verbose_name = "keluar dari tim"
        verbose_name_plural = "keluar dari tim"
        ordering = ["-at", "pk"]
        indexes = [models.Index(fields=["office", "-at"], name="team_exit_by_office")]

    def __str__(self):
        return str(self.id)
