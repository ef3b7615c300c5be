"""Asking an agency: the draft, its clock, its number, and the ledger of who holds the ball."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.tests.factories import make_agency
from cases import intake, ledger, workflow
from cases.models import Case, Coordination
from cases.tests.factories import TODAY, make_case
from cases.values.working_days import add_working_days
from lib.clock import today

pytestmark = pytest.mark.django_db
LEDGER = reverse("cases:ledger")


def move(link, target, by, **fields):
    return workflow.move(link, target, by=by, happened_on=TODAY, source="DISNAKER", **fields)


class TestDraft:
    def url(self, case):
        return reverse("cases:draft_coordination", args=[case.number])

    def test_it_works_once(self, client, ana, case, bp3mi):
        client.force_login(ana.user)
        for _ in range(2):
            answer = client.post(self.url(case), {"agency": bp3mi.pk, "request": "Mohon dicari"})
            assert answer.url == case.get_absolute_url()
        assert (Coordination.objects.get().request, Coordination.objects.get().status) == ("Mohon dicari", "KONSEP")

    def test_another_text_for_the_same_agency_is_kept_on_the_page(self, client, ana, case, bp3mi, coordination):
        client.force_login(ana.user)
        page = client.post(self.url(case), {"agency": bp3mi.pk, "request": "Teks yang lain"}).content.decode()
        assert "Sudah ada koordinasi" in page and "Teks yang lain" in page

    def test_a_returned_draft_is_rewritten(self, client, ana, coordination):
        Coordination.objects.update(status="DIKEMBALIKAN")
        client.force_login(ana.user)
        url = reverse("cases:revise_request", args=[coordination.case.number, coordination.pk])
        client.post(url, {"request": "Lebih jelas"})
        assert Coordination.objects.get().request == "Lebih jelas"

    def test_what_was_sent_stays(self, client, ana, coordination):
        Coordination.objects.update(status="DIKIRIM")
        client.force_login(ana.user)
        url = reverse("cases:revise_request", args=[coordination.case.number, coordination.pk])
        assert "tidak bisa diubah lagi" in client.post(url, {"request": "Lain"}).content.decode()
        assert Coordination.objects.get().request == ""


class TestClock:
    @pytest.mark.parametrize("urgency, days", [("P1", 1), ("P2", 2), ("P3", 5), ("P4", 7)])
    def test_it_starts_with_sending(self, ana, dewi, case, coordination, urgency, days):
        Case.objects.update(urgency=urgency)
        move(coordination, "DIAJUKAN", ana)
        move(coordination, "DITELAAH", dewi)
        sent = move(coordination, "DIKIRIM", ana, reference="560/1")
        due_on = today() + timedelta(days) if urgency == "P1" else add_working_days(today(), days, frozenset())
        assert (sent.due_on, sent.holder) == (due_on, "BP3MI Sumatera Selatan")

    def test_it_stands_still_while_the_family_is_asked(self, eko, coordination):
        Coordination.objects.update(status="DITERIMA", due_on=TODAY)
        waiting = move(coordination, "PERLU_DATA", eko, note="foto paspor")
        assert (waiting.due_on, waiting.holder) == (None, "Keluarga, lewat Disnaker")
        assert move(waiting, "DITERIMA", eko).due_on == add_working_days(today(), 3, frozenset())

    def test_the_agencys_own_number_is_shown_and_the_letters_is_not_it(self, ana, eko, coordination):
        Coordination.objects.update(status="DITELAAH")
        assert move(coordination, "DIKIRIM", ana, reference="560/1").foreign_number == ""
        assert move(coordination, "DITERIMA", eko, reference="ADU-9").foreign_number == "ADU-9"
        assert move(coordination, "DITERUSKAN_PUSAT", eko).foreign_number == "ADU-9"


class TestLedger:
    @pytest.fixture
    def others(self, case, ana):
        link = intake.draft_coordination(case, make_agency("Direktorat Pelindungan WNI", "KEMLU"), by=ana)
        Coordination.objects.filter(pk=link.pk).update(status="DIKIRIM", due_on=TODAY - timedelta(9))
        return link

    def test_the_most_urgent_date_first(self, ana, coordination, others):
        assert list(ledger.entries(ana)) == [others, coordination]
        assert [(t.agency.name, t.number, t.late) for t in ledger.totals(ana, TODAY)] == [
            ("BP3MI Sumatera Selatan", "1", ""),
            ("Direktorat Pelindungan WNI", "1", "1"),
        ]

    def test_it_is_narrowed(self, ana, bp3mi, coordination, others):
        assert list(ledger.entries(ana, agency=bp3mi)) == [coordination]
        assert list(ledger.entries(ana, waiting=TODAY)) == [others]

    def test_a_row_says_when_we_last_heard_how_and_what_comes_next(self, ana, eko, coordination):
        draft = ledger.told([coordination], ana, TODAY)[0]
        assert (draft.contact, draft.next_step) == (None, "Ajukan ke Kadis")
        Coordination.objects.update(status="DIKIRIM", due_on=TODAY)
        received = move(Coordination.objects.get(), "DITERIMA", eko)
        assert ledger.told([received], ana, TODAY)[0][2:] == (
            (today(), "akun instansi"),
            f"Menunggu {coordination.agency}",
        )
        intake.add_note(
            received.case, client_uuid=uuid4(), text="Sudah ada kabar?", by=ana, shared_with=coordination.agency
        )
        later = received.due_on + timedelta(1)
        assert ledger.told([received], ana, later)[0][1:] == (
            True, (today(), "dicatat kota"), f"Tagih jawaban {coordination.agency}"
        )  # fmt: skip
        assert ledger.told([received], eko, later)[0].next_step == "Catat diteruskan ke KP2MI"

    def test_what_is_not_for_an_agency_is_no_contact_with_it(self, ana, coordination):
        Coordination.objects.update(status="DIKIRIM")
        intake.add_note(coordination.case, client_uuid=uuid4(), text="Hanya untuk kami", by=ana)
        assert ledger.told([Coordination.objects.get()], ana, TODAY)[0].contact is None

    def test_the_median_of_days_to_the_first_answer(self, ana, eko, bp3mi, rudi, siti):
        for days in (1, 2, 6):
            link = intake.draft_coordination(make_case(ana, [siti]), bp3mi, by=ana)
            Coordination.objects.filter(pk=link.pk).update(status="DITELAAH")
            sent_on = TODAY - timedelta(days)
            link = workflow.move(link, "DIKIRIM", by=ana, happened_on=sent_on, source="DISNAKER", reference="560/1")
            move(move(link, "DITERIMA", eko), "DITERUSKAN_PUSAT", eko)
        Coordination.objects.filter(pk=link.pk).update(status="DITUTUP")
        unanswered = intake.draft_coordination(make_case(ana, [siti]), bp3mi, by=ana)
        Coordination.objects.filter(pk=unanswered.pk).update(status="DIKIRIM")
        assert ledger.totals(ana, TODAY)[0].days == 2

    def test_who_never_answered_has_no_median(self, client, ana, coordination):
        assert ledger.totals(ana, TODAY)[0].days is None
        client.force_login(ana.user)
        assert "jawaban pertama" not in client.get(LEDGER).content.decode().partition("<table")[0].partition("<p")[0]

    def test_closed_ones_are_gone(self, ana, coordination):
        Coordination.objects.update(status="DITUTUP")
        assert not ledger.entries(ana).exists()

    def test_an_agency_sees_its_own(self, client, eko, coordination, others):
        client.force_login(eko.user)
        assert "Tidak ada koordinasi terbuka" in client.get(LEDGER).content.decode()
        Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM")
        page = client.get(LEDGER).content.decode()
        assert coordination.case.number in page and "Direktorat" not in page.partition("<table")[2]

    def test_it_takes_few_queries(self, client, ana, coordination, others, few_queries):
        client.force_login(ana.user)
        with few_queries(11):
            client.get(LEDGER, {"agency": "x", "waiting": "lewat"})

    @pytest.mark.parametrize("who", ["rudi", "budi", "kiki", "wawan", "rena", "karim", "adi"])
    def test_it_requires_permission(self, client, request, db, who):
        client.force_login(request.getfixturevalue(who).user)
        assert client.get(LEDGER).status_code == 403
