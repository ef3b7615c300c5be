from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from cases.models import kept_record
from cases.models.case import Case
from cases.models.funding import Funding
from cases.models.group_event import GroupEvent
from cases.models.journey import Journey
from cases.models.person import Person
from cases.models.scope import case_scope
from cases.models.stateful import STATUS_LENGTH, Stateful, StatusChange, status_field, valid_status
from cases.states.case_person import MOVES, CasePersonStatus
from cases.states.funding import COUNTED, WAITS_FOR
from cases.states.moves import NOTE
from cases.values.casefile import Outcome, Will
from cases.values.countries import country_name
from lib.encryption import EncryptedTextField

NO_DEED = (
    "Belum ada berita acara (BAST) bernomor untuk orang ini. Buat dulu suratnya, unggah BAST yang sudah "
    "ditandatangani, atau tulis di catatan mengapa tidak ada."
)
NO_LEG = "Biaya pulangnya belum dicatat. Disnaker mencatat siapa yang membayar di bagian biaya di halaman kasus."
NO_MONEY = "Biaya perjalanan ini harus disanggupi dulu. Lihat bagian biaya di halaman kasus."


class CasePersonQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(case_scope(actor, "case__"))

    def ready_for(self, target):
        """Each knows what a step to this state rests on: many are asked in one question.

        `lacks_leg` if nobody wrote down who pays, `lacks_money` if a leg that must be paid first is still nobody's,
        `deed_number` of the BAST that names him.
        """
        his = Q(link=None) | Q(link=OuterRef("pk"))
        legs = Funding.objects.filter(his, case=OuterRef("case"))
        named = apps.get_model("cases", "CaseLetterPerson").objects.filter(link=OuterRef("pk"))
        return self.annotate(
            lacks_leg=~Exists(legs.filter(status__in=COUNTED)),
            lacks_money=Exists(legs.missing_for(target)),
            deed_number=Subquery(named.of_issued_deeds().values("letter__number")[:1]),
        )


class CasePerson(Stateful):
    """One person in one case, with a way of his own through it: siblings may be in two countries."""

    MOVES = MOVES

    case = models.ForeignKey(Case, models.CASCADE, related_name="persons")
    person = models.ForeignKey(Person, models.PROTECT, related_name="case_persons")
    journey = models.ForeignKey(Journey, models.PROTECT, null=True, blank=True, related_name="case_persons")
    status = status_field(CasePersonStatus, CasePersonStatus.DALAM_PENCARIAN)
    country = models.CharField("negara", max_length=2, blank=True)
    place = EncryptedTextField("tempat", blank=True, default="")
    will = models.CharField(
        "kemauan sendiri", max_length=20, choices=Will, default=Will.BELUM_DITANYA, db_default=Will.BELUM_DITANYA
    )
    outcome = models.CharField("hasil akhir", max_length=20, choices=Outcome, blank=True, default="", db_default="")
    group = models.ForeignKey(
        GroupEvent, models.SET_NULL, null=True, blank=True, related_name="persons", verbose_name="rombongan"
    )
    version = models.PositiveIntegerField(default=0, db_default=0, editable=False)  # tells two editors apart

    objects = CasePersonQuerySet.as_manager()

    class Meta:
        verbose_name = "orang dalam kasus"
        verbose_name_plural = "orang dalam kasus"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="one_row_per_person_and_case"),
            valid_status(CasePersonStatus, "case_person_status_valid"),
        ]
        indexes = [
            # Nobody is reminded of the papers of the dead: few, and asked for with each paper.
            models.Index(
                fields=["person"], condition=models.Q(status=CasePersonStatus.MENINGGAL), name="case_person_dead"
            )
        ]
        triggers = kept_record.follow()

    def __str__(self):
        return f"orang {self.pk}"

    def get_absolute_url(self):
        return reverse("cases:case_person", args=[self.case.number, self.pk])

    def refuses(self, step, on, by, given):
        """Who waited goes back to where he was; to set out takes the money for it, to be handed over the deed."""
        is_handed_over = step.target == CasePersonStatus.SERAH_TERIMA
        if step.resumes or not (is_handed_over or step.target in WAITS_FOR):
            return ""
        known = self if hasattr(self, "lacks_money") else type(self).objects.ready_for(step.target).get(pk=self.pk)
        if is_handed_over:
            return "" if known.deed_number or given[NOTE] or given["file"] else NO_DEED
        # Who needs no money of anybody goes home without this state; in it somebody pays (domain.md §4, PEMBIAYAAN).
        if step.source == CasePersonStatus.PEMBIAYAAN and known.lacks_leg:
            return NO_LEG
        return NO_MONEY if known.lacks_money else ""

    @property
    def country_name(self):
        return country_name(self.country)


class CasePersonChangeQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(case_scope(actor, "subject__case__"))


class CasePersonChange(StatusChange):
    subject = models.ForeignKey(CasePerson, models.CASCADE, related_name="history")
    old_status = models.CharField(max_length=STATUS_LENGTH, choices=CasePersonStatus, blank=True)
    new_status = models.CharField(max_length=STATUS_LENGTH, choices=CasePersonStatus)

    objects = CasePersonChangeQuerySet.as_manager()
