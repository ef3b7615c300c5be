"""Every address, every person: the answer each must get. Our own addresses one by one, packages' by prefix."""

import base64
import uuid
from typing import NamedTuple

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from accounts.models import Assignment, Role
from accounts.tests.factories import make_actor, make_agency
from cases.models import (
    Arrival,
    BASTBatch,
    BASTBatchLetter,
    CaseConflict,
    CaseLetterFile,
    Contact,
    Coordination,
    Document,
    DuplicatePair,
    EmergencyAccess,
    Holiday,
    NikConflict,
    NikQuestion,
    Relocation,
    Reminder,
    SheetBatch,
    SheetRow,
)
from cases.rules import intake, restriction, uploads
from cases.rules.casework import casefile, funding, group_event, group_sharing, recruiter_mention
from cases.rules.clocks import holiday
from cases.rules.coordination import api_access, reply_link, sharing, sharing_fields
from cases.rules.doubles import nik_conflict
from cases.rules.families import report_desk, report_follow, report_intake
from cases.rules.letters import incoming_letter
from cases.rules.offers import offer_context, offer_question, red_flag, talk
from cases.rules.privacy import data_request
from cases.rules.register import duplicates, registration, registration_draft
from cases.rules.reminders import duty
from cases.rules.returns import arrival, returnee_list, returnee_match
from cases.rules.sheets import sheet_batch
from cases.tests.factories import TODAY, make_case, make_case_letter, make_letter, make_nik, make_person
from cases.values.choices import Source
from cases.values.returnee_line import rows_of
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.tests import papers

CAST = [
    "rudi",
    "toni",
    "wati",
    "budi",
    "citra",
    "kiki",
    "ana",
    "dewi",
    "dina",
    "eko",
    "wawan",
    "rena",
    "putri",
    "karim",
    "adi",
]
DISNAKER = "ana dewi"
REGISTER = f"rudi toni wati budi citra {DISNAKER}"
OWN = f"rudi wati budi {DISNAKER}"  # those in whose territory Siti lives, and who may touch the register
STRANGERS_TO_SITI = "toni citra"
NOT_THE_OFFICE = f"toni wati budi citra {DISNAKER}"  # those who register people, but hold another office than Rudi
EVERYBODY = " ".join(CAST)
# Neighbours of Siti's, and those whose office is not about her: whatever opens to them, she is not in it.
MUST_NOT_READ_OF_HER = ["toni", "citra", "wawan", "rena", "putri", "karim", "adi"]


class Row(NamedTuple):
    """Who is let in (an answer, a redirect, a form with errors), and from whom it is hidden; others are refused."""

    method: str
    ok: str = ""
    hidden: str = ""
    keys: str = ""


