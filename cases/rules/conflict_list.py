"""Whom a conflict of interest keeps from a case is told nothing of it, by no rule (decision 19)."""

from cases.models import CaseConflict


def shut_out():
    """(case, user) of everybody who must not see a case, nor read in a message that there is one."""
    return set(CaseConflict.objects.in_force().values_list("case", "user"))


def free(people, cases, shut):
    """Those of these holders who may be told of all these cases."""
    return [one for one in people if not any((case, one.user_id) in shut for case in cases)]


def first_free(groups, cases, shut):
    """The first of these groups in which anybody may be told: officers before their head. Empty where none may."""
    return next(filter(None, (free(people, cases, shut) for people in groups)), [])
