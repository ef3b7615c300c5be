"""Somebody calls or comes: Ana opens a case, the reporter goes home with four words, who is on duty is told at once."""

import re
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import CITY_CODE, Role
from accounts.tests.factories import make_actor
from cases.models import Case, CaseConflict, CasePerson, Deadline, Reminder, Report
from cases.rules.casework import casefile, open_case
from cases.rules.clocks import deadline
from cases.rules.families import report_desk, report_intake
from cases.rules.reminders import duty, mailing
from cases.states.report import ReportStatus
from cases.tests.factories import TODAY, make_case, make_person
from cases.tests.reminders.test_duty import turn
from cases.values.choices import Answer, Urgency
from cases.values.report_channel import ReportChannel

pytestmark = pytest.mark.django_db
OPEN_URL, FOLLOW = reverse("cases:open_case"), reverse("cases:follow")


def intake_form(*persons, **fields):
    return {
        "client_uuid": str(uuid.uuid4()),
        "warga": [person.pk for person in persons],
        "about": "" if persons else "Bayu Contoh",
        "channel": "TELEPON",
        "urgency": "P2",
        "category": "HILANG_KONTAK",
        "reported_on": TODAY.isoformat(),
        "source": "KELUARGA",
        "reporter_name": "Ibu Contoh",
        "reporter_relation": "ORANG_TUA",
        "reporter_phone": "0812-3456-7890",
        **fields,
    }


def tell_online(name="Bayu Contoh", **answers):
    given = {"danger": Answer.TIDAK, "person_name": name, "country": "MM"} | answers
    return report_intake.keep(key=uuid.uuid4(), seed=uuid.uuid4(), **given)


@pytest.fixture
def desk(client, ana):
    client.force_login(ana.user)
    return client


