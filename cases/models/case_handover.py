import uuid

from django.db import models

from accounts.models import Assignment, Role
from cases.models.case import Case
from cases.models.scope import NOTHING, case_scope
from lib.encryption import EncryptedTextField


class CaseHandoverQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Who carries a case concerns the city, not the agencies outside it."""
        if actor is None or actor.role == Role.BP3MI:
            return self.filter(NOTHING)
        return self.filter(case_scope(actor, "case__"))


class CaseHandover(models.Model):
    """A case passed from one holder of an office to another. Never edited; the newest agrees with `Case.handler`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dari")
    taker = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="kepada")
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dicatat oleh")
    recorded_at = models.DateTimeField("tanggal catat", auto_now_add=True)
    note = EncryptedTextField("catatan", blank=True, default="")

    objects = CaseHandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "serah terima kasus"
        verbose_name_plural = "serah terima kasus"
        ordering = ["-recorded_at"]

    def __str__(self):
        return str(self.id)
