import uuid
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import Assignment, Role, territory_scope
from cases.models.case import Case
from cases.models.scope import NOTHING, WHOLE_CITY, case_scope, not_shut
from cases.models.set_together import set_together
from cases.models.stateful import STATUS_LENGTH, Stateful, StatusChange, status_field, valid_status
from cases.states.report import MOVES, ReportStatus
from cases.values.choices import Answer, Category, ContactMedium, FreeSpeech, Relation, Urgency
from cases.values.countries import country_name
from cases.values.identity import normalise_document_number, normalise_phone
from cases.values.report_channel import SPOKEN, ReportChannel
from cases.values.urgency import Judged, judge
from lib.encryption import BlindIndexField, EncryptedTextField

KEPT_FOR = timedelta(days=365)
BY_OFFICER = "Dipilih petugas yang menerima kabar ini"
AT_CASE = (ReportStatus.DITAUTKAN, ReportStatus.JADI_KASUS)


def report_scope(actor, path=""):
    """Disnaker reads what waits and what became of a case it may see, Dinsos those of the cases it works on; nobody
    else learns that there is one. Whoever is shut out of a case does not read it in the words of the family either.
    """
    if actor is not None and actor.role in WHOLE_CITY:
        return Q(**{f"{path}case": None}) | not_shut(actor, f"{path}case__")
    if actor is not None and actor.role == Role.DINSOS:
        return case_scope(actor, f"{path}case__")
    return NOTHING


class ReportQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(report_scope(actor))

    def known_to_kelurahan(self, actor):
        """Reports whose family lets the kelurahan know, about somebody who lives there; what they say stays shut."""
        if actor is None or actor.role != Role.KELURAHAN:
            return self.filter(NOTHING)
        lives_there = territory_scope(actor, "case__persons__person__territory")
        allowed = Q(kelurahan_may_know=True, is_withheld=False, status__in=AT_CASE)
        return self.filter(allowed, lives_there, not_shut(actor, "case__"))

    def waiting(self):
        return self.filter(status=ReportStatus.BARU)

    def unanswered(self):
        """Whose reporter wrote last."""
        return self.exclude(reporter_wrote_at=None)

    def expired(self, on):
        """Settled without a case a year ago. What still waits at the desk, or became part of a case, is not."""
        return self.filter(status=ReportStatus.SELESAI, case=None, status_since__date__lte=on - KEPT_FOR)

    def most_pressing_first(self):
        """What looks like a flood stands behind the rest of its level, never outside the list."""
        return self.order_by("urgency", "is_suspect", "received_at", "pk")


