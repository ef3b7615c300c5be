from cases.models.api_token import ApiToken, WebhookDelivery
from cases.models.arrival import Arrival
from cases.models.bast_batch import BASTBatch, BASTBatchLetter
from cases.models.case import Case, CaseChange, CaseMember
from cases.models.case_handover import CaseHandover
from cases.models.case_letter import CaseLetter, CaseLetterChange, CaseLetterFile, CaseLetterPerson
from cases.models.case_note import CaseNote
from cases.models.case_person import CasePerson, CasePersonChange
from cases.models.case_team import TeamExit
from cases.models.case_tie import CaseTie
from cases.models.consent import Consent
from cases.models.contact import Contact
from cases.models.coordination import Coordination, CoordinationChange
from cases.models.data_request import DataRequest, DataRequestChange
from cases.models.deadline import Deadline, DeadlineMark, DeadlineParameter
from cases.models.document import Document
from cases.models.duplicate_pair import DuplicatePair
from cases.models.duty_roster import DutyRoster
from cases.models.family_place import FamilyPlace
from cases.models.foreign_number import ForeignNumber
from cases.models.funding import Funding, FundingChange
from cases.models.group_event import GroupEvent
from cases.models.holiday import Holiday
from cases.models.incoming_letter import IncomingLetter
from cases.models.journey import Journey, JourneyChange
from cases.models.letter import Letter, LetterFile, Letterhead
from cases.models.need_to_know import CaseConflict, EmergencyAccess
from cases.models.nik_conflict import NikConflict
from cases.models.nik_question import NikQuestion
from cases.models.nil_report import NilReport
from cases.models.number_series import NumberSeries
from cases.models.offer_context import OfferContext
from cases.models.offer_question import OfferQuestion
from cases.models.paper_form import PaperForm
from cases.models.person import Person
from cases.models.person_merge import PersonMerge
from cases.models.recruiter_mention import RecruiterMention
from cases.models.red_flag import RedFlag
from cases.models.registration_draft import RegistrationDraft
from cases.models.relocation import Relocation
from cases.models.reminder import Reminder
from cases.models.reply_link import ReplyLink
from cases.models.report import Report, ReportChange, ReportMessage
from cases.models.restriction import Restriction
from cases.models.returnee_list import Returnee, ReturneeList
from cases.models.satisfaction import SatisfactionCall
from cases.models.sharing import Sharing, SharingBasis
from cases.models.sheet_batch import SheetBatch, SheetMapping, SheetRow
from cases.models.signed_sheet import SignedSheet
from cases.models.stored_file import StoredFile
from cases.models.talk import Talk, Visit
from cases.models.tppo_finding import TppoFinding
from cases.models.verification import Verification

__all__ = [
    "ApiToken",
    "Arrival",
    "BASTBatch",
    "BASTBatchLetter",
    "Case",
    "CaseChange",
    "CaseConflict",
    "CaseHandover",
    "CaseLetter",
    "CaseLetterChange",
    "CaseLetterFile",
    "CaseLetterPerson",
    "CaseMember",
    "CaseNote",
    "CasePerson",
    "CasePersonChange",
    "CaseTie",
    "Consent",
    "Contact",
    "Coordination",
    "CoordinationChange",
    "DataRequest",
    "DataRequestChange",
    "Deadline",
    "DeadlineMark",
    "DeadlineParameter",
    "Document",
    "DuplicatePair",
    "DutyRoster",
    "EmergencyAccess",
    "FamilyPlace",
    "ForeignNumber",
    "Funding",
    "FundingChange",
    "GroupEvent",
    "Holiday",
    "IncomingLetter",
    "Journey",
    "JourneyChange",
    "Letter",
    "LetterFile",
    "Letterhead",
    "NikConflict",
    "NikQuestion",
    "NilReport",
    "NumberSeries",
    "OfferContext",
    "OfferQuestion",
    "PaperForm",
    "Person",
    "PersonMerge",
    "RecruiterMention",
    "RedFlag",
    "RegistrationDraft",
    "Relocation",
    "Reminder",
    "ReplyLink",
    "Report",
    "ReportChange",
    "ReportMessage",
    "Restriction",
    "Returnee",
    "ReturneeList",
    "SatisfactionCall",
    "Sharing",
    "SharingBasis",
    "SheetBatch",
    "SheetMapping",
    "SheetRow",
    "SignedSheet",
    "StoredFile",
    "Talk",
    "TeamExit",
    "TppoFinding",
    "Verification",
    "Visit",
    "WebhookDelivery",
]
