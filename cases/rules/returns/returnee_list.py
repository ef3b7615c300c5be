"""A list of people who come home in one night (S07): received, decided line by line, and planned with one press.

Rows first: the list is kept as it came, a worker looks up who each line may be (`returnee_match`), an officer decides.
"""

import json
import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import Case, CasePerson, Person, Returnee, ReturneeList
from cases.models.returnee_list import UNDECIDED
from cases.rules import intake
from cases.rules.casework import group_event
from cases.rules.letters import incoming_letter
from cases.rules.reminders import duty
from cases.rules.returns import arrival, returnee_reading
from cases.states.case_person import CasePersonStatus
from cases.values.casefile import NoteKind
from cases.values.returnee import ReturneeDecision
from lib.advisory_lock import wait_in_line

MOST_LINES = 500
NOBODY_IN_IT = "Tidak ada nama atau nomor paspor yang terbaca. Tulis satu orang di satu baris."
TOO_MANY = "Daftar ini berisi {} baris. Paling banyak 500 sekali kirim: bagi menjadi beberapa daftar."
CHANGED_MEANWHILE = (
    "Baris ini sudah diputuskan sejak halaman ini dibuka. Periksa dulu keputusannya, lalu simpan lagi kalau perlu."
)
IN_OTHER_HANDS = "Kasus orang ini ditangani petugas lain. Minta Kepala Dinas memutuskan baris ini."
GONE = "Orang ini tidak ditemukan lagi. Cari namanya sekali lagi."
# He was in such a case once, and it has ended for him: coming home again is another matter.
OVER = (CasePersonStatus.SELESAI, CasePersonStatus.DILIMPAHKAN, CasePersonStatus.DITUTUP_ADMINISTRATIF)
CHRONOLOGY = "Tercantum di daftar pemulangan: {}."
NAMED = "{} tercantum di daftar pemulangan: {}."
TAKEN_BACK = "Baris {1} daftar pemulangan ({2}) ternyata bukan {0}. "
CANCELLED = "Rencana kedatangannya dari daftar itu dibatalkan."
STILL_EXPECTED = "Periksa rencana kedatangannya."


def receive(*, client_uuid, sheets, on, by, dated_on=None, **facts):
    """Keep a list and its lines, `sheets` as `lib.spreadsheet` reads them. Repeating a client_uuid is one list.

    `dated_on` is the day of the letter that brought it: with its number it gets its place in the agenda.
    """
    by.require(arrival.PLAN)
    earlier = ReturneeList.objects.filter(pk=client_uuid).first()
    if earlier:
        return earlier
    lines = returnee_reading.read(sheets, on)
    if not any(line.record for line in lines):
        raise ValidationError(NOBODY_IN_IT)
    if len(lines) > MOST_LINES:
        raise ValidationError(TOO_MANY.format(len(lines)))
    try:
        with transaction.atomic():
            return _keep(client_uuid, lines, by, dated_on, facts)
    except IntegrityError:  # the same form arrived twice at the same moment
        return ReturneeList.objects.get(pk=client_uuid)


def _keep(client_uuid, lines, by, dated_on, facts):
    kept = ReturneeList.objects.create(id=client_uuid, noted_by=by, **facts)
    Returnee.objects.bulk_create(
        Returnee(
            list=kept,
            position=position,
            number=line.number,
            content_json=json.dumps({"text": line.text, "record": line.record, "alike": []}),
        )
        for position, line in enumerate(lines, 1)
    )
    incoming_letter.enter_list(kept, dated_on=dated_on or kept.received_on, by=by)
    duty.tell_of_list(kept, by=by)
    return kept


@transaction.atomic
def look_again(kept, *, by):
    """Whom nobody has recognised is looked for anew: the register has grown since. A worker does it."""
    by.require(arrival.PLAN)
    Returnee.objects.filter(list=kept, decision__in=UNDECIDED).update(looked_up_at=None)
    ReturneeList.objects.filter(pk=kept.pk).update(touched_at=timezone.now())
    return kept


