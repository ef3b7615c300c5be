import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Assignment, Role
from cases.models.case import Case
from cases.models.scope import NOTHING, case_scope
from cases.values.identity import normalise_phone
from lib.encryption import BlindIndexField, EncryptedTextField


class RecruiterMentionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The team of the case and the head (domain.md §8). The suspicion of somebody is no register of the city."""
        if actor is not None and actor.role == Role.KADIS:
            return self.filter(case_scope(actor, "case__"))
        if actor is not None and actor.role in (Role.DISNAKER, Role.DINSOS):
            return self.filter(case_scope(actor, "case__"), case__members__office=actor.office_id)
        return self.filter(NOTHING)

    def standing(self):
        return self.filter(withdrawn_at=None)

    def of_phone(self, phone):
        """With this number, in whatever spelling."""
        field = self.model._meta.get_field("phone_index")
        return self.filter(phone_index__in=field.candidates(phone)) if phone else self.none()


class RecruiterMention(models.Model):
    """Who is said to have recruited somebody, as one case tells it: never a link to a person of the register, who may
    be a neighbour, a victim himself, or nobody. Never changed; what was wrong is withdrawn and stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # made by the form
    case = models.ForeignKey(Case, models.CASCADE, related_name="recruiters")
    name = EncryptedTextField("nama atau panggilan", blank=True, default="")
    phone = EncryptedTextField("nomor HP", blank=True, default="")
    phone_index = BlindIndexField(source="phone", purpose="phone", normalise=normalise_phone)
    told = EncryptedTextField("kata siapa, dan apa perannya")
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dicatat oleh")
    at = models.DateTimeField("dicatat pada", auto_now_add=True)
    withdrawn_by = models.ForeignKey(Assignment, models.PROTECT, null=True, editable=False, related_name="+")
    withdrawn_at = models.DateTimeField("ditarik pada", null=True, editable=False)

    objects = RecruiterMentionQuerySet.as_manager()

    class Meta:
        verbose_name = "sebutan perekrut"
        verbose_name_plural = "sebutan perekrut"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="recruiter_mention_withdrawn_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["phone_index"], name="recruiter_by_phone")]

    def __str__(self):
        return str(self.id)

    def get_absolute_url(self):
        return reverse("cases:recruiters", args=[self.case.number])
