"""The session has run out in the middle of a registration: what was typed waits for the same office."""

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache

from accounts import unsent
from accounts.tests.conftest import PASSWORD
from cases.models import RegistrationDraft
from cases.rules.privacy import retention
from cases.rules.register import registration_draft
from cases.tests.wizard import Wizard
from lib.clock import today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_knocked_before():
    cache.clear()


def sign_in_again(client, actor, address):
    """As somebody does who is shown the door."""
    actor.user.set_password(PASSWORD)
    actor.user.save()
    assert "Isian Anda tidak hilang" in client.get(address).text
    answer = client.post(address, {"login": actor.user.username, "password": PASSWORD})
    assert answer.status_code == 302, answer.text
    return client.get(answer.url)


def test_what_was_typed_on_page_five_is_there_after_signing_in_again(client, draft, rudi):
    client.logout()
    door = client.post(draft.url("persetujuan"), {"go": "next", "version": 0, "foto": "tidak", "whatsapp": "ya"}).url
    page = sign_in_again(client, rudi, door)
    assert page.request["PATH_INFO"] == draft.url("persetujuan")
    assert "Isian yang belum terkirim dipulihkan" in page.text
    form = page.context["form"]
    assert (form["foto"].value(), form["whatsapp"].value()) == ("tidak", "ya")
    draft.write("persetujuan", foto="tidak", whatsapp="ya")
    assert "dipulihkan" not in draft.show("persetujuan").text
    assert RegistrationDraft.objects.get().page("persetujuan").typed["foto"] == ["tidak"]


def test_a_long_text_in_any_language_survives_the_door(client, draft, rudi):
    address = "Jl. Melati 7 \u202e 😀 " + "a" * 1_900
    client.logout()
    door = client.post(draft.url("keluarga-kontak"), {"version": 0, "address": address}).url
    assert sign_in_again(client, rudi, door).context["form"]["address"].value() == address


def test_it_lies_sealed_in_the_session(client, draft):
    client.logout()
    client.post(draft.url("keluarga-kontak"), {"address": "Jl. Melati 7"})
    assert "Melati" not in json.dumps(dict(client.session))


def test_another_office_on_the_same_phone_does_not_see_it(client, draft, toni):
    client.logout()
    door = client.post(draft.url("keluarga-kontak"), {"address": "Jl. Melati 7"}).url
    assert sign_in_again(client, toni, door).status_code == 404
    assert "Melati" not in Wizard(client, toni).show("keluarga-kontak").text


def test_where_another_phone_was_faster_both_are_shown(client, draft, rudi):
    seen = draft.version("rencana")
    client.logout()
    door = client.post(draft.url("rencana"), {"version": seen, "country": "TW"}).url
    registration_draft.keep_page(RegistrationDraft.objects.get(), "rencana", {"country": ["MY"]}, seen=0, by=rudi)
    page = sign_in_again(client, rudi, door)
    assert page.context["form"]["country"].value() == "TW"
    assert "Dua isian untuk halaman ini" in draft.post("rencana", version=page.context["version"], country="TW").text


def test_it_is_given_back_for_a_day_only(client, monkeypatch, draft, rudi):
    client.logout()
    client.post(draft.url("keluarga-kontak"), {"address": "Jl. Melati 7"})
    client.force_login(rudi.user)
    assert "Melati" in draft.show("keluarga-kontak").text
    monkeypatch.setattr(unsent, "KEPT_FOR", timedelta(0))
    assert "Melati" not in draft.show("keluarga-kontak").text


def test_it_goes_with_signing_out(client, draft, rudi):
    client.logout()
    client.post(draft.url("keluarga-kontak"), {"address": "Jl. Melati 8"})
    client.force_login(rudi.user)
    assert "Melati 8" in draft.show("keluarga-kontak").text
    client.post("/keluar/")
    client.force_login(rudi.user)
    assert "Melati" not in draft.show("keluarga-kontak").text


def test_once_the_session_is_over_it_is_deleted(client, draft):
    client.logout()
    client.post(draft.url("keluarga-kontak"), {"address": "Jl. Melati 7"})
    retention.purge(today() + timedelta(1))
    assert client.session.get(unsent.KEPT)
    retention.purge(today() + timedelta(3))
    assert not Session.objects.exists()


def test_nobody_fills_the_table_from_outside(client, draft, monkeypatch):
    monkeypatch.setattr(unsent, "PER_MINUTE", 1)
    client.logout()
    doors = [client.post(draft.url("keluarga-kontak"), {"address": "Jl. Melati 7"}).url for _ in range(2)]
    assert ["tersimpan" in door for door in doors] == [True, False]


def test_a_pasted_book_is_not_kept_in_a_session(client, draft):
    client.logout()
    assert (
        "terputus"
        in client.post(
            draft.url("keluarga-kontak"),
            {"address": "a" * 60_000},
            headers={"referer": f"http://testserver{draft.url('keluarga-kontak')}"},
        ).url
    )
    assert not client.session.get("unsent")


def test_signing_in_leads_back_to_the_page(client, draft):
    client.logout()
    assert client.get(draft.url("persetujuan")).url == f"/masuk/?next={draft.url('persetujuan')}"
    answer = client.post(draft.url("persetujuan"), {"foto": "ya"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")
