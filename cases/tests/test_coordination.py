"""Asking an agency: the draft, its clock, its number, and the ledger of who holds the ball."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.tests.factories import make_agency
from cases import intake, ledger, workflow
from cases.models import Case, Coordination
from cases.tests.factories import TODAY
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

    def test_the_agencys_own_number_stays_findable_and_the_letters_is_not_it(self, ana, eko, coordination):
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
        with few_queries(8):
            client.get(LEDGER, {"agency": "x", "waiting": "lewat"})

    @pytest.mark.parametrize("who", ["rudi", "budi", "kiki", "wawan", "rena", "karim", "adi"])
    def test_it_requires_permission(self, client, request, db, who):
        client.force_login(request.getfixturevalue(who).user)
        assert client.get(LEDGER).status_code == 403
