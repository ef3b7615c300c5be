from django.db import models
from django.db.models.functions import Upper

from accounts.models import Agency, Assignment
from cases.models.coordination import Coordination
from cases.states.coordination import ANSWERED, CoordinationStatus
from cases.values.foreign_number import NumberKind

# What a list of cases is searched by, in any case of letters.
NUMBER = Upper("number")
OF_STEP = {
    CoordinationStatus.DITERUSKAN_PUSAT: NumberKind.KP2MI,
    CoordinationStatus.DI_PERWAKILAN: NumberKind.PERWAKILAN,
}
OF_AGENCY = {
    Agency.Kind.BP3MI: NumberKind.SISKOP2MI,
    Agency.Kind.KP2MI: NumberKind.KP2MI,
    Agency.Kind.KEMLU: NumberKind.BRAFAKS,
    Agency.Kind.PERWAKILAN: NumberKind.PERWAKILAN,
    Agency.Kind.POLRI: NumberKind.POLISI,
    Agency.Kind.IMIGRASI: NumberKind.IMIGRASI,
}

LAIN = NumberKind.LAIN


class ForeignNumberQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(coordination__in=Coordination.objects.visible_to(actor))

    def numbered(self, text):
        return self.alias(found=NUMBER).filter(found=text.upper())

    def keep(self, coordination, number, *, by, kind=None):
        """Without a kind it is the agency's own number. Hearing it twice changes nothing."""
        kind = kind or OF_AGENCY.get(coordination.agency.kind, LAIN)
        return self.get_or_create(coordination=coordination, kind=kind, number=number, defaults={"by": by})[0]

    def keep_of_steps(self, taken, *, by):
        """What came with the steps just taken, as (coordination, reference); until the agency answers, a reference is
        the number of our own letter.
        """
        answered = [(link, number) for link, number in taken if number and link.status in ANSWERED]
        self.keep_all([(link, number, OF_STEP.get(link.status)) for link, number in answered], by=by)

    def keep_all(self, heard, *, by):
        """The same for many at once, as (coordination, number, kind or None)."""
        rows = (
            self.model(coordination=link, number=number, kind=kind or OF_AGENCY.get(link.agency.kind, LAIN), by=by)
            for link, number, kind in heard
        )
        self.bulk_create(rows, ignore_conflicts=True)


class ForeignNumber(models.Model):
    """What an office calls our request. Never edited, so that who asks by an old number finds the case too."""

    coordination = models.ForeignKey(Coordination, models.CASCADE, related_name="numbers")
    kind = models.CharField("nomor apa", max_length=20, choices=NumberKind)
    number = models.CharField("nomor", max_length=100)
    recorded_at = models.DateTimeField("tanggal catat", auto_now_add=True)
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="dicatat oleh")

    objects = ForeignNumberQuerySet.as_manager()

    class Meta:
        verbose_name = "nomor rujukan"
        verbose_name_plural = "nomor rujukan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["coordination", "kind", "number"], name="foreign_number_once"),
        ]
        indexes = [models.Index(NUMBER, name="foreign_number_by_number")]

    def __str__(self):
        return f"nomor rujukan {self.pk}"
