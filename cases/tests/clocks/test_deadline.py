"""The clocks of a case: when each is due, when it stands still, who says that something was done."""

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CaseNote, CasePerson, Coordination, Deadline, DeadlineMark, DeadlineParameter
from cases.rules import workflow
from cases.rules.clocks import deadline, deadline_parameter, holiday
from cases.rules.days.my_day import my_day
from cases.states.case import CaseStatus
from cases.states.case_letter import CaseLetterStatus
from cases.states.case_person import CasePersonStatus
from cases.states.coordination import CoordinationStatus
from cases.states.deadline import BY_SUBJECT, CLOCKS, DeadlineCode, Subject
from cases.states.report import ReportStatus
from cases.tests.factories import TODAY
from cases.tests.races import at_once
from cases.values.choices import Urgency
from cases.values.clock_run import DONE, Run, due_at, end_of_day, run
from cases.values.working_days import is_working_day

WIB = ZoneInfo("Asia/Jakarta")
CLOSED = frozenset(day.date for day in holiday.start_days())
LENGTHS = {(row.code, row.urgency): row for row in deadline_parameter.start_parameters()}
STATES = {
    Subject.CASE: CaseStatus,
    Subject.COORDINATION: CoordinationStatus,
    Subject.PERSON: CasePersonStatus,
    Subject.LETTER: CaseLetterStatus,
    Subject.REPORT: ReportStatus,
}
EVE_OF_LEBARAN_2025, EVE_OF_LEBARAN_2026 = "2025-03-27 10:00", "2026-03-17 10:00"
LAST_DAYS_OF_2026 = "2026-12-23 15:30"


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def due(code, urgency, started, *waits):
    length = LENGTHS[code, urgency]
    pauses = tuple((at(first), at(last)) for first, last in waits)
    answer = due_at(Run(at(started), waits=pauses), length.amount, length.unit, CLOSED)
    return f"{timezone.localtime(answer):%Y-%m-%d %H:%M}"


