from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Assignment, Role, Territory
from cases.models import kept_record
from cases.models.person import Person
from cases.models.scope import NOTHING, WHOLE_CITY
from cases.values.choices import RelocationReason
from lib.encryption import EncryptedTextField

MOVERS = {Role.KELURAHAN, *WHOLE_CITY}


class RelocationQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The kelurahan that gives and the one that takes; RT heads see a person come or go, and not the papers."""
        if actor is None or actor.role not in MOVERS:
            return self.filter(NOTHING)
        places = Territory.objects.visible_to(actor)
        return self.filter(Q(origin__in=places) | Q(destination__in=places))

    def waiting(self):
        return self.filter(decision="")


class Relocation(models.Model):
    """A person who lives in another RT from some day on, or always did: who said so, why, and who took them in.

    Inside a kelurahan it is done when it is written. To another kelurahan it is an offer: `destination` is then the
    kelurahan, and until it accepts and names the RT, the old one keeps the person.
    """

    class Decision(models.TextChoices):
        DITERIMA = "DITERIMA", "Diterima"
        DITOLAK = "DITOLAK", "Ditolak"
        DITARIK = "DITARIK", "Ditarik kembali"

    id = models.UUIDField(primary_key=True, editable=False)  # made by the form: a repeated POST moves nobody twice
    person = models.ForeignKey(Person, models.CASCADE, related_name="relocations")
    origin = models.ForeignKey(Territory, models.PROTECT, related_name="+", verbose_name="dari")
    destination = models.ForeignKey(Territory, models.PROTECT, related_name="+", verbose_name="ke")
    reason = models.CharField("alasan", max_length=20, choices=RelocationReason)
    happened_on = models.DateField("pindah pada")
    address = EncryptedTextField("alamat di sana", blank=True, default="")
    note = EncryptedTextField("catatan", blank=True, default="")
    asked_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dicatat oleh")
    asked_at = models.DateTimeField("tanggal catat", auto_now_add=True)
    decision = models.CharField("keputusan", max_length=20, choices=Decision, blank=True)
    answer = EncryptedTextField("jawaban", blank=True, default="")
    decided_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = RelocationQuerySet.as_manager()

    class Meta:
        verbose_name = "pindah RT"
        verbose_name_plural = "pindah RT"
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(decision=""), name="one_relocation_at_a_time"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None, decided_by=None)
                | Q(~Q(decision=""), decided_at__isnull=False, decided_by__isnull=False),
                name="relocation_decided_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], condition=Q(decision=""), name="relocation_waiting")]
        triggers = kept_record.follow()

    def __str__(self):
        return str(self.id)

    def get_absolute_url(self):
        return reverse("cases:relocation", args=[self.pk])

    @property
    def is_waiting(self):
        return self.decision == ""
