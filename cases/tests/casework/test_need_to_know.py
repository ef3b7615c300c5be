"""Shut out for a conflict of interest: not in lists, searches, counts, pages, files or messages; and the way in when a
life depends on it (domain.md §9 rows 10 and 11)."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog, Assignment, Role
from accounts.tests.factories import make_actor, make_agency
from cases.models import (
    Case,
    CaseChange,
    CaseConflict,
    CaseHandover,
    CaseMember,
    CaseNote,
    CasePerson,
    CasePersonChange,
    Coordination,
    CoordinationChange,
    EmergencyAccess,
    FamilyPlace,
    ForeignNumber,
    Reminder,
    Report,
    ReportChange,
    ReportMessage,
    StoredFile,
)
from cases.rules import intake, workflow
from cases.rules.casework import family_place, handover, need_to_know
from cases.rules.coordination import reply_link, sharing
from cases.rules.families import report_desk, report_follow, report_intake
from cases.rules.reminders import mailing, reminder
from cases.tests.casework.test_open_case import intake_form
from cases.tests.factories import TODAY
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.clock import today
from lib.tests import papers

pytestmark = pytest.mark.django_db
CHILDREN = (CasePerson, Coordination, CaseNote, CaseMember, CaseChange, CasePersonChange, CoordinationChange)
CHILDREN += (CaseHandover, CaseConflict)
OF_FAMILY = (Report, ReportChange, ReportMessage, FamilyPlace, StoredFile, Reminder)  # the case in the family's words


@pytest.fixture
def olga(db):
    """A second officer of Disnaker; the recruiter is her brother."""
    return make_actor("olga", Role.DISNAKER, agency=make_agency("Bidang lain", "OPD"))


@pytest.fixture
def told(case, coordination, ana, dewi):
    """Siti's case with something of everything, late at BP3MI and P1."""
    Case.objects.filter(pk=case.pk).update(urgency="P1")
    Coordination.objects.update(status="DIKIRIM", due_on=TODAY)
    ForeignNumber.objects.keep(coordination, "ADU/77", by=ana)
    intake.add_note(case, client_uuid=uuid.uuid4(), text="catatan internal", by=ana)
    handover.hand_over(case, dewi, by=ana, on=today())
    handover.hand_over(case, ana, by=ana, on=today())
    return case


@pytest.fixture
def report(told, ana, olga, settings, tmp_path):
    """What Siti's mother told, now at the case: with a photo, a place, and a message nobody has answered."""
    settings.MEDIA_ROOT = tmp_path
    said = {"danger": "YA", "person_name": "Siti Contoh", "recruiter": "Joni Calo", "reporter_name": "Ibu Contoh"}
    report = report_intake.keep(key=uuid.uuid4(), seed="", **said)
    for officer in (ana, olga):
        Reminder.objects.update_or_create(report=report, recipient=officer, rule="REPORT_URGENT", due_on=today())
    report_desk.link(report, told, by=ana)
    photo = Cleaned(Kind.JPEG, [papers.photo()], "0" * 64)
    message = report_follow.write(report, key=uuid.uuid4(), text="Ia menelepon.", place="Blok C", photo=photo)
    family_place.decide(message, link=None, seen=0, by=ana)
    return report


@pytest.fixture
def shut(told, olga, ana):
    return need_to_know.shut_out(told, olga, reason="kakak perekrut", by=ana)


