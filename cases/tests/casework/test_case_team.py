"""Who works on a case: offices come in and leave, with the reason, and the one that left is told."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CaseMember, CaseNote, TeamExit
from cases.rules.casework import case_team, handover
from lib.clock import today

pytestmark = pytest.mark.django_db
WHY = "Pendampingan sudah selesai"


@pytest.fixture
def joined(case, dina, ana):
    case_team.let_in(case, dina.office, by=ana)
    return case


def leave(case, office, by, why=WHY):
    return case_team.let_go(case, office, client_uuid=uuid.uuid4(), why=why, by=by)


def url(case, office):
    return reverse("cases:remove_member", args=[case.number, office.pk])


def test_who_comes_in_stands_in_the_line_of_events_once(joined, dina, ana):
    case_team.let_in(joined, dina.office, by=ana)
    assert [note.text for note in CaseNote.objects.all()] == [f"{dina.office} masuk tim kasus."]


def test_who_leaves_reads_nothing_more_of_it(client, joined, dina, ana):
    client.force_login(ana.user)
    form = {"client_uuid": uuid.uuid4(), "why": WHY}
    assert WHY not in client.get(joined.get_absolute_url()).content.decode()
    assert client.get(url(joined, dina.office)).status_code == 200
    for _ in range(2):
        assert client.post(url(joined, dina.office), form).url == joined.get_absolute_url()
    page = client.get(joined.get_absolute_url()).content.decode()
    assert f"{dina.office} keluar dari tim kasus." in page and WHY in page
    assert TeamExit.objects.count() == 1 and not Case.objects.visible_to(dina).exists()
    client.force_login(dina.user)
    assert client.get(joined.get_absolute_url()).status_code == 404


def test_the_one_who_left_is_told_on_her_own_page_for_two_weeks(client, joined, dina, ana):
    leave(joined, dina.office, ana)
    client.force_login(dina.user)
    page = client.get("/beranda/").content.decode()
    assert "Anda tidak lagi dalam tim" in page and joined.number in page and WHY in page
    assert joined.get_absolute_url() not in page and "Siti" not in page
    assert not case_team.told(dina, timezone.now() + case_team.TOLD_FOR + timedelta(minutes=1)).exists()


def test_who_is_back_is_told_nothing(joined, dina, ana):
    leave(joined, dina.office, ana)
    case_team.let_in(joined, dina.office, by=ana)
    assert not case_team.told(dina, timezone.now()).exists() and Case.objects.visible_to(dina).exists()
    assert TeamExit.objects.visible_to(ana).get().why == WHY  # that it was so stays


def test_who_answers_for_the_case_cannot_be_taken_out(client, case, ana, dewi):
    with pytest.raises(ValidationError, match="Ganti dulu penanggung jawabnya"):
        leave(case, ana.office, dewi)
    client.force_login(dewi.user)
    page = client.post(url(case, ana.office), {"client_uuid": uuid.uuid4(), "why": WHY}).content.decode()
    assert case_team.LEADS in page and WHY in page
    handover.hand_over(case, dewi, by=dewi, on=today())
    assert leave(case, ana.office, dewi).office == ana.office
    client.force_login(ana.user)
    assert "Anda tidak lagi dalam tim" in client.get("/beranda/").content.decode()


@pytest.mark.parametrize("why", ["", "   "])
def test_a_reason_is_owed(client, joined, dina, ana, why):
    with pytest.raises(ValidationError, match="Tulis alasannya"):
        leave(joined, dina.office, ana, why)
    client.force_login(ana.user)
    page = client.post(url(joined, dina.office), {"client_uuid": uuid.uuid4(), "why": why})
    assert page.context["form"].errors["why"] == [case_team.NO_REASON] and CaseMember.objects.count() == 2


@pytest.mark.parametrize("who", ["dina", "eko", "budi", "rudi"])
def test_it_is_the_citys_affair(request, joined, dina, who):
    with pytest.raises(PermissionDenied):
        leave(joined, dina.office, request.getfixturevalue(who))


def test_an_office_outside_the_team_has_nothing_to_leave(client, case, dina, ana):
    client.force_login(ana.user)
    assert client.get(url(case, dina.office)).status_code == 404
    assert leave(case, dina.office, ana) is None and not TeamExit.objects.exists()


def test_of_two_who_press_at_once_one_leaves_a_reason(joined, dina, ana, dewi):
    leave(joined, dina.office, ana)
    assert leave(joined, dina.office, dewi) is None
    assert TeamExit.objects.get().by == ana


def test_the_key_of_another_form_takes_nobody_out(joined, dina, ana):
    key = leave(joined, dina.office, ana).pk
    case_team.let_in(joined, dina.office, by=ana)
    assert case_team.let_go(joined, dina.office, client_uuid=key, why=WHY, by=ana) is None
    assert joined.members.filter(office=dina.office).exists()


def test_the_reason_is_sealed(joined, dina, ana):
    leave(joined, dina.office, ana)
    raw = TeamExit.objects.extra(select={"raw": "why"}).values_list("raw", flat=True).get()
    assert WHY not in raw
