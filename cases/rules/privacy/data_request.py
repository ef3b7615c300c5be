"""What people ask about their own data: received at the desk, answered within 3 × 24 hours (UU 27/2022)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.access import readers_of
from cases.models import DataRequest, Restriction
from cases.rules import restriction, workflow
from cases.rules.coordination import consent
from cases.rules.doubles import merging
from cases.states.data_request import ANSWER, DataRequestStatus
from cases.values.choices import ConsentPurpose, Source
from cases.values.data_request import ANSWER_WITHIN, DataRequestKind, RefusalGround, RestrictionGround
from lib.clock import today

NOT_YET = "Waktu ini belum tiba. Isi kapan permintaannya diterima."


@transaction.atomic
def receive(person, *, client_uuid, by, received_at, **asked):
    """Write down a request; repeating a client_uuid returns the first."""
    by.require(ANSWER)
    if received_at > timezone.now():
        raise ValidationError({"received_at": NOT_YET})
    made, is_new = DataRequest.objects.get_or_create(
        client_uuid=client_uuid,
        defaults={
            **asked,
            "person": person,
            "received_at": received_at,
            "due_at": received_at + ANSWER_WITHIN,
            "received_by": by,
        },
    )
    if is_new:
        workflow.start(made, by=by, happened_on=timezone.localdate(received_at), source=Source.MANDIRI)
    return made


@transaction.atomic
def answer(request, target, *, by, note, seen, client_uuid, ground=""):
    """Take one step, with what follows from it at once. Repeating a client_uuid does nothing more."""
    request = DataRequest.objects.select_for_update(of=("self",), no_key=True).get(pk=request.pk)
    if request.history.filter(pk=client_uuid).exists():
        return request
    if target == DataRequestStatus.DITOLAK:
        request.ground = ground
        request.save(update_fields=["ground"])
    step = {"happened_on": today(), "source": Source.DISNAKER, "note": note, "seen": seen, "client_uuid": client_uuid}
    done = workflow.move(request, target, by=by, **step)
    if target != DataRequestStatus.DITOLAK:
        done.ground = ""
        done.save(update_fields=["ground"])
    _obey(done, by)
    return done


def _obey(request, by):
    """Deletion that a trial forbids becomes a restriction; otherwise all that rests on consent goes now.

    The entry itself is a public task and ends with its retention.
    """
    ends = (request.status, request.kind)
    if ends == (DataRequestStatus.DIPENUHI, DataRequestKind.HAPUS):
        consent.record(request.person, dict.fromkeys(ConsentPurpose, False), by=by, now=timezone.now())
    elif ends == (DataRequestStatus.DIPENUHI, DataRequestKind.BATASI):
        restriction.place(request.person, RestrictionGround.PERMINTAAN, by=by)
    elif ends == (DataRequestStatus.DITOLAK, DataRequestKind.HAPUS) and request.ground == RefusalGround.PROSES_HUKUM:
        restriction.place(request.person, RestrictionGround.PROSES_HUKUM, by=by)


def waiting(actor):
    return DataRequest.objects.visible_to(actor).unanswered().order_by("due_at", "pk")


def restricted(actor):
    return Restriction.objects.visible_to(actor).standing().select_related("person", "by__office")


def trail_of(request):
    """Which offices looked at the person, under whichever of his records, how often and when last (art. 32)."""
    return readers_of(merging.records_of(request.person)) if request.kind == DataRequestKind.LIHAT else []
