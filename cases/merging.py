"""Joining two records of one human, and taking it back: everything that hangs on a person moves in one transaction."""

import json
from datetime import date

import pghistory.models
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases import duplicates
from cases.models import CasePerson, Consent, Contact, DuplicatePair, Person, PersonMerge, Relocation, Restriction
from cases.models.person_merge import UNDO_FOR
from cases.values.choices import NoNikReason

SHOWN = 25

# Of these the officer chooses one of the two; other_names and number of the kept record stand by themselves.
FIELDS = (
    "name", "passport_name", "sex", "birth_date", "birth_place", "nik", "nik_status", "residency", "territory_id",
    "address",
)  # fmt: skip
WRITTEN = (*FIELDS, "other_names", "no_nik_reason")
STAYS, ALIKE = (DuplicatePair, PersonMerge, Person), (Contact, Consent)
TWICE = {
    CasePerson: "Keduanya tercatat dalam kasus yang sama. Selesaikan dulu di kasus itu, lalu gabungkan.",
    Restriction: "Keduanya sedang dibatasi. Kepala Disnaker mencabut dulu salah satunya, lalu gabungkan.",
    Relocation: "Keduanya sedang dalam proses pindah. Selesaikan dulu salah satunya, lalu gabungkan.",
}
TOO_LATE = "Penggabungan ini sudah lebih dari 30 hari, jadi tidak bisa dibatalkan lagi."
ALREADY_UNDONE = "Penggabungan ini sudah dibatalkan."
MERGED_ONCE_MORE = "Data ini sesudahnya digabung lagi dengan data lain. Batalkan dulu penggabungan yang itu."
CHANGED_SINCE = "Sesudah digabung, {fields} sudah diubah lagi. Penggabungan ini tidak bisa dibatalkan begitu saja."
NIK_IS_TAKEN = "NIK yang dulu tercatat sekarang dipakai data lain. Selesaikan dulu NIK itu."


@transaction.atomic
def merge(pair, *, by, reason, chosen=()):
    """Keep the older record, with the newer one's value for the fields named in `chosen`; returns the PersonMerge.

    Empty fields take what the other one has. The newer record stays, out of sight, pointing to the kept one.
    """
    pair = duplicates.lock(pair)
    if not duplicates.may_decide(pair, by):
        raise PermissionDenied
    kept, merged = _locked(pair.first_id, pair.second_id)
    before = {"kept": _values(kept), "merged": _values(merged)}
    _choose(kept, merged, chosen)
    rows, refused = _move_rows(merged, kept), _refuse_for_both(merged, kept)
    merged.merged_into = kept
    merged.save()  # first: its NIK must be free when the kept one takes it
    kept.save()
    duplicates.close(pair, duplicates.Decision.SAMA, by=by, reason=reason)
    facts = {
        "before": before,
        "after": {"kept": _values(kept), "merged": _values(merged)},
        "rows": rows,
        "refused": refused,
    }
    return PersonMerge.objects.create(pair=pair, kept=kept, merged=merged, by=by, record=json.dumps(facts))


@transaction.atomic
def undo(done, *, by):
    """Put everything back as it was, within 30 days. Raises ValidationError with what stands in the way."""
    done = PersonMerge.objects.select_for_update(of=("self",), no_key=True).get(pk=done.pk)
    pair = DuplicatePair.objects.select_for_update(of=("self",), no_key=True).get(pk=done.pair_id)
    if not Person.objects.visible_to(by).filter(pk=done.kept_id).exists() or not by.has_perm("cases.decide_duplicate"):
        raise PermissionDenied
    _refuse_where_it_is_too_late(done)
    kept, merged = _locked(done.kept_id, done.merged_id)
    facts = done.facts
    _refuse_where_it_was_changed(kept, facts)
    for label, keys in facts["rows"].items():
        _model(label).objects.filter(pk__in=keys, person=kept).update(person=merged)
    Consent.objects.filter(pk__in=facts["refused"], person=kept).update(is_given=True)
    _put_back(kept, facts["before"]["kept"])
    _put_back(merged, facts["before"]["merged"])
    merged.merged_into = None
    try:
        with transaction.atomic():
            kept.save()
            merged.save()
    except IntegrityError:
        raise ValidationError(NIK_IS_TAKEN) from None
    done.undone_by, done.undone_at = by, timezone.now()
    done.save(update_fields=["undone_by", "undone_at"])
    pair.decision = ""
    pair.save(update_fields=["decision"])
    return done


