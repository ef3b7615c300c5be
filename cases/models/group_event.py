from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import Assignment
from cases.models.scope import NOTHING, WHOLE_CITY, not_shut, shut_cases
from cases.values.countries import country_name
from lib.encryption import EncryptedTextField


class GroupEventQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The city sees all but those of whose persons it sees none; Dinsos and the agencies a group only through the
        persons in it, on the page of a case.
        """
        if actor is None or actor.role not in WHOLE_CITY:
            return self.filter(NOTHING)
        persons = apps.get_model("cases", "CasePerson").objects.filter(group=OuterRef("pk"))
        seen = persons.filter(not_shut(actor, "case__"))
        return self.filter(Exists(seen) | ~Exists(persons))

    def partly_shut(self, actor):
        """Those with a person in a case this user is shut out of: what they share is not for him to read."""
        persons = apps.get_model("cases", "CasePerson").objects.filter(case__in=shut_cases(actor), group__isnull=False)
        return self.filter(pk__in=persons.values("group"))


class GroupEvent(models.Model):
    """Many who went through the same thing together ("Myawaddy, Maret 2025"): one chronology, told once."""

    client_uuid = models.UUIDField(unique=True, editable=False)
    # Stands in lists and titles: a place and a month, never a person or a suspicion.
    name = models.CharField("nama rombongan", max_length=80)
    happened_on = models.DateField("tanggal")
    country = models.CharField("negara", max_length=2, blank=True)
    place = EncryptedTextField("tempat", blank=True, default="")
    chronology = EncryptedTextField("kronologi bersama", blank=True, default="")
    made_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dibuat oleh")
    made_at = models.DateTimeField("dibuat pada", auto_now_add=True)

    objects = GroupEventQuerySet.as_manager()

    class Meta:
        verbose_name = "rombongan"
        verbose_name_plural = "rombongan"
        ordering = ["-happened_on", "-pk"]
        indexes = [models.Index(fields=["-happened_on", "-id"], name="group_by_day")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("cases:group", args=[self.pk])

    def without_story(self):
        """Itself, for a reader who is shut out of one of its cases; never to be saved."""
        self.place = self.chronology = ""
        return self

    @property
    def country_name(self):
        return country_name(self.country)
