import uuid
from datetime import timedelta
from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from accounts.models import Assignment, Role, territory_scope
from cases.models.case import Case
from cases.models.case_letter import CaseLetter
from cases.models.consent import Consent
from cases.models.document import Document
from cases.models.history import with_history
from cases.models.incoming_letter import IncomingLetter
from cases.models.journey import Journey, JourneyChange
from cases.models.nik_conflict import NikConflict
from cases.models.offer_question import OfferQuestion
from cases.models.person import Person
from cases.models.person_merge import UNDO_FOR, PersonMerge
from cases.models.registration_draft import RegistrationDraft
from cases.models.report import KEPT_FOR, ReportMessage
from cases.models.restriction import Restriction
from cases.models.scope import BY_TERRITORY, NOTHING, WHOLE_CITY, case_scope, handed_over
from cases.states.case import CaseStatus
from cases.states.journey import OWN, JourneyStatus
from cases.values.casefile import MAYBE_CRIMES
from cases.values.choices import ConsentPurpose, DocumentKind
from cases.values.papers import HANDED_AS, OPENED_BY, UNCHECKED
from lib.cleaning.kind import Kind

OWN_DAYS = 14
OF_A_PERSON = Q(document__isnull=False) | Q(journey__isnull=False)
OWNERS = ("document", "journey", "case", "letter", "incoming", "offer", "draft", "conflict", "message", "link")
FROM_BELOW = (Role.RT, Role.RW, Role.KELURAHAN)


class StoredFileQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Who may know that it is there: whoever sees what it belongs to."""
        of_work = _of_cases(actor) | _of_letters(actor)
        told = _of_offers(actor) | _of_reports(actor)
        seen = self.filter(_of_persons(actor) | of_work | _of_entries(actor) | told)
        # Of papers taken off the list, whoever works on cases keeps the evidence until their time is over.
        is_city = actor is not None and actor.role in WHOLE_CITY
        return seen if is_city else seen.filter(document__removed_at=None)

    def readable_by(self, actor):
        """What this actor may look at (domain.md §8)."""
        kinds = [kind for right, kinds in OPENED_BY.items() if actor.has_perm(right) for kind in kinds]
        seen = self.visible_to(actor)
        if actor.role in BY_TERRITORY - WHOLE_CITY:
            seen = seen.unrestricted()
        return seen.allowed().filter(
            Q(document__kind__in=kinds) & _handed_over(actor)
            | Q(draft__isnull=False)
            | Q(conflict__isnull=False, kind__in=kinds)
            | _own_and_unchecked(actor)
            | _of_steps(actor)
            | Q(case__isnull=False)
            | Q(letter__isnull=False)
            | Q(incoming__isnull=False)
            | Q(offer__isnull=False)
            | Q(message__isnull=False)
            | Q(link__isnull=False)
        )

    def allowed(self):
        """All but photos of papers of who refused them. What is restricted is kept, and a case goes on with it."""
        return self.filter(~_refused() | Q(document__person__in=Restriction.objects.standing().values("person")))

    def against_will(self, on):
        """Photos of who refuses them: they came with another entry of the same human, and nobody may see them while
        that can be taken back (30 days).
        """
        merges = PersonMerge.objects.filter(undone_at=None, at__date__gt=on - UNDO_FOR)
        joined = NikConflict.objects.filter(decision=NikConflict.Decision.SAMA, decided_at__date__gt=on - UNDO_FOR)
        waits = (
            Exists(merges.filter(kept=OuterRef("document__person")))
            | Exists(joined.filter(person=OuterRef("document__person")))
            | Exists(joined.filter(pk=OuterRef("conflict")))
            | Q(conflict__person__in=Restriction.objects.standing().values("person"))
        )
        return self.unrestricted().filter(_refused(), ~Q(waits))

    def told_about_closed_cases(self, on):
        """Photos of families whose case is closed for a year; what may be evidence of a crime is not among them."""
        crimes = sorted(MAYBE_CRIMES)
        suspected = Q(category__in=crimes) | Q(further_categories__overlap=crimes)
        found = Q(persons__tppo_findings__isnull=False)
        closed = Case.objects.filter(status=CaseStatus.DITUTUP, status_since__date__lte=on - KEPT_FOR)
        return self.unrestricted().filter(message__report__case__in=closed.exclude(suspected | found).values("pk"))

    def unrestricted(self):
        """All but what hangs on somebody whose data must stay as it is."""
        people = Restriction.objects.standing().values("person")
        paths = (
            "document__person",
            "journey__person",
            "case__persons__person",
            "message__report__case__persons__person",
            "link__sharings__coordination__case__persons__person",
        )
        kept = [self.model.objects.filter(**{f"{path}__in": people}).values("pk") for path in paths]
        return self.exclude(reduce(or_, (Q(pk__in=files) for files in kept)))

    def keys(self):
        return set(self.values_list("pk", flat=True))

    def removable_by(self, actor):
        """A paper's file, by mistake somebody else's: gone while nobody relies on it. What a step rests on stays."""
        whose = Q() if actor.role in WHOLE_CITY else _own_and_unchecked(actor)
        return self.visible_to(actor).unrestricted().filter(whose, document__isnull=False, document__removed_at=None)

    def replaceable_by(self, actor):
        """A photo that may give way to a better one: the own office's, until the kelurahan has checked the entry.

        Longer than it may be looked at: an entry can come back late.
        """
        of_office = Q(uploaded_by__office=actor.office_id, document__status__in=UNCHECKED)
        whose = Q() if actor.role in WHOLE_CITY else of_office & Q(document__person__latest_status__in=OWN)
        return self.visible_to(actor).unrestricted().filter(whose, document__isnull=False, document__removed_at=None)


def _refused():
    """Who carries the paper said no to photos; or said so of an entry that turned out to be about him."""
    no = Consent.objects.filter(purpose=ConsentPurpose.FOTO, is_given=False)
    joined = Q(conflict__decision=NikConflict.Decision.SAMA) & Exists(no.filter(person=OuterRef("conflict__person")))
    return Exists(no.filter(person=OuterRef("document__person"))) | joined


def _of_persons(actor):
    if actor is None:
        return NOTHING
    if actor.role not in BY_TERRITORY:
        # Agencies reach papers through their cases; what the city notes at a step of a journey is not theirs.
        return Q(document__person__in=Person.objects.visible_to(actor))
    inside = territory_scope(actor, "document__person__territory") | territory_scope(
        actor, "journey__person__territory"
    )
    return OF_A_PERSON & inside


def _of_cases(actor):
    """The case team sees every step; an agency what it attached itself, by its link too."""
    scope = Q(case__isnull=False) & case_scope(actor, "case__")
    if actor is not None and actor.role == Role.BP3MI:
        told = apps.get_model("cases", "Sharing").objects.filter(case_scope(actor, "coordination__case__"))
        return (scope | Q(link__in=told.values("link"))) & Q(uploaded_by__office__agency=actor.agency_id)
    return scope | Q(link__in=apps.get_model("cases", "ReplyLink").objects.visible_to(actor))


def _of_letters(actor):
    """The signed sheet, the receipt, the answer, and what came in by letter: whoever keeps the register."""
    if actor is None or actor.role not in WHOLE_CITY:
        return NOTHING
    own, incoming = CaseLetter.objects.visible_to(actor), IncomingLetter.objects.visible_to(actor)
    return Q(letter__in=own) | Q(incoming__in=incoming)


def _of_offers(actor):
    """Screenshots of a job offer: whoever answers the question."""
    return Q(offer__isnull=False) if actor is not None and actor.role in WHOLE_CITY else NOTHING


def _of_reports(actor):
    """What a family sent along with a message: whoever reads its report."""
    return Q(message__in=ReportMessage.objects.visible_to(actor))


def _of_entries(actor):
    """What is not sent yet belongs to the office; where a NIK was taken, to who sees the new entry."""
    if actor is None:
        return NOTHING
    of_conflicts = territory_scope(actor, "conflict__territory") if actor.role in BY_TERRITORY else NOTHING
    return Q(draft__office=actor.office_id) | Q(conflict__isnull=False) & of_conflicts


def _own_and_unchecked(actor):
    verified = JourneyChange.objects.filter(
        subject__person=OuterRef("document__person"),
        new_status=JourneyStatus.VERIFIKASI_KELURAHAN,
        recorded_at__gte=OuterRef("recorded_at"),
    )
    return Q(
        ~Exists(verified),
        uploaded_by__office=actor.office_id,
        document__status__in=UNCHECKED,
        recorded_at__gte=Now() - timedelta(days=OWN_DAYS),
    )


def _handed_over(actor):
    """An agency opens the pictures that were handed over to it; whoever works in the city needs no hand-over."""
    if actor.role != Role.BP3MI:
        return Q()
    given = (
        Q(document__kind__in=kinds, document__person__in=handed_over(actor, field))
        for field, kinds in HANDED_AS.items()
    )
    return reduce(or_, given)


def _of_steps(actor):
    """Of the steps of a journey the city sees all; a kelurahan what came from itself and below; else one's own."""
    at_journey = Q(journey__isnull=False)
    if actor.role in WHOLE_CITY:
        return at_journey
    if actor.role == Role.KELURAHAN:
        return at_journey & Q(uploaded_by__office__role__in=FROM_BELOW)
    return at_journey & Q(uploaded_by__office=actor.office_id)


