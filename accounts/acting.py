"""Who acts right now: the assignment behind a request, a job or a command, and the way every write is stamped with it.

Held in a ContextVar so that a later second wall in the database (row-level security) can read it where the
transaction begins, without any view knowing.
"""

from contextlib import contextmanager
from contextvars import ContextVar

import pghistory
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from accounts.models import Assignment, Office, Role, User
from lib.clock import today

_actor = ContextVar("actor", default=None)
SYSTEM_USERNAME = "sistem"
# How an agency may speak to us without signing in; the name stands in the history.
LINK, API = "tautan", "api"
DOORS = {LINK: "Tautan balasan", API: "API"}


def current_actor():
    return _actor.get()


@contextmanager
def acting_as(actor):
    """Everything written inside carries this assignment in its history; None stands for the public."""
    token = _actor.set(actor)
    if actor is not None:
        actor.user.actor = actor
    try:
        with pghistory.context(assignment=actor.pk if actor else None):
            yield actor
    finally:
        _actor.reset(token)


def system_actor():
    """The office "Sistem", in which the machine does what nobody has to decide. Made on first use."""
    assignment = Assignment.objects.with_office().filter(office__role=Role.SISTEM).first()
    return assignment or _create_system_actor()


def _create_system_actor():
    user, _ = User.objects.get_or_create(username=SYSTEM_USERNAME, defaults={"first_name": "Sistem", "is_active": True})
    office, _ = Office.objects.get_or_create(role=Role.SISTEM, territory=None, defaults={"name": "Sistem"})
    assignment = Assignment.objects.filter(user=user, office=office).first()
    return assignment or Assignment.objects.create(user=user, office=office, starts_on=today())


def agency_actor(agency, door):
    """Who answers for an agency through a door without an account. Nobody can sign in as it. Made on first use."""
    username = f"{door}.{agency.pk}"
    found = Assignment.objects.with_office().filter(user__username=username, office__is_machine=True).first()
    return found or _create_agency_actor(agency, username, DOORS[door])


def _create_agency_actor(agency, username, name):
    user, is_new = User.objects.get_or_create(username=username, defaults={"first_name": name, "is_active": True})
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    office, _ = Office.objects.get_or_create(
        role=Role.BP3MI, agency=agency, is_machine=True, defaults={"name": agency.name}
    )
    assignment, _ = Assignment.objects.get_or_create(user=user, office=office, defaults={"starts_on": today()})
    return assignment


def assignments_of(user):
    """The offices the user may act in today, first the one that began last; each says if he has a second factor."""
    factor = Authenticator.objects.filter(user=OuterRef("user"), type=Authenticator.Type.TOTP)
    held = Assignment.objects.with_office().active(today()).filter(user=user)
    return list(held.annotate(has_second_factor=Exists(factor)))
