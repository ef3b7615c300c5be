from datetime import timedelta

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from accounts.models import Assignment
from cases.models.case_letter import CaseLetter
from cases.models.group_event import GroupEvent
from cases.models.scope import NOTHING, WHOLE_CITY
from cases.states.case_letter import CaseLetterStatus
from lib.encryption import EncryptedTextField

STALE_AFTER = timedelta(seconds=45)


class BASTBatchQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.all() if actor and actor.role in WHOLE_CITY else self.filter(NOTHING)

    def with_totals(self, actor):
        """How many of its letters this reader may see: a number must not tell of the others."""
        return self.annotate(total=Count("letters", filter=Q(letters__in=BASTBatchLetter.objects.visible_to(actor))))

    def abandoned(self, now):
        """Those with letters the head approved, and no worker at them for a while."""
        waiting = BASTBatchLetter.objects.to_issue().values("batch")
        return self.filter(pk__in=waiting, touched_at__lt=now - STALE_AFTER)


class BASTBatch(models.Model):
    """Deeds of hand-over made together, one letter for each person: of a group, or of those who arrived on one day."""

    id = models.UUIDField(primary_key=True, editable=False)  # made by the form: a repeated POST is the same batch
    group = models.ForeignKey(GroupEvent, models.SET_NULL, null=True, related_name="bast_batches")
    arrived_on = models.DateField("tanggal tiba", null=True)
    prepared_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="disiapkan oleh")
    prepared_at = models.DateTimeField("disiapkan pada", auto_now_add=True)
    approved_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField("disetujui pada", null=True)
    touched_at = models.DateTimeField("terakhir dikerjakan", auto_now_add=True)

    objects = BASTBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "berita acara bersama"
        verbose_name_plural = "berita acara bersama"
        ordering = ["-prepared_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="bast_batch_approved_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["group", "-prepared_at"], name="bast_batch_by_group")]

    def __str__(self):
        return str(self.id)

    def get_absolute_url(self):
        return reverse("cases:bast_batch", args=[self.pk])


class BASTBatchLetterQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(letter__in=CaseLetter.objects.visible_to(actor))

    def to_issue(self):
        """Approved by the head, and without a number: a worker's work."""
        return self.filter(approved_as_of=F("letter__status_since"), letter__status=CaseLetterStatus.DIPARAF)


class BASTBatchLetter(models.Model):
    """One letter of a batch, and whether the head has said that it may leave. What hinders it takes her word back."""

    batch = models.ForeignKey(BASTBatch, models.CASCADE, related_name="letters", db_index=False)
    letter = models.OneToOneField(CaseLetter, models.CASCADE, related_name="bast_batch_letter")
    position = models.PositiveIntegerField()
    # Since when the letter lay before the head as she approved it; returned and submitted anew it asks her anew.
    approved_as_of = models.DateTimeField("disetujui Kadis", null=True)
    refusal = EncryptedTextField("mengapa tidak bisa", blank=True, default="")

    objects = BASTBatchLetterQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="one_bast_per_position")]

    def __str__(self):
        return f"berita acara {self.position}"

    @property
    def waits_for_worker(self):
        letter = self.letter
        return letter.status == CaseLetterStatus.DIPARAF and letter.status_since == self.approved_as_of

    @property
    def waits_for_head(self):
        return self.letter.status == CaseLetterStatus.DIPARAF and not self.waits_for_worker