class TestShutOut:
    @pytest.mark.parametrize("model", [Case, *CHILDREN])
    def test_she_sees_nothing_of_it(self, model, olga, told, ana):
        if model is not CaseConflict:
            assert model.objects.visible_to(olga).exists()
        need_to_know.shut_out(told, olga, reason="kakak perekrut", by=ana)
        assert not model.objects.visible_to(olga).exists() and model.objects.visible_to(ana).exists()

    def test_nor_does_her_household_all_of_them_or_none(self, client, olga, told, ana, dewi):
        """Her husband sits at Disnaker, too; whoever answers for the case cannot be shut out with them."""
        tono = make_actor("tono", Role.DISNAKER, agency=make_agency("Bidang ketiga", "OPD"))
        client.force_login(ana.user)
        page, form = reverse("cases:conflicts", args=[told.number]), {"holder": olga.pk, "reason": "ipar perekrut"}
        refused = client.post(page, form | {"household": [tono.pk, ana.pk]})
        assert refused.context["form"].errors["household"] and not CaseConflict.objects.exists()
        for _ in range(2):
            assert client.post(page, form | {"household": [tono.pk]}).status_code == 302
        assert [Case.objects.visible_to(actor).exists() for actor in (olga, tono, ana)] == [False, False, True]
        assert CaseConflict.objects.count() == 2

    @pytest.mark.parametrize("household", [["x"], ["999999"], ["a\0b"]])
    def test_a_wrong_household_is_named(self, client, olga, told, ana, household):
        client.force_login(ana.user)
        form = {"holder": olga.pk, "reason": "ipar", "household": household}
        answer = client.post(reverse("cases:conflicts", args=[told.number]), form)
        assert answer.context["form"].errors["household"] and not CaseConflict.objects.exists()

    @pytest.mark.parametrize("model", OF_FAMILY)
    def test_nor_of_what_the_family_told(self, model, olga, report, told, ana):
        assert model.objects.visible_to(olga).exists()
        need_to_know.shut_out(told, olga, reason="kakak perekrut", by=ana)
        assert not model.objects.visible_to(olga).exists() and model.objects.visible_to(ana).exists()

    def test_what_waits_at_the_desk_is_hers_as_before(self, shut, olga):
        waiting = report_intake.keep(key=uuid.uuid4(), seed="", danger="YA", person_name="Rina Contoh")
        assert list(Report.objects.visible_to(olga)) == [waiting]
        Reminder.objects.filter(report=waiting).update(recipient=olga)
        assert Reminder.objects.visible_to(olga).exists()

    @pytest.mark.parametrize("who", ["dina", "eko"])
    def test_it_holds_for_dinsos_and_bp3mi_too(self, request, told, ana, who):
        actor = request.getfixturevalue(who)
        intake.add_member(told, actor.office, by=ana)
        assert Case.objects.visible_to(actor).exists()
        need_to_know.shut_out(told, actor, reason="tetangga", by=ana)
        for model in (Case, *CHILDREN):
            assert not model.objects.visible_to(actor).exists(), model

    def test_a_relative_at_the_kelurahan_does_not_learn_that_there_is_a_report(self, client, told, ana, budi, citra):
        """The list names whoever may know of this case: the kelurahan of its people, and no other."""
        kept = {"danger": "YA", "person_name": "Siti Contoh", "kelurahan_may_know": True}
        report_desk.link(report_intake.keep(key=uuid.uuid4(), seed="", **kept), told, by=ana)
        assert Report.objects.known_to_kelurahan(budi).exists()
        client.force_login(ana.user)
        path = reverse("cases:conflicts", args=[told.number])
        assert citra not in client.get(path).context["form"].fields["holder"].queryset
        client.post(path, {"holder": budi.pk, "reason": "keponakan perekrut"})
        assert not Report.objects.known_to_kelurahan(budi).exists()

    def test_another_office_does_not_let_her_in(self, shut, olga, places):
        other = Assignment.objects.create(user=olga.user, office=make_actor("x", Role.KADIS).office, starts_on=TODAY)
        assert not Case.objects.visible_to(other).exists()

    def test_no_page_betrays_it(self, client, shut, olga, told, report):
        client.force_login(olga.user)
        photo = StoredFile.objects.get()
        for name, key in [("report", report.pk), ("reveal_report_phone", report.pk), ("file", photo.pk)]:
            assert client.get(reverse(f"cases:{name}", args=[key])).status_code == 404, name
        told_again = report_intake.keep(key=uuid.uuid4(), seed="", danger="TIDAK", person_name="Siti Contoh")
        assert str(report.pk) not in client.get(told_again.get_absolute_url()).content.decode()
        link, asked = told.persons.get(), told.coordinations.get()
        for name, args in [
            ("case", ()), ("case_summary", ()), ("edit_case", ()), ("conflicts", ()), ("add_note", ()),
            ("case_person", (link.pk,)), ("share_note", (asked.pk,)), ("hand_over", ()), ("reveal_reporter", ()),
        ]:  # fmt: skip
            assert client.get(reverse(f"cases:{name}", args=[told.number, *args])).status_code == 404, name
        for address in ("/beranda/", "/kasus/", "/koordinasi/", "/pengingat/", reverse("cases:reports")):
            page = client.get(address).content.decode()
            assert not any(word in page for word in (told.number, "ADU/77", str(report.pk), "Ibu Contoh")), address
        assert "Laporan keluarga P1" not in client.get("/pengingat/").content.decode()
        for words in (told.number, "ADU/77", "Siti"):
            answer = client.post("/kasus/", {"q": words}, follow=True).content.decode()
            assert "Siti Contoh" not in answer and f"/kasus/{told.number}/" not in answer
        page = client.get(told.persons.get().person.get_absolute_url()).content.decode()
        assert told.number not in page

    def test_counts_leave_it_out(self, client, shut, olga, ana):
        numbers = {}
        for actor in (ana, olga):
            client.force_login(actor.user)
            cards = client.get("/kasus/").context["cards"]
            numbers[actor.user.username] = [card.number for card in cards]
        assert numbers["olga"] == ["0", "0", "0", "0"] and numbers["ana"][0] == "1"

    def test_no_message_goes_to_her(self, shut, olga, ana):
        reminder.plan_reminders(today())
        recipients = set(Reminder.objects.values_list("recipient", flat=True))
        assert ana.pk in recipients and olga.pk not in recipients

    def test_messages_planned_before_are_gone_from_her_page(self, told, olga, ana):
        reminder.plan_reminders(today())
        assert Reminder.objects.visible_to(olga).exists()
        need_to_know.shut_out(told, olga, reason="kakak perekrut", by=ana)
        assert not Reminder.objects.visible_to(olga).exists()

    def test_nor_that_an_agency_was_sent_a_link(self, told, olga, ana):
        given = {"chosen": ["nama"], "bases": {"IDENTITAS": "TUGAS_PUBLIK"}}
        shared = sharing.share(told.coordinations.get(), client_uuid=uuid.uuid4(), by=ana, **given)
        link = reply_link.issue([shared], way="KERTAS", expires_on=today(), by=ana)
        Reminder.objects.create(rule="NO_REACTION", link=link, due_on=TODAY, recipient=olga)
        assert Reminder.objects.visible_to(olga).exists()
        need_to_know.shut_out(told, olga, reason="kakak perekrut", by=ana)
        assert not Reminder.objects.visible_to(olga).exists()

    def test_the_case_cannot_be_handed_to_her(self, shut, olga, told, ana):
        with pytest.raises(ValidationError, match="benturan kepentingan"):
            handover.hand_over(told, olga, by=ana, on=today())

    def test_who_answers_for_it_hands_it_over_first(self, told, ana, dewi):
        with pytest.raises(ValidationError, match="penanggung jawab"):
            need_to_know.shut_out(told, ana, reason="sepupu", by=dewi)

    def test_somebody_must_remain(self, case, ana, dewi):
        need_to_know.shut_out(case, dewi, reason="ipar", by=ana)
        handover.hand_over(case, ana, by=ana, on=today())
        Case.objects.update(handler=dewi)
        with pytest.raises(ValidationError, match="tidak ada lagi"):
            need_to_know.shut_out(case, ana, reason="sepupu", by=ana)


