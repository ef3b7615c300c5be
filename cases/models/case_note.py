import uuid

from django.db import models
from django.db.models import Q

from accounts.models import Agency, Assignment, Role
from cases.models.case import Case
from cases.models.scope import NOTHING, case_scope
from cases.values.casefile import NoteKind
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

    kind = models.CharField(
        "jenis", max_length=20, choices=NoteKind, default=NoteKind.CATATAN, db_default=NoteKind.CATATAN
    )
    happened_on = models.DateField("tanggal kejadian", null=True, blank=True)
    # With whom and by what: "ibu, telepon". Empty where nobody was spoken to.
    spoke_with = EncryptedTextField("dengan siapa", blank=True, default="", db_default="")
    file = models.ForeignKey("cases.StoredFile", models.RESTRICT, null=True, related_name="+", verbose_name="berkas")
    # A correction points at the entry it corrects, whichever table that is in, and keeps the words of its heading.
    corrects = models.UUIDField("koreksi atas", null=True, editable=False)
    corrects_title = EncryptedTextField(default="", db_default="", editable=False)

    objects = CaseNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan kasus"
        verbose_name_plural = "catatan kasus"
        ordering = ["-recorded_at"]
        indexes = [
            models.Index(fields=["corrects"], condition=Q(corrects__isnull=False), name="case_note_correction"),
        ]

    def __str__(self):
        return str(self.id)