class TestThread:
    def test_who_calls_gets_four_words_and_a_thread_of_his_own(self, desk, ana):
        words = desk.post(OPEN_URL, intake_form(chronology="Tiga minggu tidak ada kabar.")).context["words"]
        report, case = Report.objects.get(), Case.objects.get()
        assert (report.case, report.status, report.taken_by) == (case, ReportStatus.JADI_KASUS, ana)
        assert (report.channel, report.person_name, report.urgency) == ("TELEPON", "Bayu Contoh", "P2")
        assert (report.reporter_phone, report.story) == ("+6281234567890", "Tiga minggu tidak ada kabar.")
        mother = type(desk)()
        assert mother.post(FOLLOW, {"code": " ".join(words)}).headers["Location"] == reverse("cases:follow_news")
        assert "Laporan Anda sudah dibaca." in mother.get(reverse("cases:follow_news")).content.decode()

    def test_the_code_stands_on_this_one_answer(self, desk):
        form = intake_form()
        words = desk.post(OPEN_URL, form).context["words"]
        report = Report.objects.get()
        for url in (report.case.get_absolute_url(), report.get_absolute_url(), reverse("cases:reports")):
            assert " ".join(words) not in desk.get(url).content.decode()
        assert desk.post(OPEN_URL, form).context["words"] == words  # the answer got lost, the button was pressed again
        assert (Case.objects.count(), Report.objects.count()) == (1, 1)

    def test_once_the_reporter_has_another_code_it_is_said_no_more(self, desk, ana):
        form = intake_form()
        desk.post(OPEN_URL, form)
        Report.objects.update(receipt_hash="0" * 64)
        assert desk.post(OPEN_URL, form).url == Case.objects.get().get_absolute_url()

    def test_nobody_else_gets_it_with_the_same_form(self, desk, client, dewi):
        form = intake_form()
        desk.post(OPEN_URL, form)
        client.force_login(dewi.user)
        assert "words" not in (client.post(OPEN_URL, form).context or {})
        assert Report.objects.count() == 1

    def test_the_slip_says_nothing_of_anybody(self, desk, siti):
        page = desk.post(OPEN_URL, intake_form(siti, channel="DATANG", country="MM")).content.decode()
        slip = re.search(r'<section class="code-sheet".*?</section>', page, re.S).group()
        assert "/lapor/lacak/" in slip and Report.objects.get().person_name == "Siti Contoh"
        assert not [word for word in ("Siti", "Ibu Contoh", "7890", "K-20", "Myanmar", "Disnaker Kota") if word in slip]

    def test_an_officers_finding_has_no_reporter(self, desk, siti):
        nobody = {"reporter_name": "", "reporter_relation": "", "reporter_phone": ""}
        answer = desk.post(OPEN_URL, intake_form(siti, channel="DAFTAR", **nobody))
        assert answer.url == Case.objects.get().get_absolute_url() and not Report.objects.exists()

    def test_who_stands_on_a_list_gets_his_code_when_he_comes(self, desk, siti):
        desk.post(OPEN_URL, intake_form(siti, channel="DAFTAR"))
        report = Report.objects.get()
        assert report.receipt_hash is None and "beri kode waktu pelapor datang" in (
            desk.get(report.get_absolute_url()).content.decode()
        )
        form = {"client_uuid": uuid.uuid4(), "identity_check": "KTP"}
        page = desk.post(reverse("cases:new_follow_code", args=[report.pk]), form)
        assert type(desk)().post(FOLLOW, {"code": " ".join(page.context["words"])}).status_code == 302

    def test_somebody_has_to_be_named(self, desk):
        page = desk.post(OPEN_URL, intake_form(about="", chronology="Kronologi panjang")).content.decode()
        assert "Tulis namanya, atau cari" in page and "Kronologi panjang" in page
        assert desk.post(OPEN_URL, intake_form(channel="DARING")).context["form"].errors["channel"]
        assert not Case.objects.exists() and not Report.objects.exists()

    def test_the_desk_reads_how_it_came_and_who_took_it(self, desk, ana):
        desk.post(OPEN_URL, intake_form(channel="DATANG"))
        page = desk.get(Report.objects.get().get_absolute_url()).content.decode()
        assert f"datang ke kantor, oleh {ana.user}" in page and "Dipilih petugas yang menerima kabar ini" in page
        assert "Nyawa terancam" not in page

    @pytest.mark.parametrize(
        "wrong",
        [
            {"channel": ReportChannel.TELEPON},
            {"channel": ReportChannel.DATANG, "receipt_hash": "0" * 64},
            {"channel": ReportChannel.DAFTAR},
            {"channel": "SURAT"},
            {"taken_by": "ana"},
            {"channel": ReportChannel.TELEPON, "taken_by": "ana"},
        ],
    )
    def test_no_report_lacks_who_took_it_or_its_code(self, ana, wrong):
        wrong |= {"taken_by": ana} if "taken_by" in wrong else {}
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.create(danger=Answer.TIDAK, person_name="Bayu", urgency="P2", **wrong)


class TestTold:
    """Who spoke with an officer and left with his code has been told: that clock asks nobody to ring him again."""

    def is_running(self):
        return Deadline.objects.running().filter(code="KABARI_PELAPOR").exists()

    @pytest.mark.parametrize("channel", ["TELEPON", "DATANG"])
    def test_it_ends_with_the_code(self, desk, channel):
        desk.post(OPEN_URL, intake_form(channel=channel))
        assert not self.is_running() and Deadline.objects.running().filter(code="KABAR_KELUARGA").exists()

    def test_who_stands_on_a_list_has_heard_nothing(self, desk):
        desk.post(OPEN_URL, intake_form(channel="DAFTAR"))
        assert self.is_running()

    def test_nor_has_the_mother_who_wrote_before_the_uncle_called(self, desk, ana):
        case = report_desk.open_case(tell_online(), persons=[], urgency="P3", category="SAKIT", by=ana)
        desk.post(OPEN_URL, intake_form(reporter_name="Paman Contoh", same=case.number))
        assert self.is_running()

    def test_whoever_writes_later_has_a_clock_of_his_own(self, desk, ana):
        desk.post(OPEN_URL, intake_form())
        report_desk.link(tell_online(), Case.objects.get(), by=ana)
        deadline.refresh_open()
        assert not self.is_running()