@transaction.atomic
def decide(line, decision, *, seen, key, by, person=None, link=None, note=""):
    """Say who somebody on a list is. `seen` is the version the page showed: of two officers the second is told.

    One of ours is put into a case: the `link` that was chosen, else the open one of the `person`, else a new case.
    Whom the line named before is not expected any more where he was because of this list.
    Repeating a `key` changes nothing.
    """
    by.require(arrival.PLAN)
    line = Returnee.objects.select_for_update(of=("self",), no_key=True).select_related("list").get(pk=line.pk)
    if line.decided_key == key and _is_the_same(line, decision, person or (link and link.person)):
        return line
    if line.version != seen:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    before, line.link = line.link, None
    if decision == ReturneeDecision.WARGA_KITA:
        line.link = _chosen(link, by) if link else _link_of(line, person, by)
    if before and before != line.link:
        _take_back(before, line, by)
    if link and link != before:
        _note(link, NAMED.format(link.person.name, line.list), by)
    line.decision, line.note = decision, note
    line.decided_by, line.decided_at, line.decided_key = by, timezone.now(), key
    line.version += 1
    line.save(update_fields=["link", "decision", "note", "decided_by", "decided_at", "decided_key", "version"])
    return line


def open_links(people):
    """Where these people stand in a case that still goes on, the newest first."""
    links = CasePerson.objects.filter(person__in=people, case__in=Case.objects.open()).exclude(status__in=OVER)
    return links.select_related("case", "person", "group").order_by("-pk")


def links_of(kept, actor):
    """Whom this list has turned out to be, by name."""
    rows = CasePerson.objects.visible_to(actor).filter(pk__in=Returnee.objects.filter(list=kept).values("link"))
    return rows.select_related("person", "case").order_by("person__name", "pk")


def _take_back(link, line, by):
    """Unless another line names him too: then he comes all the same."""
    others = Returnee.objects.filter(link=link).exclude(pk=line.pk)
    is_cancelled = not others.exists() and arrival.cancel_for(link, line.list)
    said = TAKEN_BACK.format(link.person.name, line.number, line.list)
    _note(link, said + (CANCELLED if is_cancelled else STILL_EXPECTED), by)


def _is_the_same(line, decision, person):
    """Whoever goes back in his browser and chooses another one sends the same key: that is no repeat."""
    return line.decision == decision and (line.link and line.link.person) == person


def _chosen(link, by):
    if not CasePerson.objects.visible_to(by).filter(pk=link.pk).exists():
        raise ValidationError(GONE)
    return link


def _link_of(line, person, by):
    """The case of a person. Two officers who choose him at once, on two lines, get the same one."""
    if not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise ValidationError(GONE)
    wait_in_line(f"returnee:{person.pk}")
    known = list(open_links([person]))
    seen = CasePerson.objects.visible_to(by).filter(pk__in=[link.pk for link in known]).order_by("-pk").first()
    if seen:
        _note(seen, NAMED.format(person.name, line.list), by)
        return seen
    if known:
        raise ValidationError(IN_OTHER_HANDS)
    return _open_case(line, person, by)


def _open_case(line, person, by):
    kept = line.list
    case = intake.open_case(
        client_uuid=uuid.uuid5(kept.pk, f"{line.position}:{line.version}:{person.pk}"),
        persons=[person],
        by=by,
        happened_on=kept.received_on,
        reported_on=kept.received_on,
        urgency=kept.urgency,
        category=kept.category,
        country=kept.country,
        source=kept.source,
        chronology=CHRONOLOGY.format(kept),
    )
    if kept.group:
        group_event.bring_in(kept.group, [case.number], by=by)
    return case.persons.get(person=person)


def _note(link, text, by):
    intake.add_note(link.case, client_uuid=uuid.uuid4(), text=text, by=by, kind=NoteKind.PERUBAHAN)
