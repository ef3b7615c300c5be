"""What an agency says, through its account, its link or the API: one deed, one table, one history."""

import uuid
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Agency
from cases.models import CaseNote, CasePerson, Coordination, ForeignNumber
from cases.rules import intake, moving_together, uploads, webhook, workflow
from cases.rules.moving_together import Step
from cases.values.choices import Source
from lib.clock import today
from lib.row_key import row_key

SOURCES = {
    Agency.Kind.PERWAKILAN: Source.PERWAKILAN,
    Agency.Kind.KEMLU: Source.KEMLU,
    Agency.Kind.IMIGRASI: Source.IMIGRASI,
    Agency.Kind.POLRI: Source.POLISI,
}
IN_THE_PAST = "Tanggal ini sudah lewat. Isi hari kabar berikutnya, atau kosongkan."
NOTHING_SAID = "Pilih keadaannya, atau tulis nomor, tanggal, atau pesan."
NOT_IN_THIS_CASE = "Orang ini tidak ada dalam kasusnya."
STEP_IS_MISSING = "Pilih langkahnya untuk orang ini."


@transaction.atomic
def answer(
    coordination,
    *,
    by,
    client_uuid,
    target="",
    reference="",
    promised_on=None,
    message="",
    said_by="",
    file=None,
    seen="",
    person="",
):
    """Take the step the agency names, if it names one, and keep what it says with it. Repeating a key changes nothing.

    With a `person`, the key of one in this case, the step is his.

    Raises what `workflow.move` raises: there is no second table.
    """
    earlier = CaseNote.objects.filter(client_uuid=client_uuid).first()
    if earlier and earlier.case_id != coordination.case_id:
        raise ValidationError(workflow.CHANGED_MEANWHILE)
    if earlier:
        return coordination
    if not (target or reference or promised_on or message or file):
        raise ValidationError(NOTHING_SAID)
    source = SOURCES.get(coordination.agency.kind, Source.BP3MI)
    if target or person:
        step = {"source": source, "note": message, "reference": reference, "said_by": said_by, "file": file}
        step |= {"happened_on": today(), "seen": seen, "client_uuid": client_uuid}
        if person:
            return _take_step_of(person, coordination, target, by=by, promised_on=promised_on, **step)
        return take_step(coordination, target, by=by, promised_on=promised_on, **step)
    _check_promise(promised_on)
    workflow.check_speaker(source, said_by, by)
    _say(coordination, by, client_uuid, reference, promised_on, message, said_by, file)
    if reference:
        coordination.foreign_number = ForeignNumber.objects.keep(coordination, reference, by=by).number
        coordination.save(update_fields=["foreign_number"])
    return _promise(coordination, promised_on)


@transaction.atomic
def take_step(coordination, target, *, by, promised_on=None, **step):
    """One step of the table, with the day on which the agency means to tell more; the same for every door."""
    if coordination.history.filter(pk=step.get("client_uuid")).exists():  # sent twice: a later promise stands
        promised_on = None
    _check_promise(promised_on)
    return _promise(workflow.move(coordination, target, by=by, **step), promised_on)


class Said(NamedTuple):
    """What an agency says about one of many requests; without a target, words alone."""

    target: str = ""
    seen: str = ""
    reference: str = ""
    message: str = ""
    is_apart: bool = False  # the date and the file that are given for all do not go with it