class TestWhenItIsDue:
    @pytest.mark.parametrize(
        ("code", "urgency", "started", "expected"),
        [
            # Danger knows no holiday: clock hours run through Lebaran and the turn of the year.
            ("LAPORAN_DIBACA", "P1", "2026-03-20 23:30", "2026-03-21 01:30"),
            ("LAPORAN_DIBACA", "P4", LAST_DAYS_OF_2026, "2027-01-04 23:59"),
            ("PESAN_DIJAWAB", "P2", "2026-12-31 22:00", "2027-01-01 02:00"),
            ("PESAN_DIJAWAB", "P3", EVE_OF_LEBARAN_2025, "2025-04-08 23:59"),
            ("PESAN_DIJAWAB", "P4", EVE_OF_LEBARAN_2026, "2026-03-26 23:59"),
            ("KABARI_PELAPOR", "P1", "2026-03-20 23:30", "2026-03-21 00:30"),
            ("TRIASE", "P2", "2026-12-31 20:00", "2027-01-01 04:00"),
            ("TANDA_TERIMA", "P1", EVE_OF_LEBARAN_2025, "2025-03-28 10:00"),
            ("TANDA_TERIMA", "P2", EVE_OF_LEBARAN_2025, "2025-04-09 23:59"),
            ("TANDA_TERIMA", "P3", EVE_OF_LEBARAN_2025, "2025-04-14 23:59"),
            ("TANDA_TERIMA", "P2", EVE_OF_LEBARAN_2026, "2026-03-26 23:59"),
            ("TANDA_TERIMA", "P4", EVE_OF_LEBARAN_2026, "2026-04-02 23:59"),
            ("TRIASE", "P3", LAST_DAYS_OF_2026, "2026-12-29 23:59"),
            ("TRIASE", "P4", LAST_DAYS_OF_2026, "2027-01-04 23:59"),
            ("SURAT", "P4", "2028-02-25 09:00", "2028-03-07 23:59"),
            ("KABAR_KELUARGA", "P3", EVE_OF_LEBARAN_2026, "2026-03-31 23:59"),
            ("KUNJUNGAN_5", "P3", "2027-03-01 09:00", "2028-02-29 23:59"),
        ],
    )
    def test_it_is_this_moment(self, code, urgency, started, expected):
        assert due(code, urgency, started) == expected

    @pytest.mark.parametrize("code", DeadlineCode.values)
    @pytest.mark.parametrize("started", [EVE_OF_LEBARAN_2025, EVE_OF_LEBARAN_2026, LAST_DAYS_OF_2026])
    def test_every_deadline_holds_its_rule_around_the_feasts(self, code, started):
        for urgency in Urgency:
            length = LENGTHS[code, urgency]
            if not length.amount:
                continue
            end = due_at(Run(at(started)), length.amount, length.unit, CLOSED)
            if length.unit == "JAM":
                assert end - at(started) == timedelta(hours=length.amount)
            elif length.unit == "HARI":
                assert (timezone.localdate(end) - at(started).date()).days == length.amount
            else:
                assert is_working_day(timezone.localdate(end), CLOSED)
                days = (timezone.localdate(end) - at(started).date()).days
                passed = [at(started).date() + timedelta(n) for n in range(1, days + 1)]
                assert sum(is_working_day(day, CLOSED) for day in passed) == length.amount

    def test_what_it_waited_comes_on_top(self):
        assert due("TANDA_TERIMA", "P1", "2026-11-24 10:00", ("2026-11-24 12:00", "2026-11-25 15:00")) == (
            "2026-11-26 13:00"
        )
        # Three working days and a pause over Lebaran of which only one day, the 25th, was a day of work.
        assert due("TINDAK_LANJUT", "P2", EVE_OF_LEBARAN_2026, ("2026-03-17 11:00", "2026-03-25 09:00")) == (
            "2026-03-30 23:59"
        )

    def test_late_in_the_evening_in_wib_is_the_same_day(self):
        late = datetime(2026, 11, 24, 16, 59, tzinfo=ZoneInfo("UTC"))  # 23.59 in Pangkalpinang
        assert timezone.localdate(due_at(Run(late), 1, "HARI_KERJA", CLOSED)) == date(2026, 11, 25)


class TestRun:
    CLOCK = CLOCKS[DeadlineCode.TINDAK_LANJUT]

    def events(self, *states):
        return [(hour, state) for hour, state in enumerate(states)]

    @pytest.mark.parametrize(
        ("states", "expected"),
        [
            ((), None),
            (("KONSEP", "PERLU_DATA"), None),
            (("DIKIRIM", "DITERIMA"), Run(1)),
            (("DITERIMA", "PERLU_DATA"), Run(0, paused_at=1)),
            (("DITERIMA", "PERLU_DATA", "DITERIMA"), Run(0, waits=((1, 2),))),
            (("DITERIMA", "DITERUSKAN_PUSAT"), Run(0, done_at=1)),
            (("DITERIMA", "PERLU_DATA", "DITUTUP"), Run(0, done_at=2)),
            (("DITERIMA", "DITUTUP", "KONSEP", "DITERIMA"), Run(3)),
        ],
    )
    def test_it_is_read_from_what_happened(self, states, expected):
        assert run(self.events(*states), self.CLOCK) == expected

    @pytest.mark.parametrize("code", DeadlineCode)
    def test_every_pair_of_states_both_ways(self, code):
        """Into a running state it runs, into a pausing one it stands, into any other it ends or never began."""
        clock = CLOCKS[code]
        for first in STATES[clock.subject]:
            for second in STATES[clock.subject]:
                latest = run(self.events(first, second), clock)
                runs = [state in clock.runs_in for state in (first, second)]
                if not any(runs):
                    assert latest is None
                elif runs[1]:
                    assert latest.done_at is None and latest.paused_at is None
                    assert latest.started_at == (0 if runs[0] and not clock.restarts else 1)
                else:
                    pauses = second in clock.pauses_in
                    assert (latest.paused_at, latest.done_at) == ((1, None) if pauses else (None, 1))

    def test_what_is_done_by_hand_ends_or_begins_again(self):
        reporter, family = CLOCKS[DeadlineCode.KABARI_PELAPOR], CLOCKS[DeadlineCode.KABAR_KELUARGA]
        assert run(self.events("BARU", DONE, "TRIASE"), reporter) == Run(0, done_at=1)
        assert run(self.events("BARU", DONE, "TRIASE", DONE), family) == Run(3)

    def test_a_letter_is_not_asked_for_again_after_reopening(self):
        letter = CLOCKS[DeadlineCode.SURAT]
        assert run(self.events("BARU", DONE, "DITUTUP", "DITANGANI"), letter) == Run(0, done_at=1)

    def test_the_states_are_those_of_the_machines(self):
        for clock in CLOCKS.values():
            assert (clock.runs_in | clock.pauses_in) <= set(STATES[clock.subject])
            assert not clock.runs_in & clock.pauses_in
        assert sorted(code for codes in BY_SUBJECT.values() for code in codes) == sorted(DeadlineCode)


