"""An agency promises a day, says its number or writes a message by its account, and takes no step."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import CaseNote, Coordination
from cases.rules import workflow
from cases.rules.coordination import agency_answer
from lib.clock import today

pytestmark = pytest.mark.django_db
SOON = today() + timedelta(3)


@pytest.fixture
def sent(coordination):
    Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM")
    return coordination


@pytest.fixture
def tell(client, sent):
    def tell(actor, **fields):
        client.force_login(actor.user)
        path = reverse("cases:agency_news", args=[sent.case.number, sent.pk])
        return client.post(path, {"client_uuid": uuid.uuid4(), **fields})

    return tell


def standing():
    link = Coordination.objects.get()
    return link.status, link.promised_on, link.foreign_number


def test_the_liaison_promises_a_day_and_nothing_else_changes(client, tell, eko, sent):
    key = uuid.uuid4()
    for _ in range(2):
        assert tell(eko, client_uuid=key, promised_on=SOON).status_code == 302
    assert standing() == ("DIKIRIM", SOON, "") and CaseNote.objects.count() == 1
    page = client.get(sent.case.get_absolute_url()).content.decode()
    assert "Janjikan kabar" in page and f"Kabar berikutnya: {SOON:%d/%m/%Y}." in page


def test_a_number_and_words_are_kept_and_read_by_the_city(client, tell, eko, ana, sent):
    tell(eko, reference="ADU-9", message="Kami sedang mencari.")
    assert standing() == ("DIKIRIM", None, "ADU-9")
    client.force_login(ana.user)
    assert "Kami sedang mencari." in client.get(sent.case.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "fields, sentence",
    [({}, agency_answer.NOTHING_SAID), ({"promised_on": today() - timedelta(1)}, agency_answer.IN_THE_PAST)],
)
def test_nothing_and_a_day_that_is_over_are_named(tell, eko, fields, sentence):
    assert sentence in tell(eko, **fields).content.decode() and standing() == ("DIKIRIM", None, "")


def test_an_officer_who_heard_it_by_phone_says_from_whom(tell, ana):
    page = tell(ana, promised_on=SOON, message="Baru besok.").content.decode()
    assert workflow.WHO_SAID in page and "Baru besok." in page and not CaseNote.objects.exists()
    tell(ana, promised_on=SOON, said_by="Bu Rina, lewat telepon")
    assert standing()[1] == SOON and "Bu Rina" in CaseNote.objects.get().text


def test_what_was_not_sent_gets_no_news(tell, ana, eko, sent):
    Coordination.objects.update(status="DIAJUKAN")
    assert [tell(actor, message="x").status_code for actor in (ana, eko)] == [404, 404]
