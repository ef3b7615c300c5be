"""What moves with a merged record, and back: found by the foreign keys, so that a part added later moves as well."""

import time

import pghistory.models
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q
from psycopg.errors import LockNotAvailable

from cases.models import CasePerson, Consent, Contact, DuplicatePair, NikConflict, Person, Relocation, Restriction
from cases.rules.doubles import contact_twin
from cases.rules.register import duplicates, registration
from cases.values.identity import normalise_nik
from lib.advisory_lock import wait_in_line

# Foreign keys to Person that a merge leaves alone, and why.
STAYS = {
    "Person.merged_into": "who was joined to the merged record is found over it: the way is followed to its end",
    "PersonMerge.kept": "says what was joined at that time",
    "PersonMerge.merged": "says what was joined at that time",
    "DuplicatePair.first": "the older of the two stands first: `_move_pairs`",
    "DuplicatePair.second": "the older of the two stands first: `_move_pairs`",
    "Consent.person": "each record keeps its own answers, and a no of either wins: `consent.join_records`",
    "SheetRow.known": "says what a spreadsheet was compared with at that time",
    "SheetRow.person": "says which record a row of a spreadsheet made; taking the row back looks at that very record",
}
TWICE = {
    CasePerson: "Keduanya tercatat dalam kasus yang sama. Selesaikan dulu di kasus itu, lalu gabungkan.",
    Restriction: "Keduanya sedang dibatasi. Kepala Disnaker mencabut dulu salah satunya, lalu gabungkan.",
    Relocation: "Keduanya sedang dalam proses pindah. Selesaikan dulu salah satunya, lalu gabungkan.",
}
TWICE_SOMETHING = "Keduanya punya {what}, dan hanya boleh satu. Selesaikan dulu salah satunya, lalu gabungkan."
IN_USE = "Salah satu data ini sedang diisi orang lain. Tunggu sebentar, lalu tekan lagi."
ATTEMPTS, PAUSE = 40, 0.05  # two seconds: nobody's deed takes that long
DECIDED = ("decision", "reason", "decided_by", "decided_at", "answer", "answered_by", "answered_at")


def keys_to_person():
    """Every foreign key to a person, whatever its table calls it; versions kept by the history are no rows of today."""
    found = [rel.field for rel in Person._meta.get_fields(include_hidden=True) if rel.auto_created and not rel.concrete]
    return [field for field in found if not issubclass(field.model, pghistory.models.Event)]


def label_of(field):
    return f"{field.model.__name__}.{field.name}"


def moving():
    """The tables whose rows go to the kept record."""
    return [field.model for field in keys_to_person() if field.name == "person" and label_of(field) not in STAYS]


def lock(first, second):
    """All that a merge touches, at one blow. Returns the two records.

    Others come with one row in their hands and go on to the person, or the other way round. So that nobody waits in a
    circle with us, we never wait while we hold anything: where somebody is at work we let go of all, and try again.
    Raises ValidationError where that does not end.
    """
    wait_in_line("merging")
    for _ in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return _lock_all(first, second)
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
        time.sleep(PAUSE)
    raise ValidationError(IN_USE)


def _lock_all(first, second):
    both = [first, second]
    people = Person.objects.filter(pk__in=both)
    niks = dict(people.values_list("pk", "nik"))
    registration.hold_niks(filter(None, niks.values()))
    people = {person.pk: person for person in _locked(people, no_key=False)}  # what is new to either waits for us
    if len(people) < len(both):
        raise ValidationError(duplicates.GONE)
    if niks != {pk: person.nik for pk, person in people.items()}:
        raise ValidationError(registration.CHANGED_BY_ANOTHER)
    for model in (*moving(), Consent):
        _locked(model._base_manager.filter(person__in=both))
    pairs = DuplicatePair.objects.filter(Q(first__in=both) | Q(second__in=both))
    _locked(Person.objects.filter(pk__in={key for pair in pairs.values_list("first", "second") for key in pair}))
    _locked(pairs)
    return people[first], people[second]


def _locked(rows, no_key=True):
    return list(rows.select_for_update(of=("self",), no_key=no_key, nowait=True).order_by("pk"))


