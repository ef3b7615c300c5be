from datetime import timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Assignment, Territory
from cases.models import kept_record, looked_up
from cases.models.history import with_history
from cases.models.journey import Journey
from cases.models.person import OfPersonQuerySet, Person
from cases.states.case import CaseStatus
from cases.states.case_person import CasePersonStatus
from cases.states.journey import PAPERS_DONE_WITH, JourneyStatus
from cases.values.choices import DocumentKind, DocumentStatus
from cases.values.identity import normalise_document_number
from cases.values.removal import RemovalReason
from lib.encryption import BlindIndexField, EncryptedTextField

AT_HAND = (DocumentStatus.BELUM_DICEK, DocumentStatus.SAH, DocumentStatus.DITAHAN)
KEPT_AFTER_REMOVAL = timedelta(days=90)


class DocumentQuerySet(OfPersonQuerySet):
    territory_path = "territory"

    def with_number(self, number):
        return self.filter(number_index__in=self.model._meta.get_field("number_index").candidates(number))

    def with_file_count(self):
        return self.annotate(file_count=Count("files"))

    def in_use(self):
        """Papers somebody still needs: at hand, not renewed, of a living person whose journey goes on."""
        newer = self.model.objects.filter(person=OuterRef("person"), kind=OuterRef("kind"))
        going_on = Journey.objects.filter(person=OuterRef("person")).exclude(status__in=PAPERS_DONE_WITH)
        return self.filter(
            ~Exists(newer.filter(expires_on__gt=OuterRef("expires_on"))),
            Q(journey__isnull=False) | Exists(going_on),
            status__in=AT_HAND,
            ends_with_journey=False,
        ).exclude(
            Q(journey__status__in=PAPERS_DONE_WITH)
            | Q(person__journeys__status=JourneyStatus.MENINGGAL)
            | Q(person__case_persons__status=CasePersonStatus.MENINGGAL)
        )

    def expired(self, on):
        """Taken off the list long ago: kept longer for a person whose case runs, or whose data must stay as it is."""
        running = Person.objects.filter(case_persons__case__status__in=set(CaseStatus) - {CaseStatus.DITUTUP})
        restricted = Person.objects.filter(restrictions__isnull=False, restrictions__lifted_at=None)
        long_ago = self.filter(removed_at__date__lte=on - KEPT_AFTER_REMOVAL)
        return long_ago.exclude(person__in=running).exclude(person__in=restricted)


class ListedManager(models.Manager.from_queryset(DocumentQuerySet)):
    """Papers that count; those taken off the list as wrong are in `everything` alone."""

    def get_queryset(self):
        return super().get_queryset().filter(removed_at=None)


@with_history("territory", "ends_with_journey")
class Document(models.Model):
    """A paper of a person, passports and contracts included; a renewed one is a new row."""

    client_uuid = models.UUIDField(unique=True, null=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="documents", db_index=False)
    # Of the person, and of the journey: the database looks them up (looked_up).
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+", editable=False, db_index=False)
    ends_with_journey = models.BooleanField(default=False, editable=False)
    journey = models.ForeignKey(Journey, models.CASCADE, null=True, blank=True, related_name="documents")
    kind = models.CharField("jenis", max_length=20, choices=DocumentKind)
    number = EncryptedTextField("nomor", null=True, blank=True)
    number_index = BlindIndexField(source="number", purpose="document", normalise=normalise_document_number)
    issued_on = models.DateField("terbit", null=True, blank=True)
    expires_on = models.DateField("berlaku sampai", null=True, blank=True)
    status = models.CharField("status", max_length=20, choices=DocumentStatus, default=DocumentStatus.BELUM_DICEK)
    updated_at = models.DateTimeField("diubah pada", auto_now=True, db_default=Now())
    removed_at = models.DateTimeField("dihapus pada", null=True, editable=False)
    removed_by = models.ForeignKey(
        Assignment, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="dihapus oleh"
    )
    removed_because = models.CharField("alasan dihapus", max_length=20, choices=RemovalReason, blank=True)

    objects = ListedManager()
    everything = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
        ordering = ["kind", "-pk"]
        indexes = [
            models.Index(fields=["person", "kind", "expires_on"], name="document_by_person"),
            models.Index(fields=["number_index"], name="document_by_number"),
            models.Index(fields=["expires_on"], name="document_by_expiry"),
            models.Index(
                fields=["territory", "expires_on"],
                include=["status", "kind", "person", "journey"],
                condition=Q(ends_with_journey=False),
                name="document_by_place_expiry",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None, removed_because="")
                | Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_because=""),
                name="document_removed_by_somebody",
            ),
        ]
        triggers = [*kept_record.follow(kept_record.AFTER_A_MOVE), *looked_up.of_document()]

    def __str__(self):
        return f"dokumen {self.pk}"

    def get_absolute_url(self):
        return reverse("cases:document", args=[self.person_id, self.pk])

    @property
    def version(self):
        """As of Person: what an edit form carries."""
        return self.updated_at.isoformat()
