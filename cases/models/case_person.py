from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from cases.models.case import Case
from cases.models.funding import Funding
from cases.models.group_event import GroupEvent
from cases.models.journey import Journey
from cases.models.person import Person
from cases.models.scope import case_scope
from cases.models.stateful import STATUS_LENGTH, Stateful, StatusChange, status_field, valid_status
from cases.states.case_person import MOVES, CasePersonStatus
from cases.states.funding import WAITS_FOR
from cases.values.casefile import Outcome, Will
from cases.values.countries import country_name
from lib.encryption import EncryptedTextField

NO_MONEY = "Biaya perjalanan ini harus disanggupi dulu. Lihat bagian biaya di halaman kasus."


class CasePersonQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(case_scope(actor, "case__"))

    def with_money_for(self, target):
        """Each knows whether a leg that must be paid first is still nobody's: many are asked in one question."""
        missing = Funding.objects.missing_for(target).filter(case=OuterRef("case"))
        return self.annotate(lacks_money=Exists(missing.filter(Q(link=None) | Q(link=OuterRef("pk")))))


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

    def __str__(self):
        return f"orang {self.pk}"

    def get_absolute_url(self):
        return reverse("cases:case_person", args=[self.case.number, self.pk])

    def refuses(self, step, on, by, given):
        """Who waited goes back to where he was; to set out takes the money for it."""
        if step.resumes or step.target not in WAITS_FOR:
            return ""
        if not hasattr(self, "lacks_money"):
            self.lacks_money = type(self).objects.with_money_for(step.target).get(pk=self.pk).lacks_money
        return NO_MONEY if self.lacks_money else ""

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
