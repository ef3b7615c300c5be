"""Whom a case is about while nobody of the register is in it: then only what a reporter said names him.

Names in reports stand encrypted: the newest are opened and compared one by one.
"""

from cases.models import Report
from cases.rules.families.told_about import is_same_name

UNKNOWN = "Nama belum diketahui"
COMPARED = 300


def names_of(reports):
    """Each name once, in the order they were told."""
    return list(dict.fromkeys(name for report in reports if (name := report.person_name) and name != UNKNOWN))


def by_case(keys, actor):
    """The told names of these cases, by key."""
    told = {}
    if keys:
        for report in _named(actor).filter(case__in=keys):
            told.setdefault(report.case_id, []).append(report)
    return {key: names_of(reports) for key, reports in told.items()}


def cases_about(text, actor):
    """Keys of cases without a person whose reporter named somebody like this."""
    words = text.casefold().split()
    newest = _named(actor).filter(case__persons=None).exclude(case=None).order_by("-received_at")[:COMPARED]
    return [report.case_id for report in newest if _is_called(words, text, report.person_name)]


def _named(actor):
    return Report.objects.visible_to(actor).only("person_name", "case").order_by("received_at", "pk")


def _is_called(words, text, name):
    return all(word in name.casefold() for word in words) or is_same_name(name, text)
