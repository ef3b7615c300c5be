import uuid

from django.db import models
from django.db.models import Q

from accounts.models import Agency, Assignment, Role
from cases.models.case import Case
from cases.models.scope import NOTHING, case_scope
from lib.encryption import EncryptedTextField


class CaseNoteQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The city sees all notes of a case; an agency those written to it or by it."""
        if actor is None:
            return self.filter(NOTHING)
        if actor.role == Role.BP3MI:
            return self.filter(case_scope(actor, "case__"), Q(shared_with=actor.agency_id))
        return self.filter(case_scope(actor, "case__"))


class CaseNote(models.Model):
    """One entry in the timeline of a case. Never edited: a correction is a new entry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client_uuid = models.UUIDField(unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    text = EncryptedTextField("catatan")
    # Empty: internal. Otherwise the agency that may read it, and every note the agency itself writes.
    shared_with = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")

    file = models.ForeignKey("cases.StoredFile", models.RESTRICT, null=True, related_name="+", verbose_name="berkas")

    objects = CaseNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan kasus"
        verbose_name_plural = "catatan kasus"
        ordering = ["-recorded_at"]

    def __str__(self):
        return str(self.id)
