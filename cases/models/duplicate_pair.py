import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Assignment, Role, territory_scope
from cases.models.history import with_history
from cases.models.person import Person
from cases.models.scope import NOTHING, WHOLE_CITY
from cases.models.set_together import set_together
from lib.encryption import EncryptedTextField

DESK = {Role.KELURAHAN, *WHOLE_CITY}


class DuplicatePairQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The kelurahan of either side, and Disnaker; whoever sees one side only sees little of the other."""
        if actor is None or actor.role not in DESK:
            return self.filter(NOTHING)
        if actor.role in WHOLE_CITY:  # no list of everybody to look both sides up in
            return self.filter(Q(first__merged_into=None) | Q(second__merged_into=None))
        # By where each side lives, not by the keys of all who live there: the pairs are few, the people thousands.
        first = territory_scope(actor, "first__territory") & Q(first__merged_into=None)
        return self.filter(first | territory_scope(actor, "second__territory") & Q(second__merged_into=None))

    def open(self):
        return self.exclude(decision__in=DuplicatePair.FINAL).filter(first__merged_into=None, second__merged_into=None)

    def asked_of(self, actor):
        """Those about which this RT is asked and nobody has answered."""
        if actor is None or actor.role not in (Role.RT, Role.RW):
            return self.filter(NOTHING)
        people = Person.objects.visible_to(actor)
        asked = self.open().filter(decision=DuplicatePair.Decision.TANYA_RT, answered_at=None)
        return asked.filter(Q(first__in=people) | Q(second__in=people))

    def answered(self):
        """Those whose RT has answered and that still wait for a decision."""
        return self.open().filter(answered_at__isnull=False)

    def between(self, one, other):
        """At most one; `one` and `other` are keys of persons."""
        return self.filter(first=min(one, other), second=max(one, other))

    def surest_first(self):
        return self.order_by("-score", "found_at", "pk")


@with_history()
class DuplicatePair(models.Model):
    """Two records that may be one human. Nobody is merged by the machine: an office decides, with a reason."""

    class Decision(models.TextChoices):
        SAMA = "SAMA", "Orang yang sama, gabungkan"
        LAIN = "LAIN", "Dua orang yang berbeda"
        TANYA_RT = "TANYA_RT", "Tanya RT dulu"

    class Found(models.TextChoices):
        REGISTRATION = "REGISTRATION", "saat didata"
        CORRECTION = "CORRECTION", "saat diperbaiki"
        IMPORT = "IMPORT", "dari impor"
        SEARCH = "SEARCH", "pencarian harian"

    FINAL = (Decision.SAMA, Decision.LAIN)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The older record first: its number stays when the two are merged.
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    score = models.FloatField("kemiripan")
    is_sure = models.BooleanField("hampir pasti sama", default=False)
    found_by = models.CharField("ditemukan", max_length=20, choices=Found)
    found_at = models.DateTimeField("ditemukan pada", auto_now_add=True)
    decision = models.CharField("keputusan", max_length=20, choices=Decision, blank=True)
    reason = models.CharField("alasan", max_length=200, blank=True)
    decided_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = EncryptedTextField("jawaban RT", blank=True, default="")
    answered_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        verbose_name = "data kembar"
        verbose_name_plural = "data kembar"
        ordering = ["found_at"]
        constraints = [
            set_together("decided_by", "decided_at", name="pair_decided_by_somebody"),
            set_together("answered_by", "answered_at", name="pair_answered_by_somebody"),
            models.UniqueConstraint(fields=["first", "second"], name="one_row_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_has_the_older_record_first"),
        ]
        indexes = [models.Index(fields=["-score", "found_at"], name="pair_by_score")]

    def __str__(self):
        return str(self.id)

    def get_absolute_url(self):
        return reverse("cases:duplicate", args=[self.pk])

    @property
    def is_open(self):
        return self.decision not in self.FINAL

    @property
    def persons(self):
        return self.first, self.second

    @property
    def keys(self):
        return self.first_id, self.second_id

    def other_than(self, key):
        """The key of the one beside this person, or None where this person is not of the pair."""
        return {self.first_id: self.second_id, self.second_id: self.first_id}.get(key)

    def put(self, one, other):
        """Let it be about these two instead."""
        self.first_id, self.second_id = min(one, other), max(one, other)
        self.save(update_fields=["first", "second"])

    def was_answered_since(self, moment):
        return any(at and at > moment for at in (self.decided_at, self.answered_at))
