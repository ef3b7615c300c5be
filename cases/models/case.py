from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Assignment, Office, Role
from cases.models.history import STATUS, with_history
from cases.models.scope import case_scope
from cases.models.stateful import STATUS_LENGTH, Stateful, StatusChange, status_field, valid_status
from cases.states.case import MOVES, OPEN, CaseStatus
from cases.states.case_person import BEFORE_DEED
from cases.states.closing import ENDINGS
from cases.states.coordination import CoordinationStatus
from cases.states.moves import REASON
from cases.values.casefile import TIME_LIMITS
from cases.values.choices import CONFIDENTIAL_CATEGORIES, Category, CloseReason, Relation, Source, Urgency
from cases.values.countries import country_name
from cases.values.identity import normalise_phone
from cases.values.satisfaction import NOT_ASKED
from lib.encryption import BlindIndexField, EncryptedTextField

NEUTRAL_CATEGORY = "Kasus khusus"
CLOSING = {CaseStatus.USUL_TUTUP, CaseStatus.DITUTUP}
NOT_BY_TIME = "Kasus P1 dan P2 tidak ditutup hanya karena waktu. BP3MI boleh menutup laporannya; kota tetap mencari."
STILL_ASKED = "Masih ada koordinasi yang terbuka. Tutup dulu koordinasinya, dengan alasannya."
STILL_RETURNING = "{} sudah tiba tetapi belum diserahterimakan. Catat BAST-nya, atau catat mengapa tidak ada."
STILL_OPEN = "Belum bisa ditutup sebagai “{}” karena {}. Catat dulu langkahnya, atau pilih alasan lain."
NO_OUTCOME = "Bagaimana akhirnya bagi {}? Isi “Hasil akhir” di halaman “Keadaannya”, lalu tutup kasusnya."
NOBODY_ENDED_SO = "Tidak seorang pun dalam kasus ini berakhir sebagai “{}”. Pilih alasan yang sesuai."
NAMED = 5  # of many who stand in the way


def _listed(names):
    names = list(names)
    more = [f"{len(names) - NAMED} orang lain"] if len(names) > NAMED else []
    return ", ".join([*names[:NAMED], *more])


class CaseQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(case_scope(actor))

    def open(self):
        return self.filter(status__in=OPEN)

    def urgent(self):
        return self.filter(urgency__in=(Urgency.P1, Urgency.P2))

    def left_behind(self, on):
        """Whose handler's term is over, whose account was frozen, or who waits to be confirmed."""
        gone = Q(handler__user__is_active=False) | Q(handler__awaits_confirmation=True)
        return self.filter(Q(handler__ends_on__lt=on) | gone)

    def in_hand_of(self, actor, on):
        """What this holder answers for, and what earlier holders of the same office left behind."""
        return self.filter(_in_hand_of(actor, on))

    def of_others(self, actor, on):
        return self.exclude(_in_hand_of(actor, on))


def _in_hand_of(actor, on):
    """Two conditions: of who answers for thousands the database then takes the most pressing, and does not sort all."""
    gone = Q(ends_on__lt=on) | Q(user__is_active=False)
    left = Assignment.objects.filter(gone, office=actor.office_id).order_by().values("pk")
    return Q(handler=actor.pk) | Q(handler__in=left)


