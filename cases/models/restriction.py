from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Assignment
from cases.models import kept_record
from cases.models.case_person import CasePerson
from cases.models.person import Person
from cases.models.scope import NOTHING, WHOLE_CITY, shut_cases
from cases.values.data_request import RestrictionGround
from lib.encryption import EncryptedTextField


class RestrictionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Why somebody's data is restricted can say that he is in trouble: only Disnaker reads it, and of it nobody who
        is shut out of a case of that person.
        """
        if actor is None or actor.role not in WHOLE_CITY:
            return self.filter(NOTHING)
        return self.exclude(person__in=CasePerson.objects.filter(case__in=shut_cases(actor)).values("person"))

    def standing(self):
        return self.filter(lifted_at=None)


class Restriction(models.Model):
    """From this day on the data of one person is neither changed nor deleted, and in the register only looked at."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="restrictions", verbose_name="warga")
    ground = models.CharField("dasar", max_length=20, choices=RestrictionGround)
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dibatasi oleh")
    at = models.DateTimeField("dibatasi pada", default=timezone.now, editable=False)
    asked_again_at = models.DateTimeField("diminta lagi pada", null=True, editable=False)
    lifted_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField("dicabut pada", null=True)
    lift_reason = EncryptedTextField("alasan dicabut", blank=True, default="")

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        verbose_name = "pembatasan data"
        verbose_name_plural = "pembatasan data"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(lifted_at=None), name="one_standing_restriction_per_person"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="restriction_lifted_by_somebody",
            ),
        ]
        triggers = kept_record.follow()

    @property
    def last_asked_at(self):
        return self.asked_again_at or self.at

    def __str__(self):
        return f"pembatasan {self.pk}"
