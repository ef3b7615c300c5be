"""What a resident agrees to, and may take back at any time: kept answer by answer, and obeyed at once."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.acting import system_actor
from cases.models import Case, Consent, Coordination, Sharing, SharingBasis, StoredFile
from cases.models.consent import WORDING
from cases.rules import uploads
from cases.rules.coordination import sharing
from cases.rules.person_lock import hold
from cases.values.choices import ConsentPurpose
from cases.values.sharing import FieldGroup

RECORD = "cases.correct_registration"


def answers_of(person):
    """The answer to each question; a question that was not asked has none."""
    given = {row.purpose: row for row in Consent.objects.filter(person=person).select_related("recorded_by__office")}
    return {purpose: given.get(purpose) for purpose in ConsentPurpose}


@transaction.atomic
def record(person, answers, *, by, now):
    """Keep the answers by purpose; what a refusal ends, ends with it. Returns how many answers changed.

    Of a record that was joined to another meanwhile only a no counts: the other one may have said no.
    """
    by.require(RECORD)
    standing = hold(person)
    if standing != person:
        answers = {purpose: False for purpose, is_given in answers.items() if not is_given}
    return sum(_keep(standing, purpose, is_given, by, now) for purpose, is_given in answers.items())


def _keep(person, purpose, is_given, by, now):
    rows = Consent.objects.select_for_update(of=("self",), no_key=True)
    row, is_new = rows.get_or_create(person=person, purpose=purpose, defaults={"is_given": is_given, "recorded_by": by})
    if not is_new and row.is_given == is_given:
        return False
    if not is_new:
        row.is_given, row.recorded_by, row.recorded_at = is_given, by, now
        row.save(update_fields=["is_given", "recorded_by", "recorded_at"])
    if not is_given and purpose in ENDS:
        ENDS[purpose](person)
    return True


def said(answers, *, by, at):
    """Answers by purpose, as they were given to `by` at that moment: for `join`."""
    facts = {"wording": WORDING, "recorded_by_id": by.pk, "recorded_at": at.isoformat()}
    return {purpose: facts | {"is_given": is_given} for purpose, is_given in answers.items()}


def join(person, theirs):
    """Answers of another entry about the same human: a no wins over a yes, a question not asked here takes the answer.

    `theirs` are what `said` returns. Returns what changed, for `part`. What a no ends, ends now, except that photos are
    not shown and kept for a while (StoredFile.against_will): the two may turn out not to be the same after all.
    """
    ours = _said_by(person)
    _obey(person, _refused(theirs) - _refused(ours))
    changed = {}
    for purpose, answer in theirs.items():
        mine = ours.get(purpose)
        if mine is None or (mine["is_given"] and not answer["is_given"]):
            changed[purpose] = {"before": mine, "after": answer}
            _say(person, purpose, answer)
    return changed


def join_records(kept, merged):
    """As `join`, of two records: while each has its own cases, and the merged one keeps its own answers."""
    theirs = _said_by(merged)
    _obey(merged, _refused(_said_by(kept)) - _refused(theirs))
    return join(kept, theirs)


def part(one, other, changed, *, since):
    """Undo `join`: each has his own answers again. Returns the questions that were asked once more since.

    Their answers stay with the one; a no is a no of both.
    """
    newer = []
    for row in Consent.objects.select_for_update(no_key=True).filter(person=one).order_by("purpose"):
        if row.recorded_at > since:
            newer.append(row.purpose)
            if not row.is_given:
                _say(other, row.purpose, _facts(row))
        elif row.purpose in changed:
            before = changed[row.purpose]["before"]
            if before:
                _say(one, row.purpose, before)
            else:
                row.delete()
    return newer


def _said_by(person):
    rows = Consent.objects.select_for_update(no_key=True).filter(person=person).order_by("purpose")
    return {row.purpose: _facts(row) for row in rows}


def _facts(row):
    recorded = {"recorded_by_id": row.recorded_by_id, "recorded_at": row.recorded_at.isoformat()}
    return {"is_given": row.is_given, "wording": row.wording} | recorded


def _say(person, purpose, answer):
    """By whom and when it was said goes along: a no counts from the day it was said."""
    facts = answer | {"recorded_at": datetime.fromisoformat(answer["recorded_at"])}
    Consent.objects.update_or_create(person=person, purpose=purpose, defaults=facts)


def _refused(answers):
    return {purpose for purpose, answer in answers.items() if not answer["is_given"]}


def _obey(person, purposes):
    """What has to end although the joining may be taken back."""
    for purpose in purposes & (ENDS.keys() - {ConsentPurpose.FOTO}):
        ENDS[purpose](person)


def refuses_photos(person):
    return Consent.objects.refused(person.pk, ConsentPurpose.FOTO).exists()


def photos_of(person):
    return StoredFile.objects.filter(document__person=person)


def _delete_photos(person):
    """The papers stay on the list; their pictures go. What is restricted is kept, shut."""
    for file in photos_of(person).unrestricted():
        uploads.remove(file)


def _tell_agencies(person):
    """Who holds the numbers of the family reads that it shall leave them alone, and opens none given on a consent.

    Whoever wrote it down sees no case.
    """
    held = Sharing.objects.standing().filter(
        bases__group=FieldGroup.KONTAK_KELUARGA,
        coordination__case__in=Case.objects.open().filter(persons__person=person),
    )
    by, group = system_actor(), FieldGroup.KONTAK_KELUARGA
    holders = Coordination.objects.filter(pk__in=held.values("coordination")).select_related("case", "agency")
    for coordination in holders:
        resting = SharingBasis.objects.by_consent().filter(sharing__coordination=coordination, withdrawn_at=None)
        sharing.end(resting.filter(group=group), by=by, now=timezone.now())
        sharing.tell_to_delete(coordination, {group}, client_uuid=uuid.uuid4(), by=by)


ENDS = {ConsentPurpose.FOTO: _delete_photos, ConsentPurpose.KELUARGA: _tell_agencies}
