import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Agency, Assignment, Role
from cases.models.coordination import Coordination
from cases.models.history import with_history
from cases.models.set_together import set_together
from lib.encryption import EncryptedTextField

MAX_ATTEMPTS = 8


class Scope(models.TextChoices):
    READ = "read", "membaca koordinasi"
    UPDATE = "update", "mencatat langkah"
    MESSAGE = "message", "mengirim pesan"
    FILE = "file", "mengirim berkas"


class ApiTokenQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Keys are the head's affair: who makes one reads with it what was sent to that agency."""
        return self.all() if actor is not None and actor.role == Role.KADIS else self.none()

    def active(self, on):
        return self.filter(revoked_at=None, expires_on__gte=on)


@with_history("last_used_at")
class ApiToken(models.Model):
    """The key by which the machine of one agency acts for it. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # made by the form
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="instansi")
    name = models.CharField("dipakai oleh", max_length=100)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope), verbose_name="boleh")
    expires_on = models.DateField("berlaku sampai")
    webhook_url = models.URLField("alamat webhook", blank=True)
    webhook_secret = EncryptedTextField("rahasia webhook", blank=True, default="")
    issued_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dibuat oleh")
    issued_at = models.DateTimeField("dibuat pada", auto_now_add=True)
    last_used_at = models.DateTimeField("terakhir dipakai", null=True, editable=False)
    revoked_at = models.DateTimeField("dicabut pada", null=True, editable=False)
    revoked_by = models.ForeignKey(Assignment, models.PROTECT, null=True, editable=False, related_name="+")

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "akses API"
        verbose_name_plural = "akses API"
        ordering = ["-issued_at"]
        constraints = [set_together("revoked_by", "revoked_at", name="api_token_revoked_by_somebody")]

    def __str__(self):
        return self.name

    @property
    def scope_labels(self):
        return [Scope(scope).label for scope in self.scopes]

    def is_active(self, on):
        return self.revoked_at is None and self.expires_on >= on


class WebhookDeliveryQuerySet(models.QuerySet):
    def due(self, now):
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        active = Q(token__revoked_at=None) & ~Q(token__webhook_url="")  # nosec B106 # no secret: empty for the form
        return self.filter(free, active, sent_at=None, attempts__lt=MAX_ATTEMPTS)


class WebhookDelivery(models.Model):
    """One call owed to the machine of an agency: that something changed, and nothing about what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="deliveries")
    coordination = models.ForeignKey(Coordination, models.CASCADE, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Nobody else may take the row before this moment: it is being sent, or waits for its next attempt.
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=100, blank=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["planned_at"]
        indexes = [models.Index(fields=["planned_at"], condition=Q(sent_at=None), name="webhook_unsent")]

    def __str__(self):
        return str(self.id)
