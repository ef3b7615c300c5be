"""The whole demo city, in one transaction: it is there completely or not at all."""

import itertools
import random

from django.db import transaction
from django.utils import timezone

from accounts.acting import acting_as, system_actor
from accounts.models import Agency, Assignment, Role, User
from cases.models import Person, Reminder
from cases.models.reminder import MAX_ATTEMPTS
from cases.rules.clocks import deadline_parameter, holiday
from cases.rules.reminders import escalation, offer_reminder, reminder
from education.seed import publish_start_pages
from pangkalpinang_pmi.demo import (
    casework,
    clocks,
    corrections,
    data_requests,
    drafts,
    duplicates,
    journeys,
    kelurahan,
    letters,
    numbers,
    offers,
    papers,
    places,
    relocations,
    reports,
    returnees,
    returns,
    sharings,
    sheets,
    talks,
)
from pangkalpinang_pmi.demo.accounts import BP3MI_NAME, Officials
from pangkalpinang_pmi.demo.dating import backdate
from pangkalpinang_pmi.demo.people import City

SEED = 20250709  # the day the city told the press about its eighty residents abroad


def is_built():
    return User.objects.filter(username="ketua.rt").exists()


def has_strangers():
    """True where somebody works already: known passwords are never poured over anybody's data."""
    return Person.objects.exists() or Assignment.objects.exclude(office__role=Role.SISTEM).exists()


@transaction.atomic
def build(today):
    """Places, officials, residents, cases and the reminders that are due: the same for the same day."""
    rng = random.Random(SEED)  # nosec B311 # invented people, no secrets
    publish_start_pages()
    numbers.call(today)
    holiday.load()
    deadline_parameter.load()
    with acting_as(system_actor()):
        officials = Officials(rng)
        officials.move_in(places.load())
        officials.move_in(places.grow_neighbourhoods(rng, officials.places, officials["admin"]))
        agency = Agency.objects.get(name=BP3MI_NAME)
        city = City(rng, today, officials.places, officials, itertools.count(1), agency)
        journeys.fill(city)
        casework.fill(city)
        papers.hand_in(city)
        relocations.fill(city)
        talks.fill(city)
        duplicates.fill(city)
        drafts.fill(city)
        kelurahan.fill(city)
        sheets.fill(city)
        backdate()
        reports.fill(city)
        offers.fill(city)
        sharings.fill(city)
        letters.fill(city)
        data_requests.fill(city)
        returnees.fill(city)
        returns.fill(city)
        corrections.fill(city)
        clocks.keep(city)
        escalation.plan(timezone.now())
        reminder.plan_reminders(today)
        offer_reminder.plan(today)
        _refuse_one()


def _refuse_one():
    """One message that the mail server would not take, however often it was tried."""
    refused = Reminder.objects.filter(rule=Reminder.Rule.DOCUMENT_EXPIRING).order_by("due_on", "pk").first()
    Reminder.objects.filter(pk=refused.pk).update(attempts=MAX_ATTEMPTS, last_error="SMTPRecipientsRefused")
