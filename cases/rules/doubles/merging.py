"""Joining two records of one human: everything that hangs on a person moves in one transaction (back: merging_undo)."""

import json
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models.expressions import RawSQL

from accounts.models import territory_scope
from cases.models import DuplicatePair, Person, PersonMerge
from cases.rules.coordination import consent
from cases.rules.doubles import merging_rows
from cases.rules.register import duplicates
from cases.values.choices import NoNikReason

SHOWN = 25

# Of these the officer chooses one of the two; other_names and number of the kept record stand by themselves.
FIELDS = (
    "name", "passport_name", "sex", "birth_date", "birth_place", "nik", "nik_status", "residency", "territory_id",
    "address",
)  # fmt: skip
WRITTEN = (*FIELDS, "other_names", "no_nik_reason")
ALL_JOINED = """
    WITH RECURSIVE joined (id) AS (
        SELECT %s::bigint UNION ALL
        SELECT person.id FROM cases_person AS person JOIN joined ON person.merged_into_id = joined.id
    ) SELECT id FROM joined
"""
MERGED_MEANWHILE = "Salah satu data ini baru saja digabung dengan data lain. Buka lagi halaman data kembar."


@transaction.atomic
def merge(pair, *, by, reason, chosen=()):
    """Keep the older record, with the newer one's value for the fields named in `chosen`; returns the PersonMerge.

    Empty fields take what the other one has. The newer record stays, out of sight, pointing to the kept one.
    """
    kept, merged = merging_rows.lock(*pair.keys)
    pair = duplicates.lock(pair)
    if kept.merged_into_id or merged.merged_into_id:
        raise ValidationError(MERGED_MEANWHILE)
    if not duplicates.may_decide(pair, by):
        raise PermissionDenied
    before = {"kept": values_of(kept), "merged": values_of(merged)}
    _choose(kept, merged, chosen)
    answers = consent.join_records(kept, merged)  # first: what a no ends, it ends for the cases of each
    moved = merging_rows.move(merged, kept)
    merged.merged_into = kept
    merged.save()  # first: its NIK must be free when the kept one takes it
    kept.save()
    duplicates.close(pair, duplicates.Decision.SAMA, by=by, reason=reason)
    facts = {"before": before, "after": {"kept": values_of(kept), "merged": values_of(merged)}, "answers": answers}
    record = json.dumps(facts | moved, cls=DjangoJSONEncoder)
    return PersonMerge.objects.create(pair=pair, kept=kept, merged=merged, by=by, record=record)


def values_of(person):
    values = {name: getattr(person, name) for name in WRITTEN}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


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


def kept_instead_of(pk, actor):
    """The record that took the place of this one, if the actor may see it: old addresses and printed numbers go on."""
    person = Person.objects.filter(pk=pk).exclude(merged_into=None).first()
    return Person.objects.visible_to(actor).filter(pk=person.standing.pk).first() if person else None


def records_of(person):
    """The record and all that were joined to it, in however many steps; the oldest, which is the kept one, first."""
    keys = RawSQL(ALL_JOINED, [person.pk])  # nosec B611 # a constant
    found = {record.pk: record for record in Person.objects.filter(pk__in=keys).order_by("pk")}
    for record in found.values():
        if record.merged_into_id in found:
            record.merged_into = found[record.merged_into_id]
    return list(found.values())


def running(pair):
    """The merge of this pair that still stands, or None."""
    related = ("by__user", "by__office", "kept__territory", "merged__territory")
    return pair.merges.filter(undone_at=None).select_related(*related).first()


def undoable(actor, now):
    """Merges this actor may still take back, the latest first."""
    both = territory_scope(actor, "kept__territory") & territory_scope(actor, "merged__territory")
    young = PersonMerge.objects.young(now).filter(both, pair__in=DuplicatePair.objects.visible_to(actor))
    return young.filter(kept__merged_into=None).select_related("pair", "kept").order_by("-at")[:SHOWN]
