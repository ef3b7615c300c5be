import json
import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Assignment, Role
from cases.models.case import Case
from cases.models.case_letter import CaseLetter
from cases.models.coordination import Coordination
from cases.models.history import with_history
from cases.models.scope import NOTHING, case_scope
from cases.models.set_together import set_together
from cases.models.stored_file import StoredFile
from cases.states.coordination import SENT
from cases.values.sharing import FieldGroup, LegalBasis
from lib.encryption import EncryptedTextField

CONSENT = Q(basis=LegalBasis.PERSETUJUAN)
# Somebody can be asked whether it was given: the signed paper, or who heard it.
ATTESTED = Q(consent_file__isnull=False) | Q(consent_witness__isnull=False)


class SharingQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The city sees what it gave to whom; an agency what was given to it and still stands."""
        if actor is None:
            return self.filter(NOTHING)
        if actor.role == Role.BP3MI:
            return self.standing().filter(coordination__in=Coordination.objects.visible_to(actor))
        by_letter = Q(coordination=None) & case_scope(actor, "case__")
        return self.filter(Q(coordination__isnull=False) & case_scope(actor, "coordination__case__") | by_letter)

    def about(self, person):
        """Those of the cases this person stands in."""
        cases = Case.objects.filter(persons__person=person)
        return self.filter(Q(coordination__case__in=cases) | Q(case__in=cases))

    def standing(self):
        """Whose consent, where they rest on one, was not withdrawn."""
        return self.exclude(pk__in=SharingBasis.objects.filter(withdrawn_at__isnull=False).values("sharing"))

    def with_end(self):
        """Each says whether a consent it rests on was taken back."""
        ended = SharingBasis.objects.filter(sharing=OuterRef("pk"), withdrawn_at__isnull=False)
        return self.annotate(is_taken_back=Exists(ended))

    def open(self):
        """What an agency may still answer: standing, and about something that is still with it."""
        return self.standing().filter(coordination__status__in=SENT)


class Sharing(models.Model):
    """What left for one agency about one case, word for word as it left. Never edited.

    It hangs on the coordination with that agency; where a letter goes to an office that was asked for nothing else, on
    the letter and the case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # made by the form
    coordination = models.ForeignKey(Coordination, models.CASCADE, null=True, related_name="sharings")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="sharings")
    # The letter that carried it; what it said stands in its file.
    letter = models.ForeignKey(CaseLetter, models.PROTECT, null=True, related_name="sharings", verbose_name="surat")
    # By which the agency may answer without an account; one for all that left together.
    link = models.ForeignKey("cases.ReplyLink", models.SET_NULL, null=True, related_name="sharings", editable=False)
    content = EncryptedTextField("isi")
    by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="diserahkan oleh")
    shared_at = models.DateTimeField("diserahkan pada", default=timezone.now, editable=False)

    objects = SharingQuerySet.as_manager()

    class Meta:
        verbose_name = "penyerahan data"
        verbose_name_plural = "penyerahan data"
        ordering = ["-shared_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(coordination__isnull=False, case=None)
                | Q(coordination=None, case__isnull=False, letter__isnull=False),
                name="sharing_hangs_on_one",
            ),
            models.UniqueConstraint(fields=["link", "coordination"], name="one_sharing_of_a_request_per_link"),
        ]

    def __str__(self):
        return f"penyerahan {self.pk}"

    @property
    def agency(self):
        return self.coordination.agency if self.coordination else self.letter.agency

    @property
    def about_case(self):
        return self.coordination.case if self.coordination else self.case

    @property
    def lines(self):
        """What left, as [group, label, value] in the order of the page."""
        return json.loads(self.content)


class SharingBasisQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(sharing__in=Sharing.objects.visible_to(actor))

    def by_consent(self):
        return self.filter(CONSENT)


@with_history()
class SharingBasis(models.Model):
    """On what one group of a sharing rests. A consent that is withdrawn stays, with the day it ended."""

    sharing = models.ForeignKey(Sharing, models.CASCADE, related_name="bases")
    group = models.CharField("kelompok data", max_length=20, choices=FieldGroup)
    # Which data of the group (cases.sharing_fields.FIELDS): its agency opens these by its account, and no others.
    fields = ArrayField(models.CharField(max_length=30), verbose_name="data", default=list, blank=True)
    basis = models.CharField("dasar", max_length=20, choices=LegalBasis)
    consent_on = models.DateField("tanggal persetujuan", null=True, blank=True)
    consent_file = models.ForeignKey(
        StoredFile, models.RESTRICT, null=True, related_name="+", verbose_name="surat persetujuan"
    )
    consent_witness = EncryptedTextField("saksi persetujuan", null=True, blank=True)
    withdrawn_at = models.DateTimeField("dicabut pada", null=True, blank=True)
    withdrawn_by = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")

    objects = SharingBasisQuerySet.as_manager()

    class Meta:
        verbose_name = "dasar penyerahan"
        verbose_name_plural = "dasar penyerahan"
        ordering = ["pk"]
        constraints = [
            set_together("withdrawn_by", "withdrawn_at", name="sharing_basis_withdrawn_by_somebody"),
            models.UniqueConstraint(fields=["sharing", "group"], name="one_basis_per_group"),
            models.CheckConstraint(condition=~CONSENT | Q(consent_on__isnull=False), name="consent_has_its_date"),
            models.CheckConstraint(
                condition=~CONSENT | ATTESTED | Q(withdrawn_at__isnull=False), name="consent_is_attested"
            ),
        ]

    def __str__(self):
        return f"dasar {self.pk}"