class TestPage:
    def url(self, case):
        return reverse("cases:conflicts", args=[case.number])

    def test_she_names_herself(self, client, told, olga):
        client.force_login(olga.user)
        form = {"holder": olga.pk, "reason": "perekrut adik saya"}
        assert client.post(self.url(told), form).url == reverse("cases:list")
        assert client.post(self.url(told), form).status_code == 404
        assert CaseConflict.objects.count() == 1

    def test_only_the_head_lets_her_in_again(self, client, shut, olga, ana, dewi, told):
        url = reverse("cases:lift_conflict", args=[told.number, shut.pk])
        client.force_login(ana.user)
        assert client.post(url).status_code == 403
        client.force_login(dewi.user)
        assert client.post(url).status_code == 302
        assert Case.objects.visible_to(olga).exists() and CaseConflict.objects.get().lifted_by == dewi

    def test_the_head_reads_that_she_is_shut_out_and_an_officer_who_did_not_say_so_lets_her_in(
        self, client, told, olga, ana, dewi
    ):
        shut = need_to_know.shut_out(told, dewi, reason="ipar perekrut", by=olga)
        client.force_login(dewi.user)
        day = client.get("/beranda/").text
        assert "Tertutup untuk Anda" in day and told.number in day and "Olga" in day and "ipar" not in day
        url = reverse("cases:lift_conflict", args=[told.number, shut.pk])
        for who, status in ((dewi, 404), (olga, 403), (ana, 302)):
            client.force_login(who.user)
            assert ("Cabut" in client.get(self.url(told)).text) == (status == 302)
            assert client.post(url).status_code == status
        assert Case.objects.visible_to(dewi).exists()

    def test_what_the_head_says_of_herself_no_officer_takes_back(self, told, dewi, ana):
        shut = need_to_know.shut_out(told, dewi, reason="ipar saya", by=dewi)
        assert not CaseConflict.objects.told_to_head(dewi)
        with pytest.raises(PermissionDenied):
            need_to_know.lift(shut, by=ana)

    def test_the_database_lets_nobody_in_without_saying_who_did(self, shut):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseConflict.objects.update(lifted_at=timezone.now())

    def test_the_reason_is_sealed(self, shut):
        raw = CaseConflict.objects.extra(select={"raw": "reason"}).values_list("raw", flat=True).get()
        assert "perekrut" not in raw


