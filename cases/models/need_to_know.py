"""Who is shut out of a case although his office would let him in, and who opened one all the same."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment, Role, User
from cases.models.case import Case
from cases.models.scope import NOTHING, WHOLE_CITY, case_scope
from cases.models.set_together import set_together
from lib.encryption import EncryptedTextField


class CaseConflictQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Who has a conflict of interest concerns the city alone."""
        if actor is None or actor.role not in WHOLE_CITY:
            return self.filter(NOTHING)
        return self.filter(case_scope(actor, "case__"))

    def in_force(self):
        return self.filter(lifted_at=None)

    def told_to_head(self, actor):
        """What others shut to the head herself: she reads that there is a case, and who said so."""
        if actor is None or actor.role != Role.KADIS:
            return self.filter(NOTHING)
        return self.in_force().filter(user=actor.user_id).exclude(added_by__user=actor.user_id)


class CaseConflict(models.Model):
    """A user who must not see this case whatever office he holds: a relative, the recruiter's neighbour, a friend."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="petugas")
    reason = EncryptedTextField("alasan")
    added_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects = CaseConflictQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "case"], condition=models.Q(lifted_at=None), name="one_conflict_per_user_and_case"
            ),
            set_together("lifted_by", "lifted_at", name="conflict_lifted_by_somebody"),
        ]

    def __str__(self):
        return f"benturan kepentingan {self.pk}"


class EmergencyAccessQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The head reads all of them, of her own cases too; everybody else his own."""
        if actor is None or actor.role not in WHOLE_CITY:
            return self.filter(NOTHING)
        return self if actor.has_perm("cases.review_emergency_access") else self.filter(by__user=actor.user_id)

    def to_review_by(self, actor):
        """What the head has not read yet; nothing for others."""
        unread = self.visible_to(actor).unread()
        return unread if actor.has_perm("cases.review_emergency_access") else self.none()

    def running(self):
        return self.filter(ends_at__gt=timezone.now())

    def unread(self):
        return self.filter(read_at=None)


class EmergencyAccess(models.Model):
    """A shut case opened all the same, for some hours and with a reason. The head is told at once and may end it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="emergency_accesses")
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dibuka oleh")
    reason = EncryptedTextField("alasan")
    opened_at = models.DateTimeField("dibuka", auto_now_add=True)
    ends_at = models.DateTimeField("sampai")
    read_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        verbose_name = "buka darurat"
        verbose_name_plural = "buka darurat"
        ordering = ["-opened_at"]
        constraints = [set_together("read_by", "read_at", name="emergency_access_read_by_somebody")]
        indexes = [models.Index(fields=["by", "ends_at"], name="emergency_access_by_holder")]

    def __str__(self):
        return str(self.id)

    def get_absolute_url(self):
        return reverse("cases:emergency_access", args=[self.pk])

    @property
    def is_running(self):
        return self.ends_at > timezone.now()
