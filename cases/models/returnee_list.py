import json
from datetime import timedelta

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.functional import cached_property

from accounts.models import Assignment
from cases.models.case_person import CasePerson
from cases.models.group_event import GroupEvent
from cases.models.history import with_history
from cases.models.scope import NOTHING, WHOLE_CITY, not_shut
from cases.models.set_together import set_together
from cases.values.choices import Category, Source, Urgency
from cases.values.countries import country_name
from cases.values.returnee import ReturneeDecision
from lib.encryption import EncryptedTextField

STRANGERS_KEPT_FOR = timedelta(days=90)
LOOKED_FOR_WITHIN = timedelta(seconds=45)
UNDECIDED = ("", ReturneeDecision.BELUM_TERIDENTIFIKASI)


class ReturneeListQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Disnaker receives it, and nobody else: it says who comes home when."""
        return self.all() if actor and actor.role in WHOLE_CITY else self.filter(NOTHING)

    def with_counts(self, actor):
        """Of the lines this reader may see; whoever is undecided stands in no case yet."""
        seen = Count("lines", filter=Q(lines__in=Returnee.objects.visible_to(actor)))
        waiting = Count("lines", filter=Q(lines__decision=""))
        unknown = Count("lines", filter=Q(lines__decision=ReturneeDecision.BELUM_TERIDENTIFIKASI))
        return self.annotate(total=seen, waiting=waiting, unknown=unknown)

    def abandoned(self, now):
        """Those of which no worker has looked up every line, although there was time."""
        waiting = Returnee.objects.filter(looked_up_at=None).values("list")
        return self.filter(pk__in=waiting, touched_at__lt=now - LOOKED_FOR_WITHIN)


class ReturneeList(models.Model):
    """A list of people who come home, as another office sent it (S07), and what a case is opened with for each."""

    id = models.UUIDField(primary_key=True, editable=False)  # made by the form: a repeated POST is the same list
    reference = models.CharField("nomor surat atau brafaks", max_length=100, blank=True)
    received_on = models.DateField("diterima pada")
    arrives_at = models.DateTimeField("tiba pada", null=True, blank=True)  # where the letter says so
    country = models.CharField("negara", max_length=2, blank=True)
    category = models.CharField("jenis masalah", max_length=40, choices=Category, default=Category.DEPORTASI)
    urgency = models.CharField("kegawatan", max_length=2, choices=Urgency, default=Urgency.P2)
    source = models.CharField("kabar dari", max_length=20, choices=Source, default=Source.BP3MI)
    group = models.ForeignKey(
        GroupEvent, models.SET_NULL, null=True, blank=True, related_name="returnee_lists", verbose_name="rombongan"
    )
    noted_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dicatat oleh")
    noted_at = models.DateTimeField("dicatat pada", auto_now_add=True)
    touched_at = models.DateTimeField(auto_now_add=True)  # when a worker was last called for it

    objects = ReturneeListQuerySet.as_manager()

    class Meta:
        verbose_name = "daftar pemulangan"
        verbose_name_plural = "daftar pemulangan"
        ordering = ["-noted_at", "pk"]
        indexes = [models.Index(fields=["-noted_at", "id"], name="returnee_list_by_moment")]

    def __str__(self):
        return self.reference or f"daftar {self.received_on:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("cases:returnee_list", args=[self.pk])

    @property
    def country_name(self):
        return country_name(self.country)


class ReturneeQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Not the lines whose person stands in a case this user is shut out of."""
        if actor is None or actor.role not in WHOLE_CITY:
            return self.filter(NOTHING)
        return self.filter(Q(link=None) | not_shut(actor, "link__case__"))

    def unidentified(self):
        """Of all lists, the newest first: whom nobody has recognised yet."""
        found = self.filter(decision=ReturneeDecision.BELUM_TERIDENTIFIKASI)
        return found.order_by(F("list__noted_at").desc(), "position")

    def expired(self, on):
        """Strangers: people of other cities about whom we need to know nothing any more."""
        last = on - STRANGERS_KEPT_FOR
        return self.filter(decision=ReturneeDecision.BUKAN_WARGA_KOTA, decided_at__date__lte=last)


@with_history("version", "looked_up_at", "decided_key")
class Returnee(models.Model):
    """One line of such a list: what stood in it, who it may be, and what an officer decided."""

    list = models.ForeignKey(ReturneeList, models.CASCADE, related_name="lines", db_index=False, verbose_name="daftar")
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField("baris")  # as counted in what was pasted or uploaded
    content_json = EncryptedTextField()  # the text, what was read of it, and who is alike: key, sure or not, why
    looked_up_at = models.DateTimeField("dicocokkan pada", null=True)
    decision = models.CharField("keputusan", max_length=30, choices=ReturneeDecision, blank=True, default="")
    link = models.ForeignKey(CasePerson, models.PROTECT, null=True, related_name="returnees", verbose_name="orang")
    note = EncryptedTextField("catatan", blank=True, default="")
    decided_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("diputuskan pada", null=True)
    decided_key = models.UUIDField(null=True, editable=False)  # of the form: a repeated POST decides nothing anew
    version = models.PositiveIntegerField(default=0, editable=False)  # tells two officers apart

    objects = ReturneeQuerySet.as_manager()

    class Meta:
        verbose_name = "baris daftar pemulangan"
        verbose_name_plural = "baris daftar pemulangan"
        ordering = ["position"]
        constraints = [
            set_together("decided_by", "decided_at", name="returnee_decided_by_somebody"),
            models.UniqueConstraint(fields=["list", "position"], name="one_returnee_per_position"),
            models.CheckConstraint(
                condition=Q(decision=ReturneeDecision.WARGA_KITA, link__isnull=False)
                | (~Q(decision=ReturneeDecision.WARGA_KITA) & Q(link=None)),
                name="returnee_of_ours_has_case",
            ),
        ]
        indexes = [
            models.Index(fields=["decision", "decided_at"], name="returnee_by_decision"),
            models.Index(fields=["list"], condition=Q(looked_up_at=None), name="returnee_to_look_up"),
        ]

    def __str__(self):
        return f"baris {self.number}"

    def get_absolute_url(self):
        return reverse("cases:returnee", args=[self.list_id, self.pk])

    @cached_property
    def content(self):
        return json.loads(self.content_json)

    @property
    def record(self):
        """As `sheet_record.read` gives it, or None where no name could be read."""
        return self.content["record"]

    @property
    def is_undecided(self):
        return self.decision in UNDECIDED
