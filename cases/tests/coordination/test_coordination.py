"""Asking an agency: the draft, its clock, its number, and the ledger of who holds the ball."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from accounts.tests.factories import make_agency
from cases.models import Case, CaseLetter, Coordination
from cases.rules import intake, workflow
from cases.rules.casework import casefile
from cases.rules.coordination import ledger
from cases.tests.factories import TODAY, make_case, make_case_letter
from cases.values.working_days import add_working_days
from lib.clock import today

pytestmark = pytest.mark.django_db
BY_PHONE = "Lewat telepon, kepada petugas piket."
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
        Case.objects.update(urgency=urgency, reporter_name="Ibu Contoh")
        move(coordination, "DIAJUKAN", ana)
        move(coordination, "DITELAAH", dewi, note=BY_PHONE)
        sent = move(coordination, "DIKIRIM", ana, reference="560/1", note=BY_PHONE)
        due_on = today() + timedelta(days) if urgency == "P1" else add_working_days(today(), days, frozenset())
        assert (sent.due_on, sent.holder) == (due_on, "BP3MI Sumatera Selatan")

    def test_it_stands_still_while_the_family_is_asked(self, eko, coordination):
        Coordination.objects.update(status="DITERIMA", due_on=TODAY)
        waiting = move(coordination, "PERLU_DATA", eko, note="foto paspor")
        assert (waiting.due_on, waiting.holder) == (None, "Keluarga, lewat Disnaker")
        assert move(waiting, "DITERIMA", eko).due_on == add_working_days(today(), 3, frozenset())

    def test_the_agencys_own_number_is_shown_and_the_letters_is_not_it(self, ana, eko, coordination):
        Coordination.objects.update(status="DITELAAH")
        assert move(coordination, "DIKIRIM", ana, reference="560/1", note=BY_PHONE).foreign_number == ""
        assert move(coordination, "DITERIMA", eko, reference="ADU-9").foreign_number == "ADU-9"
        assert move(coordination, "PERLU_DATA", eko, note="foto paspor").foreign_number == "ADU-9"


class TestGuards:
    """What must be known before each step (domain.md §4)."""

    @pytest.fixture
    def letter(self, ana, case, bp3mi):
        return make_case_letter(ana, case, kind="S02", number="560/1", status="DITANDATANGANI", agency=bp3mi)

    def test_the_head_is_asked_about_somebody_whom_somebody_reported(self, ana, bp3mi, siti):
        nobody = intake.draft_coordination(make_case(ana, [], reporter_name="Ibu Contoh"), bp3mi, by=ana)
        with pytest.raises(ValidationError, match="belum menyebut siapa warganya"):
            move(nobody, "DIAJUKAN", ana)
        told_by_nobody = intake.draft_coordination(make_case(ana, [siti], country=""), bp3mi, by=ana)
        with pytest.raises(ValidationError, match="siapa yang melapor"):
            move(told_by_nobody, "DIAJUKAN", ana)
        Case.objects.update(reporter_name="Ibu Contoh")
        assert move(told_by_nobody, "DIAJUKAN", ana).status == "DIAJUKAN"  # the country may be unknown

    @pytest.mark.parametrize("told", [{"source": "BP3MI"}, {"reporter_phone": "+6281234567890"}])
    def test_an_office_or_a_number_is_a_reporter_too(self, ana, coordination, told):
        case = Case.objects.get()
        for name, value in told.items():
            setattr(case, name, value)
        case.save()
        assert move(coordination, "DIAJUKAN", ana).status == "DIAJUKAN"

    def test_the_reporter_is_filled_in_on_the_page_and_not_named_in_the_line_of_events(self, client, ana, case):
        casefile.edit_case(case, seen=0, why="ditelepon", by=ana, reporter_name="Ibu Contoh")
        assert "Ibu Contoh" not in case.notes.get().text
        client.force_login(ana.user)
        assert 'name="reporter_name"' in client.get(reverse("cases:edit_case", args=[case.number])).content.decode()

    def test_she_approves_a_letter_or_says_how_it_is_asked(self, ana, dewi, coordination, letter):
        Coordination.objects.update(status="DIAJUKAN")
        for status in ("KONSEP", "DICABUT"):
            CaseLetter.objects.update(status=status)
            with pytest.raises(ValidationError, match="Belum ada surat untuk instansi ini"):
                move(coordination, "DITELAAH", dewi)
        CaseLetter.objects.update(status="DIPARAF")
        assert move(coordination, "DITELAAH", dewi).status == "DITELAAH"

    def test_a_letter_to_another_agency_is_none(self, ana, coordination, letter):
        Coordination.objects.update(status="DITELAAH")
        CaseLetter.objects.update(agency=make_agency("Direktorat Pelindungan WNI", "KEMLU"))
        with pytest.raises(ValidationError, match="Belum ada surat bernomor"):
            move(coordination, "DIKIRIM", ana, reference="560/1")
        assert move(coordination, "DIKIRIM", ana, reference="560/1", note=BY_PHONE).status == "DIKIRIM"

    def test_what_is_sent_has_a_number_even_with_a_letter(self, ana, coordination, letter):
        Coordination.objects.update(status="DITELAAH")
        with pytest.raises(ValidationError) as refused:
            move(coordination, "DIKIRIM", ana)
        assert "reference" in refused.value.message_dict
        assert move(coordination, "DIKIRIM", ana, reference=letter.number).status == "DIKIRIM"

    def test_the_city_says_who_received_it_and_the_agency_itself_is_the_receiver(self, ana, eko, coordination):
        Coordination.objects.update(status="DIKIRIM")
        with pytest.raises(ValidationError) as refused:
            move(coordination, "DITERIMA", ana)
        assert "said_by" in refused.value.message_dict
        with transaction.atomic():
            assert move(coordination, "DITERIMA", ana, said_by="Petugas piket").history.first().said_by
            transaction.set_rollback(True)
        assert move(coordination, "DITERIMA", eko).status == "DITERIMA"

    @pytest.mark.parametrize("status, target, field", [
        ("DIAJUKAN", "DIKEMBALIKAN", "note"),
        ("DITERIMA", "PERLU_DATA", "note"),
        ("DITERIMA", "DITERUSKAN_PUSAT", "reference"),
        ("DITERUSKAN_PUSAT", "DI_PERWAKILAN", "reference"),
        ("DITERUSKAN_PUSAT", "DI_PERWAKILAN", "note"),
    ])  # fmt: skip
    def test_each_state_needs_its_own(self, ana, dewi, coordination, status, target, field):
        Coordination.objects.update(status=status)
        given = {"note": "KBRI Yangon", "reference": "BRAFAKS-1"}
        with pytest.raises(ValidationError) as refused:
            move(coordination, target, dewi, **given | {field: ""})
        assert list(refused.value.message_dict) == [field]
        assert move(coordination, target, dewi, **given).status == target

    def test_the_page_says_what_is_missing_beside_its_field(self, client, ana, coordination):
        Coordination.objects.update(status="DIKIRIM")
        client.force_login(ana.user)
        form = {"target": "DITERIMA", "seen": "DIKIRIM", "client_uuid": uuid.uuid4(), "note": "lewat telepon"}
        form |= {"happened_on": TODAY.isoformat(), "source": "BP3MI"}
        url = reverse("cases:move_coordination", args=[coordination.case.number, coordination.pk])
        answer = client.post(url, form)
        assert answer.context["form"].errors.keys() == {"said_by"} and "lewat telepon" in answer.content.decode()


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
            received.case, client_uuid=uuid.uuid4(), text="Sudah ada kabar?", by=ana, shared_with=coordination.agency
        )
        later = received.due_on + timedelta(1)
        assert ledger.told([received], ana, later)[0][1:] == (
            True, (today(), "dicatat kota"), f"Tagih jawaban {coordination.agency}"
        )  # fmt: skip
        assert ledger.told([received], eko, later)[0].next_step == "Catat diteruskan ke KP2MI"

    def test_what_is_not_for_an_agency_is_no_contact_with_it(self, ana, coordination):
        Coordination.objects.update(status="DIKIRIM")
        intake.add_note(coordination.case, client_uuid=uuid.uuid4(), text="Hanya untuk kami", by=ana)
        assert ledger.told([Coordination.objects.get()], ana, TODAY)[0].contact is None

    def test_the_median_of_days_to_the_first_answer(self, ana, eko, bp3mi, rudi, siti):
        for days in (1, 2, 6):
            link = intake.draft_coordination(make_case(ana, [siti]), bp3mi, by=ana)
            Coordination.objects.filter(pk=link.pk).update(status="DITELAAH")
            sent_on = TODAY - timedelta(days)
            link = workflow.move(
                link, "DIKIRIM", by=ana, happened_on=sent_on, source="DISNAKER", reference="560/1", note=BY_PHONE
            )
            move(move(link, "DITERIMA", eko), "DITERUSKAN_PUSAT", eko, reference="KP2MI-1")
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