class TestSamePerson:
    """The mother reported on her phone; now the uncle calls."""

    def test_a_case_of_the_same_person_is_offered_before_another_is_opened(self, desk, ana):
        case = report_desk.open_case(tell_online(), persons=[], urgency="P3", category="SAKIT", by=ana)
        form = intake_form(reporter_name="Paman Contoh")
        page = desk.post(OPEN_URL, form)
        html = page.content.decode()
        assert "Kasus ini belum dibuka" in html and case.number in html and "Paman Contoh" in html
        assert Case.objects.count() == 1 and Report.objects.count() == 1
        words = desk.post(OPEN_URL, form | {"same": case.number}).context["words"]
        uncle = Report.objects.get(taken_by=ana)
        assert (uncle.case, uncle.status, len(words)) == (case, ReportStatus.DITAUTKAN, 4)
        assert Case.objects.count() == 1 and case.reports.count() == 2

    def test_it_may_be_another_one_all_the_same(self, desk, ana):
        report_desk.open_case(tell_online(), persons=[], urgency="P3", category="SAKIT", by=ana)
        desk.post(OPEN_URL, intake_form(same="BARU"))
        assert Case.objects.count() == 2

    def test_a_report_that_waits_is_put_to_the_new_case(self, desk, ana):
        mother, stranger = tell_online(), tell_online("Joko Lain Sekali")
        form = intake_form()
        page = desk.post(OPEN_URL, form).content.decode()
        assert "tautkan juga" in page and str(mother.pk) in page and str(stranger.pk) not in page
        desk.post(OPEN_URL, form | {"same": "BARU", "reports": [str(mother.pk)]})
        assert set(Case.objects.get().reports.values_list("status", flat=True)) == {"JADI_KASUS", "DITAUTKAN"}
        stranger.refresh_from_db()
        assert stranger.case is None

    def test_a_resident_in_an_open_case_is_seen_by_her_entry(self, desk, case, siti, rudi):
        brother = make_person(rudi, rudi.territory, name="Anton Lain")
        form = intake_form(siti, brother, same=case.number)
        desk.post(OPEN_URL, form)
        assert Case.objects.count() == 1
        assert set(CasePerson.objects.filter(case=case).values_list("person", flat=True)) == {siti.pk, brother.pk}

    def test_the_same_phone_is_enough(self, desk, ana):
        case = make_case(ana, [], reporter_phone="+6281234567890")
        assert case.number in desk.post(OPEN_URL, intake_form(about="Nama Yang Lain")).content.decode()

    def test_so_is_the_phone_of_who_reported_before(self, desk, ana, case):
        """One household, one phone: the wife reported him, now her mother-in-law rings about "my boy"."""
        wife = tell_online("Ahmad", reporter_phone="+6281234567890")
        report_desk.link(wife, case, by=ana)
        page = desk.post(OPEN_URL, intake_form(about="Yang bungsu"))
        assert page.context["same"].cases == {case.number: case}

    def test_a_closed_case_is_not_offered(self, desk, ana, case, siti):
        Case.objects.update(status="DITUTUP")
        desk.post(OPEN_URL, intake_form(siti))
        assert Case.objects.count() == 2

    def test_what_is_shut_to_an_officer_is_not_offered_to_him(self, desk, ana, dewi, case, siti):
        CaseConflict.objects.create(case=case, user=ana.user, reason="keluarga", added_by=dewi)
        assert case.number not in desk.post(OPEN_URL, intake_form(siti)).content.decode()

    @pytest.mark.parametrize(
        "wrong",
        [{"same": "K-2026-9999"}, {"same": ""}, {"same": "a\0b"}, {"same": "BARU", "reports": ["x", "1" * 999]}],
    )
    def test_a_wrong_answer_is_asked_again_and_nothing_is_lost(self, desk, wrong):
        mother = tell_online()
        page = desk.post(OPEN_URL, intake_form(chronology="Kronologi panjang") | wrong)
        assert page.context["same"].errors and "Kronologi panjang" in page.content.decode()
        assert not Case.objects.exists() and Report.objects.get() == mother

    def test_who_went_elsewhere_meanwhile_holds_back_the_whole(self, desk, ana, case):
        """Dewi linked the mother's report while Ana was still typing: nothing half is kept."""
        mother = tell_online()
        told = {"urgency": Urgency.P2, "category": "SAKIT", "further_categories": [], "country": "MM", "place": "",
                "chronology": "", "source": "KELUARGA", "reported_on": TODAY, "reporter_name": "", "reporter_phone": "",
                "reporter_relation": "", "kelurahan_may_know": False}  # fmt: skip
        report_desk.link(mother, case, by=ana)
        with pytest.raises(Exception, match="Statusnya sudah berubah"), transaction.atomic():
            open_case.open_case(
                client_uuid=uuid.uuid4(), persons=[], channel="TELEPON", about="Bayu", reports=[mother], by=ana, **told
            )
        assert Case.objects.get() == case and Report.objects.count() == 1


