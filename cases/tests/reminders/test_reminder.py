"""Which duties become reminders, for whom, how often, and when they stop."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_actor
from cases.models import CasePerson, Coordination, Document, Journey, Reminder
from cases.models.reminder import SUBJECTS
from cases.rules.reminders import mailing, reminder_list
from cases.rules.reminders.reminder import CONTRACT_NOTICE, NOTICE, plan_reminders
from cases.states.coordination import WAITING_FOR_AGENCY, CoordinationStatus
from cases.tests.factories import TODAY, make_person
from cases.values.choices import DocumentKind
from education import office_names

pytestmark = pytest.mark.django_db


@pytest.fixture
def passport(siti):
    """Siti's passport; tests say how many days it is still valid."""
    return Document.objects.create(person=siti, kind=DocumentKind.PASPOR, number="C1234567")


def ends_in(document, days):
    Document.objects.filter(pk=document.pk).update(expires_on=TODAY + timedelta(days))


def planned(on=TODAY):
    plan_reminders(on)
    return [(reminder.days_before, reminder.recipient) for reminder in Reminder.objects.order_by("-days_before")]


class TestCoordinationOverdue:
    @pytest.fixture
    def late(self, coordination):
        Coordination.objects.update(status="DIKIRIM", due_on=TODAY - timedelta(1))
        return coordination

    def test_disnaker_is_told_once(self, late, ana, budi, dewi):
        assert plan_reminders(TODAY) == 1
        assert plan_reminders(TODAY) == plan_reminders(TODAY + timedelta(5)) == 0
        assert (Reminder.objects.get().recipient, Reminder.objects.get().subject) == (ana, late)

    def test_again_for_a_new_deadline(self, late, ana):
        plan_reminders(TODAY)
        Coordination.objects.update(due_on=TODAY + timedelta(3))
        assert plan_reminders(TODAY + timedelta(4)) == 1

    @pytest.mark.parametrize("status", CoordinationStatus.values)
    def test_only_while_the_agency_has_the_ball(self, late, status):
        Coordination.objects.update(status=status)
        assert plan_reminders(TODAY) == (status in WAITING_FOR_AGENCY)

    def test_not_on_the_day_itself(self, late):
        Coordination.objects.update(due_on=TODAY)
        assert plan_reminders(TODAY) == 0

    def test_while_the_post_is_empty_its_head_is_told(self, late, ana, dewi):
        type(ana).objects.filter(pk=ana.pk).update(ends_on=TODAY - timedelta(1))
        plan_reminders(TODAY)
        assert Reminder.objects.get().recipient == dewi

    def test_a_new_officer_is_not_flooded_with_old_ones(self, late, ana, places):
        plan_reminders(TODAY)
        make_actor("baru", Role.DISNAKER, places["19.71"])
        assert plan_reminders(TODAY) == 0


class TestPapersAndContracts:
    @pytest.mark.parametrize(
        "days, threshold", [(366, None), (365, 365), (181, 365), (180, 180), (91, 180), (90, 90), (0, 90), (-1, None)]
    )
    def test_one_row_per_threshold(self, passport, budi, days, threshold):
        ends_in(passport, days)
        assert planned() == ([(threshold, budi)] if threshold else [])

    def test_each_threshold_speaks_once_on_its_way(self, passport, budi):
        ends_in(passport, 400)
        around = {400 - threshold + day for threshold in (365, 180, 90) for day in (-1, 0, 1)}
        new = [plan_reminders(TODAY + timedelta(day)) for day in sorted({*range(0, 405, 10), *around})]
        assert sum(new) == 3
        assert planned() == [(365, budi), (180, budi), (90, budi)]

    def test_a_week_without_the_clock_skips_nothing(self, passport, budi):
        ends_in(passport, 183)
        plan_reminders(TODAY)
        assert plan_reminders(TODAY + timedelta(7)) == 1

    @pytest.mark.parametrize("kind", DocumentKind.values)
    def test_every_kind_follows_the_table(self, passport, budi, kind):
        Document.objects.update(kind=kind, expires_on=TODAY + timedelta(1))
        nearest = min(NOTICE[kind]) if kind in NOTICE else None
        assert planned() == ([(nearest, budi)] if nearest else [])

    def test_a_corrected_date_counts_anew(self, passport, budi):
        ends_in(passport, 90)
        plan_reminders(TODAY)
        ends_in(passport, 80)
        assert plan_reminders(TODAY) == 1

    def test_the_kelurahan_of_the_person_is_told(self, passport, budi, citra):
        ends_in(passport, 90)
        assert planned() == [(90, budi)]

    def test_where_nobody_holds_the_office_disnaker_is_told(self, passport, ana, citra):
        ends_in(passport, 90)
        assert planned() == [(90, ana)]

    @pytest.mark.parametrize("days, threshold", [(91, None), *((days, days) for days in CONTRACT_NOTICE)])
    def test_the_end_of_a_contract(self, siti, budi, days, threshold):
        Journey.objects.update(status="DI_LUAR_NEGERI", contract_ends_on=TODAY + timedelta(days))
        assert planned() == ([(threshold, budi)] if threshold else [])

    def test_a_contract_on_paper_is_not_told_twice(self, siti, budi):
        end = TODAY + timedelta(30)
        Journey.objects.update(status="DI_LUAR_NEGERI", contract_ends_on=end)
        Document.objects.create(person=siti, journey=siti.journeys.get(), kind=DocumentKind.PK, expires_on=end)
        assert planned() == [(30, budi)]


