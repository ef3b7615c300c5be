"""Account, link and API obey one table: the same deed in the same state is allowed by all of them, or by none."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from cases.models import Coordination, CoordinationChange
from cases.rules.coordination import api_access, reply_link, sharing
from cases.states.coordination import SENT, CoordinationStatus
from lib.clock import today
from lib.tests import papers

pytestmark = pytest.mark.django_db
# All that an agency may do; PERLU_DATA waits for the state it came from. Every other pair is refused.
ALLOWED = {
    ("DIKIRIM", "DITERIMA"),
    ("DITERIMA", "DITERUSKAN_PUSAT"),
    ("DITERIMA", "PERLU_DATA"),
    ("DITERUSKAN_PUSAT", "DI_PERWAKILAN"),
    ("DITERUSKAN_PUSAT", "PERLU_DATA"),
    ("PERLU_DATA", "DITERIMA"),
}
PAIRS = [(state, target) for state in sorted(SENT) for target in CoordinationStatus.values]


@pytest.fixture(autouse=True)
def without_limit(monkeypatch):
    monkeypatch.setattr("cases.views.coordination.api.PER_MINUTE", 1000)
    monkeypatch.setattr("cases.views.coordination.reply.PER_MINUTE", 1000)


@pytest.fixture
def sent(coordination):
    Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM")
    coordination.refresh_from_db()
    return coordination


@pytest.fixture
def doors(client, ana, eko, dewi, bp3mi, sent):
    """Each takes (target, status shown, key, note, file) and answers with an HTTP response."""
    left = sharing.share(sent, client_uuid=uuid.uuid4(), chosen=["nama"], bases={"IDENTITAS": "TUGAS_PUBLIK"}, by=ana)
    link = reply_link.issue([left], way="KERTAS", expires_on=today() + timedelta(14), by=ana)
    _, token = api_access.issue(
        client_uuid=uuid.uuid4(), agency=bp3mi, name="SISKO", scopes=["update", "read"], expires_on=today(), by=dewi
    )

    def account(target, seen, key, note, **more):
        client.force_login(eko.user)
        url = reverse("cases:move_coordination", args=[sent.case.number, sent.pk])
        fields = {"happened_on": today().isoformat(), "source": "BP3MI", "note": note}
        answer = client.post(
            url, fields | {"target": target, "seen": seen, "client_uuid": key, "reference": "N-1", **more}
        )
        client.logout()
        return answer

    def by_link(target, seen, key, note, **more):
        url = reverse("cases:reply", args=[reply_link.token_of(link.pk)])
        return client.post(
            url, {"target": target, "seen": seen, "client_uuid": key, "reference": "N-1", "message": note, **more}
        )

    def by_api(target, seen, key, note, **more):
        body = {"target": target, "seen": seen, "reference": "N-1", "message": note, **more}
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        url = reverse("cases:api_step", args=[sent.pk])
        return client.post(url, json.dumps(body), content_type="application/json", headers=headers)

    return {"account": account, "link": by_link, "api": by_api}


def put(state):
    resumes = "DITERIMA" if state == "PERLU_DATA" else ""
    Coordination.objects.update(status=state, resumes_to=resumes, foreign_number="")


def stands():
    return Coordination.objects.get().status


DOORS = pytest.mark.parametrize("door", ["account", "link", "api"])


@DOORS
def test_every_pair_of_states(doors, door):
    got = set()
    for state, target in PAIRS:
        point = transaction.savepoint()
        put(state)
        answer = doors[door](target, state, str(uuid.uuid4()), "foto paspor")
        assert answer.status_code < 500
        if stands() == target and state != target:
            got.add((state, target))
            change = CoordinationChange.objects.first()
            assert change.by.agency_id == Coordination.objects.get().agency_id
            assert Coordination.objects.get().foreign_number in ("", "N-1")
        else:
            assert stands() == state
        transaction.savepoint_rollback(point)
    assert got == ALLOWED


@DOORS
def test_what_a_step_needs_is_asked_for(doors, door):
    put("DITERIMA")
    answer = doors[door]("PERLU_DATA", "DITERIMA", str(uuid.uuid4()), "")
    assert stands() == "DITERIMA" and "mengapa?" in answer.content.decode()


@DOORS
def test_the_next_news_is_promised(doors, door):
    soon = today() + timedelta(3)
    doors[door]("DITERIMA", "DIKIRIM", str(uuid.uuid4()), "", promised_on=soon.isoformat())
    assert (stands(), Coordination.objects.get().promised_on) == ("DITERIMA", soon)


@DOORS
def test_sent_twice_a_later_promise_stands(doors, door):
    key, days = str(uuid.uuid4()), [today() + timedelta(count) for count in (3, 9)]
    doors[door]("DITERIMA", "DIKIRIM", key, "", promised_on=days[0].isoformat())
    Coordination.objects.update(promised_on=days[1])
    doors[door]("DITERIMA", "DIKIRIM", key, "", promised_on=days[0].isoformat())
    assert Coordination.objects.get().promised_on == days[1]


@DOORS
def test_a_day_that_is_over_is_no_promise(doors, door):
    past = today() - timedelta(1)
    answer = doors[door]("DITERIMA", "DIKIRIM", str(uuid.uuid4()), "", promised_on=past.isoformat())
    assert (stands(), Coordination.objects.get().promised_on) == ("DIKIRIM", None)
    assert "sudah lewat" in answer.content.decode()


@DOORS
def test_a_page_that_is_out_of_date_changes_nothing(doors, door):
    put("DITERIMA")
    doors[door]("DITERUSKAN_PUSAT", "DIKIRIM", str(uuid.uuid4()), "")
    assert stands() == "DITERIMA"


@DOORS
def test_repeated_it_does_nothing_more(doors, door):
    key = str(uuid.uuid4())
    answers = [doors[door]("DITERIMA", "DIKIRIM", key, "Sudah sampai").status_code for _ in range(2)]
    assert stands() == "DITERIMA" and CoordinationChange.objects.filter(new_status="DITERIMA").count() == 1
    assert all(status < 400 or (door, status) == ("account", 409) for status in answers)


def test_a_file_comes_along(client, sent, doors):
    link = sent.sharings.get().link
    url = reverse("cases:reply", args=[reply_link.token_of(link.pk)])
    photo = SimpleUploadedFile("surat.jpg", papers.photo(), "image/jpeg")
    client.post(url, {"client_uuid": str(uuid.uuid4()), "seen": "DIKIRIM", "target": "DITERIMA", "file": photo})
    change = CoordinationChange.objects.get(new_status="DITERIMA")
    assert change.file.link == link and change.file.uploaded_by == change.by
