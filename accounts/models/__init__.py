from accounts.models.access import AccessLog
from accounts.models.activation_code import ActivationCode
from accounts.models.agency import Agency
from accounts.models.assignment import Assignment
from accounts.models.key_canary import KeyCanary
from accounts.models.office import Office, Role
from accounts.models.territory import CITY_CODE, ScopedQuerySet, Territory
from accounts.models.user import User

__all__ = [
    "CITY_CODE",
    "AccessLog",
    "ActivationCode",
    "Agency",
    "Assignment",
    "KeyCanary",
    "Office",
    "Role",
    "ScopedQuerySet",
    "Territory",
    "User",
]
