"""Why a kelurahan opens the picture of a KTP, KK or birth certificate: typed once for a sitting (domain.md §8).

The picture shows the NIK in full, which the kelurahan opens with a reason. Whoever verifies gives one for all entries
that wait; elsewhere it counts for one person. Each look is noted besides, with the name across the picture.
"""

from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery

from accounts.access import log_reveal, reference, revealed_since
from accounts.models import Role
from cases.models import Journey, Person
from cases.states.journey import JourneyStatus
from cases.values.papers import IDENTITY

ASKED = {Role.KELURAHAN}
SITTING = timedelta(hours=1)
FIELD = "foto identitas"


def with_reasons(files, actor, now):
    """Files that bring along what was given, where a page has no question to spare (contract §6)."""
    return files.annotate(reasons=ArraySubquery(revealed_since(actor, FIELD, now - SITTING)))


def shut(files, actor, now, *, waits=None):
    """The keys of those files for which this actor has to say first why he opens them.

    Who knows already whether the entry of their person `waits` says so.
    """
    asked = [file for file in files if _asks(file, actor, now)]
    if not asked:
        return set()
    given = getattr(asked[0], "reasons", None)
    given = set(revealed_since(actor, FIELD, now - SITTING) if given is None else given)
    covers_queue = reference(actor) in given
    return {
        file.pk
        for file in asked
        if reference(_subject(file)) not in given
        and not (covers_queue and (waiting_entry(file, actor) if waits is None else waits))
    }


def give(file, *, reason, by, for_queue=False):
    """Note the reason; `for_queue` for all entries that wait, where this is one of them."""
    is_sitting = for_queue and waiting_entry(file, by) is not None
    log_reveal(by, by if is_sitting else _subject(file), FIELD, reason)


def waiting_entry(file, actor):
    """The entry of this person that waits to be verified, or None."""
    if file.document is None:
        return None
    entries = Journey.objects.visible_to(actor).filter(status=JourneyStatus.TERDATA_RT)
    return entries.filter(person=file.document.person_id).first()


def _asks(file, actor, now):
    kind = file.document.kind if file.document else file.kind
    is_own_and_fresh = file.uploaded_by_id == actor.pk and file.recorded_at >= now - SITTING
    return actor.role in ASKED and kind in IDENTITY and file.draft_id is None and not is_own_and_fresh


def _subject(file):
    return Person(pk=file.document.person_id) if file.document else file.conflict
