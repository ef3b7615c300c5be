from django.db import models
from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import Assignment, Territory
from cases.models.journey import Journey
from cases.values.choices import ReturnReason
from lib.encryption import EncryptedTextField


class Verification(models.Model):
    """One officer looked at one entry and decided; never edited. What followed stands in the journey's history."""

    class Outcome(models.TextChoices):
        DITERIMA = "DITERIMA", "Diterima"
        DIKEMBALIKAN = "DIKEMBALIKAN", "Dikembalikan ke RT"
        DIRUJUK = "DIRUJUK", "Dirujuk ke kelurahan lain"
        BUKAN_WARGA = "BUKAN_WARGA", "Bukan warga kota"

    id = models.UUIDField(primary_key=True, editable=False)  # made by the form: a repeated POST is the same decision
    journey = models.ForeignKey(Journey, models.CASCADE, related_name="verifications")
    outcome = models.CharField("keputusan", max_length=20, choices=Outcome)
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="diperiksa oleh")
    is_family = models.BooleanField("pemeriksa adalah keluarganya", default=False)
    reason = models.CharField("alasan", max_length=40, choices=ReturnReason, blank=True)
    note = EncryptedTextField("catatan", blank=True, default="")
    left = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="+", verbose_name="dari wilayah")
    at = models.DateTimeField("pada", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "pemeriksaan"
        verbose_name_plural = "pemeriksaan"
        ordering = ["at"]

    def __str__(self):
        return f"pemeriksaan {self.pk}"

    @property
    def is_acceptance(self):
        return self.outcome == self.Outcome.DITERIMA


def looks():
    """For prefetching who has looked at journeys."""
    return Prefetch("verifications", Verification.objects.select_related("by__user", "by__office", "left"))
