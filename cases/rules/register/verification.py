"""The kelurahan looks at what an RT entered: it accepts, returns, refers, or finds that it is nobody of this city."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from accounts.models import Role
from cases.models import Document, DuplicatePair, Journey, Person, Verification
from cases.models.verification import looks
from cases.rules import restriction, workflow
from cases.rules.person_lock import hold_journeys
from cases.rules.register import nik_reading
from cases.states.journey import CONFIRM, VERIFY, JourneyStatus
from cases.values.choices import NikStatus, Residency, ReturnReason, Source
from cases.values.identity import read_nik
from cases.values.working_days import working_days_between

Outcome = Verification.Outcome
DUE = 3  # working days; what the RT was told: "biasanya dalam 3 hari kerja"
SHOWN_DOUBLES = 5
OWN_KELURAHAN = "Warga ini sudah di kelurahan itu. Pilih kelurahan lain."


def queue(actor):
    """What waits for this office, the longest waiting first. Disnaker is asked only for a second pair of eyes."""
    waiting = Journey.objects.visible_to(actor).filter(status=JourneyStatus.TERDATA_RT)
    if not actor.has_perm(VERIFY):
        waiting = waiting.filter(Exists(Verification.objects.filter(journey=OuterRef("pk"), outcome=Outcome.DITERIMA)))
    return waiting.order_by("status_since", "pk")


def with_looks(journeys):
    """Everything a row or a page of the queue says about them, in few questions."""
    papers = Prefetch("person__documents", Document.objects.only("person_id", "kind"))
    people = ("person__territory", "person__registered_by__user", "person__registered_by__office")
    return journeys.select_related(*people).prefetch_related(looks(), papers, "person__contacts")


def next_after(journey, actor):
    """The one that has waited just a little less; at the end of the queue the first again, or nobody."""
    waiting = queue(actor).exclude(pk=journey.pk)
    later = Q(status_since__gt=journey.status_since) | Q(status_since=journey.status_since, pk__gt=journey.pk)
    turn = models.Case(models.When(later, then=0), default=1)
    return waiting.order_by(turn, "status_since", "pk").first()


def days_waited(journey, on, closed_days):
    """Working days since it was handed in; more than DUE is late."""
    return working_days_between(timezone.localdate(journey.status_since), on, closed_days)


def waits_for(journey, actor):
    """True where this officer is asked to look at it."""
    is_asked = actor.has_perm(VERIFY) or any(look.is_acceptance for look in journey.verifications.all())
    return is_asked and journey.status == JourneyStatus.TERDATA_RT


def against_nik(person, on):
    """What the digits say, and where the entry says otherwise: a reason to look at the card, never a refusal."""
    if not person.nik:
        return {"nik_facts": None, "nik_warnings": []}
    warnings = nik_reading.warnings(person.nik, on, sex=person.sex, birth_date=person.birth_date)
    return {"nik_facts": read_nik(person.nik, on), "nik_warnings": warnings}


def doubles_of(person, actor):
    """Open pairs in which this entry stands: who may be the same human. Of the other side no more than its number."""
    pairs = DuplicatePair.objects.visible_to(actor).open().filter(Q(first=person) | Q(second=person))
    return pairs.select_related("first", "second").surest_first()[:SHOWN_DOUBLES]


@transaction.atomic
def accept(journey, *, by, on, client_uuid, seen, is_family=False, matches_card=False, territory=None):
    """One officer has compared the entry with the cards. Verified at once, or when a second one has looked too."""
    journey, earlier = _take(journey, CONFIRM, by, client_uuid, seen)
    if earlier:
        return journey
    if not by.has_perm(VERIFY) and not journey.looks():
        raise PermissionDenied
    if territory:  # referred here without an RT
        _note_on_person(journey, territory=territory)
    if matches_card:
        _note_on_person(journey, nik_status=NikStatus.COCOK_KTP)
    _write(journey, Outcome.DITERIMA, by, client_uuid, is_family=is_family)
    if journey.is_seen_by_enough(journey.looks()):
        journey = _move(journey, JourneyStatus.VERIFIKASI_KELURAHAN, by, on)
    return journey


@transaction.atomic
def send_back(journey, *, by, on, client_uuid, seen, reason, note=""):
    """Back to the RT, who reads the reason in its own words and can repair it."""
    journey, earlier = _take(journey, VERIFY, by, client_uuid, seen)
    if earlier:
        return journey
    _write(journey, Outcome.DIKEMBALIKAN, by, client_uuid, reason=reason, note=note)
    told = "\n".join(filter(None, [ReturnReason(reason).label, note]))
    return _move(journey, JourneyStatus.PERLU_PERBAIKAN, by, on, note=told, reason=reason)


@transaction.atomic
def refer(journey, *, by, on, client_uuid, seen, kelurahan, note):
    """He lives elsewhere in the city: that kelurahan finds him in its queue, waiting as long as he has."""
    journey, earlier = _take(journey, VERIFY, by, client_uuid, seen)
    if earlier:
        return journey
    left = journey.person.territory
    if kelurahan.code in (left.code, left.kelurahan_code):
        raise ValidationError({"kelurahan": OWN_KELURAHAN})
    _write(journey, Outcome.DIRUJUK, by, client_uuid, left=left, note=note)
    _note_on_person(journey, territory=kelurahan)
    return journey


@transaction.atomic
def find_not_resident(journey, *, by, on, client_uuid, seen, note):
    """Nobody of this city: counted apart, and handed to the place that is his (domain.md §9, situation 19)."""
    journey, earlier = _take(journey, VERIFY, by, client_uuid, seen)
    if earlier:
        return journey
    _note_on_person(journey, residency=Residency.BUKAN_WARGA)
    _write(journey, Outcome.BUKAN_WARGA, by, client_uuid, note=note)
    return _move(journey, JourneyStatus.BUKAN_WARGA_KOTA, by, on, note=note)


def _take(journey, permission, by, client_uuid, seen):
    """The journey, locked, and whether this very form has done its work already.

    Raises ValidationError where somebody decided since the page was shown, PermissionDenied where it is not his.
    """
    by.require(permission)
    hold_journeys([journey.person_id])  # all of them go along where he is moved to another place
    journey = Journey.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=journey.pk)
    earlier = Verification.objects.filter(pk=client_uuid).first()
    if earlier and earlier.journey_id == journey.pk:
        return journey, earlier
    if earlier or journey.status != JourneyStatus.TERDATA_RT or seen != version(journey):
        raise ValidationError(workflow.CHANGED_MEANWHILE)
    restriction.check_change(journey.person_id)
    return journey, None


def version(journey):
    """What a page carries, so that two officers cannot both decide on one entry. Another look does not change it.

    A referral changes the place alone, a merge the person alone: then the cards are somebody else's to compare with.
    """
    return f"{journey.status_since.isoformat()} {journey.person_id} {journey.person.territory_id}"


def _write(journey, outcome, by, client_uuid, **given):
    Verification.objects.create(id=client_uuid, journey=journey, outcome=outcome, by=by, **given)


def _note_on_person(journey, **values):
    """Without a new version of the person: an editor has nothing of this on his form, and looks stay valid."""
    Person.objects.filter(pk=journey.person_id).update(**values)
    for name, value in values.items():
        setattr(journey.person, name, value)


def _move(journey, target, by, on, **given):
    source = Source.KELURAHAN if by.role == Role.KELURAHAN else Source.DISNAKER
    return workflow.move(journey, target, by=by, happened_on=on, source=source, **given)