def _belongs_only_to(owner):
    return Q(**{f"{name}__isnull": name != owner for name in OWNERS})


@with_history("key_id")
class StoredFile(models.Model):
    """One upload as it was accepted: its pages lie sealed on disk under its key, the facts about it here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client_uuid = models.UUIDField(unique=True, editable=False)
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="files")
    journey = models.ForeignKey(Journey, models.CASCADE, null=True, related_name="files")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="files")
    letter = models.ForeignKey(CaseLetter, models.CASCADE, null=True, related_name="files")
    incoming = models.ForeignKey(IncomingLetter, models.CASCADE, null=True, related_name="files")
    offer = models.ForeignKey(OfferQuestion, models.CASCADE, null=True, related_name="files")
    draft = models.ForeignKey(RegistrationDraft, models.CASCADE, null=True, related_name="files")
    conflict = models.ForeignKey(NikConflict, models.CASCADE, null=True, related_name="files")
    message = models.ForeignKey(ReportMessage, models.CASCADE, null=True, related_name="files")
    link = models.ForeignKey("cases.ReplyLink", models.CASCADE, null=True, related_name="files")
    kind = models.CharField("dokumen", max_length=20, choices=DocumentKind, blank=True)  # a Document says it itself
    handed_in_as = models.CharField("jenis berkas", max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    pages = models.PositiveSmallIntegerField("halaman")
    size = models.PositiveIntegerField("ukuran")
    sha256 = models.CharField("sidik berkas asli", max_length=64)
    key_id = models.CharField(max_length=32)
    uploaded_by = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="diunggah oleh")
    recorded_at = models.DateTimeField("diunggah pada", auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "berkas"
        verbose_name_plural = "berkas"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, (_belongs_only_to(owner) for owner in OWNERS)), name="file_belongs_to_one"
            ),
            models.CheckConstraint(
                condition=Q(draft=None, conflict=None, kind="") | ~Q(draft=None, conflict=None) & ~Q(kind=""),
                name="file_of_an_entry_says_which_paper",
            ),
        ]

    def __str__(self):
        return f"berkas {self.pk}"

    @property
    def owner(self):
        """What it was handed in for; its page leads to the file."""
        return next(filter(None, (getattr(self, owner) for owner in OWNERS)))

    @property
    def names(self):
        """The sealed pages, in order."""
        return [f"{self.pk}-{page}" for page in self.page_numbers]

    @property
    def page_numbers(self):
        return range(1, self.pages + 1)
