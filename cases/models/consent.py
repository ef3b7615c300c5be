from django.db import models
from django.utils import timezone

from accounts.models import Assignment
from cases.models import kept_record
from cases.models.history import with_history
from cases.models.person import OfPersonQuerySet, Person
from cases.values.choices import ConsentPurpose

WORDING = "2026-11"  # the version of the questions on the consent page; a new text gets a new one


class ConsentQuerySet(OfPersonQuerySet):
    def refused(self, person, purpose):
        """`person` is a key, or a list of them."""
        return self.filter(person__in=person if isinstance(person, list) else [person], purpose=purpose, is_given=False)


@with_history()
class Consent(models.Model):
    """One answer to one question that rests on consent. A question that was not asked has no row."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField("untuk", max_length=20, choices=ConsentPurpose)
    is_given = models.BooleanField("setuju")
    wording = models.CharField("versi teks", max_length=20, default=WORDING)
    recorded_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dicatat oleh")
    recorded_at = models.DateTimeField("dicatat pada", default=timezone.now, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "persetujuan"
        verbose_name_plural = "persetujuan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "purpose"], name="one_answer_per_purpose"),
        ]
        triggers = kept_record.follow()

    def __str__(self):
        return f"persetujuan {self.pk}"
