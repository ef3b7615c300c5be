"""What each door tells of a person's state and place, in every state: to the family, to an agency, in a letter.

And what BP3MI may write of a person: by its account, its link and its machine the same steps, or none.
"""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from cases.models import CasePerson, CasePersonChange, Coordination, ReplyLink
from cases.rules.casework import case_page
from cases.rules.coordination import agency_persons, api_access, reply_link
from cases.rules.families import family_news, report_desk, report_intake
from cases.rules.letters import case_letter_content
from cases.rules.letters.case_letter_content import Written
from cases.states.case_person import MOVES, REPORT, CasePersonStatus
from cases.states.telling import PERSON, Door
from cases.tests.factories import make_person
from cases.tests.links import give_link, page_of, url_of
from lib.clock import today

pytestmark = pytest.mark.django_db
PLACE = "Gedung Kencana"
LOOKED_FOR = {
    "DALAM_PENCARIAN", "LOKASI_DIKETAHUI", "ASESMEN", "PROSES_DOKUMEN", "PEMBIAYAAN", "JADWAL_PULANG", "TIBA_DEBARKASI",
    "PENAMPUNGAN", "PERJALANAN_DAERAH", "DITUNDA", "PINDAH_LOKASI", "HILANG_KONTAK", "MENINGGAL",
}  # fmt: skip
# How a state is told, and in which states the place is told with it.
MATRIX = {
    Door.FAMILY: ("sentence", set()),
    Door.LINK: ("code", set()),
    Door.API: ("code", LOOKED_FOR),
    Door.ACCOUNT: ("code", LOOKED_FOR),
    Door.LETTER: ("nothing", LOOKED_FOR),
}


@pytest.fixture(autouse=True)
def without_limits(monkeypatch):
    cache.clear()
    monkeypatch.setattr("cases.views.coordination.api.PER_MINUTE", 1000)
    monkeypatch.setattr("cases.views.coordination.reply.PER_MINUTE", 1000)


@pytest.fixture
def sent(coordination):
    Coordination.objects.filter(pk=coordination.pk).update(status="DITERIMA")
    coordination.refresh_from_db()
    return coordination


@pytest.fixture
def link(sent, ana):
    return give_link(sent, ana)


@pytest.fixture
def token(bp3mi, dewi):
    scopes = ["read", "update"]
    return api_access.issue(
        client_uuid=uuid.uuid4(), agency=bp3mi, name="SISKO", scopes=scopes, expires_on=today(), by=dewi
    )[1]


@pytest.fixture
def told(sent, link, ana, eko):
    """{door: how it reads now}, each answering (text of the state, its place, the steps it offers)."""
    case = sent.case
    report = report_intake.keep(key=uuid.uuid4(), seed="x", danger="YA", person_name="Siti Contoh")
    report = report_desk.link(report, case, by=ana)

    def family():
        return str(family_news.news_of(report, timezone.now()).lines), None

    def by_link():
        (seen,) = agency_persons.by_link(link.sharings.all(), eko)[link.pk]
        return f"{seen.link.status} {seen.place}", seen.moves

    def api():
        (seen,) = agency_persons.by_api(sent, eko)
        return f"{seen.link.status} {seen.place}", seen.moves

    def account():
        (row,) = case_page.persons_of(case, eko)
        return f"{row.status} {row.shown_place}", row.moves_for(eko)

    def letter():
        links = list(CasePerson.objects.select_related("person", "case"))
        written = Written(links=links, text={}, chosen=("nama", "negara", "tempat"))
        return str(case_letter_content.content_of("S02", case, written, today())), None

    return {
        Door.FAMILY: family, Door.LINK: by_link, Door.API: api, Door.ACCOUNT: account, Door.LETTER: letter,
    }  # fmt: skip


@pytest.mark.parametrize("door", Door, ids=lambda door: door.name)
def test_every_state_at_every_door(told, case, door):
    how, with_place = MATRIX[door]
    for state in CasePersonStatus.values:
        case.persons.update(status=state, place=PLACE, resumes_to="")
        text, moves = told[door]()
        assert (PLACE in text) is (state in with_place), state
        assert (PERSON[state].done in text) is (how == "sentence"), state
        assert (state in text) is (how == "code"), state
        if moves is not None:
            open_to_bp3mi = {move.target for move in MOVES if move.source == state and move.permission == REPORT}
            assert {move.target for move in moves} == open_to_bp3mi, state


def test_the_pages_say_what_the_table_says(client, case, link, token, sent, eko):
    for state in ("PENAMPUNGAN", "REINTEGRASI"):
        case.persons.update(status=state, place=PLACE)
        by_link = page_of(client, link)
        one = client.get(reverse("cases:api_read", args=[sent.pk]), headers={"Authorization": f"Bearer {token}"}).json()
        client.force_login(eko.user)
        pages = [
            client.get(address).content.decode()
            for address in (case.get_absolute_url(), case.persons.get().get_absolute_url())
        ]
        client.logout()
        label = CasePersonStatus(state).label
        assert label in by_link and PLACE not in by_link
        (person,) = one["persons"]
        assert (person["status"], person["name"]) == (state, "Siti Contoh")
        assert (person["place"] == PLACE) is (state == "PENAMPUNGAN")
        assert [PLACE in page and label in page for page in pages] == [state == "PENAMPUNGAN"] * 2


