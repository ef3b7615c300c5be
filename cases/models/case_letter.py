import json

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone

from accounts.models import Agency, Assignment, Role, territory_scope
from cases.models.case import Case
from cases.models.case_person import CasePerson
from cases.models.group_event import GroupEvent
from cases.models.history import STATUS, with_history
from cases.models.letter import CODE_LENGTH, SealedPdf, in_fours
from cases.models.scope import NOTHING, WHOLE_CITY, case_scope, not_shut, shut_cases
from cases.models.stateful import STATUS_LENGTH, Stateful, StatusChange, status_field, valid_status
from cases.states.case_letter import ASKS_FOR_SHEET, ISSUED, MOVES, SENT, TO_SIGN, UNNUMBERED, CaseLetterStatus
from cases.states.case_person import STILL_TO_COME
from cases.values.case_letter import FOR_DINSOS, SPECS, WITHOUT_SHEET, CaseLetterKind, Secrecy
from cases.values.sharing import FieldGroup
from lib.encryption import EncryptedTextField

NO_NUMBER = "Surat ini belum bernomor. Setujui lewat halaman suratnya."
NO_SHEET = "Unggah lembar bertanda tangan, atau tulis mengapa lembarnya menyusul."
KEEPS_NO_SHEET = (*UNNUMBERED, ASKS_FOR_SHEET, CaseLetterStatus.DICABUT)


class CaseLetterQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The city's own, but none that names somebody of a case this user is shut out of; an agency what it got;
        Dinsos what was issued for its work, where it is in the team of everybody named.
        """
        if actor is None:
            return self.filter(NOTHING)
        scope = ~Q(pk__in=CaseLetterPerson.objects.filter(link__case__in=shut_cases(actor)).values("letter"))
        # Nor one that tells what all of a group went through, where one of its cases is shut to this user.
        scope &= ~Q(group__in=GroupEvent.objects.partly_shut(actor), bases__has_key=FieldGroup.KRONOLOGI)
        if actor.role in WHOLE_CITY:
            return self.filter(scope)
        if actor.role == Role.BP3MI:
            return self.filter(scope, agency=actor.agency_id, status__in=SENT).standing()
        if actor.role == Role.DINSOS:
            return self.filter(scope, _of_whole_team(actor), kind__in=FOR_DINSOS, status__in=ISSUED).standing()
        return self.filter(NOTHING)

    def standing(self):
        """Those that rest on no consent which was taken back: such a letter is another office's no more."""
        return self.exclude(sharings__bases__withdrawn_at__isnull=False)

    def of_case(self, case):
        """Those that speak of somebody in this case, its own and its group's."""
        return self.filter(pk__in=CaseLetterPerson.objects.filter(link__case=case).values("letter"))

    def issued(self):
        return self.exclude(number="")

    def numbered(self, text):
        """By its own number, or by one that the addressee gave it: agenda of the receipt, number of the answer."""
        given = CaseLetterChange.objects.alias(found=REFERENCE).filter(found=text.upper()).values("subject")
        return self.filter(Q(number__icontains=text) | Q(pk__in=given))


def _of_whole_team(actor):
    """Names somebody of a case of this actor, and nobody of another."""
    named = CaseLetterPerson.objects.filter(letter=OuterRef("pk"))
    theirs = case_scope(actor, "link__case__")
    mine = CaseLetterPerson.objects.filter(theirs).values("letter")
    strangers = named.exclude(pk__in=CaseLetterPerson.objects.filter(theirs).values("pk"))
    return Q(pk__in=mine) & ~Exists(strangers)


