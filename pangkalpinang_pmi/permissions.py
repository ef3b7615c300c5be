"""Who may do what, in the whole system, on one page. Which rows somebody sees is another question: `visible_to`."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import Role as R

NEIGHBOURHOOD = {R.RT, R.RW}
CITY = {R.DISNAKER, R.KADIS}
REGISTER = NEIGHBOURHOOD | {R.KELURAHAN} | CITY

MATRIX = {
    # accounts
    "accounts.open_settings": {R.KELURAHAN, R.ADMIN} | CITY,  # each finds there what his office may set
    "accounts.manage_territory": {R.KELURAHAN, R.ADMIN},  # the kelurahan its own RW and RT, the administrator all
    "accounts.manage_account": {R.KELURAHAN, R.ADMIN},  # RT, RW, kader below; the rest by the administrator
    "accounts.confirm_term": {R.KELURAHAN} | CITY,  # whom the administrator let in; a kelurahan its own
    "accounts.reset_second_factor": {R.ADMIN},  # for a lost telephone, with identity check
    "accounts.oversee_access": {R.KADIS},  # who of the own office looked at what; his own trail everybody reads
    "accounts.use_admin": {R.ADMIN},  # Django admin: reference data only
    # the register
    "cases.view_person": REGISTER | {R.KECAMATAN},  # kecamatan: names shortened
    "cases.register_person": REGISTER,
    "cases.correct_registration": REGISTER,
    "cases.verify_registration": {R.KELURAHAN},
    "cases.confirm_verification": {R.KELURAHAN} | CITY,  # Disnaker only as the second who looks
    "cases.track_journey": {R.KELURAHAN} | CITY,
    "cases.place_journey": CITY,
    "cases.decide_nik_conflict": {R.KELURAHAN} | CITY,  # who sees only one of the two sides may ask, not decide
    "cases.answer_nik_question": NEIGHBOURHOOD,
    "cases.decide_duplicate": {R.KELURAHAN} | CITY,
    "cases.answer_duplicate": NEIGHBOURHOOD,
    "cases.relocate_person": {R.KELURAHAN} | CITY,  # to another kelurahan that one must accept
    "cases.manage_red_flag": CITY,
    "cases.manage_holiday": CITY,
    "cases.set_deadline": {R.KADIS},
    "cases.import_people": CITY,  # old spreadsheets, and the lists of other offices beside our own
    "cases.visit_family": {R.KELURAHAN} | CITY,
    "cases.call_on_returned": {R.KELURAHAN},  # residents who are home again, and be witness to their deed
    "cases.issue_letter": {R.KELURAHAN},  # its own letters for its residents
    "cases.view_letter": {R.KELURAHAN} | CITY,
    "cases.edit_letterhead": {R.KELURAHAN} | CITY,  # of the own office
    "cases.print_paper": NEIGHBOURHOOD | {R.KELURAHAN},
    "cases.key_paper": {R.KELURAHAN},
    "cases.report_nil": {R.RT},
    "cases.view_nil_reports": {R.RW, R.KELURAHAN},  # of the RTs below
    # masked values opened with a reason (domain.md §8, the roles with ●)
    "cases.reveal_nik": {R.KELURAHAN, R.BP3MI} | CITY,
    "cases.reveal_phone": NEIGHBOURHOOD | {R.KELURAHAN, R.DINSOS, R.BP3MI} | CITY,
    "cases.reveal_document": {R.BP3MI} | CITY,
    # papers and their pictures (domain.md §8); whoever handed one in sees his own until it is checked
    "cases.view_document": REGISTER | {R.BP3MI},
    "cases.attach_file": REGISTER | {R.DINSOS, R.BP3MI},
    "cases.open_family_paper": REGISTER | {R.BP3MI},  # permission of the family, marital status
    "cases.open_identity_paper": {R.KELURAHAN, R.BP3MI} | CITY,  # KTP, KK, birth certificate
    "cases.open_health_paper": CITY,
    "cases.open_other_paper": {R.BP3MI} | CITY,  # passport, visa, contract: the kelurahan sees that it is there
    # cases
    "cases.view_case": {R.DINSOS, R.BP3MI} | CITY,
    "cases.open_case": CITY,
    "cases.move_case": CITY,
    "cases.close_case": {R.KADIS},
    "cases.shut_out": CITY,  # name somebody with a conflict of interest; only the head lets him in again
    "cases.lift_conflict": {R.KADIS},
    "cases.break_glass": {R.DISNAKER},  # open a case that is shut to oneself, for some hours
    "cases.review_emergency_access": {R.KADIS},
    "cases.note_case": {R.DINSOS, R.BP3MI} | CITY,
    "cases.lead_group": CITY,  # many persons moved with one letter
    "cases.assess_tppo": {R.DINSOS} | CITY,  # and only in the team of the case
    "cases.name_recruiter": {R.DINSOS} | CITY,  # and only in the team of the case
    "cases.report_progress": {R.BP3MI} | CITY,
    "cases.move_case_person": CITY,
    "cases.mark_deadline": CITY,  # a family was rung, a home visited
    "cases.draft_coordination": CITY,
    "cases.approve_coordination": {R.KADIS},
    "cases.ask_satisfaction": CITY,  # families of closed cases, read as totals alone
    "cases.plan_funding": CITY,
    "cases.view_funding": {R.DINSOS} | CITY,  # the mayor sees sums, agencies nothing
    "cases.plan_arrival": CITY,  # place and hour of a return: whoever knows them can wait there
    "cases.draft_letter": CITY,  # letters in a case; the number comes with the head's approval
    "cases.sign_letter": {R.KADIS},
    "cases.view_case_letter": {R.BP3MI, R.DINSOS} | CITY,  # BP3MI what was sent to it, Dinsos what its work needs
    "cases.manage_api_access": {R.KADIS},  # keys for the machines of agencies: whoever makes one holds it
    "cases.answer_coordination": {R.BP3MI} | CITY,  # the city may record what an agency said by phone
    # what families report without an account
    "cases.view_report": {R.DINSOS} | CITY,
    "cases.triage_report": CITY,
    "cases.renew_follow_code": {R.KELURAHAN},  # where the family lets it know; it reads nothing of the report
    "cases.manage_duty": CITY,
    "cases.answer_offer": CITY,  # what people ask about a job offer
    # what people ask about their own data (UU 27/2022)
    "cases.answer_data_request": CITY,  # a refusal can say that somebody is in trouble
    "cases.lift_restriction": {R.KADIS},
    # across
    "cases.view_reminder": REGISTER | {R.DINSOS, R.BP3MI, R.WALIKOTA},
    "cases.view_totals": CITY | {R.KECAMATAN, R.WALIKOTA},
    "wagtailadmin.access_admin": {R.REDAKSI, R.PENULIS},
}
BY_ROLE = {role: {name for name, roles in MATRIX.items() if role in roles} for role in R}


class RoleBackend(AuthenticationBackend):
    """allauth's sign-in, with rights from the office the person acts in: decorators and `{{ perms }}` just work."""

    def get_all_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None or user_obj.actor is None:
            return set()
        return BY_ROLE[user_obj.actor.role] | self.editorial_permissions(user_obj)

    def editorial_permissions(self, user_obj):
        """Wagtail asks for model permissions of its two groups; nobody else is in a group."""
        if user_obj.actor.role not in MATRIX["wagtailadmin.access_admin"]:
            return set()
        return super().get_group_permissions(user_obj)

    def has_perm(self, user_obj, perm, obj=None):
        return perm in self.get_all_permissions(user_obj, obj)

    def has_module_perms(self, user_obj, app_label):
        return any(name.startswith(f"{app_label}.") for name in self.get_all_permissions(user_obj))