class TestDuty:
    """A P1 that an officer writes down rings like one that a family sends."""

    def told(self):
        return set(Reminder.objects.filter(rule="CASE_URGENT").values_list("recipient__user__username", flat=True))

    def test_who_is_on_duty_is_told_once(self, desk, dewi):
        form = intake_form(urgency="P1")
        for _ in range(2):
            desk.post(OPEN_URL, form)
        row = Reminder.objects.get()
        assert (row.rule, row.recipient, row.case) == ("CASE_URGENT", dewi, Case.objects.get())
        assert row in Reminder.objects.still_needed()
        Case.objects.update(status="DITUTUP")
        assert row not in Reminder.objects.still_needed()

    def test_what_can_wait_wakes_nobody(self, desk, dewi):
        desk.post(OPEN_URL, intake_form(urgency="P2"))
        assert self.told() == set()

    def test_who_carries_the_phone_himself_knows_already(self, desk, ana, dewi):
        turn(ana, dewi)
        desk.post(OPEN_URL, intake_form(urgency="P1"))
        assert self.told() == set()

    def test_an_urgent_call_about_an_open_case_rings_too(self, desk, dewi, case, siti):
        desk.post(OPEN_URL, intake_form(siti, urgency="P1", same=case.number))
        assert self.told() == {"dewi"}

    @pytest.mark.parametrize(
        ("before", "after", "told"), [("P2", "P1", {"dewi"}), ("P1", "P1", set()), ("P1", "P2", set())]
    )
    def test_a_case_raised_to_p1_rings(self, ana, dewi, siti, before, after, told):
        case = make_case(ana, [siti], urgency=before)
        casefile.edit_case(case, seen=0, why="Kata ibunya.", by=ana, urgency=after, place="Mae Sot")
        assert self.told() == told

    @pytest.mark.parametrize(("danger", "told"), [(Answer.TIDAK, {"dewi"}), (Answer.YA, set())])
    def test_a_report_that_rang_already_rings_no_second_time(self, ana, dewi, danger, told):
        report_desk.open_case(tell_online(danger=danger), persons=[], urgency="P1", category="DISEKAP", by=ana)
        assert self.told() == told

    @pytest.mark.parametrize(("shut", "told"), [("dewi", {"olga"}), ("olga", {"dewi"})])
    def test_whom_a_conflict_shuts_out_is_told_nothing(self, ana, dewi, places, case, shut, told):
        officers = {"dewi": dewi, "olga": make_actor("olga", Role.DISNAKER, places[CITY_CODE])}
        CaseConflict.objects.create(case=case, user=officers[shut].user, reason="keluarga", added_by=dewi)
        Case.objects.update(urgency="P1")
        duty.tell_of(Case.objects.get(), by=ana)
        assert self.told() == told

    def test_the_message_leads_to_the_case_and_betrays_nothing(self, client, desk, ana, dewi):
        desk.post(OPEN_URL, intake_form(urgency="P1"))
        case, row = Case.objects.get(), Reminder.objects.get()
        message = mailing.message_for(row, "a@example.org")
        assert not [word for word in ("K-20", "Bayu", "kasus") if word in message.subject + message.body]
        client.force_login(dewi.user)
        assert client.get(reverse("cases:open_reminder", args=[row.pk])).url == case.get_absolute_url()
        assert f"{case.number}, P1" in client.get(reverse("cases:reminders")).content.decode()
        CaseConflict.objects.create(case=case, user=dewi.user, reason="keluarga", added_by=ana)
        assert client.get(reverse("cases:open_reminder", args=[row.pk])).status_code == 404


def test_what_is_missing_is_told_in_the_order_of_the_page(desk):
    page = desk.post(OPEN_URL, {"client_uuid": uuid.uuid4()}).text
    places = [page.index(f'href="#{name}') for name in ("id_channel", "id_urgency", "id_category", "id_source")]
    assert places == sorted(places)
