import uuid

from django.db import models
from django.db.models import Q

from accounts.models import Assignment
from cases.models.case import Case
from cases.models.scope import NOTHING, WHOLE_CITY, not_shut
from cases.values.satisfaction import CONTENT, CallResult, Satisfaction
from lib.encryption import EncryptedTextField

REACHED = Q(result=CallResult.TERSAMBUNG)
SETTLED = ~Q(result=CallResult.TIDAK_TERSAMBUNG)  # nobody rings again after that


class SatisfactionCallQuerySet(models.QuerySet):
    def visible_to(self, actor):
        if actor is None or actor.role not in WHOLE_CITY:
            return self.filter(NOTHING)
        return self.filter(not_shut(actor, "case__"))

    def settled(self):
        return self.filter(SETTLED)

    def answered(self):
        return self.filter(REACHED)

    def content(self):
        return self.filter(answer__in=CONTENT)


class SatisfactionCall(models.Model):
    """One call to a family after its case was closed. What it said is read as a total alone, never beside a case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # made by the form
    case = models.ForeignKey(Case, models.CASCADE, related_name="satisfaction_calls")
    called_on = models.DateField("tanggal telepon")
    result = models.CharField("hasil", max_length=20, choices=CallResult)
    answer = models.CharField("jawaban", max_length=20, choices=Satisfaction, blank=True, default="")
    suggestion = EncryptedTextField("saran keluarga", blank=True, default="")
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="ditelepon oleh")
    recorded_at = models.DateTimeField("dicatat pada", auto_now_add=True)

    objects = SatisfactionCallQuerySet.as_manager()

    class Meta:
        verbose_name = "telepon kepuasan"
        verbose_name_plural = "telepon kepuasan"
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=(REACHED & ~Q(answer="")) | (~REACHED & Q(answer="")), name="who_was_reached_answered"
            ),
            models.UniqueConstraint(fields=["case"], condition=SETTLED, name="asked_once"),
        ]

    def __str__(self):
        return f"telepon {self.pk}"
