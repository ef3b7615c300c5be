"""Many persons in one case: how they stand, and whom to look at first."""

from typing import NamedTuple

from cases.states.case_person import EXITS, WITH_FAMILY, CasePersonStatus

FEW = 5  # stand whole on the page of the case; of more, the first ones there and all on a page of their own
PER_PAGE = 20
S = CasePersonStatus
NOBODY_KNOWS_WHERE = frozenset({S.HILANG_KONTAK, S.PINDAH_LOKASI, S.DALAM_PENCARIAN})
AT_HOME_OR_OUT = WITH_FAMILY | frozenset(EXITS) - NOBODY_KNOWS_WHERE


class Count(NamedTuple):
    status: str
    label: str
    number: int


def first_to_look_at(subjects):
    """Whose whereabouts nobody knows, then who waits on the way, those longest without news first; at last those who
    are home or went out of the case.
    """
    return sorted(subjects, key=lambda subject: (_rank(subject.row.status), subject.row.status_since, subject.row.pk))


def _rank(status):
    return 0 if status in NOBODY_KNOWS_WHERE else 2 if status in AT_HOME_OR_OUT else 1


def counts_of(links):
    """How many stand in each state, in the order of the table."""
    found = [link.status for link in links]
    return [Count(state.value, state.label, found.count(state)) for state in S if state in found]


def narrowed(subjects, *, status="", words=""):
    """Those of one state, and those in whose name all these words occur."""
    wanted = words.casefold().split()
    return [
        subject
        for subject in subjects
        if status in ("", subject.row.status) and all(word in subject.row.person.name.casefold() for word in wanted)
    ]
