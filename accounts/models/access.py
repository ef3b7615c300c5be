import uuid

from django.db import models

from accounts.models.assignment import Assignment


class AccessLog(models.Model):
    """Who read or asked for what: insert-only (UU PDP 27/2022 art. 31, 32). Holds references and reasons, never data.

    The key is made in Python so that a role allowed only to insert can write it.
    """

    class Action(models.TextChoices):
        VIEW = "VIEW", "melihat"
        REVEAL = "REVEAL", "membuka data tersamar"
        REFUSED = "REFUSED", "ditolak"
        ACCOUNT = "ACCOUNT", "mengelola akun"
        TERRITORY = "TERRITORY", "mengelola wilayah"
        SIGN_IN = "SIGN_IN", "masuk"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField("waktu", auto_now_add=True, db_index=True)
    by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", verbose_name="oleh")
    action = models.CharField("tindakan", max_length=20, choices=Action)
    subject = models.CharField("objek", max_length=100, db_index=True)  # "cases.person:12" or a URL name with its key
    detail = models.CharField("rincian", max_length=200, blank=True)

    class Meta:
        verbose_name = "catatan akses"
        verbose_name_plural = "catatan akses"
        ordering = ["-at"]

    def __str__(self):
        return f"{self.action} {self.subject}"