class TestEmergency:
    def open(self, client, number, key=None):
        form = {"client_uuid": str(key or uuid.uuid4()), "number": number, "reason": "ia menelepon, petugas lain cuti"}
        return client.post(reverse("cases:open_in_emergency"), form)

    def test_a_life_depends_on_it(self, client, shut, olga, dewi, told):
        client.force_login(olga.user)
        key = uuid.uuid4()
        for _ in range(2):
            assert self.open(client, told.number.lower(), key).url == told.get_absolute_url()
        assert client.get(told.get_absolute_url()).status_code == 200
        access = EmergencyAccess.objects.get()
        assert access.is_running and access.ends_at <= timezone.now() + need_to_know.OPEN_FOR
        logged = AccessLog.objects.get(action="REVEAL")
        assert logged.by == olga and logged.subject == f"cases.case:{told.pk}" and "darurat" in logged.detail
        row = Reminder.objects.get(rule="EMERGENCY_ACCESS")
        assert row.recipient == dewi and row.subject == access

    def test_after_its_hours_it_is_shut_again(self, shut, olga, told):
        access = need_to_know.open_in_emergency(client_uuid=uuid.uuid4(), number=told.number, reason="x", by=olga)
        assert Case.objects.visible_to(olga).exists()
        EmergencyAccess.objects.filter(pk=access.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
        assert not Case.objects.visible_to(olga).exists()

    def test_the_words_of_the_family_open_and_shut_with_it(self, shut, olga, told, report):
        access = need_to_know.open_in_emergency(client_uuid=uuid.uuid4(), number=told.number, reason="x", by=olga)
        assert all(model.objects.visible_to(olga).exists() for model in OF_FAMILY)
        EmergencyAccess.objects.filter(pk=access.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
        assert not any(model.objects.visible_to(olga).exists() for model in OF_FAMILY)

    def test_the_head_is_told_and_ends_it(self, client, shut, olga, dewi, told):
        access = need_to_know.open_in_emergency(client_uuid=uuid.uuid4(), number=told.number, reason="sakit", by=olga)
        client.force_login(dewi.user)
        assert "Kasus tertutup dibuka darurat" in client.get("/beranda/").content.decode()
        row = Reminder.objects.get()
        assert client.get(reverse("cases:open_reminder", args=[row.pk])).url == access.get_absolute_url()
        assert told.number in client.get(reverse("cases:emergency_accesses")).content.decode()
        assert "sakit" in client.get(access.get_absolute_url()).content.decode()
        client.post(reverse("cases:review_emergency", args=[access.pk]), {"akhiri": "ya"})
        assert not Case.objects.visible_to(olga).exists()
        assert "Kasus tertutup dibuka darurat" not in client.get("/beranda/").content.decode()

    def test_the_message_says_nothing(self, shut, olga, dewi, told):
        need_to_know.open_in_emergency(client_uuid=uuid.uuid4(), number=told.number, reason="rahasia", by=olga)
        mailing.send_reminders()
        text = mail.outbox[0].subject + mail.outbox[0].body
        assert mail.outbox[0].to == [dewi.user.email]
        assert not any(word in text for word in (told.number, "rahasia", "Olga", "Siti", "kasus"))

    @pytest.mark.parametrize("number", ["K-2020-0001", "bukan nomor"])
    def test_what_is_not_shut_is_not_opened(self, client, shut, olga, number):
        client.force_login(olga.user)
        assert need_to_know.NOT_SHUT in self.open(client, number).content.decode()

    def test_an_open_case_needs_no_emergency(self, client, told, ana):
        client.force_login(ana.user)
        assert need_to_know.NOT_SHUT in self.open(client, told.number).content.decode()
        assert not EmergencyAccess.objects.exists()

    def test_it_is_not_for_agencies(self, shut, eko, dina):
        for actor in (eko, dina):
            with pytest.raises(PermissionDenied):
                need_to_know.open_in_emergency(client_uuid=uuid.uuid4(), number="K", reason="x", by=actor)

    def test_what_she_did_inside_stays_hers(self, shut, olga, told):
        need_to_know.open_in_emergency(client_uuid=uuid.uuid4(), number=told.number, reason="x", by=olga)
        workflow.move(told, "TRIASE", by=olga, happened_on=TODAY, source="DISNAKER")
        assert told.history.get(new_status="TRIASE").by == olga


def test_who_took_the_call_keeps_no_code_to_read_on_with(client, ana, olga, dewi):
    """Olga gave the reporter four words; shut out later, she could still read and write with them in her place."""
    client.force_login(olga.user)
    client.post(reverse("cases:open_case"), intake_form(about="Bayu Contoh"))
    report = Report.objects.select_related("case__handler").get()
    handover.hand_over(report.case, ana, by=dewi, on=today())
    need_to_know.shut_out(report.case, olga, reason="kakak perekrut", by=dewi)
    client.force_login(ana.user)
    page, way = (
        reverse("cases:conflicts", args=[report.case.number]),
        reverse("cases:new_follow_code", args=[report.pk]),
    )
    assert way in client.get(page).content.decode()
    client.post(way, {"client_uuid": uuid.uuid4(), "identity_check": "KTP"})
    assert way not in client.get(page).content.decode()
