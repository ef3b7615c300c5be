import json

from django.db import models
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment
from cases.models.case_person import CasePerson
from cases.models.history import with_history
from cases.models.returnee_list import ReturneeList
from cases.models.scope import NOTHING, WHOLE_CITY, not_shut
from cases.values.arrival import ArrivalNeed, ArrivalPlace, PickUp
from lib.encryption import EncryptedTextField


class ArrivalQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The city that stands at the gate, and nobody else: whoever knows place and hour can wait there."""
        if actor is None or actor.role not in WHOLE_CITY:
            return self.filter(NOTHING)
        return self.filter(not_shut(actor, "link__case__"))

    def since(self, moment):
        """The soonest first, and who comes together by name: so they are called at the gate."""
        return self.filter(expected_at__gte=moment).order_by("expected_at", "link__person__name", "pk")

    def before(self, moment):
        return self.filter(expected_at__lt=moment).order_by("-expected_at", "link__person__name", "pk")


@with_history("version")
class Arrival(models.Model):
    """When one person of a case is expected at one place. How far he really is says the person's own status."""

    link = models.ForeignKey(CasePerson, models.CASCADE, related_name="arrivals", verbose_name="orang")
    place = models.CharField("tempat tiba", max_length=20, choices=ArrivalPlace)
    expected_at = models.DateTimeField("perkiraan tiba")
    carrier = models.CharField("penerbangan atau kapal", max_length=60, blank=True)
    pick_up = models.CharField("yang menjemput", max_length=20, choices=PickUp, default=PickUp.BELUM_DITENTUKAN)
    pick_up_by = EncryptedTextField("nama dan nomor penjemput", blank=True, default="")
    needs = EncryptedTextField("yang perlu disiapkan", blank=True, default="")  # codes of ArrivalNeed, as a list
    reference = models.CharField("nomor surat atau brafaks", max_length=100, blank=True)
    # Of whoever is expected because a list names him: when it turns out to be somebody else, he is not.
    returnee_list = models.ForeignKey(ReturneeList, models.SET_NULL, null=True, editable=False, related_name="arrivals")
    noted_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dicatat oleh")
    noted_at = models.DateTimeField("dicatat pada", default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)  # tells two editors apart

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        verbose_name = "kedatangan"
        verbose_name_plural = "kedatangan"
        ordering = ["expected_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["link", "place"], name="one_arrival_per_place")]
        indexes = [models.Index(fields=["expected_at", "id"], name="arrival_by_moment")]

    def __str__(self):
        return f"kedatangan {self.pk}"

    def get_absolute_url(self):
        return reverse("cases:arrival", args=[self.pk])

    @property
    def need_codes(self):
        return json.loads(self.needs) if self.needs else []

    @property
    def need_names(self):
        return [str(ArrivalNeed(code).label) for code in self.need_codes]