def test_the_city_reads_the_place_in_every_state(client, case, ana):
    client.force_login(ana.user)
    for state in ("PENAMPUNGAN", "REINTEGRASI"):
        case.persons.update(status=state, place=PLACE)
        assert PLACE in client.get(case.get_absolute_url()).content.decode()


def test_the_link_knows_only_whom_its_hand_over_names(client, case, link, rudi):
    """Somebody joined the case after the hand-over."""
    case.persons.create(person=make_person(rudi, rudi.territory, name="Joko Lain"))
    page = page_of(client, link)
    assert "Siti Contoh" in page and "Joko" not in page


# --- what BP3MI writes of a person ---------------------------------------------------------------------------------


@pytest.fixture
def doors(client, eko, sent, link, token):
    person = sent.case.persons.get()

    def account(target, seen, key, **more):
        client.force_login(eko.user)
        url = reverse("cases:move_case_person", args=[sent.case.number, person.pk])
        fields = {"happened_on": today().isoformat(), "source": "BP3MI", "note": more.get("message", "")}
        answer = client.post(url, fields | {"target": target, "seen": seen, "client_uuid": key})
        client.logout()
        return answer

    def by_link(target, seen, key, **more):
        fields = {"client_uuid": key, "seen": sent.status, "target": ""}
        own = {"target": target, "seen": seen, "message": more.get("message", "")}
        return client.post(url_of(link), fields | {f"orang-{person.pk}-{name}": value for name, value in own.items()})

    def by_api(target, seen, key, **more):
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        body = {"person": str(person.pk), "target": target, "seen": seen, **more}
        url = reverse("cases:api_step", args=[sent.pk])
        return client.post(url, json.dumps(body), content_type="application/json", headers=headers)

    return {"account": account, "link": by_link, "api": by_api}


DOORS = pytest.mark.parametrize("door", ["account", "link", "api"])


def stands():
    return CasePerson.objects.get().status


@DOORS
def test_a_step_of_a_person_is_written_once_by_each_door(doors, door, bp3mi):
    key = str(uuid.uuid4())
    for _ in range(2):
        doors[door]("LOKASI_DIKETAHUI", "DALAM_PENCARIAN", key, message="Di penampungan KBRI.")
    change = CasePersonChange.objects.get(new_status="LOKASI_DIKETAHUI")
    assert stands() == "LOKASI_DIKETAHUI" and Coordination.objects.get().status == "DITERIMA"
    assert (change.by.agency_id, change.source, change.note) == (bp3mi.pk, "BP3MI", "Di penampungan KBRI.")


@DOORS
def test_what_the_step_needs_is_asked_for(doors, door):
    answer = doors[door]("LOKASI_DIKETAHUI", "DALAM_PENCARIAN", str(uuid.uuid4()))
    assert stands() == "DALAM_PENCARIAN" and "Tulis di mana" in answer.content.decode()


@DOORS
@pytest.mark.parametrize("target", ["PERJALANAN_DAERAH", "SERAH_TERIMA", "DITUNDA", "DALAM_PENCARIAN", "tidak ada"])
def test_what_is_the_citys_stays_the_citys(doors, door, target):
    CasePerson.objects.update(status="TIBA_DEBARKASI")
    answer = doors[door](target, "TIBA_DEBARKASI", str(uuid.uuid4()), message="dicatat")
    assert answer.status_code < 500 and stands() == "TIBA_DEBARKASI"


@DOORS
def test_a_page_that_is_out_of_date_changes_nothing(doors, door):
    CasePerson.objects.update(status="ASESMEN")
    doors[door]("LOKASI_DIKETAHUI", "DALAM_PENCARIAN", str(uuid.uuid4()), message="dicatat")
    assert stands() == "ASESMEN"


def test_by_the_link_the_request_and_the_person_move_in_one_answer_or_not_at_all(client, sent, link):
    Coordination.objects.update(status="DIKIRIM")
    person, soon = sent.case.persons.get(), (today() + timedelta(3)).isoformat()
    said = {"client_uuid": str(uuid.uuid4()), "seen": "DIKIRIM", "target": "DITERIMA", "promised_on": soon}
    own = {f"orang-{person.pk}-seen": "DALAM_PENCARIAN", f"orang-{person.pk}-target": "LOKASI_DIKETAHUI"}
    page = client.post(url_of(link), said | own)
    assert "Tulis di mana" in page.content.decode()
    assert (Coordination.objects.get().status, stands()) == ("DIKIRIM", "DALAM_PENCARIAN")
    assert ReplyLink.objects.get().answered_at is None
    client.post(url_of(link), said | own | {f"orang-{person.pk}-message": "Di KBRI."})
    moved = Coordination.objects.get()
    assert (moved.status, moved.promised_on.isoformat(), stands()) == ("DITERIMA", soon, "LOKASI_DIKETAHUI")
    assert reply_link.find(reply_link.token_of(link.pk)) is None


def test_by_the_api_nobody_moves_who_is_not_in_the_case(client, sent, token, rudi, ana):
    for person in ("0", "-1", "9" * 19, "x", str(sent.case.persons.get().pk + 1)):
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}
        body = json.dumps({"person": person, "target": "LOKASI_DIKETAHUI", "message": "x"})
        url = reverse("cases:api_step", args=[sent.pk])
        answer = client.post(url, body, content_type="application/json", headers=headers)
        assert answer.status_code == 422 and "person" in answer.json()["errors"]
    assert stands() == "DALAM_PENCARIAN"
