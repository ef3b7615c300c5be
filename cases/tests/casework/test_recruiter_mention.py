"""Who recruited: one number in many cases, read by the few, and by nobody who lives next door (domain.md §9 row 11)."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AccessLog, Role
from accounts.tests.factories import make_actor, make_agency
from cases.models import RecruiterMention
from cases.rules.casework import case_team, need_to_know, recruiter_mention
from cases.rules.families import report_desk, report_intake
from cases.rules.offers import offer_question
from cases.tests.factories import make_case, make_person

pytestmark = pytest.mark.django_db
PHONE, OTHER_SPELLING, SHOWN = "+6281200007777", "0812-0000-7777", "••••7777"


def name(case, by, **fields):
    given = {"name": "Pak Gani", "phone": PHONE, "told": "kata ibunya, ia mengantar ke bandara"} | fields
    return recruiter_mention.record(case, client_uuid=uuid.uuid4(), by=by, **given)


def url(case, what="recruiters", *keys):
    return reverse(f"cases:{what}", args=[case.number, *keys])


@pytest.fixture
def other(rudi, ana):
    """Another family's case, in which the same number was named."""
    other = make_case(ana, [make_person(rudi, rudi.territory, name="Joko Contoh")])
    name(other, ana, name="Gani RT sebelah", told="kata istrinya")
    return other


@pytest.fixture
def read(client):
    def read(actor, address):
        client.force_login(actor.user)
        page = client.get(address)
        return page.content.decode() if page.status_code == 200 else page.status_code

    return read


def test_the_same_number_in_another_case_is_told_and_whose_case_it_is_is_not(client, read, case, other, ana):
    client.force_login(ana.user)
    form = {"client_uuid": uuid.uuid4(), "name": "Pak Gani", "phone": OTHER_SPELLING, "told": "kata ibunya"}
    for _ in range(2):
        assert client.post(url(case), form).url == url(case)
    page = read(ana, url(case))
    assert f"Kasus {other.number}" in page and "Nomor ini juga disebut" in page
    assert "Joko" not in page and "sebelah" not in page and "kata istrinya" not in page
    assert SHOWN in page and "81200007777" not in page
    assert f"Kasus {case.number}" in read(ana, url(other))


def test_what_a_case_does_not_say_is_not_guessed(read, case, other, ana):
    name(case, ana, name="Gani RT sebelah", phone="")  # a name is no number
    assert "juga disebut" not in read(ana, url(case))


def test_a_question_about_an_offer_of_the_same_number(read, case, ana):
    asked = offer_question.ask(client_uuid=uuid.uuid4(), seed="", flags=[], text="Admin", recruiter_phone=PHONE)
    name(case, ana)
    assert asked.get_absolute_url() in read(ana, url(case))
    assert f"Kasus {case.number}" in read(ana, asked.get_absolute_url())


def test_a_case_that_is_shut_or_of_another_team_does_not_show_through(read, case, other, ana, dina):
    case_team.let_in(case, dina.office, by=ana)
    name(case, ana)
    assert "Pak Gani" in read(dina, url(case)) and "juga disebut" not in read(dina, url(case))
    olga = make_actor("olga", Role.DISNAKER, ana.territory)
    assert f"Kasus {other.number}" in read(olga, url(case))
    need_to_know.shut_out(other, olga, reason="kakak perekrut", by=ana)
    assert "juga disebut" not in read(olga, url(case)) and read(olga, url(other)) == 404


@pytest.mark.parametrize("who", ["rudi", "wati", "budi", "kiki", "wawan", "eko", "karim", "adi"])
def test_the_neighbourhood_the_agencies_and_the_mayor_read_nothing(request, read, case, ana, siti, who, coordination):
    """BP3MI too: what the police or BP3MI get of him is chosen and previewed, in a letter."""
    type(coordination).objects.update(status="DIKIRIM")
    name(case, ana)
    actor = request.getfixturevalue(who)
    assert read(actor, url(case)) == 403
    assert not RecruiterMention.objects.visible_to(actor).exists()
    for address in ("/beranda/", siti.get_absolute_url(), case.get_absolute_url()):
        page = read(actor, address)
        assert not isinstance(page, str) or not [word for word in ("Gani", SHOWN, "perekrut/") if word in page]


def test_an_officer_outside_the_team_does_not_find_the_page(read, case, ana):
    name(case, ana)
    bidang = make_actor("bidang", Role.DISNAKER, agency=make_agency("Bidang lain", "OPD"))
    assert read(bidang, url(case)) == 404 and "perekrut/" not in read(bidang, case.get_absolute_url())
    with pytest.raises(PermissionDenied):
        name(case, bidang)


def test_no_other_page_of_the_case_carries_him(read, case, ana):
    """Neither its page nor the printed summary, nor lists: what leaves the house begins there."""
    name(case, ana)
    for address in (case.get_absolute_url(), url(case, "case_summary"), "/kasus/", "/koordinasi/"):
        assert "Gani" not in read(ana, address) and SHOWN not in read(ana, address)


def test_the_number_opens_with_a_reason_and_leaves_a_trail(client, read, case, ana):
    mention = name(case, ana)
    assert "081200007777" not in read(ana, url(case, "reveal_recruiter", mention.pk))
    page = client.post(url(case, "reveal_recruiter", mention.pk), {"reason": "laporan polisi"}).content.decode()
    assert PHONE in page and "tel:" not in page  # nobody rings him by mistake
    assert AccessLog.objects.get(action="REVEAL").subject == f"cases.recruitermention:{mention.pk}"


def test_what_was_wrong_is_withdrawn_and_speaks_no_more(client, read, case, other, ana):
    mention = name(case, ana)
    client.force_login(ana.user)
    for _ in range(2):
        assert client.post(url(case, "withdraw_recruiter", mention.pk)).url == url(case)
    page = read(ana, url(case))
    assert "ditarik" in page and "Pak Gani" in page and "juga disebut" not in page
    assert "juga disebut" not in read(ana, url(other))


def test_what_families_wrote_stands_beside_it(read, case, ana):
    told = {"danger": "TIDAK", "person_name": "Siti Contoh", "recruiter": "Om Rahmat dari Facebook"}
    report_desk.link(report_intake.keep(key=uuid.uuid4(), seed="", **told), case, by=ana)
    assert "Om Rahmat dari Facebook" in read(ana, url(case))


def test_somebody_must_be_named(client, case, ana):
    with pytest.raises(ValidationError):
        name(case, ana, name="", phone="")
    client.force_login(ana.user)
    page = client.post(url(case), {"client_uuid": uuid.uuid4(), "told": "orang tak dikenal"})
    assert recruiter_mention.NOTHING in page.content.decode() and "orang tak dikenal" in page.content.decode()
    page = client.post(url(case), {"client_uuid": uuid.uuid4(), "name": "Gani", "phone": "12", "told": "x"})
    assert page.context["form"].errors["phone"] and not RecruiterMention.objects.exists()


def test_a_withdrawal_says_by_whom(case, ana):
    mention = name(case, ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecruiterMention.objects.filter(pk=mention.pk).update(withdrawn_by=ana)


def test_twenty_mentions_cost_no_more_questions_than_one(client, case, ana, few_queries):
    for number in range(20):
        name(case, ana, phone=f"+62812000{number:05d}")
    client.force_login(ana.user)
    with few_queries(12):
        assert client.get(url(case)).status_code == 200
