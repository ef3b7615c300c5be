from django.db import models

from cases.models.history import with_history
from cases.models.journey import Journey
from cases.models.person import OfPersonQuerySet, Person
from cases.states.journey import JourneyStatus
from cases.values.choices import DocumentKind, DocumentStatus
from cases.values.identity import normalise_document_number
from lib.encryption import BlindIndexField, EncryptedTextField

# Nobody is reminded of the papers of a journey that is over, or of the dead (domain.md §9, situation 12).
OVER = (JourneyStatus.SELESAI, JourneyStatus.BATAL, JourneyStatus.MENINGGAL, JourneyStatus.PULANG)


class DocumentQuerySet(OfPersonQuerySet):
    def with_number(self, number):
        return self.filter(number_index__in=self.model._meta.get_field("number_index").candidates(number))

    def expiring(self, on, until):
        """Valid papers that end between two dates, of journeys that still go on."""
        return self.filter(expires_on__gte=on, expires_on__lte=until).exclude(journey__status__in=OVER)


@with_history()
class Document(models.Model):
    """A paper of a person, passports and contracts included; a renewed one is a new row."""

    client_uuid = models.UUIDField(unique=True, null=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="documents")
    journey = models.ForeignKey(Journey, models.CASCADE, null=True, blank=True, related_name="documents")
    kind = models.CharField("jenis", max_length=20, choices=DocumentKind)
    number = EncryptedTextField("nomor", null=True, blank=True)
    number_index = BlindIndexField(source="number", purpose="document", normalise=normalise_document_number)
    issued_on = models.DateField("terbit", null=True, blank=True)
    expires_on = models.DateField("berlaku sampai", null=True, blank=True)
    status = models.CharField("status", max_length=20, choices=DocumentStatus, default=DocumentStatus.BELUM_DICEK)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
        ordering = ["kind", "-pk"]
        indexes = [models.Index(fields=["expires_on"], name="document_by_expiry")]

    def __str__(self):
        return f"dokumen {self.pk}"
