import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Assignment, Role, territory_scope
from cases.models.case import Case
from cases.models.case_letter import CaseLetter, CaseLetterPerson
from cases.models.case_person import CasePerson
from cases.models.coordination import Coordination
from cases.models.history import with_history
from cases.models.report import Report
from cases.models.scope import NOTHING, WHOLE_CITY, case_scope, not_shut, shut_cases
from cases.states.coordination import SENT
from cases.states.deadline import BY_HAND, CLOCKS, OF_REPORT, VISITS, DeadlineCode, Holder
from cases.values.choices import Urgency
from cases.values.clock_run import DAYS, HOURS, WORKING_DAYS, due_at
from lib.encryption import EncryptedTextField


@with_history("updated_at")
class DeadlineParameter(models.Model):
    """How long one clock runs at one urgency, and how a lateness climbs. The head of Disnaker keeps it."""

    class Unit(models.TextChoices):
        JAM = HOURS, "jam"
        HARI = DAYS, "hari"
        HARI_KERJA = WORKING_DAYS, "hari kerja"

    code = models.CharField("tenggat", max_length=30, choices=DeadlineCode)
    urgency = models.CharField("kegawatan", max_length=2, choices=Urgency)
    amount = models.PositiveSmallIntegerField(
        "lama", null=True, blank=True, help_text="Kosongkan kalau tidak ada tenggat."
    )
    unit = models.CharField("satuan", max_length=12, choices=Unit)
    head_after = models.PositiveSmallIntegerField(
        "naik ke Kepala Disnaker setelah terlambat (hari)",
        null=True,
        blank=True,
        help_text="Untuk instansi lain: saat ini surat pengingat juga disiapkan. Kosongkan kalau tidak naik.",
    )
    mayor_after = models.PositiveSmallIntegerField(
        "masuk angka Wali Kota setelah terlambat (hari)", null=True, blank=True
    )
    source = models.CharField("sumber", max_length=200)
    checked_on = models.DateField("diperiksa pada")
    updated_at = models.DateTimeField("diubah pada", auto_now=True)

    class Meta:
        verbose_name = "lama tenggat"
        verbose_name_plural = "lama tenggat"
        ordering = ["code", "urgency"]
        constraints = [
            models.UniqueConstraint(fields=["code", "urgency"], name="one_parameter_per_urgency"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="deadline_amount_positive"),
            models.CheckConstraint(
                condition=Q(mayor_after=None) | Q(head_after=None) | Q(mayor_after__gte=models.F("head_after")),
                name="deadline_climbs_upwards",
            ),
        ]

    def __str__(self):
        return f"{self.get_code_display()} {self.urgency}"

    @property
    def clock(self):
        return CLOCKS[self.code]

    @property
    def version(self):
        return self.updated_at.isoformat() if self.updated_at else ""


def letters_naming(cases):
    """The keys of letters about somebody in these cases: those of a group hang on one of its cases only."""
    return CaseLetterPerson.objects.filter(link__case__in=cases).values("letter")


class DeadlineQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The city sees all clocks of a case or report, an agency only its own where it was asked; those of letters
        Disnaker.
        """
        if actor is None:
            return self.filter(NOTHING)
        if actor.role in WHOLE_CITY:
            seen = self.filter(not_shut(actor, "case__"), not_shut(actor, "report__case__"))
            return seen.exclude(letter__in=letters_naming(shut_cases(actor)))
        if actor.role == Role.BP3MI:
            mine = Q(coordination__agency=actor.agency_id, coordination__status__in=SENT)
            return self.filter(not_shut(actor, "case__"), mine, holder=Holder.INSTANSI)
        return self.filter(case_scope(actor, "case__"), letter=None)

    def visits_of_kelurahan(self, actor):
        """Calls on residents of its own who are home: its families let it know, or it was witness to their deed.

        One family's permission is not that of others in the same case.
        """
        if actor is None or actor.role != Role.KELURAHAN:
            return self.filter(NOTHING)
        others = CasePerson.objects.filter(case=OuterRef("case")).exclude(pk=OuterRef("case_person"))
        witnessed = CaseLetterPerson.objects.deeds().filter(link=OuterRef("case_person"))
        may_know = Q(case__kelurahan_may_know=True) & ~Exists(others)
        lives_there = territory_scope(actor, "case_person__person__territory")
        return self.filter(may_know | Exists(witnessed), lives_there, not_shut(actor, "case__"), code__in=VISITS)

    def keep(self, rows):
        """Write clocks anew, each in the place of what stood there for the same subject and rule."""
        self.bulk_create(rows, update_conflicts=True, unique_fields=self.model.KEY, update_fields=self.model.DERIVED)

    def running(self):
        return self.filter(done_at=None, paused_at=None)

    def open(self):
        return self.filter(done_at=None)

    def late(self, now):
        return self.running().filter(due_at__lt=now)

    def due_between(self, now, end):
        return self.running().filter(due_at__range=(now, end))


class Deadline(models.Model):
    """The clock of one case, coordination, person, letter or report by one rule.

    Written by `cases.rules.clocks.deadline` and `cases.rules.clocks.report_deadline` alone.

    What a reporter waits for is the report's, whether or not it belongs to a case by now.
    """

    # What follows from the histories and the lengths; the rest says whose clock it is.
    DERIVED = ("holder", "urgency", "started_at", "due_at", "paused_at", "done_at", "head_at", "mayor_at")
    KEY = ("case", "report", "code", "coordination", "case_person", "letter")

    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="deadlines")
    report = models.ForeignKey(Report, models.CASCADE, null=True, related_name="deadlines")
    code = models.CharField("tenggat", max_length=30, choices=DeadlineCode)
    coordination = models.ForeignKey(Coordination, models.CASCADE, null=True, related_name="deadlines")
    case_person = models.ForeignKey(CasePerson, models.CASCADE, null=True, related_name="deadlines")
    letter = models.ForeignKey(CaseLetter, models.CASCADE, null=True, related_name="deadlines")
    holder = models.CharField("jam siapa", max_length=12, choices=Holder)
    urgency = models.CharField("kegawatan", max_length=2, choices=Urgency)
    started_at = models.DateTimeField("mulai")
    due_at = models.DateTimeField("tenggat")
    paused_at = models.DateTimeField("berhenti sejak", null=True)
    done_at = models.DateTimeField("selesai", null=True)
    # When a lateness reaches the head, and the mayor's totals; empty where it does not climb.
    head_at = models.DateTimeField(null=True)
    mayor_at = models.DateTimeField(null=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = "tenggat"
        verbose_name_plural = "tenggat"
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "report", "code", "coordination", "case_person", "letter"],
                nulls_distinct=False,
                name="one_clock_per_subject_and_rule",
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False, report=None) & ~Q(code__in=OF_REPORT)
                | Q(
                    case=None,
                    coordination=None,
                    case_person=None,
                    letter=None,
                    report__isnull=False,
                    code__in=OF_REPORT,
                ),
                name="deadline_has_its_subject",
            ),
            models.CheckConstraint(condition=Q(done_at=None) | Q(paused_at=None), name="deadline_done_is_not_paused"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None, paused_at=None), name="deadline_running_by_due"),
            models.Index(
                fields=["code", "due_at"], condition=Q(done_at=None, paused_at=None), name="deadline_running_by_code"
            ),
        ]

    def __str__(self):
        return f"tenggat {self.pk}"

    def get_absolute_url(self):
        return (self.letter or self.case or self.report).get_absolute_url()

    @classmethod
    def of_run(cls, latest, length, closed, **about):
        """The clock that ran so (values/clock_run.py), for as long as the parameter says; not saved."""
        due = due_at(latest, length.amount, length.unit, closed)
        return cls(
            code=length.code,
            holder=CLOCKS[length.code].holder,
            started_at=latest.started_at,
            due_at=due,
            paused_at=latest.paused_at,
            done_at=latest.done_at,
            head_at=_later(due, length.head_after),
            mayor_at=_later(due, length.mayor_after),
            **about,
        )

    @property
    def derived(self):
        return tuple(getattr(self, name) for name in self.DERIVED)

    @property
    def of_case(self):
        """The case that it is of, or that its report became part of; None where there is none yet."""
        return self.case or self.report.case

    @property
    def is_by_hand(self):
        return self.code in BY_HAND

    def is_late(self, now):
        return self.done_at is None and self.paused_at is None and self.due_at < now

    @property
    def due_on(self):
        return timezone.localdate(self.due_at)


def _later(due, days):
    return None if days is None else due + timedelta(days=days)


class DeadlineMark(models.Model):
    """Somebody did by hand what a clock waits for: rang the family, visited the home. Never edited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="marks")
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dicatat oleh")
    at = models.DateTimeField("kapan")
    recorded_at = models.DateTimeField("tanggal catat", auto_now_add=True)
    note = EncryptedTextField("catatan", blank=True, default="")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"catatan tenggat {self.pk}"
