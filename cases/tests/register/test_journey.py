"""A journey moves: by whom, with what, and only once."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cases.models import Journey, Person
from cases.rules import workflow
from cases.rules.register import registration
from cases.tests.factories import TODAY, make_person
from cases.tests.races import at_once


@pytest.fixture
def journey(siti):
    return siti.journeys.get()


def step(journey, target, **changed):
    filled = {
        "client_uuid": str(uuid.uuid4()),
        "target": target,
        "seen": journey.status,
        "happened_on": "2026-01-02",
        "source": "KELUARGA",
    }
    return filled | changed


@pytest.fixture
def press(client):
    def post(actor, journey, target, **changed):
        client.force_login(actor.user)
        url = f"/warga/{journey.person_id}/perjalanan/{journey.pk}/pindah/"
        return client.post(url, step(journey, target, **changed))

    return post


def test_the_kelurahan_verifies(press, journey, budi):
    assert press(budi, journey, "VERIFIKASI_KELURAHAN").url == f"/warga/{journey.person_id}/"
    journey.refresh_from_db()
    row = journey.history.first()
    assert (journey.status, row.by, row.happened_on, row.source) == (
        "VERIFIKASI_KELURAHAN",
        budi,
        date(2026, 1, 2),
        "KELUARGA",
    )


def test_the_page_offers_just_the_steps_of_this_office(client, journey, rudi, budi, ana):
    offered = {}
    for actor in (rudi, budi, ana):
        client.force_login(actor.user)
        forms = client.get(f"/warga/{journey.person_id}/").context["journeys"][0].forms
        offered[actor.role] = {form.step.target for form in forms}
    assert offered["RT"] == {"BATAL"}  # who entered it may take it back until it is verified
    assert {"VERIFIKASI_KELURAHAN", "PERLU_PERBAIKAN"} <= offered["KELURAHAN"]
    assert "VERIFIKASI_KELURAHAN" not in offered["DISNAKER"]


def test_it_rejects_get(client, journey, budi):
    client.force_login(budi.user)
    assert client.get(f"/warga/{journey.person_id}/perjalanan/{journey.pk}/pindah/").status_code == 405


@pytest.mark.parametrize("who", ["toni", "citra"])
def test_it_hides_other_territories(request, press, journey, who):
    assert press(request.getfixturevalue(who), journey, "VERIFIKASI_KELURAHAN").status_code == 404


@pytest.mark.parametrize("who", ["rudi", "kiki", "wawan", "eko"])
def test_it_requires_the_permission_of_the_step(request, press, journey, who):
    assert press(request.getfixturevalue(who), journey, "VERIFIKASI_KELURAHAN").status_code == 403
    assert Journey.objects.get().status == "TERDATA_RT"


def test_what_is_missing_is_said_and_nothing_typed_is_lost(press, journey, budi):
    html = press(budi, journey, "PERLU_PERBAIKAN", happened_on="2025-12-31").content.decode()
    assert "deed" in html and "2025-12-31" in html
    assert Journey.objects.get().status == "TERDATA_RT"


def test_who_told_us_is_chosen_and_only_a_repair_is_said_by_who_makes_it(client, press, journey, rudi, budi):
    assert "Pilih siapa yang memberi tahu" in press(budi, journey, "PERLU_PERBAIKAN", source="", note="KTP buram").text
    press(budi, journey, "PERLU_PERBAIKAN", note="KTP buram")
    client.force_login(rudi.user)
    forms = client.get(f"/warga/{journey.person_id}/").context["journeys"][0].forms
    assert {form.step.target: form.initial.get("source") for form in forms} == {"TERDATA_RT": "RT", "BATAL": None}


@pytest.mark.parametrize("day, said", [("2999-01-01", workflow.IN_THE_FUTURE), ("1850-01-01", workflow.TOO_LONG_AGO)])
def test_nothing_happens_tomorrow_or_in_another_century(press, journey, budi, day, said):
    html = press(budi, journey, "PERLU_PERBAIKAN", happened_on=day, note="KTP buram").content.decode()
    assert said in html and "KTP buram" in html


def test_who_comes_second_is_told_and_sees_the_newest_state(press, journey, budi):
    press(budi, journey, "VERIFIKASI_KELURAHAN")
    html = press(budi, journey, "PERLU_PERBAIKAN", note="KTP buram").content.decode()
    assert workflow.CHANGED_MEANWHILE in html and "KTP buram" in html and "Diverifikasi kelurahan" in html
    assert Journey.objects.get().status == "VERIFIKASI_KELURAHAN"


def test_the_same_press_twice_is_one_step(press, journey, budi):
    same = str(uuid.uuid4())
    for _ in range(2):
        assert press(budi, journey, "VERIFIKASI_KELURAHAN", client_uuid=same).status_code == 302
    assert journey.history.count() == 2


@pytest.mark.parametrize("target", ["", "x", "SELESAI", "\0"])
def test_a_step_that_is_none_changes_nothing(press, journey, budi, target):
    assert press(budi, journey, target).status_code == 302
    assert Journey.objects.get().status == "TERDATA_RT"


# --- age


@pytest.mark.parametrize("born, becomes", [(date(2008, 1, 3), False), (date(2008, 1, 2), True), (None, True)])
def test_nobody_becomes_a_cpmi_before_eighteen(siti, journey, ana, born, becomes):
    Person.objects.filter(pk=siti.pk).update(birth_date=born)
    Journey.objects.update(status="VERIFIKASI_KELURAHAN")
    move = {"by": ana, "happened_on": TODAY, "source": "DISNAKER", "reference": "1"}
    if becomes:
        assert workflow.move(journey, "TERDAFTAR_DISNAKER", **move).status == "TERDAFTAR_DISNAKER"
    else:
        with pytest.raises(ValidationError, match="18 tahun"):
            workflow.move(journey, "TERDAFTAR_DISNAKER", **move)


# --- leaving again


def test_a_returnee_leaves_again(client, rudi, siti):
    Journey.objects.update(status="PULANG")
    client.force_login(rudi.user)
    new = {"client_uuid": str(uuid.uuid4()), "status": "TERDATA_RT", "country": "TW", "scheme": "P_TO_P"}
    for _ in range(2):
        assert client.post(f"/warga/{siti.pk}/perjalanan/", new | {"source": "RT"}).status_code == 302
    assert list(siti.journeys.values_list("status", "country")) == [("TERDATA_RT", "TW"), ("PULANG", "MY")]


def test_who_is_still_away_does_not_leave_again(client, rudi, siti):
    client.force_login(rudi.user)
    new = {"client_uuid": str(uuid.uuid4()), "status": "TERDATA_RT", "scheme": "P_TO_P", "source": "RT", "job": "Koki"}
    html = client.post(f"/warga/{siti.pk}/perjalanan/", new).content.decode()
    assert registration.JOURNEY_EXISTS in html and "Koki" in html
    assert siti.journeys.count() == 1


# --- correcting


def corrected(journey, **changed):
    return {"version": journey.version, "country": "MY", "scheme": "P_TO_P"} | changed


def test_the_facts_are_corrected_and_the_recruiter_stays(client, rudi, siti, journey):
    Journey.objects.update(offered_by="Perekrut Contoh")
    journey.refresh_from_db()
    client.force_login(rudi.user)
    url = f"/warga/{siti.pk}/perjalanan/{journey.pk}/ubah/"
    assert "Perekrut" not in client.get(url).content.decode()
    assert client.post(url, corrected(journey, job="Koki", offered_by="x")).url == f"/warga/{siti.pk}/"
    journey.refresh_from_db()
    assert (journey.job, journey.offered_by, journey.status) == ("Koki", "Perekrut Contoh", "TERDATA_RT")


def test_two_editors_of_a_journey_the_second_sees_both_versions(client, rudi, siti, journey):
    client.force_login(rudi.user)
    url = f"/warga/{siti.pk}/perjalanan/{journey.pk}/ubah/"
    journey.refresh_from_db()
    client.post(url, corrected(journey, job="Koki"))
    html = client.post(url, corrected(journey, job="Supir")).content.decode()
    assert registration.CHANGED_BY_ANOTHER in html and "Koki" in html and "Supir" in html
    assert Journey.objects.get().job == "Koki"


@pytest.mark.parametrize("who, status", [("toni", 404), ("citra", 404), ("kiki", 403), ("eko", 403)])
def test_others_correct_no_journey(request, client, siti, journey, who, status):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get(f"/warga/{siti.pk}/perjalanan/{journey.pk}/ubah/").status_code == status


# --- two at once, over two connections


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_one_wins_and_the_other_is_told(rudi, budi):
    journey = make_person(rudi, rudi.territory).journeys.get()

    def press(target):
        def deed():
            try:
                workflow.move(
                    journey, target, by=budi, happened_on=TODAY, source="KELURAHAN", note="ya", seen="TERDATA_RT"
                )
            except ValidationError as error:
                return error.messages[0]

        return deed

    results = at_once(press("VERIFIKASI_KELURAHAN"), press("PERLU_PERBAIKAN"))
    assert sorted(results, key=str) == sorted([None, workflow.CHANGED_MEANWHILE], key=str)
    assert journey.history.count() == 2
