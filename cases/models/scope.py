from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.utils import timezone

from accounts.models import Role
from cases.states.coordination import SENT

NOTHING = Q(pk__in=[])
WHOLE_CITY = {Role.DISNAKER, Role.KADIS}
# Who sees people by where they live. A role that is not named here reaches them through cases, or not at all.
BY_TERRITORY = {Role.RT, Role.RW, Role.KELURAHAN, Role.KECAMATAN, *WHOLE_CITY}

SHUT_CASES = """
    SELECT case_id FROM cases_caseconflict WHERE user_id = %s AND lifted_at IS NULL AND case_id NOT IN (
        SELECT opened.case_id FROM cases_emergencyaccess AS opened
        JOIN accounts_assignment AS opener ON opener.id = opened.by_id
        WHERE opener.user_id = %s AND opened.ends_at > %s
    )
"""


def case_scope(actor, path=""):
    """Who may see a case, said once for the case and all that hangs on it (settled: Who sees what).

    `path` leads from the filtered model to the case ("" for Case itself, "case__" for its children). A role that is
    not named here sees nothing, and whoever has a conflict of interest in a case does not see that one.
    """
    if actor is None:
        return NOTHING
    if actor.role in WHOLE_CITY:
        return not_shut(actor, path)
    if actor.role == Role.DINSOS:
        return not_shut(actor, path) & Q(**{f"{path}members__office": actor.office_id})
    if actor.role == Role.BP3MI:
        sent = {f"{path}coordinations__agency": actor.agency_id, f"{path}coordinations__status__in": SENT}
        return not_shut(actor, path) & Q(**sent)
    return NOTHING


def handed_over(actor, field):
    """The keys of the persons of whom this agency holds `field` (cases.sharing_fields.FIELDS) on a basis that
    still stands.

    A letter hands over those it names, any other hand-over all who were in its case by then: of who came later nobody
    saw what leaves, and nobody was asked.
    """
    bases = apps.get_model("cases", "SharingBasis").objects.visible_to(actor).filter(fields__contains=[field])
    here = {"sharing__coordination__case": OuterRef("case"), "sharing__shared_at__gte": OuterRef("came_at")}
    came = apps.get_model("cases", "CasePersonChange").objects.filter(subject=OuterRef("pk")).order_by("recorded_at")
    of_letter = {
        "letters__letter__sharings__in": bases.values("sharing"),
        "letters__letter__sharings__coordination__case": F("case"),
    }
    links = apps.get_model("cases", "CasePerson").objects.alias(came_at=Subquery(came.values("recorded_at")[:1]))
    of_case = Exists(bases.filter(sharing__letter=None, **here))
    return links.filter(of_case | Q(**of_letter)).values("person")


def not_shut(actor, path=""):
    """All but the cases this user is shut out of."""
    return ~Q(**{f"{path}pk__in" if not path else f"{path}in": shut_cases(actor)})


def shut_cases(actor):
    """The keys of cases whose conflict list names this user, except those he has opened in an emergency just now.

    Written out, because each table that hangs on a case asks for it: one page builds it three dozen times.
    """
    return RawSQL(SHUT_CASES, [actor.user_id, actor.user_id, timezone.now()])  # nosec B611 # ours, values apart
