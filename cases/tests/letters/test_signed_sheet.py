"""The signed sheet of a letter is asked for, kept as pictures, replaced with a reason; the receipt closes its way."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog, Role
from accounts.tests.factories import make_actor
from cases.models import CaseLetter, CaseLetterPerson, Deadline, Reminder, SignedSheet, StoredFile
from cases.models.case_letter import NO_SHEET
from cases.rules import workflow
from cases.rules.casework import group_event, need_to_know
from cases.rules.clocks import deadline, holiday
from cases.rules.days.my_day import my_day
from cases.rules.letters import case_letter as rules
from cases.rules.letters import signed_sheet
from cases.rules.reminders import escalation
from cases.states.case_letter import AGENDA, RECEIVER, CaseLetterStatus
from cases.tests.factories import TODAY, make_case, make_case_letter, make_person
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.clock import today
from lib.tests import papers

pytestmark = pytest.mark.django_db
S = CaseLetterStatus
STEP = {"happened_on": TODAY, "source": "DISNAKER"}
TAKEN = {"reference": "AG/77/2026", "said_by": "Bu Lia, tata usaha"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def signed(ana, case, bp3mi):
    """A request to BP3MI that the head has approved just now; nobody has scanned the sheet."""
    letter = make_case_letter(ana, case, kind="S02", number="560/1", status="DITANDATANGANI", agency=bp3mi)
    CaseLetter.objects.update(sheet_follows=False)
    letter.refresh_from_db()
    letter.history.create(new_status="DITANDATANGANI", by=ana, **STEP)
    deadline.follow(letter)
    return letter


def scan(mark="a"):
    return Cleaned(Kind.JPEG, [papers.photo()], mark * 64)


def keep(letter, by, upload=None, *, seen=0, because="", key=None):
    facts = {"seen": seen, "because": because, "client_uuid": key or uuid.uuid4()}
    return signed_sheet.keep(letter, upload or scan(), by=by, **facts)


def sent(letter, by, **more):
    return rules.take_step(letter, S.DIKIRIM, by=by, note="Lewat kurir.", **STEP, **more)


def running(letter):
    return set(letter.deadlines.running().values_list("code", flat=True))


class TestItIsAskedFor:
    def test_from_the_approval_on_it_is_a_task(self, signed, ana):
        assert running(signed) == {"LEMBAR_SURAT"}
        Deadline.objects.update(due_at=timezone.now() - timedelta(hours=1))
        rows = [row for section in my_day(ana, today()).sections for row in section.rows]
        assert signed.get_absolute_url() in {row.url for row in rows}

    def test_without_sheet_or_reason_it_does_not_leave(self, signed, ana):
        with pytest.raises(ValidationError, match=NO_SHEET):
            sent(signed, ana)
        with pytest.raises(ValidationError, match=NO_SHEET):
            workflow.move(signed, S.DIKIRIM, by=ana, note="Lewat kurir.", **STEP)

    def test_nor_in_the_database(self, signed):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseLetter.objects.update(status="DIKIRIM")

    def test_it_comes_with_the_step_once_however_often_it_is_pressed(self, signed, ana):
        key = uuid.uuid4()
        for _ in range(2):
            left = sent(signed, ana, sheet=scan(), client_uuid=key)
        assert (left.sheet_version, left.sheet_follows, SignedSheet.objects.count()) == (1, False, 1)
        assert running(left) == {"TERIMA_SURAT"}

    def test_or_follows_with_a_reason_and_stays_a_task_until_it_is_there(self, signed, ana):
        left = sent(signed, ana, sheet_later="Kadis di luar kota.")
        assert left.sheet_follows and "menyusul: Kadis di luar kota." in left.history.first().note
        assert running(left) == {"LEMBAR_SURAT", "TERIMA_SURAT"}
        keep(left, ana)
        left.refresh_from_db()
        assert running(left) == {"TERIMA_SURAT"} and not left.sheet_follows

    def test_a_reminder_needs_none(self, case, ana):
        letter = make_case_letter(ana, case, kind="S03", number="560/2", status="DITANDATANGANI")
        CaseLetter.objects.update(sheet_follows=False)
        letter.refresh_from_db()
        moved = sent(letter, ana)
        assert moved.status == S.DIKIRIM and running(moved) == {"TERIMA_SURAT"}

    def test_the_page_asks_and_keeps_what_was_typed(self, client, signed, ana):
        client.force_login(ana.user)
        page = client.get(f"{signed.get_absolute_url()}?langkah=DIKIRIM").content.decode()
        assert "Lembar bertanda tangan" in page and "mengapa?" in page
        data = {
            "target": "DIKIRIM",
            "seen": "DITANDATANGANI",
            "client_uuid": uuid.uuid4(),
            **STEP,
            "note": "Lewat kurir.",
        }
        url = reverse("cases:move_case_letter", args=[signed.pk])
        page = client.post(url, data).content.decode()
        assert NO_SHEET in page and "Lewat kurir." in page
        photo = SimpleUploadedFile("a.jpg", papers.photo())
        page = client.post(url, data | {"sheet": photo}, follow=True).content.decode()
        assert "Lembar 1 (yang berlaku)" in page
        assert "Exif" not in str(StoredFile.objects.get().names)


class TestReplacing:
    def test_only_with_a_reason_and_the_old_one_stays(self, signed, ana):
        first = keep(signed, ana)
        with pytest.raises(ValidationError, match="Tulis mengapa"):
            keep(signed, ana, scan("b"), seen=1)
        keep(signed, ana, scan("b"), seen=1, because="Halaman dua terpotong.")
        versions = list(SignedSheet.objects.values_list("version", flat=True))
        assert versions == [2, 1] and first.file in StoredFile.objects.visible_to(ana)

    def test_not_by_the_same_file(self, signed, ana):
        keep(signed, ana)
        with pytest.raises(ValidationError, match="sama"):
            keep(signed, ana, seen=1, because="salah")

    def test_of_two_who_scan_at_once_the_second_is_told(self, client, signed, ana):
        keep(signed, ana)
        with pytest.raises(ValidationError, match="Orang lain"):
            keep(signed, ana, scan("b"))
        client.force_login(ana.user)
        form = {
            "client_uuid": uuid.uuid4(),
            "seen": 0,
            "because": "x",
            "file": SimpleUploadedFile("a.jpg", papers.photo()),
        }
        answer = client.post(reverse("cases:signed_sheet", args=[signed.pk]), form)
        assert answer.status_code == 409 and "Orang lain" in answer.content.decode()

    def test_the_same_form_twice_is_one(self, signed, ana):
        key = uuid.uuid4()
        assert keep(signed, ana, key=key) == keep(signed, ana, key=key) and StoredFile.objects.count() == 1

    def test_no_draft_and_no_withdrawn_letter_has_one(self, signed, case, ana):
        for letter in (make_case_letter(ana, case), signed):
            CaseLetter.objects.filter(pk=signed.pk).update(status="DICABUT")
            with pytest.raises(ValidationError, match="baru bisa diunggah"):
                keep(letter, ana)

    def test_the_database_counts_versions_once(self, signed, ana):
        sheet = keep(signed, ana)
        other = StoredFile.objects.create(
            client_uuid=uuid.uuid4(), letter=signed, handed_in_as="JPEG", pages=1, size=1, sha256="c" * 64, key_id="k",
            uploaded_by=ana,
        )  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            SignedSheet.objects.create(letter=signed, version=sheet.version, file=other, by=ana)


class TestWhoLooks:
    def test_disnaker_alone_and_every_look_is_noted(self, client, settings, signed, ana, eko, dina, budi):
        settings.DEMO = True
        CaseLetter.objects.update(status="DIKIRIM", sheet_follows=True)
        sheet = keep(signed, ana)
        for actor in (eko, dina, budi):
            assert not SignedSheet.objects.visible_to(actor).exists()
            assert not StoredFile.objects.visible_to(actor).exists()
            with pytest.raises(PermissionDenied):
                keep(signed, actor, scan("b"), seen=1, because="x")
        client.force_login(ana.user)
        assert client.get(reverse("cases:file", args=[sheet.file_id])).status_code == 200
        assert client.get(reverse("cases:file_page", args=[sheet.file_id, 1])).status_code == 200
        assert AccessLog.objects.filter(by=ana, subject=f"cases.storedfile:{sheet.file_id}", action="VIEW").exists()

    def test_who_is_shut_out_of_the_case_sees_neither_sheet_nor_task(self, signed, case, ana, dewi):
        olga = make_actor("olga", Role.DISNAKER, ana.territory)
        sheet = keep(signed, ana)
        Deadline.objects.filter(letter=signed).update(done_at=None)
        need_to_know.shut_out(case, olga, reason="keluarga", by=ana)
        assert not SignedSheet.objects.visible_to(olga).exists()
        assert sheet.file not in StoredFile.objects.visible_to(olga)
        assert not Deadline.objects.visible_to(olga).filter(letter=signed).exists()


class TestReceipt:
    def test_it_closes_the_way_with_number_day_and_name(self, client, signed, ana, few_queries):
        left = sent(signed, ana, sheet=scan())
        client.force_login(ana.user)
        page = client.get(f"{left.get_absolute_url()}?langkah=DITERIMA").content.decode()
        assert all(label in page for label in ("Nomor agenda kantor penerima", "Diterima oleh", "Foto tanda terima"))
        data = {"target": "DITERIMA", "seen": "DIKIRIM", "client_uuid": uuid.uuid4(), **STEP}
        url = reverse("cases:move_case_letter", args=[left.pk])
        page = client.post(url, data).content.decode()
        assert AGENDA in page and RECEIVER in page
        client.post(url, data | TAKEN)
        left.refresh_from_db()
        assert left.status == S.DITERIMA and running(left) == set()
        with few_queries():
            page = client.get(left.get_absolute_url()).content.decode()
        assert "AG/77/2026" in page and "Bu Lia, tata usaha" in page
        found = CaseLetter.objects.visible_to(ana)
        assert list(found.numbered("ag/77/2026")) == list(found.numbered("560/1")) == [left]

    @pytest.mark.parametrize("missing", TAKEN)
    def test_each_part_is_needed(self, signed, ana, missing):
        left = sent(signed, ana, sheet=scan())
        with pytest.raises(ValidationError) as refused:
            rules.take_step(left, S.DITERIMA, by=ana, **STEP, **TAKEN | {missing: ""})
        assert missing in refused.value.message_dict
        with pytest.raises(IntegrityError), transaction.atomic():
            left.history.create(old_status="DIKIRIM", new_status="DITERIMA", by=ana, **STEP, **TAKEN | {missing: ""})

    def test_what_is_not_received_in_its_working_days_is_late(self, signed, ana, dewi):
        holiday.load()
        left = sent(signed, ana, sheet=scan())
        clock = left.deadlines.get(code="TERIMA_SURAT")
        assert (clock.holder, clock.urgency) == ("KOTA", "P2") and clock.due_at > timezone.now()
        escalation.plan(clock.due_at + timedelta(minutes=1))
        told = Reminder.objects.filter(deadline=clock).values_list("rule", "recipient__user__username")
        assert list(told) == [("DEADLINE_LATE", "ana")]

    def test_an_answer_proves_it_too(self, signed, ana):
        left = sent(signed, ana, sheet=scan())
        answered = rules.take_step(left, S.DIBALAS, by=ana, reference="B.1/2026", **STEP)
        assert running(answered) == set()


class TestGroupLetter:
    def test_its_clock_is_told_to_nobody_shut_out_of_any_of_its_cases(self, ana, dewi, rudi, bp3mi):
        olga = make_actor("olga", Role.DISNAKER, ana.territory)
        cases = [make_case(ana, [make_person(rudi, rudi.territory, name=name)]) for name in ("Andi Satu", "Beni Dua")]
        group = group_event.make(client_uuid=uuid.uuid4(), by=ana, name="Myawaddy", happened_on=TODAY)
        group_event.bring_in(group, [case.number for case in cases], by=ana)
        letter = make_case_letter(ana, cases[0], kind="S02", number="560/1", status="DITANDATANGANI", agency=bp3mi)
        CaseLetterPerson.objects.create(letter=letter, link=cases[1].persons.get())
        CaseLetter.objects.update(case=None, group=group)
        letter.refresh_from_db()
        left = sent(letter, ana)
        clock = left.deadlines.get(code="TERIMA_SURAT")
        assert clock.case == cases[0]
        type(cases[0]).objects.filter(pk=cases[0].pk).update(handler=olga)
        need_to_know.shut_out(cases[1], olga, reason="keluarga", by=ana)
        assert clock not in Deadline.objects.visible_to(olga)
        Deadline.objects.exclude(pk=clock.pk).delete()
        escalation.plan(clock.due_at + timedelta(minutes=1))
        assert set(Reminder.objects.values_list("recipient__user__username", flat=True)) == {"ana"}
        assert set(Reminder.objects.all().cases().popitem()[1]) == {case.pk for case in cases}

    def test_a_new_calendar_keeps_its_clocks(self, signed):
        deadline.refresh_open()
        assert running(signed) == {"LEMBAR_SURAT"}
