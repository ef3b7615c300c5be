import json
import uuid
from datetime import timedelta
from typing import NamedTuple

from django.db import models
from django.urls import reverse

from accounts.models import Assignment, Office, Territory
from lib.encryption import EncryptedTextField

KEPT_FOR = timedelta(days=14)
NOTICE = timedelta(days=3)


class KeptPage(NamedTuple):
    """What was typed on one page, field by field as the browser sent it; `version` tells two writers apart."""

    version: int = 0
    typed: dict = {}


class RegistrationDraftQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The office's own, whoever began them: a successor goes on where his predecessor stopped."""
        return self.filter(office=actor.office_id) if actor else self.none()

    def with_place(self):
        """With where the residents live: its territory, and `kelurahan`, the name of the one in which that lies."""
        return self.select_related("territory").annotate(kelurahan=Territory.objects.kelurahan_of("territory"))

    def written(self):
        """Those in which something was typed."""
        return self.filter(version__gt=0)

    def expired(self, on):
        return self.filter(expires_on__lte=on)

    def expiring(self, on):
        """Written ones that are deleted within the days of notice."""
        return self.written().filter(expires_on__gt=on, expires_on__lte=on + NOTICE)


class RegistrationDraft(models.Model):
    """A registration that is not sent yet: all that was typed, right or wrong, as it was typed.

    Its key becomes the client_uuid of the person, so that sending it twice makes one person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="registration_drafts")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+", verbose_name="RT tempat tinggal")
    pages_json = EncryptedTextField(default="", blank=True)
    version = models.PositiveIntegerField(default=0)  # grows with every change
    changed_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="terakhir diubah oleh")
    started_at = models.DateTimeField("dimulai", auto_now_add=True)
    touched_at = models.DateTimeField("terakhir diubah")
    expires_on = models.DateField("dihapus pada", db_index=True)

    objects = RegistrationDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "draf pendaftaran"
        verbose_name_plural = "draf pendaftaran"
        ordering = ["-touched_at", "pk"]

    def __str__(self):
        return str(self.id)

    def get_absolute_url(self):
        """Where all of it is seen at once."""
        return reverse("cases:check_registration", args=[self.pk])

    @property
    def pages(self):
        kept = json.loads(self.pages_json) if self.pages_json else {}
        return {name: KeptPage(*page) for name, page in kept.items()}

    def page(self, name):
        return self.pages.get(name, KeptPage())

    @property
    def name(self):
        """Whose registration it is to become, as far as somebody has typed it."""
        return " ".join(self.page("orang").typed.get("name", []))[:150]

    def write_page(self, name, typed):
        """Take on one page as typed; the caller saves."""
        self.version += 1
        pages = self.pages | {name: KeptPage(self.version, typed)}
        self.pages_json = json.dumps(pages)
