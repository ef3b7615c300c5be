import uuid

from django.db import models
from django.db.models import Q

from accounts.models import Assignment
from cases.models.coordination import Coordination
from cases.models.document import Document

MAX_ATTEMPTS = 8


class ReminderQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(recipient__office=actor.office) if actor else self.none()

    def due(self, now):
        """Neither sent nor given up, and not in somebody's hands."""
        free = Q(leased_until=None) | Q(leased_until__lt=now)
        return self.filter(free, sent_at=None, attempts__lt=MAX_ATTEMPTS)


class Reminder(models.Model):
    """One message owed to one person in office; the row is plan, outbox and trail at once."""

    class Rule(models.TextChoices):
        COORDINATION_OVERDUE = "COORDINATION_OVERDUE", "jawaban instansi terlambat"
        DOCUMENT_EXPIRING = "DOCUMENT_EXPIRING", "dokumen akan habis berlaku"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rule = models.CharField("aturan", max_length=40, choices=Rule)
    coordination = models.ForeignKey(Coordination, models.CASCADE, null=True, related_name="reminders")
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="reminders")
    due_on = models.DateField("jatuh tempo")
    recipient = models.ForeignKey(Assignment, models.PROTECT, related_name="reminders", verbose_name="penerima")
    planned_at = models.DateTimeField("direncanakan", auto_now_add=True)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField("terkirim", null=True, blank=True)
    last_error = models.CharField("galat terakhir", max_length=200, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "pengingat"
        verbose_name_plural = "pengingat"
        ordering = ["-planned_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rule="COORDINATION_OVERDUE", coordination__isnull=False, document=None)
                | Q(rule="DOCUMENT_EXPIRING", document__isnull=False, coordination=None),
                name="reminder_has_its_subject",
            ),
            models.UniqueConstraint(
                fields=["rule", "coordination", "document", "due_on", "recipient"],
                nulls_distinct=False,
                name="one_reminder_per_deadline_and_recipient",
            ),
        ]
        indexes = [models.Index(fields=["planned_at"], condition=Q(sent_at=None), name="reminder_unsent")]

    def __str__(self):
        return str(self.id)

    @property
    def subject(self):
        return self.coordination or self.document

    @property
    def state(self):
        if self.sent_at:
            return "terkirim"
        return "gagal" if self.attempts >= MAX_ATTEMPTS else "menunggu"
