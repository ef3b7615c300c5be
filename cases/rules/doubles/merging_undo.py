"""Taking a merge back within 30 days: both records as they were, and what was said or forbidden since still holds."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from cases.models import DuplicatePair, Person, PersonMerge
from cases.rules import restriction
from cases.rules.coordination import consent
from cases.rules.doubles import merging_rows
from cases.rules.doubles.merging import WRITTEN, values_of
from cases.values.choices import ConsentPurpose

TOO_LATE = "Penggabungan ini sudah lebih dari 30 hari, jadi tidak bisa dibatalkan lagi."
BY_AN_OLDER_PORTAL = (
    "Penggabungan ini dicatat sebelum portal diperbarui, jadi tidak bisa dibatalkan dengan tombol ini. "
    "Data kedua orang tetap aman. Hubungi pengelola portal."
)
ALREADY_UNDONE = "Penggabungan ini sudah dibatalkan."
MERGED_ONCE_MORE = "Data ini sesudahnya digabung lagi dengan data lain. Batalkan dulu penggabungan yang itu."
CHANGED_SINCE = "Sesudah digabung, {fields} sudah diubah lagi. Penggabungan ini tidak bisa dibatalkan begitu saja."
NIK_IS_TAKEN = "NIK yang dulu tercatat sekarang dipakai data lain. Selesaikan dulu NIK itu."
ANSWERED_SINCE = (
    "Jawaban izin yang dicatat sesudah digabung tetap berlaku pada {number}: {purposes}. "
    "Jawaban tidak berlaku untuk keduanya."
)
RESTRICTED_SINCE = "Data yang dibatasi sesudah digabung tetap dibatasi, pada keduanya."
NAMED_SINCE = "Nama lain yang ditambahkan sesudah digabung tetap pada {number}."


class Undone(NamedTuple):
    merge: PersonMerge
    remains: list  # sentences: what was added since and still holds


def may_undo(done, actor):
    """Who sees both sides, as with the decision: half a picture decides about nobody."""
    places = (done.kept.territory, done.merged.territory)
    return actor.has_perm("cases.decide_duplicate") and all(map(actor.territory.contains, places))


@transaction.atomic
def undo(done, *, by, now):
    """Put everything back as it was, within 30 days. Raises ValidationError with what stands in the way."""
    done = PersonMerge.objects.select_for_update(of=("self",), no_key=True).get(pk=done.pk)
    if not may_undo(done, by):
        raise PermissionDenied
    kept, merged = merging_rows.lock(done.kept_id, done.merged_id)
    facts = done.facts
    _refuse_where_it_is_too_late(done, now)
    if "answers" not in facts:
        raise ValidationError(BY_AN_OLDER_PORTAL)
    _refuse_where_it_was_changed(kept, facts)
    remains, restricted = _named_since(kept, facts), _restricted_since(done, kept)
    _put_back(kept, facts["before"]["kept"], facts["after"]["kept"])
    _put_back(merged, facts["before"]["merged"], facts["after"]["merged"])
    merged.merged_into = None
    _save(kept, merged)
    merging_rows.move_back(facts, merged, kept, since=done.at)
    remains += _keep_restricted(restricted, kept, merged)
    answered = consent.part(kept, merged, facts["answers"], since=done.at)
    remains += _answered_since(kept, answered)
    done.undone_by, done.undone_at = by, now
    done.save(update_fields=["undone_by", "undone_at"])
    DuplicatePair.objects.filter(pk=done.pair_id).update(decision="")
    return Undone(done, remains)


def _refuse_where_it_is_too_late(done, now):
    if done.undone_at:
        raise ValidationError(ALREADY_UNDONE)
    if now > done.undo_until:
        raise ValidationError(TOO_LATE)
    both = [done.kept_id, done.merged_id]
    later = PersonMerge.objects.filter(at__gt=done.at, undone_at=None)
    if later.filter(Q(kept__in=both) | Q(merged__in=both)).exists():
        raise ValidationError(MERGED_ONCE_MORE)


def _refuse_where_it_was_changed(kept, facts):
    """Only what the merge itself wrote: whatever else was corrected since stays corrected."""
    before, after, now = facts["before"]["kept"], facts["after"]["kept"], values_of(kept)
    written = [name for name in WRITTEN if name != "other_names" and before[name] != after[name]]
    touched = [name for name in written if now[name] != after[name]]
    if touched:
        names = ", ".join(_label(name) for name in touched)
        raise ValidationError(CHANGED_SINCE.format(fields=names))


def _label(name):
    return str(Person._meta.get_field(name.removesuffix("_id")).verbose_name)


def _put_back(person, before, after):
    for name in WRITTEN:
        if name == "other_names":
            person.other_names = _names(person.other_names, before[name], after[name])
        elif before[name] != after[name]:
            is_date = name == "birth_date" and before[name]
            setattr(person, name, date.fromisoformat(before[name]) if is_date else before[name])


def _names(now, before, after):
    """The names of before without those taken off since, and those that were added since."""
    old = [name for name in before if name in now or name not in after]
    return old + [name for name in now if name not in before and name not in after]


def _named_since(kept, facts):
    added = set(kept.other_names) - set(facts["after"]["kept"]["other_names"])
    return [NAMED_SINCE.format(number=kept.number)] if added else []


def _restricted_since(done, kept):
    placed = restriction.of(kept)
    return placed if placed and placed.last_asked_at > done.at else None


def _keep_restricted(placed, *both):
    """Whoever was restricted as one human is restricted as two, until the head says for each that it is over."""
    if placed is None:
        return []
    for person in both:
        if restriction.of(person) is None:
            restriction.place(person, placed.ground, by=placed.by)
    return [RESTRICTED_SINCE]


def _answered_since(kept, purposes):
    names = ", ".join(ConsentPurpose(purpose).label for purpose in purposes)
    return [ANSWERED_SINCE.format(number=kept.number, purposes=names)] if purposes else []


def _save(kept, merged):
    """The kept one first: it gives a NIK back."""
    try:
        with transaction.atomic():
            kept.save()
            merged.save()
    except IntegrityError:
        raise ValidationError(NIK_IS_TAKEN) from None
