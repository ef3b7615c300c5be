"""After a case is closed the family is rung once; what it said is read as a total alone."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.forms.casework.satisfaction import WHAT_SAID
from cases.models import Case, SatisfactionCall
from cases.rules import workflow
from cases.rules.casework import satisfaction as rules
from cases.rules.days import my_day
from cases.tests.factories import TODAY, make_case
from cases.values.satisfaction import CallResult, Satisfaction
from lib.clock import today

pytestmark = pytest.mark.django_db
STEP = {"happened_on": TODAY, "source": "DISNAKER", "note": "selesai"}
LIST = reverse("cases:satisfaction_calls")


def close(case, ana, dewi, reason="PULANG_SELESAI"):
    case.persons.update(status="SERAH_TERIMA")
    for target, by, why in (("TRIASE", ana, ""), ("DITANGANI", ana, ""), ("USUL_TUTUP", ana, reason)):
        case = workflow.move(case, target, by=by, reason=why, **STEP)
    return workflow.move(case, "DITUTUP", by=dewi, reason=reason, **STEP)


@pytest.fixture
def closed(case, ana, dewi):
    return close(case, ana, dewi)


def ring(case, by, result=CallResult.TERSAMBUNG, answer=Satisfaction.PUAS, **more):
    facts = {"client_uuid": uuid.uuid4(), "called_on": today(), "result": result, "answer": answer}
    return rules.record(case, by=by, **facts | more)


def waits(case, actor, now=None):
    return rules.waiting(actor, now or timezone.now()).filter(pk=case.pk).exists()


class TestWhoIsRung:
    def test_once_the_case_is_closed(self, client, case, ana, dewi):
        assert not waits(case, ana)
        closed = close(case, ana, dewi)
        client.force_login(ana.user)
        assert waits(closed, ana) and closed.number in client.get(LIST).content.decode()

    def test_it_stands_among_the_work_of_the_day(self, closed, ana):
        card = next(card for card in my_day.my_day(ana, today()).cards if card.url == LIST)
        assert card.number == "1"

    @pytest.mark.parametrize("reason", rules.NOT_ASKED)
    def test_nobody_is_asked_about_what_was_no_case_of_theirs(self, case, ana, dewi, reason):
        assert not waits(close(case, ana, dewi, reason), ana)

    def test_nor_after_two_months(self, closed, ana):
        assert not waits(closed, ana, timezone.now() + timedelta(days=61))

    def test_whoever_did_not_answer_is_tried_again(self, closed, ana):
        ring(closed, ana, CallResult.TIDAK_TERSAMBUNG, "")
        assert waits(closed, ana)
        ring(closed, ana)
        assert not waits(closed, ana)

    def test_whoever_does_not_want_to_is_left_alone(self, closed, ana):
        ring(closed, ana, CallResult.TIDAK_BERSEDIA, "")
        assert not waits(closed, ana)


class TestTheCall:
    def test_an_officer_writes_it_down(self, client, closed, ana):
        client.force_login(ana.user)
        url = reverse("cases:ask_satisfaction", args=[closed.number])
        data = {"client_uuid": uuid.uuid4(), "called_on": str(today()), "result": "TERSAMBUNG"}
        assert WHAT_SAID in client.post(url, data | {"suggestion": "Lebih cepat"}).content.decode()
        client.post(url, data | {"answer": "SANGAT_PUAS"})
        assert SatisfactionCall.objects.get().answer == "SANGAT_PUAS"

    def test_who_was_not_reached_has_said_nothing(self, client, closed, ana):
        client.force_login(ana.user)
        data = {"client_uuid": uuid.uuid4(), "called_on": str(today()), "result": "TIDAK_TERSAMBUNG", "answer": "PUAS"}
        client.post(reverse("cases:ask_satisfaction", args=[closed.number]), data)
        assert SatisfactionCall.objects.get().answer == ""

    def test_an_open_case_is_not_asked_about(self, case, ana):
        with pytest.raises(ValidationError, match="belum ditutup"):
            ring(case, ana)

    def test_nobody_is_asked_twice(self, closed, ana):
        ring(closed, ana)
        with pytest.raises(ValidationError, match="sudah ditanya"):
            ring(closed, ana)

    def test_the_same_form_twice_is_one_call(self, closed, ana):
        key = uuid.uuid4()
        assert ring(closed, ana, client_uuid=key) == ring(closed, ana, client_uuid=key)

    def test_only_disnaker_rings(self, closed, dina):
        with pytest.raises(PermissionDenied):
            ring(closed, dina)

    def test_the_database_knows_no_answer_of_somebody_not_reached(self, closed, ana):
        with pytest.raises(IntegrityError), transaction.atomic():
            ring(closed, ana, CallResult.TIDAK_BERSEDIA, Satisfaction.PUAS)


class TestTotalsAlone:
    def test_the_case_says_that_it_was_rung_and_not_what_was_said(self, client, closed, ana):
        ring(closed, ana, answer=Satisfaction.TIDAK_PUAS, suggestion="Terlalu lambat")
        client.force_login(ana.user)
        html = client.get(closed.get_absolute_url()).content.decode()
        assert "ditanya kepuasannya" in html and "tidak puas" not in html and "Terlalu lambat" not in html

    def test_few_answers_are_not_shown(self, closed, ana):
        ring(closed, ana)
        assert dict(rules.sums(ana))["puas"] == "< 5"

    def test_many_are(self, ana, client, few_queries):
        cases = [make_case(ana, []) for _ in range(6)]
        Case.objects.update(status="DITUTUP")
        for case in cases:
            ring(case, ana)
        client.force_login(ana.user)
        with few_queries():
            html = client.get(LIST).content.decode()
        assert "<dt>Puas</dt><dd>6</dd>" in html

    def test_nobody_else_reads_single_calls(self, closed, ana, dewi, dina, eko, wawan, budi):
        ring(closed, ana)
        seen = {a.user.username for a in (ana, dewi, dina, eko, wawan, budi) if SatisfactionCall.objects.visible_to(a)}
        assert seen == {"ana", "dewi"}
