"""Who is shut out of a case reads nothing of it anywhere: every address without a key, and those that hang on the case.

Also where others share it: the chronology of its group, letters of the group, requests about the data of its person.
"""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_actor
from cases.models import (
    Case,
    CaseLetter,
    CaseNote,
    Coordination,
    DataRequest,
    DataRequestChange,
    Funding,
    GroupEvent,
    Report,
    Restriction,
)
from cases.models.case_letter import CaseLetterPerson
from cases.rules import intake
from cases.rules.casework import casefile, funding, group_event, need_to_know, satisfaction
from cases.rules.families import report_desk, report_intake
from cases.rules.privacy import data_request
from cases.tests.casework.test_open_case import intake_form
from cases.tests.factories import TODAY, make_case, make_case_letter, make_person

pytestmark = pytest.mark.django_db
SECRETS = ("Gudang Nangka", "dibawa lewat Sungai Moei", "ADU/4711", "Pak Rahasia", "minta dihapus semuanya", "777.001")


@pytest.fixture
def olga(ana):
    """A second officer of Disnaker; the recruiter is her brother."""
    return make_actor("olga", Role.DISNAKER, ana.territory)


@pytest.fixture
def told(case, coordination, ana, siti, rudi):
    """Siti's case with a group, a letter of the group, a request about her data, money, and a neighbouring case."""
    Case.objects.filter(pk=case.pk).update(urgency="P1", place="Gudang Nangka", reporter_name="Pak Rahasia")
    Coordination.objects.update(status="DIKIRIM", due_on=TODAY)
    group = group_event.make(
        client_uuid=uuid.uuid4(),
        by=ana,
        name="Myawaddy, Maret 2025",
        happened_on=TODAY,
        place="Gudang Nangka",
        chronology="dibawa lewat Sungai Moei",
    )
    other = make_case(ana, [make_person(rudi, rudi.territory, name="Joko Lain")], urgency="P1")
    group_event.bring_in(group, [case.number, other.number], by=ana)
    casefile.tie(case, other.number, "TEMPAT", by=ana)
    intake.add_note(case, client_uuid=uuid.uuid4(), text="ADU/4711 dari Pak Rahasia", by=ana)
    propose = {"leg": "KE_JAKARTA", "payer": "APBD_KOTA", "amount": 777001, "note": "Pak Rahasia"}
    funding.propose(case, client_uuid=uuid.uuid4(), by=ana, **propose)
    letter = make_case_letter(ana, other, number="560/1", status="DIKIRIM")
    CaseLetter.objects.filter(pk=letter.pk).update(case=None, group=group, bases={"KRONOLOGI": "TUGAS_PUBLIK"})
    asked = {"kind": "HAPUS", "applicant": "Pak Rahasia", "identity_check": "KTP", "wish": "minta dihapus semuanya"}
    now = timezone.now() - timedelta(hours=1)
    request = data_request.receive(siti, client_uuid=uuid.uuid4(), received_at=now, by=ana, **asked)
    said = {"note": "Pak Rahasia diberi tahu", "seen": "BARU", "client_uuid": uuid.uuid4(), "ground": "PROSES_HUKUM"}
    data_request.answer(request, "DITOLAK", by=ana, **said)
    return case


def shut(case, olga, ana):
    need_to_know.shut_out(case, olga, reason="kakak perekrut", by=ana)


def plain_addresses(patterns=None, prefix="cases:"):
    """Every address of ours that needs no key."""
    for pattern in patterns or get_resolver("cases.urls").url_patterns:
        if not isinstance(pattern, URLPattern):
            yield from plain_addresses(pattern.url_patterns, prefix)
        elif pattern.name:
            try:
                yield reverse(f"{prefix}{pattern.name}")
            except NoReverseMatch:
                continue


def read(client, actor, address):
    client.force_login(actor.user)
    page = client.get(address)
    body = b"".join(page.streaming_content) if page.streaming else page.content
    return page.status_code, body.decode(errors="replace")


def test_no_address_without_a_key_tells_of_it(client, told, olga, ana):
    words = (*SECRETS, f"/kasus/{told.number}/", told.number)
    addresses = [*plain_addresses(), "/beranda/", "/kasus/?status=semua", "/data-pribadi/?status=semua"]
    assert len(addresses) > 40
    before = {word for address in addresses for word in words if word in read(client, olga, address)[1]}
    assert told.number in before and "Siti Contoh" in read(client, olga, "/data-pribadi/?status=semua")[1]
    shut(told, olga, ana)
    for address in addresses:
        status, page = read(client, olga, address)
        assert status < 500 and [word for word in words if word in page] == [], address
    assert "Siti Contoh" not in read(client, olga, "/data-pribadi/?status=semua")[1]


