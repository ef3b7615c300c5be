from django.db import models
from django.db.models import Q

from accounts.models import Assignment
from cases.models.case_letter import CaseLetter
from cases.models.scope import NOTHING, WHOLE_CITY
from cases.models.stored_file import StoredFile
from lib.encryption import EncryptedTextField


class SignedSheetQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Disnaker's own: it shows signatures, and numbers whole that others read masked."""
        if actor is None or actor.role not in WHOLE_CITY:
            return self.filter(NOTHING)
        return self.filter(letter__in=CaseLetter.objects.visible_to(actor))


class SignedSheet(models.Model):
    """The scan of one letter as it was signed. Never edited: a better scan is the next version, and says why."""

    letter = models.ForeignKey(CaseLetter, models.CASCADE, related_name="sheets", verbose_name="surat")
    version = models.PositiveSmallIntegerField("versi")
    file = models.OneToOneField(StoredFile, models.RESTRICT, related_name="signed_sheet", verbose_name="berkas")
    because = EncryptedTextField("alasan diganti", blank=True, default="")
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="diunggah oleh")
    recorded_at = models.DateTimeField("diunggah pada", auto_now_add=True)

    objects = SignedSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "lembar bertanda tangan"
        verbose_name_plural = "lembar bertanda tangan"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "version"], name="one_sheet_per_version"),
            models.CheckConstraint(condition=Q(version__gte=1), name="sheets_count_from_one"),
        ]

    def __str__(self):
        return f"lembar {self.version}"