ACCESS = {
    # across
    "home": Row("get", EVERYBODY),
    "settings": Row("get", "budi citra ana dewi adi"),
    "choose_office": Row("get", EVERYBODY),
    # accounts
    "account_list": Row("get", "budi citra adi"),
    "terms_to_confirm": Row("get", "budi citra ana dewi"),
    "confirm_term": Row("post", "ana dewi", "budi citra", "term"),
    "account_new": Row("get", "budi citra adi"),
    "account_detail": Row("get", "budi adi", "citra", "account"),
    "issue_code": Row("get", "budi adi", "citra", "account"),
    "freeze_account": Row("post", "budi adi", "citra", "account"),
    "unfreeze_account": Row("post", "budi adi", "citra", "account"),
    "reset_second_factor": Row("get", "adi", "", "account"),
    "add_assignment": Row("get", "budi adi", "citra", "account"),
    "end_assignment": Row("get", "budi adi", "citra", "assignment"),
    "territory_list": Row("get", "budi citra adi"),
    "territory_detail": Row("get", "budi adi", "citra", "kelurahan"),
    "territory_new": Row("get", "budi adi", "citra", "kelurahan"),
    "territory_end": Row("get", "budi adi", "citra", "rt"),
    # the register
    "cases:people": Row("get", f"{REGISTER} kiki"),
    "cases:register": Row("get", REGISTER),
    "cases:nik_hint": Row("post", REGISTER),
    # A draft belongs to one office: to all others of the register it does not exist.
    "cases:registration_page": Row("get", "rudi", NOT_THE_OFFICE, "draft_page"),
    "cases:check_registration": Row("get", "rudi", NOT_THE_OFFICE, "draft"),
    "cases:discard_draft": Row("get", "rudi", NOT_THE_OFFICE, "draft"),
    "cases:talk_script": Row("post", "rudi", NOT_THE_OFFICE, "draft"),
    "cases:own_entries": Row("get", REGISTER),
    "cases:incomplete": Row("get", "budi citra"),
    "cases:withdraw_entry": Row("get", "rudi", NOT_THE_OFFICE, "person"),
    "cases:registered": Row("get", OWN, STRANGERS_TO_SITI, "registered"),
    "cases:nik_conflicts": Row("get", f"budi citra {DISNAKER}"),
    "cases:nik_conflict": Row("get", f"budi {DISNAKER}", "citra", "conflict"),
    "cases:undo_nik_conflict": Row("get", f"budi {DISNAKER}", "citra", "joined_conflict"),
    "cases:print_papers": Row("get", "rudi toni wati budi citra"),
    "cases:key_paper": Row("get", "budi citra"),
    "cases:nil_board": Row("get", "wati budi citra"),
    "cases:report_nil": Row("post", "rudi toni"),
    "cases:undo_nil": Row("post", "rudi toni"),
    # the kelurahan at its desk; Disnaker as the second who looks
    "cases:verifications": Row("get", f"budi citra {DISNAKER}"),
    "cases:verification": Row("get", f"budi {DISNAKER}", "citra", "waiting"),
    "cases:decide_verification": Row("post", f"budi {DISNAKER}", "citra", "decision"),
    "cases:own_access": Row("get", EVERYBODY),
    "cases:office_access": Row("get", "dewi"),
    "cases:officer_access": Row("get", "dewi", "", "officer"),
    "cases:subject_access": Row("get", "dewi", "", "subject"),
    "cases:after_return": Row("get", "budi citra"),
    "cases:record_return_visit": Row("get", "budi", "citra", "return_visit"),
    "cases:write_letter": Row("get", "budi", "citra", "new_letter"),
    "cases:letters": Row("get", f"budi citra {DISNAKER}"),
    "cases:letter": Row("get", f"budi {DISNAKER}", "citra", "letter"),
    "cases:letter_pdf": Row("get", f"budi {DISNAKER}", "citra", "letter"),
    "cases:withdraw_letter": Row("post", "budi", "citra", "letter"),
    "cases:letterhead": Row("get", f"budi citra {DISNAKER}"),
    "cases:nik_question": Row("get", "rudi wati", "toni", "question"),
    "cases:duplicates": Row("get", f"budi citra {DISNAKER}"),
    "cases:duplicate": Row("get", f"budi {DISNAKER}", "citra", "pair"),
    "cases:undo_merge": Row("post", f"budi {DISNAKER}", "citra", "pair"),
    "cases:duplicate_question": Row("get", "rudi toni wati", "", "pair"),
    "cases:relocations": Row("get", f"budi citra {DISNAKER}"),
    "cases:relocation": Row("get", f"budi citra {DISNAKER}", "", "relocation"),
    "cases:accept_relocation": Row("post", f"citra {DISNAKER}", "", "relocation"),
    "cases:refuse_relocation": Row("post", f"citra {DISNAKER}", "", "relocation"),
    "cases:withdraw_relocation": Row("post", f"budi {DISNAKER}", "", "relocation"),
    "cases:relocate": Row("get", f"budi {DISNAKER}", "citra", "person"),
    "cases:person": Row("get", f"{OWN} kiki", STRANGERS_TO_SITI, "person"),
    "cases:person_changes": Row("get", DISNAKER, "", "person"),
    "cases:edit_person": Row("get", OWN, STRANGERS_TO_SITI, "person"),
    "cases:add_contact": Row("post", OWN, STRANGERS_TO_SITI, "person"),
    "cases:add_document": Row("post", OWN, STRANGERS_TO_SITI, "person"),
    "cases:edit_contact": Row("get", OWN, STRANGERS_TO_SITI, "contact"),
    "cases:remove_contact": Row("get", OWN, STRANGERS_TO_SITI, "contact"),
    "cases:edit_document": Row("get", OWN, STRANGERS_TO_SITI, "document"),
    "cases:remove_document": Row("get", OWN, STRANGERS_TO_SITI, "document"),
    "cases:add_journey": Row("post", OWN, STRANGERS_TO_SITI, "person"),
    "cases:new_journey_talk": Row("post", OWN, STRANGERS_TO_SITI, "person"),
    "cases:journey_talk": Row("post", OWN, STRANGERS_TO_SITI, "journey"),
    "cases:edit_journey": Row("get", OWN, STRANGERS_TO_SITI, "journey"),
    # Whoever sees a machine may press; which step is his, `workflow.move` decides.
    "cases:move_journey": Row("post", f"{OWN} kiki", STRANGERS_TO_SITI, "journey"),
    "cases:reveal_nik": Row("get", f"budi {DISNAKER} eko", "citra", "person"),
    "cases:reveal_phone": Row("get", f"{OWN} dina eko", STRANGERS_TO_SITI, "contact"),
    "cases:reveal_document": Row("get", f"{DISNAKER} eko", "", "document"),
    "cases:visits": Row("get", f"budi citra {DISNAKER}"),
    "cases:visit": Row("get", f"budi {DISNAKER}", "citra", "visit"),
    "cases:red_flags": Row("get", DISNAKER),
    "cases:add_red_flag": Row("get", DISNAKER),
    "cases:edit_red_flag": Row("get", DISNAKER, "", "red_flag"),
    "cases:offer_contexts": Row("get", DISNAKER),
    "cases:edit_offer_context": Row("get", DISNAKER, "", "offer_context"),
    "cases:deadline_parameters": Row("get", DISNAKER),
    "cases:set_deadline": Row("get", "dewi", "", "length"),
    "cases:holidays": Row("get", DISNAKER),
    "cases:add_holiday": Row("get", DISNAKER),
    "cases:edit_holiday": Row("get", DISNAKER, "", "holiday"),
    # papers and their pictures: Rudi photographed Siti's KTP
    "cases:document": Row("get", f"{OWN} eko", STRANGERS_TO_SITI, "document"),
    "cases:add_file": Row("post", OWN, STRANGERS_TO_SITI, "document"),
    "cases:file": Row("get", f"rudi budi {DISNAKER} eko", STRANGERS_TO_SITI, "file"),
    "cases:file_page": Row("get", f"rudi budi {DISNAKER} eko", STRANGERS_TO_SITI, "page"),
    "cases:paper_reason": Row("get", f"budi {DISNAKER} eko", "citra", "file"),
    "cases:replace_file": Row("get", f"rudi {DISNAKER}", STRANGERS_TO_SITI, "photo"),
    "cases:remove_file": Row("get", f"rudi {DISNAKER}", STRANGERS_TO_SITI, "file"),
    # old spreadsheets, and other offices' lists: Disnaker's right alone
    "cases:imports": Row("get", DISNAKER),
    "cases:import_batch": Row("get", DISNAKER, "", "import"),
    "cases:choose_columns": Row("post", DISNAKER, "", "import"),
    "cases:confirm_import": Row("post", DISNAKER, "", "import"),
    "cases:undo_import": Row("post", DISNAKER, "", "import"),
    "cases:undo_row": Row("post", DISNAKER, "", "import_row"),
    "cases:discard_import": Row("get", DISNAKER, "", "import"),
    "cases:import_file": Row("get", DISNAKER, "", "import"),
    "cases:reconciliations": Row("get", DISNAKER),
    "cases:reconciliation": Row("get", DISNAKER, "", "reconciliation"),
    "cases:reconciliation_columns": Row("post", DISNAKER, "", "reconciliation"),
    "cases:settle_row": Row("post", DISNAKER, "", "pile_row"),
    "cases:reconciliation_file": Row("get", DISNAKER, "", "reconciliation"),
    # what people ask about their own data
    "cases:data_requests": Row("get", DISNAKER),
    "cases:add_data_request": Row("get", DISNAKER, "", "person"),
    "cases:data_request": Row("get", DISNAKER, "", "data_request"),
    "cases:answer_data_request": Row("post", DISNAKER, "", "data_request"),
    "cases:lift_restriction": Row("get", "dewi", "", "restriction"),
    # cases
    "cases:list": Row("get", f"{DISNAKER} dina eko"),
    "cases:open_case": Row("get", DISNAKER),
    "cases:case": Row("get", f"{DISNAKER} dina eko", "", "case"),
    "cases:edit_case": Row("get", DISNAKER, "", "case"),
    "cases:case_summary": Row("get", f"{DISNAKER} dina eko", "", "case"),
    "cases:case_persons": Row("get", f"{DISNAKER} dina eko", "", "case"),
    "cases:case_person": Row("get", f"{DISNAKER} dina eko", "", "case_person"),
    "cases:tppo_findings": Row("get", f"{DISNAKER} dina", "", "case_person"),
    "cases:tie_case": Row("get", DISNAKER, "", "case"),
    "cases:untie_case": Row("post", DISNAKER, "", "tie"),
    "cases:conflicts": Row("get", DISNAKER, "", "case"),
    "cases:lift_conflict": Row("post", "dewi", "", "case_conflict"),
    "cases:open_in_emergency": Row("get", "ana"),
    "cases:emergency_accesses": Row("get", "dewi"),
    "cases:emergency_access": Row("get", "dewi", "", "emergency"),
    "cases:review_emergency": Row("post", "dewi", "", "emergency"),
    "cases:groups": Row("get", DISNAKER),
    "cases:add_group": Row("get", DISNAKER),
    "cases:group": Row("get", DISNAKER, "", "group"),
    "cases:bring_in": Row("post", DISNAKER, "", "group"),
    "cases:move_group": Row("post", DISNAKER, "", "group"),
    "cases:drop_out": Row("post", DISNAKER, "", "group_person"),
    # letters of Disnaker: sent to BP3MI, so its liaison reads this one; it tells of no work of Dinsos
    "cases:case_letters": Row("get", f"{DISNAKER} dina eko"),
    "cases:case_letter": Row("get", f"{DISNAKER} eko", "dina", "case_letter"),
    "cases:case_letter_pdf": Row("get", f"{DISNAKER} eko", "dina", "case_letter"),
    "cases:edit_case_letter": Row("get", DISNAKER, "", "letter_draft"),
    "cases:move_case_letter": Row("post", DISNAKER, "", "case_letter"),
    "cases:signed_sheet": Row("get", DISNAKER, "", "case_letter"),
    "cases:incoming_letters": Row("get", DISNAKER),
    "cases:add_incoming_letter": Row("get", DISNAKER),
    "cases:incoming_letter": Row("get", DISNAKER, "", "incoming_letter"),
    "cases:choose_case_letter": Row("get", DISNAKER, "", "case"),
    "cases:write_case_letter": Row("get", DISNAKER, "", "new_case_letter"),
    "cases:choose_group_letter": Row("get", DISNAKER, "", "group"),
    "cases:write_group_letter": Row("get", DISNAKER, "", "new_group_letter"),
    # one deed of hand-over for each of many
    "cases:prepare_group_bast": Row("get", DISNAKER, "", "group"),
    "cases:prepare_day_bast": Row("get", DISNAKER, "", "day"),
    "cases:bast_batch": Row("get", DISNAKER, "", "bast"),
    "cases:submit_bast": Row("post", DISNAKER, "", "bast"),
    "cases:approve_bast": Row("post", "dewi", "", "bast"),
    "cases:bast_pdf": Row("get", DISNAKER, "", "bast"),
    "cases:satisfaction_calls": Row("get", DISNAKER),
    "cases:ask_satisfaction": Row("get", DISNAKER, "", "case"),
    "cases:add_funding": Row("get", DISNAKER, "", "case"),
    "cases:funding": Row("get", f"{DISNAKER} dina", "", "funding"),
    "cases:edit_funding": Row("get", DISNAKER, "", "funding"),
    "cases:move_funding": Row("post", f"{DISNAKER} dina", "", "funding"),
    # place and hour of a return
    "cases:arrivals": Row("get", DISNAKER),
    "cases:arrival": Row("get", DISNAKER, "", "arrival"),
    "cases:cancel_arrival": Row("post", DISNAKER, "", "arrival"),
    "cases:plan_arrivals": Row("get", DISNAKER, "", "case"),
    "cases:share_group": Row("get", DISNAKER, "", "group"),
    "cases:group_shared": Row("get", DISNAKER, "", "group_link"),
    "cases:revoke_group_link": Row("post", DISNAKER, "", "group_link"),
    "cases:plan_group_arrivals": Row("get", DISNAKER, "", "group"),
    # who comes home, as another office lists them
    "cases:returnee_lists": Row("get", DISNAKER),
    "cases:unidentified": Row("get", DISNAKER),
    "cases:returnee_list": Row("get", DISNAKER, "", "returnees"),
    "cases:look_again": Row("post", DISNAKER, "", "returnees"),
    "cases:plan_returnees": Row("get", DISNAKER, "", "returnees"),
    "cases:returnee": Row("get", DISNAKER, "", "returnee"),
    "cases:move_case": Row("post", f"{DISNAKER} dina eko", "", "case"),
    "cases:add_person": Row("get", DISNAKER, "", "case"),
    "cases:move_case_person": Row("post", f"{DISNAKER} dina eko", "", "case_person"),
    "cases:draft_coordination": Row("get", DISNAKER, "", "case"),
    "cases:revise_request": Row("get", DISNAKER, "", "coordination"),
    "cases:move_coordination": Row("post", f"{DISNAKER} dina eko", "", "coordination"),
    "cases:share_data": Row("get", DISNAKER, "", "coordination"),
    "cases:shared": Row("get", DISNAKER, "", "sharing"),
    "cases:revoke_link": Row("post", DISNAKER, "", "sharing"),
    "cases:withdraw_consent": Row("get", DISNAKER, "", "coordination"),
    "cases:api_tokens": Row("get", "dewi"),
    "cases:issue_api_token": Row("get", "dewi"),
    "cases:revoke_api_token": Row("post", "dewi", "", "api_token"),
    "cases:share_note": Row("get", DISNAKER, "", "coordination"),
    "cases:add_number": Row("get", DISNAKER, "", "coordination"),
    "cases:agency_news": Row("get", f"{DISNAKER} eko", "", "coordination"),
    "cases:mark_deadline": Row("get", DISNAKER, "", "clock"),
    "cases:add_note": Row("post", f"{DISNAKER} dina eko", "", "case"),
    "cases:fundings": Row("get", DISNAKER),
    "cases:add_member": Row("get", DISNAKER, "", "case"),
    "cases:remove_member": Row("get", DISNAKER, "", "member"),
    "cases:recruiters": Row("get", f"{DISNAKER} dina", "", "case"),
    "cases:withdraw_recruiter": Row("post", f"{DISNAKER} dina", "", "recruiter"),
    "cases:reveal_recruiter": Row("get", f"{DISNAKER} dina", "", "recruiter"),
    "cases:hand_over": Row("get", DISNAKER, "", "case"),
    "cases:reveal_reporter": Row("get", f"{DISNAKER} dina", "rudi toni wati budi citra eko", "case"),
    "cases:ledger": Row("get", f"{DISNAKER} dina eko"),
    "cases:reminders": Row("get", f"{REGISTER} dina eko wawan"),
    "cases:open_reminder": Row("get", "ana", "rudi toni wati budi citra dewi dina eko wawan", "reminder"),
    "cases:retry_reminder": Row("post", "ana", "rudi toni wati budi citra dewi dina eko wawan", "reminder"),
    # what families report: read by Disnaker, and by Dinsos where it works on the case
    "cases:reports": Row("get", f"{DISNAKER} dina"),
    "cases:report": Row("get", f"{DISNAKER} dina", "", "report"),
    "cases:open_from_report": Row("post", DISNAKER, "", "report"),
    "cases:link_report": Row("post", DISNAKER, "", "report"),
    "cases:settle_report": Row("post", DISNAKER, "", "report"),
    "cases:put_back_report": Row("post", DISNAKER, "", "report"),
    "cases:withhold_news": Row("post", DISNAKER, "", "report"),
    "cases:reply_to_reporter": Row("get", DISNAKER, "", "report"),
    "cases:tell_reporters": Row("get", DISNAKER, "", "case"),
    "cases:decide_place": Row("post", DISNAKER, "", "family_place"),
    "cases:new_follow_code": Row("get", DISNAKER, "", "report"),
    "cases:consents": Row("get", OWN, STRANGERS_TO_SITI, "person"),
    "cases:reported_people": Row("get", "budi citra"),
    "cases:renew_follow_code": Row("get", "budi", "citra", "person"),
    "cases:reveal_report_phone": Row("get", f"{DISNAKER} dina", "rudi toni wati budi citra eko", "report"),
    "cases:reveal_report_passport": Row("get", DISNAKER, "eko", "report"),
    "cases:offer_questions": Row("get", DISNAKER),
    "cases:offer_question": Row("get", DISNAKER, "", "offer"),
    "cases:answer_offer": Row("post", DISNAKER, "", "offer"),
    "cases:reveal_offer_phone": Row("get", DISNAKER, "", "offer_phone"),
    "cases:duty_roster": Row("get", DISNAKER),
    "cases:strike_duty": Row("post", DISNAKER, "", "turn"),
}
BUNDLE = 40
# Addresses that are tried in one world: to build it takes longer than to try one of them.
BUNDLES = [
    pytest.param(names, id=names[0])
    for names in (list(ACCESS)[first : first + BUNDLE] for first in range(0, len(ACCESS), BUNDLE))
]
PUBLIC = {"alive", "ready", "sign_in", "account_login", "activate", "sign_out", "emergency", "wagtail_serve", "search"}
PUBLIC |= {"public_image", "wagtaildocs_serve", "cases:check_letter", "cases:reply"}
PUBLIC |= {"offline_worker", "no_signal", "forget_offline", "share_card", "board_sheet", "talk_kit"}
PUBLIC |= {"talk_kit_file"}
PUBLIC |= {"article_feed", "page_feedback", "page_feedback_done", "robots", "sitemap"}
REPORT = "report_start report_first report_code report_page report_done leave_report follow follow_news"
OFFER = "offer_check offer_ask offer_code offer_follow offer_answer"
PUBLIC |= {f"cases:{name}" for name in f"{REPORT} {OFFER}".split()}
# Their own doors: tested in accounts, education and cases (the API asks for its key, never for a session).
PACKAGES = ("cms/", "akun/", "admin/", "api/")


