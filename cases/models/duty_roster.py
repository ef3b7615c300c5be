from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from accounts.models import Assignment


class DateTimeRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class DutyRosterQuerySet(models.QuerySet):
    def at(self, moment):
        return self.filter(starts_at__lte=moment, ends_at__gt=moment)

    def not_over(self, moment):
        return self.filter(ends_at__gt=moment)


class DutyRoster(models.Model):
    """Who carries the 24-hour phone from when to when, and who steps in."""

    id = models.UUIDField(primary_key=True, editable=False)  # made by the form
    officer = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="petugas piket")
    deputy = models.ForeignKey(
        Assignment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pengganti"
    )
    starts_at = models.DateTimeField("mulai")
    ends_at = models.DateTimeField("sampai")
    entered_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dicatat oleh")

    objects = DutyRosterQuerySet.as_manager()

    class Meta:
        verbose_name = "jadwal piket"
        verbose_name_plural = "jadwal piket"
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="duty_ends_after_start"),
            models.CheckConstraint(condition=Q(deputy=None) | ~Q(deputy=F("officer")), name="duty_deputy_is_another"),
            ExclusionConstraint(
                name="one_duty_at_a_time",
                expressions=[(DateTimeRange("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self):
        return str(self.id)