def move(merged, kept):
    """Returns what moved, for `move_back`: keys of rows by table, notes about shared numbers, pairs of the desk."""
    notes = _share_numbers(merged, kept)
    rows = {model._meta.label: keys for model in moving() if (keys := _move_rows(model, merged, kept))}
    return {"rows": rows, "notes": notes, **_move_pairs(merged, kept)}


def move_back(facts, merged, kept, *, since):
    for model in moving():
        keys = facts["rows"].get(model._meta.label, ())
        model._base_manager.filter(pk__in=keys, person=kept).update(person=merged)
    for contact in Contact.objects.filter(pk__in=facts["notes"], person=kept):
        contact_twin.forget(contact, facts["notes"][str(contact.pk)])
    _move_pairs_back(facts, merged, kept, since)
    _hand_over_conflicts(merged, kept, since)


def _share_numbers(merged, kept):
    """A number both have stays once, with what either knew of it. Returns what was added, by contact."""
    ours, notes = list(kept.contacts.all()), {}
    for contact in merged.contacts.all():
        twin = contact_twin.find(contact, ours)
        added = twin and contact_twin.take_over(twin, contact)
        if added:
            notes[str(twin.pk)] = added
    return notes


def _move_rows(model, merged, kept):
    twins = _contacts_alike(merged, kept) if model is Contact else ()
    rows = model._base_manager.filter(person=merged).exclude(pk__in=twins)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    try:
        with transaction.atomic():
            model._base_manager.filter(pk__in=keys).update(person=kept)
    except IntegrityError:
        raise ValidationError(TWICE.get(model, TWICE_SOMETHING.format(what=model._meta.verbose_name))) from None
    return keys


def _contacts_alike(merged, kept):
    ours = list(kept.contacts.all())
    return [contact.pk for contact in merged.contacts.all() if contact_twin.find(contact, ours)]


# --- pairs of the desk: whoever was compared with the merged record is compared with the kept one


def _move_pairs(merged, kept):
    """Where the kept record stands beside the same third one already, the answer that says more stays on the desk."""
    moved, swapped = [], []
    pairs = DuplicatePair.objects.filter(Q(first=merged) | Q(second=merged)).exclude(
        decision=DuplicatePair.Decision.SAMA
    )
    for pair in pairs.order_by("pk"):
        third = pair.other_than(merged.pk)
        if third == kept.pk:
            continue
        twin = DuplicatePair.objects.between(kept.pk, third).first()
        if twin is None:
            pair.put(kept.pk, third)
            moved.append(pair.pk)
        elif _says_more(pair, twin):
            _swap(pair, twin)
            swapped.append([pair.pk, twin.pk])
    return {"pairs": moved, "swapped": swapped}


def _says_more(pair, twin):
    """Two people; what an RT answered; that an RT is asked; nothing yet."""

    def weight(one):
        return (one.decision in DuplicatePair.FINAL, bool(one.answered_at), bool(one.decision))

    return weight(pair) > weight(twin)


def _swap(one, other):
    for name in DECIDED:
        mine, its = getattr(one, name), getattr(other, name)
        setattr(one, name, its)
        setattr(other, name, mine)
    one.save(update_fields=DECIDED)
    other.save(update_fields=DECIDED)


def _move_pairs_back(facts, merged, kept, since):
    """What was answered since about the kept record stays with it."""
    for pair in DuplicatePair.objects.filter(pk__in=facts["pairs"]).order_by("pk"):
        third = pair.other_than(kept.pk)
        if third and third != merged.pk and not DuplicatePair.objects.between(merged.pk, third).exists():
            pair.put(merged.pk, third)
    for keys in facts["swapped"]:
        one, twin = (DuplicatePair.objects.filter(pk=key).first() for key in keys)
        if one and twin and not twin.was_answered_since(since):
            _swap(one, twin)


def _hand_over_conflicts(merged, kept, since):
    """Whose NIK was typed again since: it is the other's once more, and so is the question about it."""
    if not merged.nik:
        return
    for conflict in NikConflict.objects.open().filter(person=kept, reported_at__gt=since):
        if normalise_nik(conflict.entry["person"]["nik"]) == normalise_nik(merged.nik):
            conflict.person = merged
            conflict.save(update_fields=["person"])