def test_what_hangs_on_it_is_not_there(client, told, olga, ana):
    link, asked, money = told.persons.get(), told.coordinations.get(), Funding.objects.get()
    request, letter = DataRequest.objects.get(), CaseLetter.objects.get()
    restricted = Restriction.objects.get()
    keyed = [
        *[
            (name, (told.number,))
            for name in ("case", "case_summary", "edit_case", "tie_case", "add_note", "hand_over")
        ],
        *[(name, (told.number,)) for name in ("add_member", "conflicts", "add_funding", "choose_case_letter")],
        *[(name, (told.number,)) for name in ("plan_arrivals", "ask_satisfaction", "draft_coordination", "add_person")],
        *[(name, (told.number, link.pk)) for name in ("case_person", "tppo_findings")],
        *[(name, (told.number, asked.pk)) for name in ("revise_request", "add_number", "share_note", "share_data")],
        *[(name, (told.number, money.pk)) for name in ("funding", "edit_funding")],
        *[(name, (letter.pk,)) for name in ("case_letter", "edit_case_letter", "case_letter_pdf")],
        ("data_request", (request.pk,)),
    ]
    shut(told, olga, ana)
    for name, args in keyed:
        assert read(client, olga, reverse(f"cases:{name}", args=args))[0] == 404, name
    assert not DataRequestChange.objects.visible_to(olga).exists() and DataRequestChange.objects.visible_to(ana)
    assert restricted not in Restriction.objects.visible_to(olga)


def test_the_group_keeps_its_name_and_loses_its_story(client, told, olga, ana):
    """She may lead the others home; what they share would tell of the case that is shut to her."""
    group, other = GroupEvent.objects.get(), Case.objects.exclude(pk=told.pk).get()
    addresses = [group.get_absolute_url(), other.get_absolute_url(), f"{other.get_absolute_url()}ringkasan/"]
    addresses += [reverse("cases:write_group_letter", args=[group.pk, "s02"])]
    assert "Sungai Moei" in read(client, olga, addresses[0])[1] and "Sungai Moei" in read(client, olga, addresses[1])[1]
    shut(told, olga, ana)
    for address in addresses:
        status, page = read(client, olga, address)
        assert status == 200 and "Joko Lain" in page
        assert not [word for word in (*SECRETS, told.number, "Siti Contoh") if word in page], address
    assert "Sungai Moei" in read(client, ana, group.get_absolute_url())[1]


def test_a_group_of_nobody_else_is_not_there(client, told, olga, ana):
    group, other = GroupEvent.objects.get(), Case.objects.exclude(pk=told.pk).get()
    group_event.drop_out(other.persons.get(), why="jalan sendiri", by=ana)
    assert group in GroupEvent.objects.visible_to(olga)
    shut(told, olga, ana)
    assert group not in GroupEvent.objects.visible_to(olga) and group in GroupEvent.objects.visible_to(ana)
    assert read(client, olga, group.get_absolute_url())[0] == 404


def test_a_letter_of_the_group_that_shares_no_story_stays_hers(told, olga, ana):
    CaseLetter.objects.update(bases={"IDENTITAS": "TUGAS_PUBLIK"})
    shut(told, olga, ana)
    assert CaseLetter.objects.visible_to(olga).count() == 1
    CaseLetterPerson.objects.create(letter=CaseLetter.objects.get(), link=told.persons.get())
    assert not CaseLetter.objects.visible_to(olga).exists()


def test_a_request_she_takes_at_the_desk_is_answered_by_a_colleague(client, told, olga, ana, siti):
    shut(told, olga, ana)
    client.force_login(olga.user)
    form = {"kind": "LIHAT", "applicant": "Siti", "identity_check": "KTP asli", "client_uuid": uuid.uuid4()}
    url = reverse("cases:add_data_request", args=[siti.pk])
    assert client.post(url, {**form, "received_at": "2026-01-02T08:30"}).url == reverse("cases:data_requests")
    assert DataRequest.objects.filter(kind="LIHAT").count() == 1
    assert not DataRequest.objects.visible_to(olga).exists()


def test_she_does_nothing_in_it(told, olga, ana):
    shut(told, olga, ana)
    with pytest.raises(ValidationError):
        group_event.bring_in(GroupEvent.objects.get(), [told.number], by=olga)
    with pytest.raises(ValidationError):
        casefile.tie(Case.objects.exclude(pk=told.pk).get(), told.number, "TEMPAT", by=olga)
    assert not satisfaction.waiting(olga, timezone.now()).filter(pk=told.pk).exists()
    assert not Coordination.objects.visible_to(olga).exists() and not CaseNote.objects.visible_to(olga).filter(
        case=told
    )


def test_no_key_of_a_form_opens_it(client, ana, olga, dewi):
    """The key of a case out of a report is made from the report's own, which Olga had before her while it waited."""
    told = report_intake.keep(key=uuid.uuid4(), seed=uuid.uuid4(), danger="TIDAK", person_name="Bayu Contoh")
    case = report_desk.open_case(told, persons=[], urgency="P2", category="HILANG_KONTAK", by=ana)
    need_to_know.shut_out(case, olga, reason="kakak perekrut", by=dewi)
    client.force_login(olga.user)
    form = intake_form(client_uuid=str(case.client_uuid), about="Bayu Contoh")
    page = client.post(reverse("cases:open_case"), form).content.decode()
    assert case.number not in page and case.reports.get() == told and not Report.objects.exclude(pk=told.pk).exists()
