"""Two records that may be one human: how they reach the desk, what their two sides say, and who decides."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.models import DuplicatePair, NumberSeries, Person, SheetRow
from cases.rules.register import lookalikes
from cases.values.likeness import Decision as Likely

Decision = DuplicatePair.Decision
MOST_PER_PERSON, PORTION = 5, 1_000
SEARCH_MARK = "duplicate search"  # the register number the nightly search came to
ALREADY_DECIDED = "Sudah diputuskan orang lain. Halaman ini menunjukkan keputusannya."
GONE = "Salah satu data ini baru saja ditarik bersama daftar asalnya, jadi tidak perlu diputuskan lagi."
OTHERS_NOW = "Salah satu data ini baru saja digabung dengan data lain. Bandingkan lagi, lalu putuskan."
ALREADY_ANSWERED = "Pertanyaan ini sudah dijawab. Terima kasih."


def note(person, found_by, on, *, found=None):
    """Put everybody who may be the same human on the desk, once for each pair. Returns how many are new there.

    `found` is who was found when the register was asked about this person a moment ago; else it is asked now.
    """
    found = _look_for(person, on) if found is None else found
    pairs = [
        pair(person.pk, other.pk, likeness.score, likeness.decision == Likely.SAME, found_by)
        for other, likeness in found[:MOST_PER_PERSON]
    ]
    known = DuplicatePair.objects.filter(first__in=[p.first_id for p in pairs], second__in=[p.second_id for p in pairs])
    known = set(known.values_list("first", "second")) if pairs else set()
    new = [pair for pair in pairs if (pair.first_id, pair.second_id) not in known]
    DuplicatePair.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _look_for(person, on):
    person = lookalikes.with_numbers(Person.objects.all()).get(pk=person.pk)
    return lookalikes.find(lookalikes.asked_of(person), on, besides=person.pk)


def pair(one, other, score, is_sure, found_by):
    """A pair for the desk, not saved yet; `one` and `other` are keys of persons."""
    first, second = min(one, other), max(one, other)
    return DuplicatePair(first_id=first, second_id=second, score=score, is_sure=is_sure, found_by=found_by)


@transaction.atomic
def search_imported(batch, on, *, most=100):
    """Look through the whole register for people of a spreadsheet, as registration does; returns for how many.

    What shares a number, a birthday or a whole name with them was found when they were entered (`sheet_known`).
    """
    rows = SheetRow.objects.of(batch).to_search().select_for_update(of=("self",), skip_locked=True)[:most]
    people = {row.pk: row.person_id for row in rows}
    for person in Person.objects.filter(pk__in=people.values(), merged_into=None):
        note(person, DuplicatePair.Found.IMPORT, on)
    SheetRow.objects.filter(pk__in=people).update(is_searched=True)
    return len(people)


def found_by_import(people, actor):
    """Pairs that wait at the desk because one of these people came with a spreadsheet."""
    pairs = DuplicatePair.objects.visible_to(actor).open().filter(found_by=DuplicatePair.Found.IMPORT)
    return pairs.filter(Q(first__in=people) | Q(second__in=people))


@transaction.atomic
def search_on(on, *, most=PORTION):
    """Look for pairs among the next portion of the register, and after its end from the beginning again.

    Registration and correction look by themselves; this finds what two offices wrote at one moment, or long ago.
    Returns how many people were looked at and how many pairs are new.
    """
    mark, _ = NumberSeries.objects.select_for_update().get_or_create(kind=SEARCH_MARK, year=0, defaults={"last": 0})
    people = list(Person.objects.filter(pk__gt=mark.last, merged_into=None).order_by("pk")[:most])
    count = sum(note(person, DuplicatePair.Found.SEARCH, on) for person in people)
    mark.last = people[-1].pk if len(people) == most else 0
    mark.save(update_fields=["last"])
    return len(people), count


def elsewhere(person, actor):
    """True where somebody who may be this person is registered out of the actor's sight: all that may be said of it."""
    pairs = DuplicatePair.objects.open().filter(second=person)
    return pairs.exclude(first__in=Person.objects.visible_to(actor)).exists()


def may_decide(pair, actor):
    """Who sees both sides. Half a picture decides about nobody."""
    return Person.objects.visible_to(actor).filter(pk__in=[pair.first_id, pair.second_id]).count() == len(pair.persons)


def lock(pair):
    """The pair, if it still waits for a decision about these two: of two officers at once exactly one goes on."""
    locked = DuplicatePair.objects.select_for_update(of=("self",), no_key=True).filter(pk=pair.pk).first()
    if locked is None:
        raise ValidationError(GONE)
    if not locked.is_open:
        raise ValidationError(ALREADY_DECIDED)
    if locked.keys != pair.keys:
        raise ValidationError(OTHERS_NOW)
    return locked


def close(pair, decision, *, by, reason):
    pair.decision, pair.reason = decision, reason
    pair.decided_by, pair.decided_at = by, timezone.now()
    pair.save(update_fields=["decision", "reason", "decided_by", "decided_at"])
    return pair


@transaction.atomic
def keep_apart(pair, *, by, reason):
    """Two people. The pair never comes to the desk again."""
    pair = lock(pair)
    if not may_decide(pair, by):
        raise PermissionDenied
    return close(pair, Decision.LAIN, by=by, reason=reason)


@transaction.atomic
def ask(pair, *, by, question):
    """Ask the RT of each side that lies in the actor's territory; the answer comes back to the desk."""
    pair = lock(pair)
    if not Person.objects.visible_to(by).filter(pk__in=[pair.first_id, pair.second_id]).exists():
        raise PermissionDenied
    pair.answer, pair.answered_by, pair.answered_at = "", None, None
    pair.save(update_fields=["answer", "answered_by", "answered_at"])
    return close(pair, Decision.TANYA_RT, by=by, reason=question)


def questions_for(actor):
    return DuplicatePair.objects.asked_of(actor).select_related("decided_by__user", "decided_by__office")


@transaction.atomic
def answer(pair, *, by, text):
    """What the RT knows; once, whoever of the two RT is first."""
    pair = DuplicatePair.objects.select_for_update(of=("self",), no_key=True).get(pk=pair.pk)
    if not DuplicatePair.objects.asked_of(by).filter(pk=pair.pk).exists():
        raise ValidationError(ALREADY_ANSWERED)
    pair.answer, pair.answered_by, pair.answered_at = text, by, timezone.now()
    pair.save(update_fields=["answer", "answered_by", "answered_at"])
    return pair
