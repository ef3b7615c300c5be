import uuid

from django.conf import settings
from django.db import models

from accounts.models.assignment import Assignment


class ActivationCode(models.Model):
    """A printed single-use code that sets a password, for a new account and a reset alike. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="activation_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dibuat oleh")
    issued_at = models.DateTimeField("dibuat pada", auto_now_add=True)
    expires_at = models.DateTimeField("berlaku sampai")
    used_at = models.DateTimeField("dipakai pada", null=True, blank=True)

    class Meta:
        verbose_name = "kode aktivasi"
        verbose_name_plural = "kode aktivasi"
        ordering = ["-issued_at"]

    def __str__(self):
        return str(self.id)
