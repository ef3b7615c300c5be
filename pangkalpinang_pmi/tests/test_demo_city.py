"""The demo city: every state inhabited, nobody in it real, and built once."""

import io

import pytest
from django.core.management import call_command
from django.test import Client, TestCase, override_settings

from accounts.models import Assignment, Role, User
from cases.models import (
    BASTBatchLetter,
    Case,
    CasePerson,
    Contact,
    Coordination,
    Document,
    Journey,
    NikConflict,
    NikQuestion,
    Person,
    Relocation,
    Reminder,
    Returnee,
)
from cases.rules.days.my_day import my_day
from cases.rules.returns import after_return
from cases.states.journey import BEFORE_DEPARTURE
from cases.values.choices import CloseReason, Urgency
from cases.values.returnee import ReturneeDecision
from lib.clock import today
from pangkalpinang_pmi.demo.accounts import ACCOUNTS, MAIL_DOMAIN, PASSWORD
from pangkalpinang_pmi.demo.places import RT
from pangkalpinang_pmi.tests.portrait import portrait

MACHINES = [Journey, Case, CasePerson, Coordination]


pytestmark = pytest.mark.usefixtures("demo_city")


class TestDemoCity(TestCase):
    """One city for all questions."""

    def test_every_state_is_inhabited(self):
        for model in MACHINES:
            known = set(model._meta.get_field("status").choices)
            lived_in = set(model.objects.values_list("status", flat=True))
            assert {value for value, _ in known} == lived_in, model

    @override_settings(DEMO=True)
    def test_a_second_run_changes_nothing(self):
        before, answer = portrait(), io.StringIO()
        call_command("seed_demo", stdout=answer)
        assert "sudah ada" in answer.getvalue()
        assert portrait() == before

    def test_every_account_signs_in_by_password(self):
        assert Client().login(username="ketua.rt", password=PASSWORD)
        for account in ACCOUNTS:
            assert User.objects.get(username=account.username).check_password(PASSWORD), account.username
            held = Assignment.objects.active(today()).get(user__username=account.username)
            assert (held.role, held.territory.code if held.territory else "") == (account.role, account.territory)

    def test_nobody_else_has_a_password(self):
        known = [account.username for account in ACCOUNTS]
        others = User.objects.exclude(username__in=known).exclude(password="")
        assert not [user for user in others if user.has_usable_password()]

    def test_heads_of_rt_have_no_email_and_no_address_is_real(self):
        assert not User.objects.filter(assignments__office__role=Role.RT).exclude(email="").exists()
        assert not User.objects.exclude(email="").exclude(email__endswith=f"@{MAIL_DOMAIN}").exists()

    def test_the_numbers_are_those_of_the_city(self):
        assert 75 <= Journey.objects.away().count() <= 90
        assert 35 <= Journey.objects.filter(status__in=BEFORE_DEPARTURE).count() <= 62
        assert NikConflict.objects.open().count() == 3
        assert NikQuestion.objects.unanswered().filter(territory__code=RT).count() == 1

    def test_an_rt_has_as_many_residents_as_its_head_can_know(self):
        """And among them one that came back for repair: the demo account has something to do."""
        mine = Person.objects.filter(territory__code=RT)
        assert 8 <= mine.count() <= 20
        assert mine.filter(journeys__status="PERLU_PERBAIKAN").exists()

    def test_people_have_moved_and_one_waits_to_be_taken_in(self):
        assert set(Relocation.objects.values_list("decision", flat=True)) == {"", "DITERIMA", "DITOLAK"}

    def test_one_is_still_held_and_bp3mi_is_asked(self):
        held = Case.objects.get(urgency=Urgency.P1)
        assert (held.status, held.coordinations.get().status) == ("DITANGANI", "DITERUSKAN_PUSAT")
        assert "DISEKAP" in held.further_categories

    def test_one_was_left_behind_by_an_officer_whose_term_is_over(self):
        left = Case.objects.open().urgent().left_behind(today())
        assert left.get().handler.user.username == "disnaker.lama"

    def test_a_group_is_home_and_siblings_are_in_two_countries(self):
        group = Case.objects.get(country="MM", status="DITUTUP")
        assert group.persons.filter(status="SELESAI").count() == 24
        assert group.history.first().reason == CloseReason.PULANG_SELESAI
        siblings = Case.objects.get(country="", status="DITANGANI")
        assert set(siblings.persons.values_list("country", flat=True)) == {"TH", "MM"}

    def test_a_list_of_returnees_has_lines_in_every_state_and_some_deeds_are_drafted(self):
        assert set(Returnee.objects.values_list("decision", flat=True)) == {"", *ReturneeDecision}
        assert not Returnee.objects.filter(looked_up_at=None).exists()
        assert {row.letter.status for row in BASTBatchLetter.objects.select_related("letter")} == {"KONSEP"}

    def test_a_kelurahan_has_a_hand_over_to_witness_and_a_call_to_make(self):
        kelurahan = Assignment.objects.active(today()).get(user__username="kelurahan")
        day = my_day(kelurahan, today())
        assert {after_return.DEEDS, after_return.VISITS} <= {section.title for section in day.sections}

    def test_contacts_and_papers_have_been_corrected_and_removed(self):
        for model, history in ((Contact, Contact.pgh_event_model), (Document, Document.pgh_event_model)):
            assert history.objects.exclude(pgh_context__assignment=None).exists(), model
        reasons = Contact.pgh_event_model.objects.filter(pgh_label="before_delete")
        assert reasons.get().pgh_context["reason"] == "DIMINTA_WARGA"
        assert Document.everything.exclude(removed_at=None).get().removed_because == "MILIK_ORANG_LAIN"

    def test_deadlines_have_passed_and_reminders_stand(self):
        assert Coordination.objects.overdue(today()).exists()
        assert Document.objects.filter(expires_on__lt=today()).exists()
        rules = set(Reminder.objects.values_list("rule", flat=True))
        assert set(Reminder.Rule.values) - rules <= {"LETTER_DUE", "LATENESS_TO_MAYOR"}, "these come on some days only"

    def test_nothing_lies_in_the_future(self):
        for model in MACHINES:
            history = model.history.rel.related_model
            assert not history.objects.filter(happened_on__gt=today()).exists()
            for subject in model.objects.prefetch_related("history"):
                assert subject.history.first().new_status == subject.status

    def test_names_and_numbers_are_nobodys(self):
        niks = [person.nik for person in Person.objects.filter(nik__isnull=False)]
        assert len(set(niks)) == len(niks)
        assert all(nik.startswith("1971") and nik[12] == "9" for nik in niks)
