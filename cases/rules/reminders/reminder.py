"""Planning reminders: rules write rows, `mailing` sends them. Planning twice writes nothing twice."""

from datetime import timedelta
from itertools import islice

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Value

from accounts.models import Assignment, Role, kelurahan_code
from cases.models import (
    Coordination,
    Document,
    Journey,
    RegistrationDraft,
    Reminder,
    ReplyLink,
    Sharing,
)
from cases.models.registration_draft import NOTICE as DRAFT_NOTICE
from cases.rules import conflict_list
from cases.values.choices import DocumentKind as D

BATCH = 2000
CONTRACT_NOTICE = (90, 60, 30)
# Days before the end at which somebody is told, per kind of paper (domain.md §2.5). Kinds without an end are not here.
NOTICE = {
    D.STATUS_KAWIN: (30,),
    D.AK1: (30,),
    D.KOMPETENSI: (90, 30),
    D.BAHASA: (90,),
    D.SEHAT: (30, 14, 7),
    D.PASPOR: (365, 180, 90),
    D.SPLP: (30, 14, 7),
    D.VISA: (90, 60, 30),
    D.PP: (30,),
    D.PK: CONTRACT_NOTICE,
    D.JAMSOS: (60, 30),
    D.JKN: (30,),
    D.EPMI: (60,),
    D.BUKU_PELAUT: (90,),
}


def plan_reminders(on):
    """Write a row for every duty due on that WIB date, as often as you like; returns how many are new."""
    rules = (_overdue_coordinations, _expiring_documents, _ending_contracts, _expiring_drafts, _silent_links)
    return sum(write(rule(on)) for rule in rules)


def write(rows):
    """Keep what is not there yet, however many plan at once; returns how many are new."""
    new = 0
    while batch := list(islice(rows, BATCH)):
        Reminder.objects.bulk_create(batch, ignore_conflicts=True)
        new += Reminder.objects.filter(pk__in=[row.pk for row in batch]).count()
    return new


def _overdue_coordinations(on):
    """To Disnaker, once per deadline: an agency has not answered by the date we set."""
    told = Reminder.objects.filter(coordination=OuterRef("pk"), due_on=OuterRef("due_on"))
    late = Coordination.objects.overdue(on).filter(~Exists(told)).values_list("pk", "due_on", "case")
    groups, shut = (city_officers(on), heads_of_disnaker(on)), conflict_list.shut_out()
    for pk, due_on, case in late.iterator(BATCH):
        for recipient in conflict_list.first_free(groups, [case], shut):
            yield Reminder(
                rule=Reminder.Rule.COORDINATION_OVERDUE, coordination_id=pk, due_on=due_on, recipient=recipient
            )


def _expiring_documents(on):
    """To the person's kelurahan, once per paper and threshold: time enough to renew it."""
    reached = [
        models.When(kind=kind, expires_on__lte=on + timedelta(days), then=Value(days))
        for kind, thresholds in NOTICE.items()
        for days in sorted(thresholds)  # the nearest one speaks; those already passed are not made up for
    ]
    horizon = on + timedelta(max(max(thresholds) for thresholds in NOTICE.values()))
    papers = Document.objects.in_use().filter(expires_on__range=(on, horizon), kind__in=NOTICE)
    yield from _before_the_end(on, papers, "document", "expires_on", reached)


def _ending_contracts(on):
    """The same for the end of a contract, which the journey holds whether or not the paper was ever shown."""
    reached = [
        models.When(contract_ends_on__lte=on + timedelta(days), then=Value(days)) for days in sorted(CONTRACT_NOTICE)
    ]
    horizon = on + timedelta(max(CONTRACT_NOTICE))
    journeys = Journey.objects.under_contract().filter(contract_ends_on__range=(on, horizon))
    yield from _before_the_end(on, journeys, "journey", "contract_ends_on", reached)


def _before_the_end(on, subjects, name, end, reached):
    recipients = kelurahan_officers(on)
    instead = city_officers(on)
    told = Reminder.objects.filter(
        **{name: OuterRef("pk"), "due_on": OuterRef(end), "days_before": OuterRef("days_before")}
    )
    threshold = models.Case(*reached, output_field=models.PositiveSmallIntegerField())
    rows = subjects.annotate(days_before=threshold).filter(~Exists(told), days_before__isnull=False)
    for pk, due_on, days, code in rows.values_list("pk", end, "days_before", "territory__code").iterator(BATCH):
        for recipient in recipients.get(kelurahan_code(code), instead):
            yield Reminder(
                rule=Reminder.Rule.DOCUMENT_EXPIRING,
                due_on=due_on,
                days_before=days,
                recipient=recipient,
                **{f"{name}_id": pk},
            )


def _expiring_drafts(on):
    """To who holds the office and has an e-mail address; the others read it on their own page."""
    told = Reminder.objects.filter(draft=OuterRef("pk"), due_on=OuterRef("expires_on"))
    drafts = RegistrationDraft.objects.expiring(on).filter(~Exists(told))
    holders = Assignment.objects.active(on).filter(office__in=drafts.values("office")).exclude(user__email="")
    by_office = {holder.office_id: holder for holder in holders}
    for pk, office, ends in drafts.values_list("pk", "office", "expires_on"):
        if office in by_office:
            yield Reminder(
                rule=Reminder.Rule.DRAFT_EXPIRING,
                draft_id=pk,
                due_on=ends,
                days_before=DRAFT_NOTICE.days,
                recipient=by_office[office],
            )


def _silent_links(on):
    """To Disnaker, once per link however many cases it is about: the agency read it, or let its time run out."""
    told = Reminder.objects.filter(link=OuterRef("pk"), rule=Reminder.Rule.NO_REACTION)
    silent = ReplyLink.objects.silent(on).filter(~Exists(told))
    groups, shut = (city_officers(on), heads_of_disnaker(on)), conflict_list.shut_out()
    about = ArraySubquery(Sharing.objects.filter(link=OuterRef("pk")).values("coordination__case"))
    for pk, ends, cases in silent.values_list("pk", "expires_on", about).iterator(BATCH):
        for recipient in conflict_list.first_free(groups, cases, shut):
            yield Reminder(rule=Reminder.Rule.NO_REACTION, link_id=pk, due_on=min(ends, on), recipient=recipient)


def city_officers(on):
    """Disnaker's officers; while the post is empty, its head."""
    return list(Assignment.objects.active(on).filter(office__role=Role.DISNAKER)) or heads_of_disnaker(on)


def heads_of_disnaker(on):
    return list(Assignment.objects.active(on).filter(office__role=Role.KADIS))


def kelurahan_officers(on):
    """Officers in office by the code of their kelurahan."""
    by_place = {}
    for officer in Assignment.objects.active(on).filter(office__role=Role.KELURAHAN).with_office():
        by_place.setdefault(officer.territory.code, []).append(officer)
    return by_place
