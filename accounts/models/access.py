import uuid

import pgtrigger
from django.db import models

from accounts.models.assignment import Assignment
from accounts.models.office import Role
from lib.encryption import EncryptedTextField

OVERSEEN = (Role.DISNAKER, Role.KADIS)


class AccessLogQuerySet(models.QuerySet):
    def of_user(self, user):
        """What somebody did himself, in whatever office."""
        return self._by(Assignment.objects.filter(user=user))

    def visible_to(self, actor):
        """What was done for Disnaker, to its head. His own trail everybody reads by `of_user`."""
        if actor is None or actor.role != Role.KADIS:
            return self.none()
        return self._by(Assignment.objects.filter(office__role__in=OVERSEEN))

    def _by(self, terms):
        """Their keys first: the trail is long, and an index leads from each of them to its newest rows."""
        return self.filter(by__in=list(terms.values_list("pk", flat=True)))


class AccessLog(models.Model):
    """Who read or asked for what: insert-only (UU PDP 27/2022 art. 31, 32). Holds references, and reasons sealed.

    The key is made in Python so that a role allowed only to insert can write it.
    """

    class Action(models.TextChoices):
        VIEW = "VIEW", "melihat"
        REVEAL = "REVEAL", "membuka data tersamar"
        EXPORT = "EXPORT", "mengunduh"
        REFUSED = "REFUSED", "ditolak"
        ACCOUNT = "ACCOUNT", "mengelola akun"
        TERRITORY = "TERRITORY", "mengelola wilayah"
        SIGN_IN = "SIGN_IN", "masuk"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField("waktu", auto_now_add=True, db_index=True)
    # The index below begins with it.
    by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+", verbose_name="oleh", db_index=False)
    action = models.CharField("tindakan", max_length=20, choices=Action)
    subject = models.CharField("objek", max_length=100, db_index=True)  # "cases.person:12" or a URL name with its key
    detail = models.CharField("rincian", max_length=200, blank=True)
    reason = EncryptedTextField("alasan", blank=True, default="")  # typed by somebody, who may have named a resident

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan akses"
        verbose_name_plural = "catatan akses"
        ordering = ["-at"]
        indexes = [models.Index(fields=["by", "-at"], name="access_log_by_reader")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="never_edited", exclude=["reason"]),  # which is sealed anew when keys change
        ]

    def __str__(self):
        return f"{self.action} {self.subject}"

    @property
    def said(self):
        """Which field, and why."""
        return f"{self.detail}: {self.reason}" if self.reason else self.detail