@with_history(*STATUS, "handler", "version")
class Case(Stateful):
    """Trouble that persons are in: what, where, and who told us. Who they are stands in CasePerson."""

    MOVES = MOVES

    client_uuid = models.UUIDField(unique=True, editable=False)
    number = models.CharField("nomor", max_length=20, unique=True, editable=False)
    status = status_field(CaseStatus, CaseStatus.BARU)
    category = models.CharField("jenis utama", max_length=40, choices=Category)
    further_categories = ArrayField(
        models.CharField(max_length=40, choices=Category), verbose_name="jenis lain", default=list, blank=True
    )
    urgency = models.CharField("kegawatan", max_length=2, choices=Urgency)
    country = models.CharField("negara", max_length=2, blank=True)
    place = EncryptedTextField("tempat", blank=True, default="")
    chronology = EncryptedTextField("kronologi", blank=True, default="")
    reported_on = models.DateField("dilaporkan pada")
    source = models.CharField("sumber", max_length=20, choices=Source)
    reporter_name = EncryptedTextField("nama pelapor", blank=True, default="")
    reporter_relation = models.CharField("hubungan pelapor", max_length=20, choices=Relation, blank=True)
    reporter_phone = EncryptedTextField("nomor HP pelapor", null=True, blank=True)
    reporter_phone_index = BlindIndexField(source="reporter_phone", purpose="phone", normalise=normalise_phone)
    kelurahan_may_know = models.BooleanField("keluarga mengizinkan kelurahan tahu", default=False)
    version = models.PositiveIntegerField(default=0, db_default=0, editable=False)  # tells two editors apart
    opened_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dibuka oleh")
    opened_at = models.DateTimeField("dibuka pada", auto_now_add=True)
    # One person answers for it; changed by `cases.rules.casework.handover` alone, which keeps the history.
    handler = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="penanggung jawab")

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "kasus"
        verbose_name_plural = "kasus"
        ordering = ["-pk"]
        constraints = [valid_status(CaseStatus, "case_status_valid")]
        indexes = [
            models.Index(fields=["reporter_phone_index"], name="case_by_reporter_phone"),
            models.Index(fields=["status", "urgency"], include=["id"], name="case_by_status"),  # counted without a row
            # With all that the order and the states of the list ask for, so that no row is read for it.
            models.Index(
                fields=["urgency", "status_since", "id"],
                include=["status"],
                condition=~models.Q(status=CaseStatus.DITUTUP),
                name="case_open_by_urgency",
            ),
            models.Index(
                fields=["status_since", "id"], condition=models.Q(status=CaseStatus.DITUTUP), name="case_closed_by_day"
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("cases:case", args=[self.number])

    def refuses(self, step, on, by, given):
        """Before the head is asked to close, and again when she does: nothing of it may still be under way."""
        reason = given[REASON]
        if step.target not in CLOSING or not reason:
            return ""
        if self.urgency in (Urgency.P1, Urgency.P2) and reason in TIME_LIMITS:
            return NOT_BY_TIME
        if self.coordinations.exclude(status=CoordinationStatus.DITUTUP).exists():
            return STILL_ASKED
        return self._refuses_ending(reason, list(self.persons.select_related("person")))

    def _refuses_ending(self, reason, persons):
        """Who stands in the way of this reason, by name."""
        ending, label = ENDINGS[reason], CloseReason(reason).label
        if returning := [link for link in persons if link.status in BEFORE_DEED]:
            return STILL_RETURNING.format(_listed(link.person.name for link in returning))
        if left := [link for link in persons if ending.leaves_open(link.status, link.outcome)]:
            stand = (f"{link.person.name} tercatat “{link.get_status_display()}”" for link in left)
            return STILL_OPEN.format(label, _listed(stand))
        if untold := [link for link in persons if ending.lacks_outcome(link.status, link.outcome)]:
            return NO_OUTCOME.format(_listed(link.person.name for link in untold))
        fits = not persons or any(ending.is_true_of(link.status, link.outcome) for link in persons)
        return "" if fits else NOBODY_ENDED_SO.format(label)

    @property
    def country_name(self):
        return country_name(self.country)

    @property
    def neutral_category(self):
        """What lists may say: a suspicion of trafficking would give the victim away."""
        return NEUTRAL_CATEGORY if self.category in CONFIDENTIAL_CATEGORIES else self.get_category_display()

    def categories_for(self, actor, team):
        """Main and further categories: in full for the case team (offices) and the head, else in neutral words."""
        is_close = actor.role == Role.KADIS or actor.office_id in team
        hidden = frozenset() if is_close else CONFIDENTIAL_CATEGORIES
        names = [
            NEUTRAL_CATEGORY if c in hidden else Category(c).label for c in (self.category, *self.further_categories)
        ]
        return list(dict.fromkeys(names))


class CaseChangeQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """How the city works on its case is its own affair."""
        if actor is not None and actor.role == Role.BP3MI:
            return self.none()
        return self.filter(case_scope(actor, "subject__"))


class CaseChange(StatusChange):
    subject = models.ForeignKey(Case, models.CASCADE, related_name="history")
    old_status = models.CharField(max_length=STATUS_LENGTH, choices=CaseStatus, blank=True)
    new_status = models.CharField(max_length=STATUS_LENGTH, choices=CaseStatus)

    objects = CaseChangeQuerySet.as_manager()

    class Meta(StatusChange.Meta):
        # Few among all changes: whom to ring after closing is told without reading the history of each case.
        indexes = [models.Index(fields=["subject"], condition=Q(reason__in=NOT_ASKED), name="case_closed_unasked")]


class CaseMemberQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Who is in the team concerns the city, not the agencies outside it."""
        if actor is not None and actor.role == Role.BP3MI:
            return self.none()
        return self.filter(case_scope(actor, "case__"))


class CaseMember(models.Model):
    """An office in the need-to-know team of a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="members")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="jabatan")
    added_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = CaseMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "office"], name="one_membership_per_office")]

    def __str__(self):
        return f"anggota {self.pk}"
