from django.db import models
from django.db.models import F, Q

from accounts.models import Assignment
from cases.models.case import Case
from cases.models.scope import NOTHING, WHOLE_CITY, case_scope
from cases.values.casefile import Tie


class CaseTieQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """That two cases belong together is the city's knowledge, and only for who may see both."""
        if actor is None or actor.role not in WHOLE_CITY:
            return self.filter(NOTHING)
        return self.filter(case_scope(actor, "first__"), case_scope(actor, "second__"))

    def of(self, case):
        return self.filter(Q(first=case) | Q(second=case)).select_related("first", "second")


class CaseTie(models.Model):
    """Two cases that belong together. The one opened earlier stands first, so that a pair is written once."""

    first = models.ForeignKey(Case, models.CASCADE, related_name="+")
    second = models.ForeignKey(Case, models.CASCADE, related_name="+")
    kind = models.CharField("hubungan", max_length=20, choices=Tie)
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = CaseTieQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_tie_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="tie_in_order"),
        ]

    def __str__(self):
        return f"kaitan {self.pk}"

    def other(self, case):
        return self.second if self.first_id == case.pk else self.first
