"""When the city may close its own case (domain.md §4, §9 row 25), and what it takes to open it again."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.models import Case, CasePerson, Coordination
from cases.models import case as rules
from cases.rules import intake, workflow
from cases.states.case import MOVES
from cases.states.case_person import BEFORE_DEED, CasePersonStatus
from cases.states.moves import find
from cases.tests.factories import TODAY, make_people, make_person
from cases.tests.races import at_once
from cases.values.casefile import TIME_LIMITS
from cases.values.choices import CloseReason

STEP = {"happened_on": TODAY, "source": "DISNAKER", "note": "semua selesai"}


@pytest.fixture
def handled(case, ana):
    """Siti is back with her family."""
    for target in ("TRIASE", "DITANGANI"):
        case = workflow.move(case, target, by=ana, **STEP)
    case.persons.update(status="SERAH_TERIMA")
    return case


def propose(case, by, reason=CloseReason.PULANG_SELESAI):
    return workflow.move(case, "USUL_TUTUP", by=by, reason=reason, **STEP)


def put(model, **values):
    model.objects.update(**values)


@pytest.mark.django_db
class TestGuards:
    def test_the_officer_proposes_and_the_head_closes(self, handled, ana, dewi):
        proposed = propose(handled, ana)
        with pytest.raises(PermissionDenied):
            workflow.move(proposed, "DITUTUP", by=ana, reason="PULANG_SELESAI", **STEP)
        assert workflow.move(proposed, "DITUTUP", by=dewi, reason="PULANG_SELESAI", **STEP).status == "DITUTUP"

    @pytest.mark.parametrize("reason", sorted(TIME_LIMITS))
    @pytest.mark.parametrize("urgency, closes", [("P1", False), ("P2", False), ("P3", True), ("P4", True)])
    def test_time_alone_closes_no_urgent_case(self, handled, ana, reason, urgency, closes):
        put(Case, urgency=urgency)
        put(CasePerson, status="HILANG_KONTAK")
        if closes:
            assert propose(handled, ana, reason).status == "USUL_TUTUP"
        else:
            with pytest.raises(ValidationError, match="tidak ditutup hanya karena waktu"):
                propose(handled, ana, reason)

    def test_bp3mi_closes_its_report_and_the_case_stays_open(self, handled, coordination, ana):
        put(Coordination, status="DIKIRIM")
        reason = CloseReason.PELAPOR_TAK_TERHUBUNGI_60H
        workflow.move(coordination, "DITUTUP", by=ana, reason=reason, **STEP)
        handled.refresh_from_db()
        assert handled.status == "DITANGANI"

    def test_what_is_still_asked_holds_it(self, handled, coordination, ana):
        with pytest.raises(ValidationError, match="koordinasi yang terbuka"):
            propose(handled, ana)

    @pytest.mark.parametrize("status", BEFORE_DEED)
    @pytest.mark.parametrize("reason", ["PULANG_SELESAI", "DUPLIKAT"])
    def test_a_returned_person_has_a_deed_or_a_reason(self, handled, ana, status, reason):
        put(CasePerson, status=status)
        with pytest.raises(ValidationError, match="Siti Contoh sudah tiba tetapi belum diserahterimakan"):
            propose(handled, ana, reason)
        workflow.move(handled.persons.get(), "DITUTUP_ADMINISTRATIF", by=ana, **STEP | {"note": "pulang sendiri"})
        put(CasePerson, outcome="PULANG_SENDIRI")
        assert propose(handled, ana, reason).status == "USUL_TUTUP"

    def test_what_came_up_after_the_proposal_holds_the_head_too(self, handled, ana, dewi):
        proposed = propose(handled, ana)
        put(CasePerson, status="PENAMPUNGAN")
        with pytest.raises(ValidationError, match="belum diserahterimakan"):
            workflow.move(proposed, "DITUTUP", by=dewi, reason="PULANG_SELESAI", **STEP)

    def test_the_page_says_why(self, client, handled, coordination, ana):
        client.force_login(ana.user)
        form = {"target": "USUL_TUTUP", "seen": "DITANGANI", "client_uuid": str(uuid.uuid4()), "note": "sudah beres"}
        form |= {"happened_on": TODAY.isoformat(), "source": "DISNAKER", "reason": "PULANG_SELESAI"}
        answer = client.post(reverse("cases:move_case", args=[handled.number]), form)
        page = answer.content.decode()
        assert answer.status_code == 200 and rules.STILL_ASKED in page and "sudah beres" in page

    def test_the_page_names_who_is_still_sought(self, client, handled, ana):
        put(CasePerson, status="DALAM_PENCARIAN")
        client.force_login(ana.user)
        form = {"target": "USUL_TUTUP", "seen": "DITANGANI", "client_uuid": str(uuid.uuid4()), "note": "sudah beres"}
        form |= {"happened_on": TODAY.isoformat(), "source": "DISNAKER", "reason": "PULANG_SELESAI"}
        page = client.post(reverse("cases:move_case", args=[handled.number]), form).content.decode()
        assert "Siti Contoh tercatat “Keberadaan dicari”" in page and "sudah beres" in page

    def test_it_opens_again_with_a_note(self, handled, ana):
        put(Case, status="DITUTUP")
        with pytest.raises(ValidationError):
            workflow.move(handled, "DITANGANI", by=ana, **STEP | {"note": ""})
        assert workflow.move(handled, "DITANGANI", by=ana, **STEP).status == "DITANGANI"


HOME, CLOSED = {"SERAH_TERIMA", "REINTEGRASI", "SELESAI"}, {"DITUTUP_ADMINISTRATIF"}
UNCLEAR = {"DALAM_PENCARIAN", "LOKASI_DIKETAHUI", "PINDAH_LOKASI", "HILANG_KONTAK", "DITUTUP_ADMINISTRATIF"}
NOT_OURS = {*CasePersonStatus.values} - {*BEFORE_DEED}
# Where the only person of a case may stand for each reason, and the outcome that fits where his state leaves it open.
ALLOWED = {
    "PULANG_SELESAI": (HOME | CLOSED, "PULANG_SENDIRI"),
    "SELESAI_DI_LN": (
        {"LOKASI_DIKETAHUI", "ASESMEN", "PROSES_DOKUMEN", "MENOLAK_PULANG", "DITUTUP_ADMINISTRATIF"},
        "TETAP_DI_LN",
    ),
    "MENOLAK_PULANG": ({"MENOLAK_PULANG"}, "TETAP_DI_LN"),
    "MENINGGAL_SELESAI": ({"MENINGGAL"}, "MENINGGAL"),
    **dict.fromkeys(TIME_LIMITS, (UNCLEAR, "")),
    **dict.fromkeys(("DILIMPAHKAN", "BUKAN_WARGA_KOTA", "DUPLIKAT", "LAPORAN_TIDAK_BENAR"), (NOT_OURS, "")),
}


@pytest.mark.django_db
class TestReasons:
    @pytest.fixture(autouse=True)
    def calm(self, handled):
        """No urgent case: those are not closed by time at all."""
        put(Case, urgency="P3")

    @pytest.mark.parametrize("reason", CloseReason.values)
    def test_each_allows_these_states_and_no_other(self, handled, ana, reason):
        states, outcome = ALLOWED[reason]
        case, closed = Case.objects.get(), set()
        for status in CasePersonStatus.values:
            put(CasePerson, status=status, outcome=outcome)
            if not case.refuses(find(MOVES, "DITANGANI", "USUL_TUTUP"), TODAY, ana, {"reason": reason}):
                closed.add(status)
        assert closed == states

    @pytest.mark.parametrize("reason, status, outcome", [
        ("PULANG_SELESAI", "DITUTUP_ADMINISTRATIF", "TIDAK_DITEMUKAN"),
        ("SELESAI_DI_LN", "ASESMEN", "PULANG"),
        ("SELESAI_DI_LN", "MENINGGAL", ""),
        ("MENOLAK_PULANG", "SELESAI", "PULANG"),
    ])  # fmt: skip
    def test_it_must_be_true_of_somebody(self, handled, ana, reason, status, outcome):
        put(CasePerson, status=status, outcome=outcome)
        with pytest.raises(ValidationError, match=r"Tidak seorang pun|Siti Contoh tercatat"):
            propose(handled, ana, reason)

    def test_where_the_state_does_not_say_it_the_outcome_is_asked(self, handled, ana):
        put(CasePerson, status="ASESMEN")
        with pytest.raises(ValidationError, match="Bagaimana akhirnya bagi Siti Contoh"):
            propose(handled, ana, "SELESAI_DI_LN")
        put(CasePerson, outcome="TETAP_DI_LN")
        assert propose(handled, ana, "SELESAI_DI_LN").status == "USUL_TUTUP"

    def test_siblings_may_end_in_different_ways_but_each_must_end(self, handled, ana, rudi):
        brother = intake.add_person(
            handled, make_person(rudi, rudi.territory, name="Bayu Contoh"), by=ana, happened_on=TODAY
        )
        with pytest.raises(ValidationError, match="Bayu Contoh tercatat “Keberadaan dicari”"):
            propose(handled, ana)
        CasePerson.objects.filter(pk=brother.pk).update(status="MENOLAK_PULANG")
        assert propose(handled, ana).status == "USUL_TUTUP"

    def test_of_many_the_first_are_named(self, handled, ana, rudi):
        for person in make_people(rudi, rudi.territory, [f"Orang {number} Contoh" for number in range(7)]):
            intake.add_person(handled, person, by=ana, happened_on=TODAY)
        with pytest.raises(ValidationError, match=r"Orang 4 Contoh .*, 2 orang lain"):
            propose(handled, ana)


@pytest.mark.django_db(transaction=True)
def test_of_two_closers_at_once_one_closes(handled, ana, dewi):
    """One closes, one sends it back: over two real connections exactly one of them is heard."""
    proposed = propose(handled, ana)

    def press(target):
        def run():
            try:
                return workflow.move(
                    proposed, target, by=dewi, reason="PULANG_SELESAI", seen="USUL_TUTUP", **STEP
                ).status
            except ValidationError:
                return "refused"

        return run

    results = at_once(press("DITUTUP"), press("DITANGANI"))
    assert results.count("refused") == 1 and len(results) == 2
