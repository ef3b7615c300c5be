"""Whom of a case a reporter told about: the one rule for what he reads himself and for who may give him a new code."""

from cases.values import likeness, record
from lib.clock import today


def told_about(report, links):
    """Of the persons of its case (CasePerson), those this report is about.

    A case may hold others, whose families told nobody: where there are several, only who is called as the reporter
    called him counts. Names stand encrypted, and are compared one by one.
    """
    return [link for link in links if len(links) == 1 or is_same_name(report.person_name, link.person.name)]


def is_same_name(told, written):
    """Whether a name that a reporter told may be the one on a card or in the register; no name is nobody's."""
    if not told:
        return False
    kept, shown = (record.read(today(), name=name) for name in (told, written))
    return likeness.judge(kept, shown).decision != likeness.Decision.DIFFERENT
