"""Opening a case, adding persons to it, and drafting what we ask of an agency."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import Case, CaseMember, CaseNote, CasePerson, Coordination, NumberSeries
from cases.rules import uploads, webhook, workflow
from cases.rules.clocks import deadline
from cases.states.coordination import DRAFT, UNDER_DRAFT

NOT_A_DRAFT = "Permintaan ini sudah diajukan atau terkirim, jadi tidak bisa diubah lagi. Kirim catatan tambahan saja."


def open_case(*, client_uuid, persons, by, happened_on, **fields):
    """Open a case with its persons; the opener answers for it, and the opener's office becomes its team.

    Repeating a client_uuid returns the first.
    """
    earlier = Case.objects.filter(client_uuid=client_uuid).first()
    if earlier:
        return earlier
    try:
        with transaction.atomic():
            return _open(client_uuid, persons, by, happened_on, fields)
    except IntegrityError:  # the same form arrived twice at the same moment
        return Case.objects.get(client_uuid=client_uuid)


def _open(client_uuid, persons, by, happened_on, fields):
    year = timezone.localdate().year
    number = f"K-{year}-{NumberSeries.take('case', year):04d}"
    case = Case.objects.create(client_uuid=client_uuid, number=number, opened_by=by, handler=by, **fields)
    CaseMember.objects.create(case=case, office=by.office, added_by=by)
    links = [link for link, is_new in [_put(case, person) for person in persons] if is_new]
    for subject in (case, *links):
        workflow.begin(subject, by=by, happened_on=happened_on, source=case.source)
    deadline.refresh([case], coordinations=[], persons=links, letters=[])  # nothing else can hang on it yet
    return case


@transaction.atomic
def add_person(case, person, *, by, happened_on):
    """Put a person into a case, once; where the case names no country, the latest journey may."""
    link, is_new = _put(case, person)
    return workflow.start(link, by=by, happened_on=happened_on, source=case.source) if is_new else link


def _put(case, person):
    journey = person.journeys.first()
    country = case.country or (journey.country if journey else "")
    return CasePerson.objects.get_or_create(case=case, person=person, defaults={"journey": journey, "country": country})


def add_member(case, office, *, by):
    """Let an office into the need-to-know team."""
    return CaseMember.objects.get_or_create(case=case, office=office, defaults={"added_by": by})[0]


@transaction.atomic
def draft_coordination(case, agency, *, by, request=""):
    """Begin to ask an agency, at most once per case; who asks it again gets the running one."""
    link, is_new = Coordination.objects.get_or_create(case=case, agency=agency, defaults={"request": request})
    if is_new:
        workflow.start(link, by=by, happened_on=timezone.localdate(), source="DISNAKER")
    return link


@transaction.atomic
def revise_request(coordination, *, request, by):
    """Change what is asked while it is still ours; what the head or the agency has read stays as it was."""
    locked = Coordination.objects.select_for_update(of=("self",), no_key=True).get(pk=coordination.pk)
    by.require(DRAFT)
    if locked.status not in UNDER_DRAFT:
        raise ValidationError(NOT_A_DRAFT)
    locked.request = request
    locked.save(update_fields=["request"])
    return locked


def add_note(case, *, client_uuid, text, by, shared_with=None, file=None, stored=None, corrects=None, **fields):
    """Append to the timeline; what an agency writes is always shared with that agency.

    `corrects` is the entry (cases.rules.casework.timeline) that this one puts right: both stay. `file` is an accepted
    upload, `stored` one that is kept already.
    """
    shared_with = by.office.agency or shared_with
    try:
        with transaction.atomic():
            if corrects:
                fields |= {"corrects": corrects.id, "corrects_title": corrects.title}
            kept = uploads.store(file, by=by, client_uuid=client_uuid, case=case) if file else stored
            note = CaseNote.objects.create(
                client_uuid=client_uuid, case=case, text=text, by=by, shared_with=shared_with, file=kept, **fields
            )
            for link in Coordination.objects.filter(case=case, agency=shared_with) if shared_with else ():
                webhook.plan(link)
            return note
    except IntegrityError:
        return CaseNote.objects.get(client_uuid=client_uuid)