def _refuse_where_it_is_too_late(done):
    if done.undone_at:
        raise ValidationError(ALREADY_UNDONE)
    if timezone.now() > done.undo_until:
        raise ValidationError(TOO_LATE)
    later = PersonMerge.objects.filter(at__gt=done.at, undone_at=None)
    if later.filter(kept__in=[done.kept_id, done.merged_id]).exists() or later.filter(merged=done.kept_id).exists():
        raise ValidationError(MERGED_ONCE_MORE)


def _refuse_where_it_was_changed(kept, facts):
    after, now = facts["after"]["kept"], _values(kept)
    touched = [name for name in WRITTEN if facts["before"]["kept"][name] != after[name] and now[name] != after[name]]
    if touched:
        names = ", ".join(_label(name) for name in touched)
        raise ValidationError(CHANGED_SINCE.format(fields=names))


def _label(name):
    return str(Person._meta.get_field(name.removesuffix("_id")).verbose_name)


def _locked(first, second):
    """Both, in one order for everybody: two merges at once wait for each other instead of for ever."""
    people = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=[first, second])
    by_key = {person.pk: person for person in people.order_by("pk")}
    return by_key[first], by_key[second]


def _values(person):
    values = {name: getattr(person, name) for name in WRITTEN}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _put_back(person, values):
    for name, value in values.items():
        is_date = name == "birth_date" and value
        setattr(person, name, date.fromisoformat(value) if is_date else value)


def _choose(kept, merged, chosen):
    """Also the NIK changes hands; who lost it says so, for a record without one must give a reason."""
    names = [*kept.names, *merged.names]
    takes_nik = bool(merged.nik) and ("nik" in chosen or not kept.nik)
    for name in FIELDS:
        if name not in ("nik", "nik_status") and (name in chosen or not getattr(kept, name)):
            setattr(kept, name, getattr(merged, name))
    if takes_nik:
        kept.nik, kept.nik_status, kept.no_nik_reason = merged.nik, merged.nik_status, ""
        merged.nik, merged.no_nik_reason = None, NoNikReason.TIDAK_TAHU
    own = {kept.name, kept.passport_name}
    kept.other_names = [name for name in dict.fromkeys(names) if name not in own]


def _move_rows(merged, kept):
    """Whatever has a `person`, whichever part adds it later. Returns the keys that moved, by model.

    What both have alike, a telephone number or the answer to a question, stays where it was.
    """
    moved = {}
    for model in _what_hangs_on_a_person():
        for key in model.objects.filter(person=merged).values_list("pk", flat=True):
            try:
                with transaction.atomic():
                    model.objects.filter(pk=key).update(person=kept)
            except IntegrityError:
                if model not in ALIKE:
                    raise ValidationError(TWICE[model]) from None
            else:
                moved.setdefault(model._meta.label, []).append(str(key))
    return moved


def _refuse_for_both(merged, kept):
    """Who has once said no has said no. Returns the keys of the answers that changed."""
    refused = Consent.objects.filter(person=merged, is_given=False).values("purpose")
    given = Consent.objects.filter(person=kept, is_given=True, purpose__in=refused)
    keys = list(given.values_list("pk", flat=True))
    Consent.objects.filter(pk__in=keys).update(is_given=False)
    return keys


def _what_hangs_on_a_person():
    related = [field.related_model for field in Person._meta.related_objects if field.field.name == "person"]
    return [model for model in related if model not in STAYS and not issubclass(model, pghistory.models.Event)]


def _model(label):
    return next(model for model in _what_hangs_on_a_person() if model._meta.label == label)


def kept_instead_of(pk, actor):
    """The record that took the place of this one, if the actor may see it: old addresses and printed numbers go on."""
    person = Person.objects.filter(pk=pk).exclude(merged_into=None).select_related("merged_into").first()
    while person and person.merged_into_id:
        person = person.merged_into
    return Person.objects.visible_to(actor).filter(pk=person.pk).first() if person else None


def running(pair):
    """The merge of this pair that still stands, or None."""
    return pair.merges.filter(undone_at=None).select_related("by__user", "by__office").first()


def undoable(actor):
    """Merges this actor may still take back, the latest first."""
    pairs, people = DuplicatePair.objects.visible_to(actor), Person.objects.visible_to(actor)
    young = PersonMerge.objects.filter(undone_at=None, at__gte=timezone.now() - UNDO_FOR)
    return young.filter(pair__in=pairs, kept__in=people).select_related("pair", "kept").order_by("-at")[:SHOWN]
