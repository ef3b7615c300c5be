from django.db.models import Q

from accounts.models import Role
from cases.states.coordination import SENT

NOTHING = Q(pk__in=[])
WHOLE_CITY = {Role.DISNAKER, Role.KADIS}
# Who sees people by where they live. A role that is not named here reaches them through cases, or not at all.
BY_TERRITORY = {Role.RT, Role.RW, Role.KELURAHAN, Role.KECAMATAN, *WHOLE_CITY}


def case_scope(actor, path=""):
    """Who may see a case, said once for the case and all that hangs on it (settled: Who sees what).

    `path` leads from the filtered model to the case ("" for Case itself, "case__" for its children). A role that is
    not named here sees nothing.
    """
    if actor is None:
        return NOTHING
    if actor.role in WHOLE_CITY:
        return Q()
    if actor.role == Role.DINSOS:
        return Q(**{f"{path}members__office": actor.office_id})
    if actor.role == Role.BP3MI:
        return Q(**{f"{path}coordinations__agency": actor.agency_id, f"{path}coordinations__status__in": SENT})
    return NOTHING
