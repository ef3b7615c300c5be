from django.db import models

from accounts.models import Assignment
from cases.models.case_person import CasePerson
from cases.models.report import OfReportQuerySet, ReportMessage, report_scope
from lib.encryption import EncryptedTextField


class FamilyPlaceQuerySet(OfReportQuerySet):
    def visible_to(self, actor):
        return self.filter(report_scope(actor, "message__report__"))


class FamilyPlace(models.Model):
    """What an officer decided about a place that a family wrote: taken over for one person, or not. Never edited."""

    message = models.OneToOneField(ReportMessage, models.CASCADE, primary_key=True, related_name="decision")
    link = models.ForeignKey(
        CasePerson, models.CASCADE, null=True, related_name="family_places", verbose_name="tempat siapa"
    )
    before = EncryptedTextField("tempat sebelumnya", blank=True, default="")
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="diputuskan oleh")
    at = models.DateTimeField("diputuskan pada", auto_now_add=True)

    objects = FamilyPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "tempat dari keluarga"
        verbose_name_plural = "tempat dari keluarga"
        ordering = ["-at"]

    def __str__(self):
        return f"tempat dari keluarga {self.pk}"
