from django.db import models
from django.db.models import Q

from accounts.models import ScopedQuerySet
from cases.models.history import STATUS, with_history
from cases.models.person import Person
from cases.models.stateful import STATUS_LENGTH, Stateful, StatusChange, status_field, valid_status
from cases.states.case_person import CasePersonStatus
from cases.states.journey import AWAY, MOVES, JourneyStatus
from cases.values.choices import Scheme, Sector, Source
from cases.values.countries import CHOICES, country_name


class JourneyQuerySet(ScopedQuerySet):
    territory_path = "person__territory"

    def away(self):
        return self.filter(status__in=AWAY)

    def under_contract(self):
        """Of the living who are away and whose contract has an end."""
        return (
            self.away()
            .filter(contract_ends_on__isnull=False)
            .exclude(person__journeys__status=JourneyStatus.MENINGGAL)
            .exclude(person__case_persons__status=CasePersonStatus.MENINGGAL)
        )


@with_history(*STATUS)
class Journey(Stateful):
    """One departure of one person; who leaves again gets a new row."""

    MOVES = MOVES

    person = models.ForeignKey(Person, models.PROTECT, related_name="journeys")
    status = status_field(JourneyStatus, JourneyStatus.TERDATA_RT)
    country = models.CharField("negara tujuan", max_length=2, choices=CHOICES, blank=True)
    place = models.CharField("kota atau tempat", max_length=150, blank=True)
    job = models.CharField("pekerjaan", max_length=150, blank=True)
    sector = models.CharField("sektor", max_length=20, choices=Sector, blank=True)
    scheme = models.CharField("skema", max_length=20, choices=Scheme, default=Scheme.TIDAK_DIKETAHUI)
    employer = models.CharField("pemberi kerja", max_length=150, blank=True)
    offered_by = models.CharField("siapa yang menawarkan", max_length=150, blank=True)
    source = models.CharField("sumber", max_length=20, choices=Source)
    planned_on = models.DateField("rencana berangkat", null=True, blank=True)
    departed_on = models.DateField("berangkat pada", null=True, blank=True)
    contract_ends_on = models.DateField("kontrak berakhir", null=True, blank=True)
    returned_on = models.DateField("pulang pada", null=True, blank=True)
    created_at = models.DateTimeField("dicatat pada", auto_now_add=True)

    objects = JourneyQuerySet.as_manager()

    class Meta:
        verbose_name = "perjalanan"
        verbose_name_plural = "perjalanan"
        ordering = ["-pk"]
        constraints = [
            valid_status(JourneyStatus, "journey_status_valid"),
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(departed_on=None) | Q(returned_on__gte=models.F("departed_on")),
                name="journey_returns_after_departure",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "country"], name="journey_by_status"),
            models.Index(fields=["contract_ends_on"], name="journey_by_contract_end"),
        ]

    def __str__(self):
        return f"perjalanan {self.pk}"

    def get_absolute_url(self):
        return self.person.get_absolute_url()

    @property
    def country_name(self):
        return country_name(self.country)


class JourneyChange(StatusChange):
    subject = models.ForeignKey(Journey, models.CASCADE, related_name="history")
    old_status = models.CharField(max_length=STATUS_LENGTH, choices=JourneyStatus, blank=True)
    new_status = models.CharField(max_length=STATUS_LENGTH, choices=JourneyStatus)
