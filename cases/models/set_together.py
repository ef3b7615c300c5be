from functools import reduce
from operator import and_

from django.db.models import CheckConstraint, Q


def set_together(*fields, name):
    """Who and when are one statement: the database takes both or neither."""
    return CheckConstraint(condition=_all(fields, is_null=True) | _all(fields, is_null=False), name=name)


def _all(fields, *, is_null):
    return reduce(and_, (Q(**{f"{field}__isnull": is_null}) for field in fields))
