"""Two officers at the same moment, over two real connections: one wins, the other reads why and loses no word."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cases.models import Case, CaseChange, CaseNote, CasePerson, CasePersonChange, ReportMessage
from cases.rules import workflow
from cases.rules.casework import casefile
from cases.rules.families import report_desk, report_intake, report_reply
from cases.tests.factories import TODAY
from cases.tests.races import at_once
from cases.tests.replying import address, look

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def send(settings):
    """Each actor sends a form of his own to the same address, all at once; their answers, who won first."""
    settings.DEMO = True

    def send(url, forms):
        clients = [(Client(), form) for form in forms.values()]
        for (client, _), actor in zip(clients, forms, strict=True):
            client.force_login(actor.user)
        answers = at_once(*[lambda one=one: one[0].post(url, one[1]) for one in clients])
        return sorted(answers, key=lambda answer: answer.status_code != 302)

    return send


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_officers_at_once_exactly_one_moves_it(attempt, case, ana, dewi):
    """Both have read the same page; both steps are in the table from either state."""
    link = case.persons.get()

    def press(actor, target):
        try:
            said = {"source": "BP3MI", "said_by": "petugas jaga", "note": "kabar"}
            workflow.move(link, target, by=actor, happened_on=TODAY, seen="DALAM_PENCARIAN", **said)
        except ValidationError as refused:
            return refused.messages[0]
        return "moved"

    told = at_once(lambda: press(ana, "LOKASI_DIKETAHUI"), lambda: press(dewi, "HILANG_KONTAK"))
    assert sorted(told) == sorted(["moved", workflow.CHANGED_MEANWHILE])
    assert CasePersonChange.objects.filter(subject=link).count() == 2


def test_two_press_one_button_of_a_case(send, case, ana, dewi):
    def pressed(words):
        step = {"target": "TRIASE", "seen": "BARU", "client_uuid": uuid.uuid4()}
        return step | {"happened_on": TODAY, "source": "DISNAKER", "note": words}

    url = f"{case.get_absolute_url()}langkah/"
    won, lost = send(url, {ana: pressed("dari Ana"), dewi: pressed("dari Dewi")})
    assert (won.status_code, won.url, lost.status_code) == (302, case.get_absolute_url(), 409)
    kept = CaseChange.objects.get(new_status="TRIASE").note
    typed = ({"dari Ana", "dari Dewi"} - {kept}).pop()
    page = lost.content.decode()
    assert workflow.CHANGED_MEANWHILE in page and typed in page and "Triase" in page


@pytest.mark.parametrize("attempt", range(3))
def test_two_edit_one_case(send, attempt, case, ana, dewi):
    """The second reads both versions side by side and has lost nothing; what the first wrote stands."""
    common = {"category": case.category, "country": "MM", "seen": 0, "why": "kata ibunya"}
    mine = common | {"urgency": "P1", "place": "Blok C"}
    hers = common | {"urgency": "P2", "place": "Blok D"}
    won, lost = send(f"{case.get_absolute_url()}ubah/", {ana: mine, dewi: hers})
    assert (won.status_code, lost.status_code) == (302, 200)
    kept = Case.objects.get()
    typed = ({"Blok C", "Blok D"} - {kept.place}).pop()
    page = lost.content.decode()
    assert casefile.CHANGED_MEANWHILE in page and f'value="{typed}"' in page and 'name="seen" value="1"' in page
    assert ("Tempat", kept.place, typed) in lost.context["differences"] and kept.version == 1
    assert {row[0] for row in lost.context["differences"]} == {"Tempat", "Kegawatan"}
    assert CaseNote.objects.count() == 1


def test_two_write_to_one_family(send, case, ana, dewi):
    """Each has seen the page without the other's message: the second reads the first before hers leaves."""
    report = report_intake.keep(key=uuid.uuid4(), seed="x", danger="YA", person_name="Siti Contoh")
    report = report_desk.link(report, case, by=ana)
    pages = []
    for actor in (ana, dewi):
        officer = Client()
        officer.force_login(actor.user)
        pages.append(look(officer, report, f"Dari {actor.user.first_name}."))
    won, lost = send(address(report), dict(zip((ana, dewi), pages, strict=True)))
    assert (won.status_code, lost.status_code) == (302, 200)
    (kept,) = ReportMessage.objects.all()
    assert report_reply.WHAT_CHANGED[1] in lost.content.decode() and kept.text in lost.content.decode()


def test_two_edit_where_one_person_is(send, case, ana, dewi):
    link = case.persons.get()
    common = {"country": "KH", "will": "INGIN_PULANG", "seen": 0, "why": "kata KBRI"}
    url = link.get_absolute_url()
    won, lost = send(url, {ana: common | {"place": "Poipet"}, dewi: common | {"place": "Bavet"}})
    kept = CasePerson.objects.get().place
    typed = ({"Poipet", "Bavet"} - {kept}).pop()
    assert won.status_code == 302 and lost.context["differences"] == [("Tempat", kept, typed)]
    assert f'value="{typed}"' in lost.content.decode()
