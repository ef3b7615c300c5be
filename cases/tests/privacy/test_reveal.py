"""Opening a masked number: with a reason, noted, and shown once."""

import uuid

import pytest
from django.utils import timezone

from accounts.models import AccessLog
from accounts.tests.factories import make_agency
from cases.models import Coordination, SharingBasis
from cases.rules import intake, workflow
from cases.rules.coordination import sharing, sharing_fields
from cases.tests.factories import TODAY, make_case, make_nik, make_person

REASON = "menghubungi keluarga"
OPENERS = {
    "nik": {"budi", "ana", "dewi", "eko"},
    "telepon": {"rudi", "wati", "budi", "ana", "dewi", "eko", "dina"},
    "dokumen": {"ana", "dewi", "eko"},
}
EVERYBODY = ["rudi", "wati", "budi", "kiki", "ana", "dewi", "dina", "eko", "wawan", "karim", "adi"]


@pytest.fixture
def siti(rudi, ana, dewi, dina, bp3mi):
    """In a case that Dinsos works on and that was sent to BP3MI; what it needs is not handed over yet."""
    person = make_person(rudi, rudi.territory, nik=make_nik(), phone="+6281234567890", passport="C1234567")
    case = make_case(ana, [person], reporter_name="Ibu Contoh")
    intake.add_member(case, dina.office, by=ana)
    coordination = intake.draft_coordination(case, bp3mi, by=ana)
    for by, target in ((ana, "DIAJUKAN"), (dewi, "DITELAAH"), (ana, "DIKIRIM")):
        coordination = workflow.move(
            coordination, target, by=by, happened_on=TODAY, source="DISNAKER", reference="560/1", note="ya"
        )
    return person


@pytest.fixture
def handed_over(siti, ana):
    """All that may be opened one by one: everybody with a right has a reason to ask."""
    return hand_over(ana, "nik", "kontak", "nomor_dokumen")


def hand_over(ana, *chosen):
    coordination = Coordination.objects.get(agency__kind="BP3MI")
    bases = dict.fromkeys(sharing_fields.groups_of(chosen), "KEPENTINGAN_VITAL")
    return sharing.share(coordination, client_uuid=uuid.uuid4(), chosen=chosen, bases=bases, by=ana)


@pytest.fixture
def doors(siti):
    return {
        "nik": (f"/warga/{siti.pk}/buka/nik/", siti.nik),
        "telepon": (f"/warga/{siti.pk}/buka/telepon/{siti.contacts.get().pk}/", "+6281234567890"),
        "dokumen": (f"/warga/{siti.pk}/buka/dokumen/{siti.documents.get().pk}/", "C1234567"),
    }


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("field", OPENERS)
def test_only_those_with_the_right_open_it(request, client, doors, handed_over, field, who):
    url, value = doors[field]
    actor = request.getfixturevalue(who)
    client.force_login(actor.user)
    response = client.post(url, {"reason": REASON})
    if who in OPENERS[field]:
        assert value in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        row = AccessLog.objects.get(action="REVEAL")
        assert (row.by, row.said) == (actor, f"{field}: {REASON}")
        assert value not in f"{row.subject} {row.said}"
    else:
        assert response.status_code == 403
        assert value not in response.content.decode()
        assert not AccessLog.objects.filter(action="REVEAL").exists()


@pytest.mark.parametrize("reason", ["", "   ", "ok"])
def test_without_a_reason_it_stays_shut(client, doors, ana, reason):
    url, value = doors["nik"]
    client.force_login(ana.user)
    html = client.post(url, {"reason": reason}).content.decode()
    assert value not in html and "Ada yang perlu diperbaiki" in html
    assert not AccessLog.objects.filter(action="REVEAL").exists()


def test_looking_at_the_question_opens_nothing(client, doors, ana):
    url, value = doors["nik"]
    client.force_login(ana.user)
    assert value not in client.get(url).content.decode()


@pytest.mark.parametrize("field", OPENERS)
def test_it_hides_other_territories(client, doors, citra, toni, field):
    for actor in (citra, toni):
        client.force_login(actor.user)
        assert client.post(doors[field][0], {"reason": REASON}).status_code in (403, 404)
    client.force_login(citra.user)
    assert client.post(doors["nik"][0], {"reason": REASON}).status_code == 404


