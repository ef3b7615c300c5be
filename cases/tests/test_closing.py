"""When the city may close its own case (domain.md §4, §9 row 25), and what it takes to open it again."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases import workflow
from cases.models import Case, CasePerson, Coordination
from cases.models import case as rules
from cases.tests.factories import TODAY
from cases.tests.races import at_once
from cases.values.casefile import TIME_LIMITS
from cases.values.choices import CloseReason

STEP = {"happened_on": TODAY, "source": "DISNAKER", "note": "semua selesai"}


@pytest.fixture
def handled(case, ana):
    for target in ("TRIASE", "DITANGANI"):
        case = workflow.move(case, target, by=ana, **STEP)
    return case


def propose(case, by, reason=CloseReason.SELESAI_DI_LN):
    return workflow.move(case, "USUL_TUTUP", by=by, reason=reason, **STEP)


def put(model, **values):
    model.objects.update(**values)


@pytest.mark.django_db
class TestGuards:
    def test_the_officer_proposes_and_the_head_closes(self, handled, ana, dewi):
        proposed = propose(handled, ana)
        with pytest.raises(PermissionDenied):
            workflow.move(proposed, "DITUTUP", by=ana, reason="SELESAI_DI_LN", **STEP)
        assert workflow.move(proposed, "DITUTUP", by=dewi, reason="SELESAI_DI_LN", **STEP).status == "DITUTUP"

    @pytest.mark.parametrize("reason", sorted(TIME_LIMITS))
    @pytest.mark.parametrize("urgency, closes", [("P1", False), ("P2", False), ("P3", True), ("P4", True)])
    def test_time_alone_closes_no_urgent_case(self, handled, ana, reason, urgency, closes):
        put(Case, urgency=urgency)
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

    @pytest.mark.parametrize("status", rules.BEFORE_DEED)
    def test_a_returned_person_has_a_deed_or_a_reason(self, handled, ana, status):
        put(CasePerson, status=status)
        with pytest.raises(ValidationError, match="belum diserahterimakan"):
            propose(handled, ana)
        workflow.move(handled.persons.get(), "DITUTUP_ADMINISTRATIF", by=ana, **STEP | {"note": "pulang sendiri"})
        assert propose(handled, ana).status == "USUL_TUTUP"

    def test_what_came_up_after_the_proposal_holds_the_head_too(self, handled, ana, dewi):
        proposed = propose(handled, ana)
        put(CasePerson, status="PENAMPUNGAN")
        with pytest.raises(ValidationError, match="belum diserahterimakan"):
            workflow.move(proposed, "DITUTUP", by=dewi, reason="SELESAI_DI_LN", **STEP)

    def test_the_page_says_why(self, client, handled, coordination, ana):
        client.force_login(ana.user)
        form = {"target": "USUL_TUTUP", "seen": "DITANGANI", "client_uuid": str(uuid.uuid4()), "note": "sudah beres"}
        form |= {"happened_on": TODAY.isoformat(), "source": "DISNAKER", "reason": "SELESAI_DI_LN"}
        answer = client.post(reverse("cases:move_case", args=[handled.number]), form)
        page = answer.content.decode()
        assert answer.status_code == 200 and rules.STILL_ASKED in page and "sudah beres" in page

    def test_it_opens_again_with_a_note(self, handled, ana):
        put(Case, status="DITUTUP")
        with pytest.raises(ValidationError):
            workflow.move(handled, "DITANGANI", by=ana, **STEP | {"note": ""})
        assert workflow.move(handled, "DITANGANI", by=ana, **STEP).status == "DITANGANI"


@pytest.mark.django_db(transaction=True)
def test_of_two_closers_at_once_one_closes(handled, ana, dewi):
    """One closes, one sends it back: over two real connections exactly one of them is heard."""
    proposed = propose(handled, ana)

    def press(target):
        def run():
            try:
                return workflow.move(
                    proposed, target, by=dewi, reason="SELESAI_DI_LN", seen="USUL_TUTUP", **STEP
                ).status
            except ValidationError:
                return "refused"

        return run

    results = at_once(press("DITUTUP"), press("DITANGANI"))
    assert results.count("refused") == 1 and len(results) == 2
