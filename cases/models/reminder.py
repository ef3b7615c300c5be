import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from accounts.models import Assignment, Role
from cases.models.case import Case
from cases.models.coordination import Coordination
from cases.models.deadline import Deadline, letters_naming
from cases.models.document import Document
from cases.models.journey import Journey
from cases.models.need_to_know import EmergencyAccess
from cases.models.offer_question import OfferQuestion
from cases.models.registration_draft import RegistrationDraft
from cases.models.reply_link import ReplyLink
from cases.models.report import Report
from cases.models.returnee_list import ReturneeList
from cases.models.scope import shut_cases
from cases.states.case import OPEN
from cases.states.coordination import WAITING_FOR_AGENCY
from cases.states.report import ReportStatus
from lib.clock import today

MAX_ATTEMPTS = 8
FAILED = Q(sent_at=None, attempts__gte=MAX_ATTEMPTS, leased_until=None)
OVERSEERS = {Role.DISNAKER, Role.KADIS}  # they also see what failed elsewhere, without what it was about
SUBJECTS = (
    "coordination", "document", "journey", "draft", "report", "link", "emergency_access", "deadline", "case", "offer",
    "returnee_list",
)  # fmt: skip


def _about(rule, subject):
    """A row of this rule has this one subject and no other."""
    return Q(rule=rule, **{f"{name}__isnull": name != subject for name in SUBJECTS})


def _about_a_case(cases):
    """Whatever of a case it reminds of. Who opened it in an emergency is the head's to read, of her own cases too."""
    asked = Coordination.objects.filter(case__in=cases)
    return (
        Q(coordination__in=asked)
        | Q(case__in=cases)
        | Q(deadline__in=_clocks_of(cases))
        | Q(report__in=Report.objects.filter(case__in=cases))
        | Q(link__in=ReplyLink.objects.filter(sharings__coordination__in=asked))
    )


def _clocks_of(cases):
    of_a_letter = Q(letter__in=letters_naming(cases))
    return Deadline.objects.filter(Q(case__in=cases) | Q(report__case__in=cases) | of_a_letter)


# Which case a row is about; of an emergency opening the head reads whatever case it is (decision 19).
CASE = Coalesce(
    "case",
    "coordination__case",
    "deadline__case",
    "deadline__report__case",
    "report__case",
)


class ReminderQuerySet(models.QuerySet):
    def visible_to(self, actor):
        if actor is None:
            return self.none()
        # Their keys first: with them the database can cross two indexes, through a join it cannot.
        own = Q(recipient__in=list(Assignment.objects.filter(office=actor.office_id).values_list("pk", flat=True)))
        rows = self.filter(own | FAILED) if actor.role in OVERSEERS else self.filter(own)
        return rows.exclude(_about_a_case(shut_cases(actor)))

    def addressed_to(self, actor):
        """Those of the actor's own office, whoever held it when they were planned."""
        return self.filter(recipient__office=actor.office_id) if actor else self.none()

    def due(self, now):
        """Neither done nor given up, and not in somebody's hands."""
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        return self.filter(free, sent_at=None, attempts__lt=MAX_ATTEMPTS)

    def abandoned(self, now):
        """In the hands of a sender that died on the last attempt."""
        return self.filter(sent_at=None, attempts__gte=MAX_ATTEMPTS, leased_until__lte=now)

    def failed(self):
        return self.filter(FAILED)

    def cases(self):
        """{row: the cases it is about}; a letter of a group is about all of whom it names somebody, and a link about
        all that was handed over with it.
        """
        found = {}
        several = F("deadline__letter__persons__link__case"), F("link__sharings__coordination__case")
        for pk, *cases in self.order_by().values_list("pk", CASE, *several).distinct():
            found.setdefault(pk, set()).update(case for case in cases if case)
        return found

    def still_needed(self):
        """Whose reason has not gone since they were planned: no answer came, the date is the same, nobody died."""
        return self.filter(
            Q(coordination__status__in=WAITING_FOR_AGENCY, coordination__due_on=F("due_on"))
            | Q(document__in=Document.objects.in_use(), document__expires_on=F("due_on"))
            | Q(journey__in=Journey.objects.under_contract(), journey__contract_ends_on=F("due_on"))
            | Q(draft__expires_on=F("due_on"))
            | Q(deadline__in=Deadline.objects.running(), deadline__due_at__date=F("due_on"))
            | Q(rule="LATENESS_TO_MAYOR")
            | Q(report__status=ReportStatus.BARU)
            | Q(case__status__in=OPEN)
            | Q(rule=self.model.Rule.REPLY_LINK, link__in=ReplyLink.objects.live(today()))
            | Q(rule=self.model.Rule.NO_REACTION, link__in=ReplyLink.objects.silent(today()))
            | Q(emergency_access__isnull=False, emergency_access__read_at=None)
            | Q(offer__in=OfferQuestion.objects.waiting())
            | Q(rule=self.model.Rule.RETURN_SOON, due_on__gte=today())
        )