def move(subject, target, by, **fields):
    return workflow.move(subject, target, by=by, happened_on=TODAY, source="DISNAKER", **fields)


def running(case, holder=None):
    rows = Deadline.objects.filter(case=case).running()
    return set((rows.filter(holder=holder) if holder else rows).values_list("code", flat=True))


@pytest.mark.django_db
class TestFollowing:
    def test_a_new_case_starts_the_clocks_of_the_city(self, case):
        assert running(case) == {"KABARI_PELAPOR", "TRIASE", "TELEPON", "SURAT", "KABAR_KELUARGA"}

    def test_each_step_hands_the_ball_on(self, ana, dewi, eko, case, coordination):
        Case.objects.update(reporter_name="Ibu Contoh")
        assert "KONSEP" in running(case)
        move(coordination, "DIAJUKAN", ana)
        assert {"KONSEP", "PERSETUJUAN"} & running(case) == {"PERSETUJUAN"}
        move(coordination, "DITELAAH", dewi, note="lewat telepon")
        sent = move(coordination, "DIKIRIM", ana, reference="560/1", note="lewat telepon")
        assert running(case, "INSTANSI") == {"TANDA_TERIMA"}
        assert "SURAT" not in running(case)
        assert sent.due_on == Deadline.objects.get(code="TANDA_TERIMA").due_on
        move(coordination, "DITERIMA", eko)
        asked = move(coordination, "PERLU_DATA", eko, note="foto paspor")
        assert running(case, "INSTANSI") == set() and asked.due_on is None
        assert running(case, "KELUARGA") == {"KELENGKAPAN"}
        assert Deadline.objects.get(code="TINDAK_LANJUT").paused_at
        again = move(coordination, "DITERIMA", eko)
        assert again.due_on == Deadline.objects.get(code="TINDAK_LANJUT").due_on

    def test_a_person_has_a_clock_of_his_own(self, ana, case):
        link = case.persons.get()
        move(link, "LOKASI_DIKETAHUI", ana, note="di gedung")
        first = Deadline.objects.get(code="KABAR_ORANG")
        move(link, "ASESMEN", ana)
        assert Deadline.objects.get(code="KABAR_ORANG").started_at > first.started_at
        assert (first.holder, first.case_person) == ("LUAR_NEGERI", link)

    def test_closing_stops_everything_and_reopening_goes_on(self, ana, dewi, case):
        move(case.persons.get(), "LOKASI_DIKETAHUI", ana, note="di gedung")
        case.persons.update(outcome="TETAP_DI_LN")
        for target, by, more in [
            ("TRIASE", ana, {}),
            ("DITANGANI", ana, {}),
            ("USUL_TUTUP", ana, {"note": "selesai", "reason": "SELESAI_DI_LN"}),
            ("DITUTUP", dewi, {"reason": "SELESAI_DI_LN"}),
        ]:
            move(case, target, by, **more)
        assert running(case) == set()
        move(case, "DITANGANI", ana, note="belum")
        assert {"KABAR_KELUARGA", "KABAR_ORANG"} <= running(case)

    def test_who_came_home_is_visited_whatever_became_of_the_case(self, ana, dewi, case):
        for target in ("LOKASI_DIKETAHUI", "JADWAL_PULANG", "TIBA_DEBARKASI", "PERJALANAN_DAERAH", "SERAH_TERIMA"):
            move(case.persons.get(), target, ana, note="kabar", reference="BAST-01")
        for target, by in (("TRIASE", ana), ("DITANGANI", ana), ("USUL_TUTUP", ana), ("DITUTUP", dewi)):
            move(case, target, by, note="selesai", reason="PULANG_SELESAI")
        visits = {f"KUNJUNGAN_{number}" for number in range(1, 6)}
        assert running(case) == visits
        deadline_parameter.load()
        DeadlineParameter.objects.filter(code="KUNJUNGAN_1").update(amount=9, unit="HARI")
        deadline.refresh_open()
        first = Deadline.objects.get(code="KUNJUNGAN_1")
        assert (first.due_on - timezone.localdate(first.started_at)).days == 9
        done = {"at": timezone.now(), "seen": first.started_at.isoformat(), "client_uuid": uuid.uuid4()}
        deadline.mark_done(first, by=ana, **done)
        assert running(case) == visits - {"KUNJUNGAN_1"}

    def test_a_visit_still_due_is_not_ended_by_declaring_the_person_done(self, ana, case):
        link = case.persons.get()
        CasePerson.objects.update(status="PERJALANAN_DAERAH")
        for target in ("SERAH_TERIMA", "SELESAI"):
            move(link, target, ana, note="kabar")
        assert {f"KUNJUNGAN_{number}" for number in range(1, 6)} <= running(case)
        first = Deadline.objects.get(code="KUNJUNGAN_1")
        done = {"at": timezone.now(), "seen": first.started_at.isoformat(), "client_uuid": uuid.uuid4()}
        deadline.mark_done(first, by=ana, **done)
        assert "KUNJUNGAN_1" not in running(case) and "KUNJUNGAN_2" in running(case)
        move(link, "DALAM_PENCARIAN", ana, note="berangkat lagi")
        assert not {code for code in running(case) if code.startswith("KUNJUNGAN")}

    def test_a_length_changed_by_the_head_counts_for_what_runs(self, ana, case):
        deadline_parameter.load()
        DeadlineParameter.objects.filter(code="TRIASE", urgency="P2").update(amount=3, unit="HARI")
        DeadlineParameter.objects.filter(code="TELEPON", urgency="P2").update(amount=None)
        deadline.refresh_open()
        row = Deadline.objects.get(code="TRIASE")
        assert (row.due_on - timezone.localdate(row.started_at)).days == 3
        assert "TELEPON" not in running(case)

    def test_asking_again_changes_nothing(self, case, coordination, django_assert_max_num_queries):
        before = list(Deadline.objects.order_by("pk").values())
        with django_assert_max_num_queries(14):
            deadline.refresh([case])
        assert list(Deadline.objects.order_by("pk").values()) == before

    def test_an_agency_sees_its_own_clock_only(self, eko, dina, ana, case, coordination):
        Coordination.objects.update(status="DIKIRIM")
        Deadline.objects.filter(coordination=coordination).update(holder="INSTANSI")
        assert [row.coordination for row in Deadline.objects.visible_to(eko)] == [coordination]
        assert not Deadline.objects.visible_to(dina).exists() and not Deadline.objects.visible_to(None).exists()
        assert Deadline.objects.visible_to(ana).count() == 6


