from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Agency, Role
from cases.models.case import Case
from cases.models.history import STATUS, with_history
from cases.models.scope import NOTHING, case_scope, not_shut
from cases.models.stateful import STATUS_LENGTH, Stateful, StatusChange, status_field, valid_status
from cases.states.case import CaseStatus
from cases.states.case_letter import ISSUED, WRITTEN
from cases.states.coordination import (
    ANSWER,
    HOLDER,
    MOVES,
    SENT,
    UNDER_DRAFT,
    WAITING_FOR_AGENCY,
    CoordinationStatus,
)
from cases.states.moves import NOTE, REFERENCE
from cases.values.casefile import TIME_LIMITS
from cases.values.choices import Source
from lib.encryption import EncryptedTextField

NOBODY = "Kasus ini belum menyebut siapa warganya. Tambahkan dulu orangnya, lalu ajukan."
NO_REPORTER = "Belum tercatat siapa yang melapor. Isi dulu namanya lewat “Ubah keterangan”, lalu ajukan."
NO_LETTER = (
    "Belum ada surat untuk instansi ini. Buat dulu suratnya, atau tulis di catatan lewat apa permintaannya dikirim."
)
NO_PROOF = (
    "Belum ada surat bernomor untuk instansi ini. Tulis di catatan lewat apa dan kepada siapa permintaannya "
    "disampaikan, atau lampirkan buktinya."
)
NO_RECEIVER = "Tulis nama petugas instansi itu yang menerimanya."
OPEN = ~Q(status=CoordinationStatus.DITUTUP)


class CoordinationQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The city sees all of a case's coordinations; an agency only its own, once it was sent."""
        if actor is None:
            return self.filter(NOTHING)
        if actor.role == Role.BP3MI:
            return self.filter(not_shut(actor, "case__"), agency=actor.agency_id, status__in=SENT)
        return self.filter(case_scope(actor, "case__"))

    def open(self):
        return self.filter(OPEN)

    def overdue(self, on):
        return self.filter(status__in=WAITING_FOR_AGENCY, due_on__lt=on)

    def given_up(self):
        """Closed because a time limit of the agency ran out, while the city's case is open and asks nobody else."""
        last = {"new_status": CoordinationStatus.DITUTUP, "recorded_at": OuterRef("status_since")}
        by_time = CoordinationChange.objects.filter(subject=OuterRef("pk"), reason__in=TIME_LIMITS, **last)
        others = Coordination.objects.open().filter(case=OuterRef("case"))
        closed = self.filter(~Q(case__status=CaseStatus.DITUTUP), status=CoordinationStatus.DITUTUP)
        return closed.filter(Exists(by_time), ~Exists(others))


@with_history(*STATUS, "due_on", "promised_on")
class Coordination(Stateful):
    """What we asked of one agency about one case; at most one each."""

    MOVES = MOVES

    case = models.ForeignKey(Case, models.CASCADE, related_name="coordinations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="coordinations", verbose_name="instansi")
    status = status_field(CoordinationStatus, CoordinationStatus.KONSEP)
    request = EncryptedTextField("yang diminta", blank=True, default="")
    # The latest of its numbers; all of them are kept (ForeignNumber).
    foreign_number = models.CharField("nomor pengaduan di instansi itu", max_length=100, blank=True)
    # Their own word, given with an answer; our clock runs on all the same.
    promised_on = models.DateField("kabar berikutnya dijanjikan", null=True, blank=True, editable=False)
    due_on = models.DateField("jawaban ditunggu sampai", null=True, blank=True, editable=False)

    objects = CoordinationQuerySet.as_manager()

    class Meta:
        verbose_name = "koordinasi"
        verbose_name_plural = "koordinasi"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "agency"], name="one_coordination_per_agency"),
            valid_status(CoordinationStatus, "coordination_status_valid"),
        ]
        indexes = [
            # With the case, so that lists of cases ask which were sent, and which wait, without reading a row.
            models.Index(fields=["status", "due_on"], include=["case"], name="coordination_by_due"),
            models.Index(fields=["due_on", "id"], include=["status"], condition=OPEN, name="coordination_open"),
            models.Index(
                fields=["agency", "due_on", "id"],
                include=["status", "case"],
                condition=OPEN,
                name="coordination_open_by_agency",
            ),
        ]

    def __str__(self):
        return f"koordinasi {self.pk}"

    def get_absolute_url(self):
        return self.case.get_absolute_url()

    def refuses(self, step, on, by, given):
        """The guards of domain.md §4 that the table alone cannot hold."""
        if step.target == CoordinationStatus.DIAJUKAN:
            return self._refuses_to_submit()
        if step.target == CoordinationStatus.DITELAAH:
            return "" if given[NOTE] or self._has_letter(WRITTEN) else NO_LETTER
        if step.target == CoordinationStatus.DIKIRIM:
            return "" if given[NOTE] or given["file"] or self._has_letter(ISSUED) else NO_PROOF
        # An agency that answers by itself is the receiver; of what it told the city, somebody there is.
        is_told = step.target == CoordinationStatus.DITERIMA and not step.resumes and by.agency_id != self.agency_id
        return {"said_by": NO_RECEIVER} if is_told and not given["said_by"] else ""

    def _refuses_to_submit(self):
        """The least that somebody must know to help: a name, a reporter, and a country, which may be unknown."""
        if not self.case.persons.exists():
            return NOBODY
        told = self.case.reporter_name or self.case.reporter_phone or self.case.source != Source.KELUARGA
        return "" if told or self.case.reports.exists() else NO_REPORTER

    def _has_letter(self, states):
        letters = apps.get_model("cases", "CaseLetter").objects.of_case(self.case)
        return letters.filter(agency=self.agency_id, status__in=states).exists()

    def enter(self, move, at, given):
        """The agency's clock is `cases.rules.clocks.deadline`'s."""
        if given[REFERENCE] and move.permission == ANSWER:
            self.foreign_number = given[REFERENCE]
        return [*super().enter(move, at, given), "foreign_number"]

    @property
    def holder(self):
        """Who holds the ball."""
        return "" if self.status == CoordinationStatus.DITUTUP else HOLDER.get(self.status, self.agency.name)

    @property
    def is_under_draft(self):
        return self.status in UNDER_DRAFT

    @property
    def is_sent(self):
        return self.status in SENT

    def is_late(self, on):
        return self.due_on is not None and self.due_on < on


class CoordinationChangeQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """An agency sees what happened since it was sent, not how we came to send it."""
        scoped = self.filter(subject__in=Coordination.objects.visible_to(actor))
        return scoped.filter(new_status__in=SENT) if actor and actor.role == Role.BP3MI else scoped


class CoordinationChange(StatusChange):
    subject = models.ForeignKey(Coordination, models.CASCADE, related_name="history")
    old_status = models.CharField(max_length=STATUS_LENGTH, choices=CoordinationStatus, blank=True)
    new_status = models.CharField(max_length=STATUS_LENGTH, choices=CoordinationStatus)

    objects = CoordinationChangeQuerySet.as_manager()

    class Meta(StatusChange.Meta):
        indexes = [
            # Few ever: found first, whatever else was closed need not be looked at.
            models.Index(fields=["subject"], condition=Q(reason__in=sorted(TIME_LIMITS)), name="coordination_given_up"),
        ]