@pytest.fixture
def world(request, case, coordination, ana, rudi, budi, dewi, dina, eko, bp3mi, places):
    """Siti in trouble, with everything that hangs on her: sent to BP3MI, and Dinsos in the team."""
    siti = case.persons.get().person
    siti.nik, siti.no_nik_reason = make_nik(), ""
    siti.save()
    intake.add_member(case, dina.office, by=ana)
    case.reporter_phone = "+6281100001111"
    case.save(update_fields=["reporter_phone", "reporter_phone_index"])
    Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM")
    contact = Contact.objects.create(person=siti, phone="+6281234567890")
    document = Document.objects.create(person=siti, kind="PASPOR", number="C1234567")
    ktp = Document.objects.create(person=siti, kind="KTP")
    upload = Cleaned(Kind.JPEG, [papers.photo()], "0" * 64)
    file = uploads.store(upload, by=rudi, client_uuid=uuid.uuid4(), document=ktp)
    nik = make_nik()
    owner = make_person(budi, places["19.71.05.1005.002.004"], nik=nik, name="Bagas Lain")
    entry = {"client_uuid": uuid.uuid4(), "by": rudi, "happened_on": TODAY, "source": Source.RT, "journey": {}}
    person = {"name": "Sari Contoh", "nik": nik, "territory": rudi.territory}
    conflict = registration.register(person=person, **entry).conflict
    assert isinstance(conflict, NikConflict) and conflict.person == owner
    nik = make_nik()
    make_person(budi, places["19.71.05.1005.002.004"], nik=nik, name="Bambang Lain")
    person, entry = (
        {"name": "Dadang Contoh", "nik": nik, "territory": rudi.territory},
        entry | {"client_uuid": uuid.uuid4()},
    )
    joined = registration.register(person=person, **entry).conflict
    nik_conflict.decide(joined, "SAMA", by=budi, reason="KTP sudah dilihat")
    home = make_case(ana, [owner], kelurahan_may_know=True)
    call = {"case_person": home.persons.get(), "code": "KUNJUNGAN_1", "holder": "KOTA", "urgency": "P2"}
    call = home.deadlines.create(started_at=timezone.now(), due_at=timezone.now(), **call)
    relocation = Relocation.objects.create(
        id=uuid.uuid4(),
        person=owner,
        origin=owner.territory,
        destination=places["19.71.02.1001"],
        reason="PINDAH_RUMAH",
        happened_on=TODAY,
        asked_by=budi,
    )
    question = NikQuestion.objects.create(
        conflict=conflict, territory=rudi.territory, question="Benarkah NIK ini?", asked_by=budi
    )
    alike = make_person(budi, places["19.71.05.1005.002.004"], name="Siti Conto")
    pair = DuplicatePair.objects.get(first=siti, second=alike)
    duplicates.ask(pair, by=budi, question="Apakah ini orang yang sama?")
    draft = registration_draft.start(key=uuid.uuid4(), territory=rudi.territory, by=rudi)
    registration_draft.keep_page(draft, "orang", {"name": ["Sinta Draf"]}, seen=0, by=rudi)
    reminder = Reminder.objects.create(
        rule="COORDINATION_OVERDUE", coordination=coordination, due_on=TODAY, recipient=ana
    )
    told = report_intake.keep(
        key=uuid.uuid4(), seed="", danger="YA", person_name="Siti Contoh", kelurahan_may_know=True
    )
    told = report_desk.link(told, case, by=ana)
    whereabouts = report_follow.write(told, key=uuid.uuid4(), place="Gedung KK, Myawaddy")
    offer = offer_question.ask(
        client_uuid=uuid.uuid4(), seed="", flags=[], text="Siti Contoh mau jadi admin", recruiter_phone="+6281200001111"
    )
    unconfirmed = make_actor("wira", Role.DISNAKER, places["19.71"])
    Assignment.objects.filter(pk=unconfirmed.pk).update(awaits_confirmation=True)
    now = timezone.now()
    turn = duty.enter(key=uuid.uuid4(), officer=ana, starts_at=now, ends_at=now + timezone.timedelta(hours=12), by=ana)
    given = ["nama", "nik", "nomor_dokumen", "foto_identitas", "kontak"]
    bases = dict.fromkeys(sharing_fields.groups_of(given), "KEPENTINGAN_VITAL")
    left = sharing.share(coordination, client_uuid=uuid.uuid4(), chosen=given, bases=bases, by=ana)
    reply_link.issue([left], way="KERTAS", expires_on=timezone.localdate(), by=ana)
    api_key, _ = api_access.issue(
        client_uuid=uuid.uuid4(), agency=bp3mi, name="SISKO", scopes=["read"], expires_on=timezone.localdate(), by=dewi
    )
    old = sheet_of_one(ana, SheetBatch.Kind.IMPORT)
    theirs = sheet_of_one(ana, SheetBatch.Kind.RECONCILIATION)
    twin = make_case(ana, [])
    group = group_event.make(client_uuid=uuid.uuid4(), by=ana, name="Myawaddy, Maret 2025", happened_on=TODAY)
    group_event.bring_in(group, [case.number], by=ana)
    whole = {"chosen": ["nama"], "bases": {"IDENTITAS": "TUGAS_PUBLIK"}, "way": "KERTAS", "expires_on": TODAY}
    asked = group_sharing.offered(group, ana)
    left_together = group_sharing.send(group, asked, client_uuid=uuid.uuid4(), by=ana, **whole)
    facts = {"leg": "KE_RUMAH", "payer": "APBD_KOTA", "amount": 150_000}
    paid = funding.propose(case, client_uuid=uuid.uuid4(), by=ana, **facts)
    arrival.plan(case.persons.all(), by=ana, expected_at=timezone.now(), place="DEPATI_AMIR")
    returnees = returnee_list.receive(
        client_uuid=uuid.uuid4(), sheets=[("", rows_of("Siti Conto, C1234567"))], on=TODAY, by=ana, received_on=TODAY
    )
    returnee_match.run(returnees.pk, TODAY)
    numbered = {"number": "560/001/DISNAKER/I/2026", "status": "DIKIRIM", "agency": bp3mi}
    sent_letter = make_case_letter(ana, case, **numbered)
    known_by = {"kind": "LAIN", "number": "B/7/2026", "dated_on": TODAY, "received_on": TODAY, "sender": "RSUD Contoh"}
    came = incoming_letter.receive(client_uuid=uuid.uuid4(), by=ana, case=case, **known_by)
    deeds = BASTBatch.objects.create(id=uuid.uuid4(), prepared_by=ana)
    deed = make_case_letter(ana, case, kind="S08", number="560/002/DISNAKER/I/2026", status="DITANDATANGANI", serial=2)
    CaseLetterFile.objects.filter(letter=deed).update(content=base64.b64encode(papers.pdf()).decode())
    BASTBatchLetter.objects.create(batch=deeds, letter=deed, position=1)
    absent = make_actor("mantan", Role.DISNAKER, agency=make_agency("Bidang lain", "OPD"))
    shut = CaseConflict.objects.create(case=case, user=absent.user, reason="keluarga", added_by=ana)
    access = EmergencyAccess.objects.create(case=case, by=absent, reason="malam hari", ends_at=timezone.now())
    red_flag.load()
    offer_context.load()
    holiday.load()
    siti.journeys.update(job="admin situs judi")
    talk.record(siti.journeys.get(), is_said=True, by=rudi, on=TODAY)
    asked = data_request.receive(
        siti, client_uuid=uuid.uuid4(), kind="LIHAT", applicant="Sendiri", identity_check="KTP", received_at=now, by=ana
    )
    agent = recruiter_mention.record(
        case, client_uuid=uuid.uuid4(), by=ana, name="Pak Contoh", phone="+6281200001111", told="kata ibunya"
    )
    kept = restriction.place(owner, "PERMINTAAN", by=ana)
    return {
        "": {},
        "account": {"pk": rudi.user_id},
        "assignment": {"pk": rudi.pk},
        "kelurahan": {"pk": budi.territory.pk},
        "rt": {"pk": rudi.territory.pk},
        "draft": {"pk": draft.pk},
        "draft_page": {"pk": draft.pk, "page": "rencana"},
        "registered": {"client_uuid": siti.client_uuid},
        "person": {"pk": siti.pk},
        "journey": {"pk": siti.pk, "journey_pk": siti.journeys.get().pk},
        "contact": {"pk": siti.pk, "contact_pk": contact.pk},
        "document": {"pk": siti.pk, "document_pk": document.pk},
        "file": {"pk": file.pk},
        "photo": {"pk": siti.pk, "document_pk": file.document_id, "file_pk": file.pk},
        "page": {"pk": file.pk, "page": 1},
        "conflict": {"pk": conflict.pk},
        "officer": {"pk": ana.user_id},
        "subject": {"subject": f"cases.person:{siti.pk}"},
        "return_visit": {"pk": call.pk},
        "joined_conflict": {"pk": joined.pk},
        "waiting": {"pk": siti.journeys.get().pk},
        "decision": {"pk": siti.journeys.get().pk, "decision": "terima"},
        "new_letter": {"pk": siti.pk, "kind": "izin-keluarga"},
        "letter": {"pk": make_letter(budi, siti).pk},
        "relocation": {"pk": relocation.pk},
        "question": {"pk": question.pk},
        "term": {"pk": unconfirmed.pk},
        "pair": {"pk": pair.pk},
        "case": {"number": case.number},
        "member": {"number": case.number, "pk": dina.office_id},
        "recruiter": {"number": case.number, "pk": agent.pk},
        "funding": {"number": case.number, "pk": paid.pk},
        "arrival": {"pk": Arrival.objects.get().pk},
        "case_letter": {"pk": sent_letter.pk},
        "incoming_letter": {"pk": came.pk},
        "letter_draft": {"pk": make_case_letter(ana, case).pk},
        "new_case_letter": {"number": case.number, "kind": "s02"},
        "new_group_letter": {"pk": group.pk, "kind": "s08"},
        "case_person": {"number": case.number, "pk": case.persons.get().pk},
        "coordination": {"number": case.number, "pk": coordination.pk},
        "report": {"pk": told.pk},
        "family_place": {"pk": told.pk, "message": whereabouts.pk},
        "offer": {"pk": offer.pk},
        "offer_phone": {"pk": offer.pk, "field": "perekrut"},
        "turn": {"pk": turn.pk},
        "sharing": {"number": case.number, "pk": coordination.pk, "key": left.pk},
        "api_token": {"pk": api_key.pk},
        "reminder": {"pk": reminder.pk},
        "group": {"pk": group.pk},
        "group_link": {"pk": group.pk, "key": left_together.pk},
        "group_person": {"pk": group.pk, "link_pk": case.persons.get().pk},
        "case_conflict": {"number": case.number, "pk": shut.pk},
        "emergency": {"pk": access.pk},
        "tie": {"number": case.number, "pk": casefile.tie(case, twin.number, "KELUARGA", by=ana).pk},
        "visit": {"pk": siti.journeys.get().visits.get().pk},
        "clock": {"number": case.number, "pk": case.deadlines.get(code="KABAR_KELUARGA").pk},
        "length": {"code": "TRIASE", "urgency": "P2"},
        "holiday": {"pk": Holiday.objects.first().pk},
        "import": {"pk": old.pk},
        "import_row": {"pk": old.pk, "row_pk": SheetRow.objects.of(old).get().pk},
        "reconciliation": {"pk": theirs.pk},
        "pile_row": {"pk": theirs.pk, "row_pk": SheetRow.objects.of(theirs).filter(pile="THEIRS").get().pk},
        "data_request": {"pk": asked.pk},
        "restriction": {"pk": kept.pk},
        "day": {"day": f"{timezone.localdate():%Y-%m-%d}"},
        "bast": {"pk": deeds.pk},
        "returnees": {"pk": returnees.pk},
        "returnee": {"pk": returnees.pk, "line_pk": returnees.lines.get().pk},
        "offer_context": {"code": "kenangan"},
        "red_flag": {"code": red_flag.start_flags()[0].code},
    }


