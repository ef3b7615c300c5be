from accounts.models.access import AccessLog
from accounts.models.activation_code import ActivationCode, IdentityCheck
from accounts.models.agency import Agency
from accounts.models.assignment import Assignment
from accounts.models.key_canary import KeyCanary
from accounts.models.office import OF_DISNAKER, OF_KELURAHAN, ONE_HOLDER, WITHOUT_CONFIRMATION, Office, Role
from accounts.models.territory import (
    CITY_CODE,
    KELURAHAN_CODE_LENGTH,
    ScopedQuerySet,
    Territory,
    kelurahan_code,
    territory_scope,
)
from accounts.models.user import User

__all__ = [
    "CITY_CODE",
    "KELURAHAN_CODE_LENGTH",
    "OF_DISNAKER",
    "OF_KELURAHAN",
    "ONE_HOLDER",
    "WITHOUT_CONFIRMATION",
    "AccessLog",
    "ActivationCode",
    "Agency",
    "Assignment",
    "IdentityCheck",
    "KeyCanary",
    "Office",
    "Role",
    "ScopedQuerySet",
    "Territory",
    "User",
    "kelurahan_code",
    "territory_scope",
]
