import json
import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse

from accounts.models import KELURAHAN_CODE_LENGTH, Assignment, Territory
from cases.models import kept_record
from cases.models.history import with_history
from cases.models.person import Person
from cases.models.scope import BY_TERRITORY, NOTHING
from cases.models.set_together import set_together
from lib.encryption import EncryptedTextField

UNDO_FOR = timedelta(days=30)


class NikConflictQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Both sides see it: where the person is recorded, and where the NIK was typed again."""
        if actor is None or actor.role not in BY_TERRITORY:
            return self.filter(NOTHING)
        places = Territory.objects.visible_to(actor)
        return self.filter(Q(person__territory__in=places) | Q(territory__in=places))

    def reported_by(self, actor):
        """Those an office entered itself: it may know that they went on, and nothing more."""
        return self.filter(reported_by__office=actor.office)

    def open(self):
        return self.exclude(decision__in=NikConflict.FINAL)

    def joined_since(self, moment):
        """Those decided to be the same person since then, the newest first: they can still be taken back."""
        found = self.filter(decision=NikConflict.Decision.SAMA, decided_at__gte=moment)
        return found.order_by("-decided_at", "pk")

    def across_kelurahan(self):
        """Those that no kelurahan sees whole."""
        return self.annotate(
            recorded_in=Left("person__territory__code", KELURAHAN_CODE_LENGTH),
            typed_in=Left("territory__code", KELURAHAN_CODE_LENGTH),
        ).exclude(recorded_in=F("typed_in"))


@with_history("joined")
class NikConflict(models.Model):
    """A NIK typed in one place that is already recorded in another: kept whole, decided by who sees both sides.

    The second RT learns only "sudah terdata, diteruskan ke kelurahan" (domain.md §5.3, §9 situation 1).
    """

    class Decision(models.TextChoices):
        SAMA = "SAMA", "Orang yang sama"
        LAIN = "LAIN", "Orang lain, NIK salah ketik"
        TANYA_RT = "TANYA_RT", "Tanya RT dulu"

    FINAL = (Decision.SAMA, Decision.LAIN)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client_uuid = models.UUIDField(unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="nik_conflicts")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    entered = EncryptedTextField("yang diisi")  # JSON of the form, so that nothing typed is lost
    reported_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)
    decision = models.CharField("keputusan", max_length=20, choices=Decision, blank=True)
    reason = models.CharField("alasan", max_length=200, blank=True)
    decided_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    joined = models.JSONField(null=True, editable=False)  # keys of what the person got by "the same", to take it back

    objects = NikConflictQuerySet.as_manager()

    class Meta:
        verbose_name = "NIK yang tercatat dua kali"
        verbose_name_plural = "NIK yang tercatat dua kali"
        ordering = ["reported_at"]
        constraints = [set_together("decided_by", "decided_at", name="nik_conflict_decided_by_somebody")]
        triggers = kept_record.follow()

    def __str__(self):
        return str(self.id)

    def get_absolute_url(self):
        return reverse("cases:nik_conflict", args=[self.pk])

    @property
    def is_open(self):
        return self.decision not in self.FINAL

    @property
    def undo_until(self):
        return self.decided_at + UNDO_FOR

    def may_be_taken_back(self, now):
        """Whether it still counts as the same person and the days for second thoughts are not over."""
        return self.decision == self.Decision.SAMA and now <= self.undo_until

    @property
    def is_across_kelurahan(self):
        """Then only Disnaker sees both sides."""
        return self.person.territory.kelurahan_code != self.territory.kelurahan_code

    @property
    def entry(self):
        """What was typed, as `register` takes it: person, journey, contacts, passport, source …"""
        return json.loads(self.entered)