@pytest.mark.django_db
class TestMark:
    def mark(self, row, by, **more):
        given = {"at": timezone.now(), "seen": row.started_at.isoformat(), "client_uuid": uuid.uuid4()}
        return deadline.mark_done(row, by=by, **given | more)

    def test_what_was_done_is_done_and_stands_in_the_history(self, ana, case):
        row = Deadline.objects.get(code="KABARI_PELAPOR")
        assert self.mark(row, ana, note="Ibu sudah ditelepon").done_at
        assert "Ibu sudah ditelepon" in CaseNote.objects.get().text

    def test_the_family_is_told_again_and_again(self, ana, case):
        row = Deadline.objects.get(code="KABAR_KELUARGA")
        later = self.mark(row, ana)
        assert later.done_at is None and later.started_at > row.started_at

    def test_repeating_changes_nothing(self, ana, case):
        row, key = Deadline.objects.get(code="KABAR_KELUARGA"), uuid.uuid4()
        for _ in range(2):
            self.mark(row, ana, client_uuid=key)
        assert DeadlineMark.objects.count() == 1

    def test_what_a_state_tells_is_not_said_by_hand(self, ana, case):
        with pytest.raises(ValidationError):
            self.mark(Deadline.objects.get(code="TRIASE"), ana)

    def test_who_may_not_is_refused(self, eko, case):
        with pytest.raises(PermissionDenied):
            self.mark(Deadline.objects.get(code="KABAR_KELUARGA"), eko)

    @pytest.mark.parametrize("days", [1, -9])
    def test_a_moment_that_cannot_be(self, ana, case, days):
        with pytest.raises(ValidationError):
            self.mark(Deadline.objects.get(code="KABAR_KELUARGA"), ana, at=timezone.now() + timedelta(days))


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_the_family_is_rung_once(self, ana, dewi, case):
        row = Deadline.objects.get(code="KABAR_KELUARGA")

        def press(by):
            def deed():
                try:
                    seen = row.started_at.isoformat()
                    deadline.mark_done(row, by=by, at=timezone.now(), seen=seen, client_uuid=uuid.uuid4())
                except ValidationError as refused:
                    return refused.messages[0]
                return "marked"

            return deed

        assert sorted(at_once(press(ana), press(dewi))) == sorted(["marked", deadline.ALREADY_DONE])
        assert DeadlineMark.objects.count() == 1

    def test_two_steps_in_one_case_leave_both_clocks_right(self, ana, dewi, case, coordination):
        """Case and coordination moved at the same moment: neither writes down what the other has just undone."""
        Case.objects.update(reporter_name="Ibu Contoh")
        at_once(lambda: move(case, "TRIASE", ana), lambda: move(coordination, "DIAJUKAN", dewi) and None)
        before = list(Deadline.objects.order_by("pk").values())
        deadline.refresh([Case.objects.get()])
        assert list(Deadline.objects.order_by("pk").values()) == before
        assert "PERSETUJUAN" in running(case) and "KONSEP" not in running(case)