class TestWhatStops:
    @pytest.fixture(autouse=True)
    def _passport(self, passport, budi):
        ends_in(passport, 90)

    @pytest.mark.parametrize("status", ["SELESAI", "BATAL", "MENINGGAL", "PULANG", "PINDAH_DOMISILI"])
    def test_a_journey_that_is_over(self, siti, status):
        Journey.objects.update(status=status, contract_ends_on=TODAY + timedelta(30))
        assert plan_reminders(TODAY) == 0

    def test_a_death_recorded_only_in_the_case(self, case):
        Journey.objects.update(status="DI_LUAR_NEGERI", contract_ends_on=TODAY + timedelta(30))
        CasePerson.objects.update(status="MENINGGAL")
        assert plan_reminders(TODAY) == 0

    @pytest.mark.parametrize("status", ["HILANG", "KEDALUWARSA", "BELUM_ADA", "DIAJUKAN", "DIDUGA_PALSU"])
    def test_a_paper_nobody_has(self, status):
        Document.objects.update(status=status)
        assert plan_reminders(TODAY) == 0

    def test_a_renewed_one(self, siti):
        Document.objects.create(person=siti, kind=DocumentKind.PASPOR, expires_on=TODAY + timedelta(3000))
        assert plan_reminders(TODAY) == 0

    def test_a_death_after_planning_stops_the_message_too(self, mailoutbox):
        plan_reminders(TODAY)
        Journey.objects.update(status="MENINGGAL")
        mailing.send_reminders()
        assert (mailoutbox, Reminder.objects.get().channel) == ([], Reminder.Channel.NONE)


BETRAYALS = ("kasus", "siti", "contoh", "malaysia", "myanmar", "bp3mi", "paspor", "tua tunu", "/warga")


class TestMessages:
    @pytest.fixture(params=[rule for rule in Reminder.Rule if rule != Reminder.Rule.REPLY_LINK])
    def message(self, request, ana):
        """What it is about stands in the row alone; the message must not even know."""
        return mailing.message_for(Reminder(rule=request.param, recipient=ana, due_on=TODAY), "ana@example.test")

    def test_they_betray_nothing(self, message):
        text = message.message().as_string().lower().replace(f"<{message.extra_headers['Message-ID']}>".lower(), "")
        assert not [word for word in BETRAYALS if word in text]

    def test_the_only_link_asks_for_sign_in(self, message, client):
        link, *others = re.findall(r"http\S+", message.body)
        assert not others
        assert client.get(link.removeprefix("http://testserver")).url.startswith("/masuk/")

    def test_it_has_a_subject_and_a_text(self, message):
        assert message.subject in ("Ada pembaruan di Portal PMI Pangkalpinang", "Segera buka Portal PMI Pangkalpinang")
        assert "Anda perlu masuk dulu" in message.body

    def test_an_agency_is_told_no_more_and_let_in_by_its_own_link(self, ana):
        row = Reminder(rule="REPLY_LINK", recipient=ana, due_on=TODAY, link_id=uuid.uuid4())
        message = mailing.message_for(row, "instansi@example.test")
        (link,) = re.findall(r"http\S+", message.body)
        assert "/mitra/" in link and str(row.link_id) not in message.body
        dinas = office_names.name("nama-dinas")
        assert message.subject.endswith(f"dari {dinas}") and message.body.startswith(f"{dinas} mengirim")
        assert not [word for word in BETRAYALS if word in f"{message.subject} {message.body.replace(link, '')}".lower()]