class Report(Stateful):
    """What somebody told us without an account, each reporter in a thread of his own.

    On the public page it is kept from the third answer on, and later pages add to it; of a call or a visit an officer
    writes it down (`taken_by`).
    """

    MOVES = MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    status = status_field(ReportStatus, ReportStatus.BARU)
    channel = models.CharField(
        "diterima lewat", max_length=20, choices=ReportChannel, default=ReportChannel.DARING, editable=False
    )
    taken_by = models.ForeignKey(
        Assignment, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="diterima oleh"
    )
    danger = models.CharField("nyawa terancam", max_length=20, choices=Answer)
    person_name = EncryptedTextField("nama", blank=True, default="")
    relation = models.CharField("hubungan pelapor", max_length=20, choices=Relation, blank=True)
    country = models.CharField("negara", max_length=2, blank=True)
    place = EncryptedTextField("kota atau tempat", blank=True, default="")
    troubles = ArrayField(
        models.CharField(max_length=40, choices=Category), verbose_name="yang terjadi", default=list, blank=True
    )
    last_contact_on = models.DateField("kontak terakhir", null=True, blank=True)
    last_contact_by = models.CharField("lewat", max_length=20, choices=ContactMedium, blank=True)
    free_to_speak = models.CharField("bisa bicara bebas", max_length=20, choices=FreeSpeech, blank=True)
    recruiter = EncryptedTextField("yang memberangkatkan", blank=True, default="")
    passport = EncryptedTextField("nomor paspor", blank=True, default="")
    passport_index = BlindIndexField(source="passport", purpose="document", normalise=normalise_document_number)
    money_asked = models.CharField("diminta uang", max_length=20, choices=Answer, blank=True)
    story = EncryptedTextField("cerita", blank=True, default="")
    reporter_name = EncryptedTextField("nama pelapor", blank=True, default="")
    reporter_phone = EncryptedTextField("nomor HP pelapor", blank=True, default="")
    reporter_phone_index = BlindIndexField(source="reporter_phone", purpose="phone", normalise=normalise_phone)
    safe_contact = EncryptedTextField("cara dan jam aman", blank=True, default="")
    kelurahan_may_know = models.BooleanField("kelurahan boleh tahu", default=False)
    urgency = models.CharField("kegawatan", max_length=2, choices=Urgency)
    is_suspect = models.BooleanField("perlu dicek keasliannya", default=False)
    received_at = models.DateTimeField("diterima pada", auto_now_add=True)
    receipt_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # lib.receipt.stretch
    code_renewed_at = models.DateTimeField("kode diganti pada", null=True, editable=False)
    code_renewed_by = models.ForeignKey(Assignment, models.PROTECT, null=True, editable=False, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="reports")
    # UU PDP art. 33: what would endanger somebody need not be told.
    is_withheld = models.BooleanField("kabar ditahan", default=False)
    reporter_wrote_at = models.DateTimeField(null=True, blank=True)  # until somebody answers

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan keluarga"
        verbose_name_plural = "laporan keluarga"
        ordering = ["-received_at", "pk"]
        constraints = [
            set_together("code_renewed_by", "code_renewed_at", name="report_code_renewed_by_somebody"),
            valid_status(ReportStatus, "report_status_valid"),
            models.CheckConstraint(
                condition=~Q(status__in=AT_CASE) | Q(case__isnull=False),
                name="report_at_case_has_one",
            ),
            models.CheckConstraint(
                condition=Q(channel=ReportChannel.DARING, taken_by=None)
                | Q(channel__in=SPOKEN, taken_by__isnull=False, receipt_hash__isnull=False)
                | Q(channel=ReportChannel.DAFTAR, taken_by__isnull=False),
                name="report_channel_valid",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "urgency", "received_at"], name="report_by_status"),
            models.Index(fields=["passport_index"], name="report_by_passport"),
            models.Index(fields=["reporter_phone_index"], name="report_by_phone"),
            models.Index(fields=["reporter_wrote_at"], condition=~Q(reporter_wrote_at=None), name="report_unanswered"),
        ]

    def __str__(self):
        return str(self.id)

    def get_absolute_url(self):
        return reverse("cases:report", args=[self.pk])

    @property
    def country_name(self):
        return country_name(self.country) if self.country else "Negara belum diketahui"

    @property
    def trouble_names(self):
        return [Category(code).label for code in self.troubles]

    def judged(self):
        """How pressing it is by what it said on the day it came, with the reasons; an officer judges by himself."""
        if self.taken_by_id:
            return Judged(self.urgency, [BY_OFFICER, *self.trouble_names])
        day = localdate(self.received_at) if self.received_at else localdate()
        silent = (day - self.last_contact_on).days if self.last_contact_on else None
        return judge(danger=self.danger, troubles=self.troubles, free_to_speak=self.free_to_speak, days_silent=silent)


class OfReportQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(report_scope(actor, "report__"))


class ReportMessageQuerySet(OfReportQuerySet):
    def with_open_place(self):
        """A place from the family that no officer has decided about."""
        return self.alias(length=Length("place")).filter(by=None, decision=None, length__gt=0)


class ReportChangeQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(report_scope(actor, "subject__"))


class ReportChange(StatusChange):
    subject = models.ForeignKey(Report, models.CASCADE, related_name="history")
    old_status = models.CharField(max_length=STATUS_LENGTH, choices=ReportStatus, blank=True)
    new_status = models.CharField(max_length=STATUS_LENGTH, choices=ReportStatus)

    objects = ReportChangeQuerySet.as_manager()

    class Meta(StatusChange.Meta):
        verbose_name = "perubahan laporan"
        verbose_name_plural = "perubahan laporan"
        indexes = [models.Index(fields=["subject", "-recorded_at"], name="report_history")]


class ReportMessage(models.Model):
    """One message between a reporter and the city, in his own thread. Never edited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # made by the form
    report = models.ForeignKey(Report, models.CASCADE, related_name="messages", db_index=False)
    by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")  # empty: the reporter
    sent_at = models.DateTimeField(auto_now_add=True)
    text = EncryptedTextField("pesan", blank=True, default="")
    place = EncryptedTextField("tempat", blank=True, default="")
    # A message of ours that this one puts right; both stay.
    corrects = models.ForeignKey(
        "self", models.CASCADE, null=True, editable=False, related_name="corrections", verbose_name="ralat atas"
    )

    objects = ReportMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "pesan laporan"
        verbose_name_plural = "pesan laporan"
        ordering = ["sent_at", "pk"]
        indexes = [models.Index(fields=["report", "sent_at"], name="report_thread")]

    def __str__(self):
        return str(self.id)

    def get_absolute_url(self):
        return f"{reverse('cases:report', args=[self.report_id])}#pesan"
