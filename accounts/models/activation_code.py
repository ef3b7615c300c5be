import uuid

from django.conf import settings
from django.db import models

from accounts.models.assignment import Assignment


class IdentityCheck(models.TextChoices):
    """How the person at the desk was recognised. Never by telephone: a voice is not a proof."""

    KTP = "KTP", "KTP asli dicocokkan dengan orangnya"
    DIKENAL = "DIKENAL", "Orangnya datang dan saya mengenalnya"
    SK = "SK", "KTP dan SK jabatan dicocokkan"


class ActivationCode(models.Model):
    """A printed single-use code that sets a password, for a new account and a reset alike. Only its hash is kept."""

    # Made by the form: a repeated POST never makes a second code.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="activation_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dibuat oleh")
    identity_check = models.CharField("pemeriksaan identitas", max_length=20, choices=IdentityCheck)
    issued_at = models.DateTimeField("dibuat pada", auto_now_add=True)
    expires_at = models.DateTimeField("berlaku sampai")
    used_at = models.DateTimeField("dipakai pada", null=True, blank=True)

    class Meta:
        verbose_name = "kode aktivasi"
        verbose_name_plural = "kode aktivasi"
        ordering = ["-issued_at"]

    def __str__(self):
        return str(self.id)