@with_history(*STATUS, "version", "sheet_version", "sheet_follows")
class CaseLetter(Stateful):
    """A letter of Disnaker about persons of one case or of one group.

    What it says is frozen in `content` when it is written: the preview, the head and the addressee read the same words.
    """

    MOVES = MOVES

    client_uuid = models.UUIDField(unique=True, editable=False)
    kind = models.CharField("jenis", max_length=10, choices=CaseLetterKind)
    status = status_field(CaseLetterStatus, CaseLetterStatus.KONSEP)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="letters", verbose_name="kasus")
    group = models.ForeignKey(GroupEvent, models.CASCADE, null=True, related_name="letters", verbose_name="rombongan")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", verbose_name="instansi yang dituju")
    secrecy = models.CharField("sifat", max_length=10, choices=Secrecy, default=Secrecy.TERBATAS)
    written = EncryptedTextField("isian")  # what the form was given, to be changed while it is a draft
    content = EncryptedTextField("isi")  # what the template is given
    bases = models.JSONField("dasar penyerahan data", default=dict)  # {group: basis} of the data it carries
    consent_on = models.DateField("tanggal persetujuan", null=True, blank=True)
    year = models.PositiveSmallIntegerField("tahun", null=True)
    serial = models.PositiveIntegerField("urutan", null=True)
    number = models.CharField("nomor", max_length=100, blank=True, default="")
    code = models.CharField("kode keaslian", max_length=CODE_LENGTH, null=True, unique=True)
    issued_on = models.DateField("tanggal surat", null=True)
    written_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="ditulis oleh")
    written_at = models.DateTimeField("ditulis pada", default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)  # tells two editors apart
    # Which scan of the signed sheet counts (SignedSheet); 0 while there is none.
    sheet_version = models.PositiveSmallIntegerField(default=0, editable=False)
    sheet_follows = models.BooleanField("lembar bertanda tangan menyusul", default=False, editable=False)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="replacements", verbose_name="menggantikan surat"
    )

    objects = CaseLetterQuerySet.as_manager()

    class Meta:
        verbose_name = "surat kasus"
        verbose_name_plural = "surat kasus"
        ordering = ["-written_at", "-pk"]
        constraints = [
            valid_status(CaseLetterStatus, "case_letter_status_valid"),
            models.CheckConstraint(
                condition=Q(case__isnull=False, group=None) | Q(case=None, group__isnull=False),
                name="case_letter_of_one",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted({*UNNUMBERED, CaseLetterStatus.DICABUT}))
                | (~Q(number="") & Q(code__isnull=False, issued_on__isnull=False)),
                name="case_letter_has_number",
            ),
            models.UniqueConstraint(fields=["year", "serial"], name="one_case_letter_per_number"),
            models.CheckConstraint(
                condition=Q(status__in=sorted(KEEPS_NO_SHEET))
                | Q(kind__in=WITHOUT_SHEET)
                | Q(sheet_version__gt=0)
                | Q(sheet_follows=True),
                name="case_letter_sheet_kept_or_awaited",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=~Q(status=CaseLetterStatus.DICABUT),
                name="one_replacement_per_case_letter",
            ),
        ]
        indexes = [
            models.Index(fields=["-written_at", "-id"], name="case_letter_by_day"),
            models.Index(fields=["status", "-written_at", "-id"], name="case_letter_by_status"),
        ]

    def __str__(self):
        return self.number or f"konsep {self.pk}"

    def get_absolute_url(self):
        return reverse("cases:case_letter", args=[self.pk])

    def refuses(self, step, on, by, given):
        if step.target in (*UNNUMBERED, CaseLetterStatus.DICABUT):
            return ""
        if not self.number:
            return NO_NUMBER
        return {"sheet": NO_SHEET} if self.lacks_sheet and step.target != ASKS_FOR_SHEET else ""

    @property
    def source(self):
        """The case or the group it was written from."""
        return self.case or self.group

    @property
    def spec(self):
        return SPECS[self.kind]

    @property
    def is_draft(self):
        return self.status == CaseLetterStatus.KONSEP

    @property
    def lacks_sheet(self):
        """Others will rely on the signed sheet, and nobody has scanned it nor said that it follows."""
        return self.spec.by_hand and not self.sheet_version and not self.sheet_follows

    @property
    def replacement(self):
        """The one that counts in the place of this one; None while it has no number."""
        return self.replacements.issued().exclude(status=CaseLetterStatus.DICABUT).first()

    @property
    def may_be_replaced(self):
        """It was wrong and had gone out: its number is void, and a new letter is not written yet."""
        is_void = self.status == CaseLetterStatus.DICABUT and self.number
        return bool(is_void) and not self.replacements.exclude(status=CaseLetterStatus.DICABUT).exists()

    @property
    def body(self):
        return json.loads(self.content)

    @property
    def answers(self):
        return json.loads(self.written)

    @property
    def public_code(self):
        return in_fours(self.code) if self.code else ""

    @property
    def public_kind(self):
        """Which kind it is would say that somebody is in trouble."""
        return "surat dinas"

    @property
    def issuer(self):
        return "Dinas Tenaga Kerja"

    @property
    def withdrawn_on(self):
        return timezone.localdate(self.status_since) if self.status == CaseLetterStatus.DICABUT else None


class CaseLetterPersonQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(letter__in=CaseLetter.objects.visible_to(actor))

    def deeds(self):
        return self.filter(letter__kind=CaseLetterKind.S08, letter__status__in=ISSUED)

    def awaiting_witness(self, actor):
        """Deeds about its residents that are approved and not signed yet: the kelurahan stands by at the hand-over."""
        if actor is None or actor.role != Role.KELURAHAN:
            return self.filter(NOTHING)
        lives_there = territory_scope(actor, "link__person__territory")
        deeds = self.deeds().filter(lives_there, not_shut(actor, "link__case__"))
        return deeds.filter(letter__status__in=TO_SIGN, link__status__in=STILL_TO_COME)

    def of_issued_deeds(self):
        """Named in a deed of hand-over (BAST) that stands; the newest first."""
        return self.deeds().exclude(letter__number="").order_by("-letter__issued_on", "-letter__serial")


class CaseLetterPerson(models.Model):
    """One person a letter speaks of."""

    letter = models.ForeignKey(CaseLetter, models.CASCADE, related_name="persons")
    link = models.ForeignKey(CasePerson, models.CASCADE, related_name="letters")

    objects = CaseLetterPersonQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["letter", "link"], name="once_per_letter")]

    def __str__(self):
        return f"orang {self.pk}"


class CaseLetterFile(SealedPdf):
    letter = models.OneToOneField(CaseLetter, models.CASCADE, primary_key=True, related_name="file")


# What the register is searched by, in any case of letters.
REFERENCE = Upper("reference")


class CaseLetterChangeQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Others see what happened since it was sent or issued, not how we came to write it."""
        scoped = self.filter(subject__in=CaseLetter.objects.visible_to(actor))
        told = {Role.BP3MI: SENT, Role.DINSOS: ISSUED}.get(actor and actor.role)
        return scoped.filter(new_status__in=told) if told else scoped


class CaseLetterChange(StatusChange):
    subject = models.ForeignKey(CaseLetter, models.CASCADE, related_name="history")
    old_status = models.CharField(max_length=STATUS_LENGTH, choices=CaseLetterStatus, blank=True)
    new_status = models.CharField(max_length=STATUS_LENGTH, choices=CaseLetterStatus)

    objects = CaseLetterChangeQuerySet.as_manager()

    class Meta(StatusChange.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(old_status=CaseLetterStatus.DIKIRIM, new_status=CaseLetterStatus.DITERIMA)
                | ~Q(reference="") & ~Q(said_by=""),
                name="receipt_has_number_and_receiver",
            )
        ]
        indexes = [models.Index(REFERENCE, condition=~Q(reference=""), name="case_letter_change_by_number")]