@transaction.atomic
def answer_all(coordinations, requests, persons, *, by, client_uuid, promised_on=None, said_by="", stored=None):
    """The same about the requests in `requests` (key -> Said) and the persons in `persons` (key -> Step), in one go.

    All these coordinations are with one agency. However many they are, the database is asked a handful of times.
    Raises what `moving_together.move_each` raises; then nothing is kept.
    """
    if not (requests or persons):
        raise ValidationError(NOTHING_SAID)
    _check_promise(promised_on)
    source = SOURCES.get(by.office.agency.kind, Source.BP3MI)
    told = {"by": by, "happened_on": today(), "source": source, "said_by": said_by, "client_uuid": client_uuid}
    everybody = CasePerson.objects.visible_to(by).filter(case__in=[link.case_id for link in coordinations])
    moved = moving_together.move_each(everybody.select_related("person", "case"), persons, **told) if persons else []
    rows = Coordination.objects.visible_to(by).filter(pk__in=[link.pk for link in coordinations])
    rows = rows.select_related("case", "agency")
    steps = {pk: Step(said.target, said.seen, said.message, said.reference) for pk, said in requests.items()}
    steps = {pk: step for pk, step in steps.items() if step.target}
    taken = moving_together.move_each(rows, steps, stored=stored, **told) if steps else []
    if len(moved) + len(taken) < len(persons) + len(steps):  # somebody is not the agency's any more
        raise ValidationError(workflow.CHANGED_MEANWHILE)
    words = {link: requests[link.pk] for link in rows if link.pk in requests and link.pk not in steps}
    _say_all(words, by, client_uuid, promised_on, said_by, stored)
    heard = [*words, *taken]
    if promised_on:
        whose = [link.pk for link in heard if not requests[link.pk].is_apart]
        Coordination.objects.filter(pk__in=whose).update(promised_on=promised_on)
    about = {link.case_id for link in moved}
    webhook.plan(*words, *(link for link in rows if link.case_id in about and link not in heard))


def _say_all(words, by, client_uuid, promised_on, said_by, stored):
    """Words without a step, of many: a note in each case, which the city and the agency itself read."""
    CaseNote.objects.bulk_create(
        CaseNote(
            client_uuid=uuid.uuid5(client_uuid, str(link.pk)),
            case=link.case,
            text=_text(said.reference, None if said.is_apart else promised_on, said.message, said_by),
            by=by,
            shared_with=by.office.agency,
            file=None if said.is_apart else stored,
        )
        for link, said in words.items()
    )
    numbered = [link for link, said in words.items() if said.reference]
    for link in numbered:
        link.foreign_number = words[link].reference
    ForeignNumber.objects.keep_all([(link, link.foreign_number, None) for link in numbered], by=by)
    Coordination.objects.bulk_update(numbered, ["foreign_number"])


def _take_step_of(person, coordination, target, *, by, promised_on=None, **step):
    """One step of one person in the case, and the next news of all of them; as in `take_step`."""
    if not target:
        raise ValidationError({"target": STEP_IS_MISSING})
    links = CasePerson.objects.visible_to(by).filter(case=coordination.case_id)
    link = links.filter(pk=row_key(person)).first()
    if link is None:
        raise ValidationError({"person": NOT_IN_THIS_CASE})
    if link.history.filter(pk=step["client_uuid"]).exists():
        return coordination
    _check_promise(promised_on)
    workflow.move(link, target, by=by, **step)
    webhook.plan(coordination)
    return _promise(coordination, promised_on)


def _check_promise(promised_on):
    if promised_on and promised_on < today():
        raise ValidationError({"promised_on": IN_THE_PAST})


def _promise(coordination, promised_on):
    if promised_on:
        coordination.promised_on = promised_on
        coordination.save(update_fields=["promised_on"])
    return coordination


def _say(coordination, by, client_uuid, reference, promised_on, message, said_by, file):
    """Words without a step: a note, which the city and the agency itself read."""
    stored = file and uploads.store(file, by=by, client_uuid=client_uuid, case=coordination.case)
    text = _text(reference, promised_on, message, said_by)
    intake.add_note(coordination.case, client_uuid=client_uuid, text=text, by=by, stored=stored)


def _text(reference, promised_on, message, said_by):
    told = [
        message,
        f"Nomor di instansi: {reference}." if reference else "",
        f"Kabar berikutnya: {promised_on:%d/%m/%Y}." if promised_on else "",
        f"Ditulis oleh {said_by}." if said_by else "",
    ]
    return " ".join(filter(None, told)) or "Berkas dilampirkan."
