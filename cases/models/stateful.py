import uuid

import pgtrigger
from django.db import models
from django.utils import timezone

from accounts.models import Assignment
from cases.values.choices import CloseReason, Source
from lib.encryption import EncryptedTextField

STATUS_LENGTH = 40


class Stateful(models.Model):
    """Something with a `status` that only `cases.rules.workflow` may change, along its MOVES."""

    MOVES = ()

    status_since = models.DateTimeField("status sejak", default=timezone.now, editable=False)
    # Where a waiting subject goes back to; empty while it is not waiting.
    resumes_to = models.CharField(max_length=STATUS_LENGTH, blank=True, editable=False)

    class Meta:
        abstract = True

    def is_open_to(self, move):
        """True if this step leads on from where the subject stands now."""
        return move.source == self.status and (not move.resumes or move.target == self.resumes_to)

    def refuses(self, step, on, by, given):
        """Why this subject cannot take a step now, or not from this actor, although the table lists it: a sentence,
        or {field: sentence} where it is about one of them.

        `given` holds what came with the step: note, reference, reason, said_by and file.
        """
        return ""

    def moves_for(self, actor):
        """The steps this person may take now: the buttons of the page."""
        return [move for move in self.MOVES if self.is_open_to(move) and actor.has_perm(move.permission)]

    def enter(self, move, at, given):
        """Take on the state a step leads to; returns the names of the fields that changed. For `workflow` only.

        `given` holds the note, reference and reason that came with the step.
        """
        waits = any(step.source == move.target and step.resumes for step in self.MOVES)
        self.resumes_to = move.source if waits else ""
        self.status, self.status_since = move.target, at
        return ["status", "status_since", "resumes_to"]


class StatusChange(models.Model):
    """One row per move, never edited. When it happened and when we learned of it are two facts.

    `by` keeps the person and the office held at that moment; `said_by` whose word it was, where that is another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dicatat oleh")
    happened_on = models.DateField("tanggal kejadian")
    recorded_at = models.DateTimeField("tanggal catat", default=timezone.now, editable=False)
    source = models.CharField("sumber", max_length=20, choices=Source)
    said_by = models.CharField("atas keterangan", max_length=150, blank=True)
    note = EncryptedTextField("catatan", blank=True, default="")  # tells where people are and what was done to them
    reference = models.CharField("nomor rujukan", max_length=100, blank=True)
    reason = models.CharField("alasan", max_length=40, choices=CloseReason, blank=True)
    # Goes with its case or journey and never alone: a step keeps what it rests on.
    file = models.ForeignKey("cases.StoredFile", models.RESTRICT, null=True, related_name="+", verbose_name="berkas")

    class Meta:
        abstract = True
        ordering = ["-recorded_at", "-happened_on"]
        # Its text is sealed anew when keys are rotated; who did what and when stays what it was.
        triggers = [pgtrigger.ReadOnly(name="never_edited", exclude=["note"])]


def status_field(choices, default):
    return models.CharField("status", max_length=STATUS_LENGTH, choices=choices, default=default, editable=False)


def valid_status(choices, name):
    """The constraint that a table knows no state outside its machine."""
    return models.CheckConstraint(condition=models.Q(status__in=choices.values), name=name)
