from cases.models.case import Case, CaseChange, CaseMember
from cases.models.case_note import CaseNote
from cases.models.case_person import CasePerson, CasePersonChange
from cases.models.contact import Contact
from cases.models.coordination import Coordination, CoordinationChange
from cases.models.document import Document
from cases.models.duplicate_pair import DuplicatePair
from cases.models.journey import Journey, JourneyChange
from cases.models.nik_conflict import NikConflict
from cases.models.number_series import NumberSeries
from cases.models.person import Person
from cases.models.person_merge import PersonMerge
from cases.models.reminder import Reminder

__all__ = [
    "Case",
    "CaseChange",
    "CaseMember",
    "CaseNote",
    "CasePerson",
    "CasePersonChange",
    "Contact",
    "Coordination",
    "CoordinationChange",
    "Document",
    "DuplicatePair",
    "Journey",
    "JourneyChange",
    "NikConflict",
    "NumberSeries",
    "Person",
    "PersonMerge",
    "Reminder",
]
