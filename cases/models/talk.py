import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import Assignment
from cases.models.history import with_history
from cases.models.journey import Journey
from cases.models.nik_conflict import NikConflict
from cases.models.person import OfPersonQuerySet
from cases.states.journey import AWAY, BEFORE_DEPARTURE
from lib.encryption import EncryptedTextField


class OfJourneyQuerySet(OfPersonQuerySet):
    """Whoever may see the traveller may see it."""

    territory_path = "journey__person__territory"


class Talk(models.Model):
    """What a family was told about an offer: never a mark on the resident. Only added to.

    Where the NIK was taken it waits with the conflict, until somebody decides whose journey it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    journey = models.ForeignKey(Journey, models.CASCADE, null=True, related_name="talks")
    conflict = models.ForeignKey(NikConflict, models.CASCADE, null=True, related_name="talks")
    flags = ArrayField(models.CharField(max_length=40), verbose_name="tanda")  # RedFlag.code
    is_said = models.BooleanField("sudah disampaikan")
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    happened_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = OfJourneyQuerySet.as_manager()

    class Meta:
        verbose_name = "pembicaraan dengan keluarga"
        verbose_name_plural = "pembicaraan dengan keluarga"
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(journey__isnull=False) | Q(conflict__isnull=False), name="talk_is_about_an_offer"
            )
        ]

    def __str__(self):
        return str(self.id)


class VisitQuerySet(OfJourneyQuerySet):
    def open(self):
        """Those still worth a call: not of who is home again or has given the plan up."""
        return self.filter(done_on=None, journey__status__in=[*BEFORE_DEPARTURE, *AWAY])


@with_history()
class Visit(models.Model):
    """A call that the kelurahan owes a family whose offer shows signs of danger. One open visit per journey."""

    class Outcome(models.TextChoices):
        MENUNDA = "MENUNDA", "keluarga menunda berangkat"
        BATAL = "BATAL", "tidak jadi berangkat"
        KE_DISNAKER = "KE_DISNAKER", "akan datang ke Disnaker"
        TETAP = "TETAP", "tetap ingin berangkat"
        SUDAH_BERANGKAT = "SUDAH_BERANGKAT", "sudah berangkat"
        TIDAK_BERTEMU = "TIDAK_BERTEMU", "tidak bertemu siapa pun"

    journey = models.ForeignKey(Journey, models.CASCADE, related_name="visits")
    flags = ArrayField(models.CharField(max_length=40), verbose_name="tanda")
    planned_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField("paling lambat")
    done_on = models.DateField("dikunjungi pada", null=True)
    done_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField("hasil", max_length=20, choices=Outcome, blank=True)
    note = EncryptedTextField("catatan", null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "kunjungan keluarga"
        verbose_name_plural = "kunjungan keluarga"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["journey"], condition=Q(done_on=None), name="one_open_visit_per_journey"),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None, outcome="")
                | (Q(done_on__isnull=False, done_by__isnull=False) & ~Q(outcome="")),
                name="visit_done_says_by_whom_and_what",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_on=None), name="visit_open_by_due")]

    def __str__(self):
        return f"kunjungan {self.pk}"

    def is_late(self, on):
        return self.done_on is None and self.due_on < on
