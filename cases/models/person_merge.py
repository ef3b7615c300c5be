import json
import uuid
from datetime import timedelta

from django.db import models

from accounts.models import Assignment
from cases.models.duplicate_pair import DuplicatePair
from cases.models.person import Person
from lib.encryption import EncryptedTextField

UNDO_FOR = timedelta(days=30)


class PersonMergeQuerySet(models.QuerySet):
    def young(self, now):
        """Those that stand and may still be taken back."""
        return self.filter(undone_at=None, at__gte=now - UNDO_FOR)


class PersonMerge(models.Model):
    """One record joined to another: what was written over and which rows moved, so that it can be taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey(DuplicatePair, models.PROTECT, related_name="merges")
    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    at = models.DateTimeField("digabung pada", auto_now_add=True)
    record = EncryptedTextField("catatan")  # JSON: `before` and `after` of both, and all that moved (merging)
    undone_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = PersonMergeQuerySet.as_manager()

    class Meta:
        verbose_name = "penggabungan"
        verbose_name_plural = "penggabungan"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=models.Q(undone_at=None), name="one_merge_per_record"),
            models.CheckConstraint(condition=~models.Q(kept=models.F("merged")), name="merge_of_two_records"),
            models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by=None)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_somebody",
            ),
        ]

    def __str__(self):
        return str(self.id)

    @property
    def undo_until(self):
        return self.at + UNDO_FOR

    @property
    def facts(self):
        return json.loads(self.record)
