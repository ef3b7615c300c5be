"""Rows of a spreadsheet taken back, one or all: whoever was worked on since stays, and it is said why."""

from django.core.exceptions import ValidationError
from django.db import transaction

from cases.models import DuplicatePair, Journey, NikConflict, Person, SheetBatch, SheetRow, Visit
from cases.rules.person_lock import hold_journeys
from cases.rules.sheets.sheet_import import OURS, contacts_of, documents_of

Outcome = SheetRow.Outcome
STAYS = "{number} tetap ada: {why}."
DECIDED = "NIK yang tercatat dua kali ini sudah diputuskan, jadi tetap ada."
CHANGED = "datanya sudah diubah"
CORRECTED = "data perjalanannya sudah diubah"
NOT_NOW = "Baris ini tidak bisa dibatalkan lagi."
# By the model of what speaks of him now; of a model that is not here its own name is said.
WHY = {
    "CasePerson": "sudah tercatat dalam kasus",
    "Consent": "izinnya sudah ditanyakan",
    "Contact": "ada kontak baru",
    "Document": "ada dokumen baru",
    "DuplicatePair": "sudah ditanyakan atau diputuskan di data kembar",
    "Journey": "ada perjalanan baru",
    "JourneyChange": "perjalanannya sudah berlanjut",
    "Letter": "sudah dibuatkan surat",
    "NikConflict": "NIK-nya diisi lagi untuk orang lain",
    "Person": "sudah digabung dengan data lain",
    "PersonMerge": "sudah digabung dengan data lain",
    "Relocation": "sedang atau sudah pindah RT",
    "Talk": "keluarganya sudah diajak bicara",
    "Verification": "sudah diperiksa kelurahan",
    "Visit": "keluarganya sudah dikunjungi",
}


def take_back_some(batch, most):
    """Take back the next rows; returns how many were looked at."""
    rows = list(SheetRow.objects.of(batch).filter(outcome__in=OURS).select_related("person", "conflict")[:most])
    _lock(rows)
    for row in rows:
        reason = why_kept(row)
        row.outcome, row.outcome_note = (Outcome.KEPT if reason else Outcome.UNDONE), reason
        if not reason:
            _delete(row)
    SheetRow.objects.bulk_update(rows, ["outcome", "outcome_note"])
    return len(rows)


@transaction.atomic
def take_back(row):
    """Take back one row. Raises ValidationError with the reason where it stays; then nothing changes."""
    batch = SheetBatch.objects.select_for_update(of=("self",)).get(pk=row.batch_id)
    row = SheetRow.objects.select_related("person", "conflict").get(pk=row.pk)
    if not (batch.rows_may_be_undone and row.may_be_undone):
        raise ValidationError(NOT_NOW)
    _lock([row])
    reason = why_kept(row)
    if reason:
        raise ValidationError(reason)
    _delete(row)
    row.outcome, row.outcome_note = Outcome.UNDONE, ""
    row.save(update_fields=["outcome", "outcome_note"])


def why_kept(row):
    """What stands against taking this row back, in one sentence; '' where nobody has touched what we made."""
    if row.person:
        reasons = list(dict.fromkeys(_reasons(row)))
        return STAYS.format(number=row.person.number, why="; ".join(reasons)) if reasons else ""
    return DECIDED if row.conflict and row.conflict.decision else ""


def _lock(rows):
    """Nobody works on them while we look; who wants to waits, and finds them gone or kept."""
    people = [row.person_id for row in rows]
    hold_journeys(people)
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=people).order_by("pk"))
    list(Visit.objects.select_for_update(of=("self",)).filter(journey__person__in=people).order_by("pk"))


def _reasons(row):
    person, record = row.person, row.record
    person.refresh_from_db(fields=["updated_at"])
    if person.version != row.version:
        yield CHANGED
    made = {"contacts": len(contacts_of(record)), "documents": len(documents_of(record)), "journeys": 1}
    yield from _speaking_of(person, made)
    for journey in person.journeys.all():
        yield from _speaking_of(journey, {"history": 1})
        if Journey.pgh_event_model.objects.filter(pgh_obj=journey.pk).exists():
            yield CORRECTED


def _speaking_of(subject, made):
    """Why rows of other tables point here, beyond those we made ourselves."""
    for relation in subject._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        model = relation.related_model
        if model is SheetRow or model._meta.label.endswith("Event"):
            continue
        found = model._base_manager.filter(**{relation.field.name: subject})
        if model is DuplicatePair:
            found = found.exclude(decision="")  # on the desk since it was entered, and nobody has looked yet
        if model is Visit:
            found = found.exclude(done_on=None)  # owed since it was entered, and nobody has called yet
        if found[:100].count() > made.get(relation.get_accessor_name(), 0):
            yield WHY.get(model.__name__, f"sudah ada {model._meta.verbose_name}")


def _delete(row):
    if row.person_id:
        for journey in row.person.journeys.all():
            journey.delete()
        Person.objects.filter(pk=row.person_id).delete()
    elif row.conflict_id:
        NikConflict.objects.filter(pk=row.conflict_id).delete()
    row.person = row.conflict = None