def sheet_of_one(by, kind):
    """A spreadsheet with one row that must be looked at, checked."""
    rows = [(1, ["Nama", "NIK", "Negara"]), (2, ["Bagus Lama", "3.27E+15", "Malaysia"])]
    sheets = [("", rows)]
    batch = sheet_batch.receive(client_uuid=uuid.uuid4(), kind=kind, file_name="lama.xlsx", sheets=sheets, by=by)
    sheet_batch.start_check(batch, mapping=batch.mapping, by=by)
    sheet_batch.run(batch.pk)
    return batch


def our_urls(patterns=None, path="", namespace=""):
    for pattern in patterns or get_resolver().url_patterns:
        route = path + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if not route.startswith(PACKAGES):
                yield namespace + pattern.name
        else:
            yield from our_urls(
                pattern.url_patterns, route, f"{pattern.namespace}:" if pattern.namespace else namespace
            )


def test_every_address_is_listed():
    assert set(our_urls()) == PUBLIC | set(ACCESS)


def ask(client, name, keys):
    return getattr(client, ACCESS[name].method)(reverse(name, kwargs=keys))


@pytest.mark.parametrize("names", BUNDLES)
def test_each_person_gets_the_right_answer(client, request, settings, world, names):
    settings.DEMO = True  # the second factor has tests of its own
    got, expected, betrayed = {}, {}, []
    for who in CAST:
        client.force_login(request.getfixturevalue(who).user)
        for name in names:
            row = ACCESS[name]
            point = transaction.savepoint()
            answer = ask(client, name, world[row.keys])
            transaction.savepoint_rollback(point)
            got[name, who] = "ok" if answer.status_code in (200, 302, 409, 422) else answer.status_code
            expected[name, who] = "ok" if who in row.ok.split() else 404 if who in row.hidden.split() else 403
            if who in MUST_NOT_READ_OF_HER and betrays(answer):
                betrayed.append((name, who))
    assert got == expected
    assert not betrayed


def betrays(answer):
    """Whether it names Siti or says that she is in trouble."""
    html = b"".join(answer).decode(errors="replace")
    return "Siti Contoh" in html or "K-20" in html


def test_strangers_are_sent_to_the_door(client, world):
    answers = {name: ask(client, name, world[row.keys]) for name, row in ACCESS.items()}
    doors = {name: (answer.status_code, answer["Location"].split("?")[0]) for name, answer in answers.items()}
    assert doors == dict.fromkeys(ACCESS, (302, "/masuk/"))


def test_without_an_office_nothing_opens(client, settings, world, rudi):
    settings.DEMO = True
    Assignment.objects.filter(pk=rudi.pk).update(ends_on=timezone.localdate() - timezone.timedelta(days=1))
    client.force_login(rudi.user)
    opened = {name for name in ACCESS if ask(client, name, world[ACCESS[name].keys]).status_code == 200}
    assert opened <= {"home", "choose_office"}