def test_the_number_of_another_person_does_not_open_through_this_one(client, rudi, doors, ana):
    other = make_person(rudi, rudi.territory, name="Lain Contoh", passport="X7654321")
    client.force_login(ana.user)
    url, _ = doors["dokumen"]
    siti = url.removesuffix("/").rpartition("/")[0]
    assert client.post(f"{siti}/{other.documents.get().pk}/", {"reason": REASON}).status_code == 404


def test_agencies_reach_nobody_outside_their_cases(client, rudi, doors, eko, dina):
    other = make_person(rudi, rudi.territory, name="Lain Contoh", nik=make_nik(), phone="081111111111")
    client.force_login(eko.user)
    assert client.post(f"/warga/{other.pk}/buka/nik/", {"reason": REASON}).status_code == 404
    client.force_login(dina.user)
    phone = f"/warga/{other.pk}/buka/telepon/{other.contacts.get().pk}/"
    assert client.post(phone, {"reason": REASON}).status_code == 404


GIVEN = {"nik": "nik", "telepon": "kontak", "dokumen": "nomor_dokumen"}  # as what sharing_fields.FIELDS hands it over


def opened(client, doors, actor):
    client.force_login(actor.user)
    answers = {field: client.post(url, {"reason": REASON}) for field, (url, _) in doors.items()}
    assert {answer.status_code for answer in answers.values()} <= {200, 403}
    return {field for field, answer in answers.items() if answer.status_code == 200}


@pytest.mark.parametrize("field", OPENERS)
def test_an_agency_opens_what_was_handed_over_to_it_and_no_more(client, doors, ana, eko, field):
    """The letter was sent: that alone opens nothing, nor does the name of the same group."""
    hand_over(ana, "nama")
    assert opened(client, doors, eko) == set()
    hand_over(ana, GIVEN[field])
    assert opened(client, doors, eko) == {field}


def test_who_comes_into_the_case_later_was_not_handed_over(client, rudi, handed_over, siti, ana, eko):
    """A hand-over says of whom: its preview named Siti, and nobody was asked about her brother."""
    brother = make_person(rudi, rudi.territory, nik=make_nik(), phone="+6281234567891", passport="C7654321")
    intake.add_person(siti.case_persons.get().case, brother, by=ana, happened_on=TODAY)
    number, paper = brother.contacts.get(), brother.documents.get()
    doors = ("nik/", f"telepon/{number.pk}/", f"dokumen/{paper.pk}/")
    client.force_login(eko.user)
    assert [client.post(f"/warga/{brother.pk}/buka/{door}", {"reason": REASON}).status_code for door in doors] == [
        403
    ] * 3
    hand_over(ana, "nik")
    assert client.post(f"/warga/{brother.pk}/buka/nik/", {"reason": REASON}).status_code == 200


def test_a_withdrawal_closes_it_again(client, doors, handed_over, eko, ana):
    assert opened(client, doors, eko) == set(OPENERS)
    SharingBasis.objects.filter(group="KONTAK_KELUARGA").update(withdrawn_at=timezone.now(), withdrawn_by=ana)
    assert opened(client, doors, eko) == set()
    hand_over(ana, "nik")
    assert opened(client, doors, eko) == {"nik"}


def test_what_another_agency_was_given_opens_nothing_here(client, doors, siti, ana, eko):
    other = intake.draft_coordination(siti.case_persons.get().case, make_agency("Polda", "POLRI"), by=ana)
    Coordination.objects.filter(pk=other.pk).update(status="DIKIRIM")
    other.refresh_from_db()
    bases = {"IDENTITAS": "TUGAS_PUBLIK"}
    sharing.share(other, client_uuid=uuid.uuid4(), chosen=["nik"], bases=bases, by=ana)
    assert opened(client, doors, eko) == set()


def test_htmx_gets_the_fragment(client, doors, ana):
    client.force_login(ana.user)
    response = client.get(doors["nik"][0], headers={"HX-Request": "true"})
    assert response.content.decode().lstrip().startswith('<div class="masked">')
    assert "HX-Request" in response["Vary"]