@pytest.mark.django_db
class TestMyDay:
    def titles(self, actor, on=None):
        day = my_day(actor, on or timezone.localdate())
        return {section.title: [row.detail.partition(" · ")[0] for row in section.rows] for section in day.sections}

    def test_what_is_late_or_due_today_and_whom_to_ring(self, ana, case):
        now = timezone.now()
        Deadline.objects.update(due_at=now + timedelta(9))
        Deadline.objects.filter(code="TRIASE").update(due_at=now - timedelta(hours=1))
        Deadline.objects.filter(code="KABAR_KELUARGA").update(due_at=now - timedelta(1))
        Deadline.objects.filter(code="SURAT").update(due_at=end_of_day(timezone.localdate()))
        found = self.titles(ana)
        assert found["Tenggat Disnaker lewat"] == ["Triase"]
        assert found["Tenggat hari ini"] == ["Surat permintaan terkirim"]
        assert found["Keluarga yang perlu dihubungi"] == ["Kabar untuk keluarga"]
        assert "Naik kepada Anda karena terlambat" not in found

    def test_what_stands_still_is_not_late(self, ana, case):
        now = timezone.now()
        Deadline.objects.update(due_at=now - timedelta(1), paused_at=now - timedelta(2))
        assert not {"Tenggat Disnaker lewat", "Keluarga yang perlu dihubungi"} & set(self.titles(ana))

    def test_it_climbs_to_the_head_and_to_the_mayors_number(self, ana, dewi, wawan, case):
        now = timezone.now()
        late = {"due_at": now - timedelta(9), "head_at": now - timedelta(8)}
        Deadline.objects.filter(code="TRIASE").update(**late, mayor_at=now - timedelta(1))
        assert self.titles(dewi)["Naik kepada Anda karena terlambat"] == ["Triase"]
        assert "Naik kepada Anda karena terlambat" not in self.titles(ana)
        cards = {card.label: card.number for card in my_day(wawan, timezone.localdate()).cards}
        assert cards["Tenggat lama terlewat"] == "< 5"


