import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Assignment, Role, ScopedQuerySet, Territory
from cases.models.nik_conflict import NikConflict
from cases.models.scope import NOTHING, WHOLE_CITY
from cases.models.set_together import set_together
from lib.encryption import EncryptedTextField

# The kecamatan only coordinates; it takes no part in saying who is who.
TALKING = {Role.RT, Role.RW, Role.KELURAHAN, *WHOLE_CITY}


class NikQuestionQuerySet(ScopedQuerySet):
    def scope(self, actor):
        """By the place that was asked: each kelurahan reads the answers of its own RT."""
        return super().scope(actor) if actor is not None and actor.role in TALKING else NOTHING

    def unanswered(self):
        """Those still worth an answer."""
        return self.filter(answered_at=None).exclude(conflict__decision__in=NikConflict.FINAL)

    def answered(self):
        """Answers that wait for a decision."""
        return self.filter(answered_at__isnull=False).exclude(conflict__decision__in=NikConflict.FINAL)


class NikQuestion(models.Model):
    """What a kelurahan or Disnaker asks an RT about one of two entries with the same NIK, and the answer.

    The RT reads only of the resident it knows itself: whom the NIK also belongs to is not said.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conflict = models.ForeignKey(NikConflict, models.CASCADE, related_name="questions")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    question = EncryptedTextField("pertanyaan")
    asked_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = EncryptedTextField("jawaban", blank=True, default="")
    answered_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = NikQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "pertanyaan NIK"
        verbose_name_plural = "pertanyaan NIK"
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["conflict", "territory"], condition=Q(answered_at=None), name="one_open_question_per_rt"
            ),
            set_together("answered_by", "answered_at", name="nik_question_answered_by_somebody"),
        ]

    def __str__(self):
        return str(self.id)

    def get_absolute_url(self):
        return reverse("cases:nik_question", args=[self.pk])
