"""What a resident agrees to, and may take back at any time: kept answer by answer, and obeyed at once."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.acting import system_actor
from cases import sharing, uploads
from cases.models import Case, Consent, Coordination, Sharing, SharingBasis, StoredFile
from cases.values.choices import ConsentPurpose
from cases.values.sharing import FieldGroup

RECORD = "cases.correct_registration"


def answers_of(person):
    """The answer to each question; a question that was not asked has none."""
    given = {row.purpose: row for row in Consent.objects.filter(person=person).select_related("recorded_by__office")}
    return {purpose: given.get(purpose) for purpose in ConsentPurpose}


@transaction.atomic
def record(person, answers, *, by, now):
    """Keep the answers by purpose; what a refusal ends, ends with it. Returns how many answers changed."""
    if not by.has_perm(RECORD):
        raise PermissionDenied
    return sum(_keep(person, purpose, is_given, by, now) for purpose, is_given in answers.items())


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


def join(person, answers, *, by):
    """Answers of another entry about the same human: a no wins over a yes, a question not asked here takes the answer.

    Returns what changed, for `part`. Photos are not deleted: the two may turn out not to be the same after all.
    """
    rows = {row.purpose: row for row in Consent.objects.select_for_update(no_key=True).filter(person=person)}
    refused = [row for purpose, row in rows.items() if row.is_given and answers.get(purpose) is False]
    for row in refused:
        row.is_given = False
        row.save(update_fields=["is_given"])
    asked = sorted(answers.keys() - rows.keys())
    for purpose in asked:
        Consent.objects.create(person=person, purpose=purpose, is_given=answers[purpose], recorded_by=by)
    if any(row.purpose == ConsentPurpose.KELUARGA for row in refused):
        _tell_agencies(person)
    return {"refused": [row.pk for row in refused], "asked": asked}


def part(person, joined, *, since):
    """Undo `join`, where nobody asked again since: the answers before, and none where none was."""
    untouched = Consent.objects.filter(person=person, recorded_at__lte=since)
    untouched.filter(pk__in=joined["refused"]).update(is_given=True)
    untouched.filter(purpose__in=joined["asked"]).delete()


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