@pytest.mark.django_db
class TestPages:
    LIST = reverse("cases:deadline_parameters")

    def test_the_case_shows_its_clocks(self, client, ana, case):
        client.force_login(ana.user)
        page = client.get(case.get_absolute_url()).content.decode()
        assert "Tenggat berikutnya: Konfirmasi kepada pelapor" in page
        assert "Kabar untuk keluarga" in page

    def test_it_is_marked_on_a_page_of_its_own(self, client, ana, case):
        client.force_login(ana.user)
        row = Deadline.objects.get(code="KABARI_PELAPOR")
        url = reverse("cases:mark_deadline", args=[case.number, row.pk])
        assert client.get(url).status_code == 200
        key = {"client_uuid": uuid.uuid4(), "seen": row.started_at.isoformat(), "note": "ditelepon"}
        assert "Isi tanggal dan jamnya" in client.post(url, key | {"at": "besok"}).content.decode()
        now = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
        for _ in range(2):
            assert client.post(url, key | {"at": now}).url == case.get_absolute_url()
        assert DeadlineMark.objects.count() == 1
        late = client.post(url, key | {"at": now, "client_uuid": uuid.uuid4()})
        assert deadline.ALREADY_DONE in late.content.decode() and "ditelepon" in late.content.decode()

    def form(self, row, **changes):
        fields = {"amount": 5, "unit": "HARI", "head_after": 1, "mayor_after": 2, "source": "Rapat", "version": ""}
        return fields | {"checked_on": "2026-11-01", "version": row.version if row else ""} | changes

    def test_the_head_changes_a_length(self, client, dewi, few_queries):
        deadline_parameter.load()
        client.force_login(dewi.user)
        with few_queries(8):
            client.get(self.LIST)
        url = reverse("cases:set_deadline", args=["TRIASE", "P3"])
        row = DeadlineParameter.objects.get(code="TRIASE", urgency="P3")
        assert client.post(url, self.form(row)).url == self.LIST
        assert "diubah orang lain" in client.post(url, self.form(row, amount=9)).content.decode()
        row.refresh_from_db()
        assert (row.amount, row.source) == (5, "Rapat")

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"amount": 0}, "Isi 1 atau lebih"),
            ({"mayor_after": 0}, "tidak boleh lebih kecil"),
            ({"checked_on": "2999-01-01"}, "belum tiba"),
        ],
    )
    def test_what_does_not_fit_is_said(self, client, dewi, changes, sentence):
        deadline_parameter.load()
        client.force_login(dewi.user)
        row = DeadlineParameter.objects.get(code="SURAT", urgency="P1")
        page = client.post(reverse("cases:set_deadline", args=["SURAT", "P1"]), self.form(row, **changes))
        assert sentence in page.content.decode()

    def test_there_is_no_other_clock(self, client, dewi):
        client.force_login(dewi.user)
        assert client.get("/pengaturan/tenggat/LAIN/P1/").status_code == 404

    def test_what_the_head_changed_stays(self, db):
        deadline_parameter.load()
        DeadlineParameter.objects.filter(code="SURAT").update(amount=77)
        DeadlineParameter.objects.filter(code="TRIASE", urgency="P1").delete()
        assert deadline_parameter.load() == 1
        assert set(DeadlineParameter.objects.filter(code="SURAT").values_list("amount", flat=True)) == {77}