class Reminder(models.Model):
    """One message owed to one person in office; the row is plan, outbox and trail at once.

    It is about exactly one subject: a coordination, a paper, a journey whose contract ends, a draft nobody sent, a
    family's report or a case that cannot wait, a link by which an agency answers, a shut case opened in an emergency,
    a deadline, a question about a job offer, or a list of people who come home; only the mayor's office is told of a
    number, and who is on duty of a day on which people land, and of nothing else.
    """

    class Rule(models.TextChoices):
        COORDINATION_OVERDUE = "COORDINATION_OVERDUE", "jawaban instansi terlambat"
        DOCUMENT_EXPIRING = "DOCUMENT_EXPIRING", "dokumen atau kontrak akan berakhir"
        DEADLINE_LATE = "DEADLINE_LATE", "tenggat Disnaker lewat"
        DEADLINE_TO_HEAD = "DEADLINE_TO_HEAD", "keterlambatan naik ke Kepala Disnaker"
        LETTER_DUE = "LETTER_DUE", "surat pengingat perlu dikirim"
        LATENESS_TO_MAYOR = "LATENESS_TO_MAYOR", "angka keterlambatan untuk Wali Kota"
        DRAFT_EXPIRING = "DRAFT_EXPIRING", "draf pendaftaran akan dihapus"
        REPORT_URGENT = "REPORT_URGENT", "laporan keluarga yang darurat"
        CASE_URGENT = "CASE_URGENT", "kasus darurat dari petugas"
        REPLY_LINK = "REPLY_LINK", "tautan balasan untuk instansi"
        NO_REACTION = "NO_REACTION", "tautan balasan tanpa reaksi"
        EMERGENCY_ACCESS = "EMERGENCY_ACCESS", "kasus tertutup dibuka darurat"
        OFFER_WAITING = "OFFER_WAITING", "pertanyaan tawaran kerja belum dijawab"
        RETURN_SOON = "RETURN_SOON", "warga segera tiba"

    class Channel(models.TextChoices):
        EMAIL = "EMAIL", "e-mail"
        PORTAL = "PORTAL", "portal saja"  # there is no address, or nobody holds the office any more
        NONE = "NONE", "tidak diperlukan lagi"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rule = models.CharField("aturan", max_length=40, choices=Rule)
    coordination = models.ForeignKey(Coordination, models.CASCADE, null=True, related_name="reminders")
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="reminders")
    journey = models.ForeignKey(Journey, models.CASCADE, null=True, related_name="reminders")
    draft = models.ForeignKey(RegistrationDraft, models.CASCADE, null=True, related_name="reminders")
    deadline = models.ForeignKey(Deadline, models.CASCADE, null=True, related_name="reminders")
    report = models.ForeignKey(Report, models.CASCADE, null=True, related_name="reminders")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="reminders")
    link = models.ForeignKey(ReplyLink, models.CASCADE, null=True, related_name="reminders")
    emergency_access = models.ForeignKey(EmergencyAccess, models.CASCADE, null=True, related_name="reminders")
    offer = models.ForeignKey(OfferQuestion, models.CASCADE, null=True, related_name="reminders")
    returnee_list = models.ForeignKey(ReturneeList, models.CASCADE, null=True, related_name="reminders")
    due_on = models.DateField("jatuh tempo")
    days_before = models.PositiveSmallIntegerField("hari sebelumnya", default=0)
    recipient = models.ForeignKey(Assignment, models.PROTECT, related_name="reminders", verbose_name="penerima")
    planned_at = models.DateTimeField("direncanakan", auto_now_add=True)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    # Nobody else may take the row before this moment: it is being sent, or waits for its next attempt.
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField("selesai", null=True, blank=True)
    channel = models.CharField("lewat", max_length=20, choices=Channel, blank=True)
    last_error = models.CharField("galat terakhir", max_length=200, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "pengingat"
        verbose_name_plural = "pengingat"
        ordering = ["-planned_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_about("COORDINATION_OVERDUE", "coordination")
                | _about("DOCUMENT_EXPIRING", "document")
                | _about("DOCUMENT_EXPIRING", "journey")
                | _about("DRAFT_EXPIRING", "draft")
                | _about("DEADLINE_LATE", "deadline")
                | _about("DEADLINE_TO_HEAD", "deadline")
                | _about("LETTER_DUE", "deadline")
                | _about("LATENESS_TO_MAYOR", None)
                | _about("REPORT_URGENT", "report")
                | _about("CASE_URGENT", "case")
                | _about("REPLY_LINK", "link")
                | _about("NO_REACTION", "link")
                | _about("EMERGENCY_ACCESS", "emergency_access")
                | _about("OFFER_WAITING", "offer")
                | _about("RETURN_SOON", "returnee_list")
                | _about("RETURN_SOON", None),
                name="reminder_has_its_subject",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, channel="") | Q(sent_at__isnull=False) & ~Q(channel=""),
                name="reminder_done_has_channel",
            ),
            models.UniqueConstraint(
                fields=["rule", *SUBJECTS, "due_on", "days_before", "recipient"],
                nulls_distinct=False,
                name="one_reminder_per_deadline_and_recipient",
            ),
        ]
        indexes = [
            models.Index(fields=["planned_at"], condition=Q(sent_at=None), name="reminder_unsent"),
            models.Index(fields=["planned_at"], condition=FAILED, name="reminder_failed"),
        ]

    def __str__(self):
        return str(self.id)

    @property
    def subject(self):
        return next((row for name in SUBJECTS if (row := getattr(self, name))), None)

    @property
    def has_failed(self):
        return self.sent_at is None and self.attempts >= MAX_ATTEMPTS and self.leased_until is None