class TestPages:
    URL = reverse("cases:reminders")

    @pytest.fixture
    def reminder(self, passport, budi):
        ends_in(passport, 90)
        plan_reminders(TODAY)
        return Reminder.objects.get()

    def test_the_office_sees_its_own(self, client, budi, citra, reminder):
        client.force_login(budi.user)
        assert "Paspor Siti Contoh" in client.get(self.URL).content.decode()
        client.force_login(citra.user)
        assert "Tidak ada pengingat" in client.get(self.URL).content.decode()

    def test_the_list_has_words_for_every_subject(self):
        assert set(reminder_list.ABOUT) == set(SUBJECTS)

    def test_a_link_leads_to_what_it_is_about(self, client, budi, siti, reminder):
        client.force_login(budi.user)
        assert client.get(reverse("cases:open_reminder", args=[reminder.pk])).url == siti.get_absolute_url()

    def test_a_late_answer_leads_to_the_case(self, client, ana, case, coordination):
        Coordination.objects.update(status="DIKIRIM", due_on=TODAY - timedelta(1))
        plan_reminders(TODAY)
        client.force_login(ana.user)
        answer = client.get(reverse("cases:open_reminder", args=[Reminder.objects.get().pk]))
        assert answer.url == case.get_absolute_url()

    @pytest.mark.parametrize("who, status", [("citra", 404), ("ana", 404), ("rudi", 404), ("kiki", 403), ("adi", 403)])
    def test_it_hides_those_of_others(self, client, request, reminder, who, status):
        client.force_login(request.getfixturevalue(who).user)
        assert client.get(reverse("cases:open_reminder", args=[reminder.pk])).status_code == status

    def test_what_one_may_not_see_any_more(self, client, budi, siti, reminder, places):
        type(siti).objects.update(territory=places["19.71.02.1001.001.001"])
        client.force_login(budi.user)
        assert client.get(reverse("cases:open_reminder", args=[reminder.pk])).status_code == 404
        assert "Siti" not in client.get(self.URL).content.decode()

    def test_the_city_sees_failures_of_everybody_without_content(self, client, ana, budi, reminder):
        Reminder.objects.update(attempts=8, last_error="SMTPRecipientsRefused")
        client.force_login(ana.user)
        page = client.get(self.URL, {"state": "gagal"}).content.decode()
        assert "Pengingat kantor lain" in page and "gagal" in page and "Dokumen atau kontrak" not in page

    def test_a_failed_one_is_sent_again(self, client, budi, reminder, mailoutbox):
        Reminder.objects.update(attempts=8)
        client.force_login(budi.user)
        url = reverse("cases:retry_reminder", args=[reminder.pk])
        assert "dikirim lagi" in client.post(url, follow=True).content.decode()
        assert "tidak perlu" in client.post(url, follow=True).content.decode()
        assert (mailing.send_reminders(), len(mailoutbox)) == ((1, 0), 1)

    def test_retry_rejects_get_and_others(self, client, budi, citra, reminder):
        url = reverse("cases:retry_reminder", args=[reminder.pk])
        client.force_login(budi.user)
        assert client.get(url).status_code == 405
        client.force_login(citra.user)
        assert client.post(url).status_code == 404

    def test_few_queries_however_many(self, client, rudi, budi, few_queries):
        for number in range(30):
            person = make_person(rudi, rudi.territory, name=f"Warga {chr(97 + number % 26)} Contoh")
            Document.objects.create(person=person, kind=DocumentKind.PASPOR, expires_on=TODAY + timedelta(90))
        plan_reminders(TODAY)
        client.force_login(budi.user)
        with few_queries(8):
            client.get(self.URL)
