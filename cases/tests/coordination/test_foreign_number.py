"""A case has as many numbers as offices it went through: every one is kept, shown, and finds it."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.tests.factories import make_agency
from cases.models import CaseNote, Coordination, ForeignNumber
from cases.rules import intake, workflow
from cases.rules.casework import case_list
from cases.rules.coordination import agency_answer, foreign_number
from cases.tests.factories import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(coordination):
    Coordination.objects.update(status="DIKIRIM")
    return Coordination.objects.select_related("case", "agency").get()


def step(coordination, target, by, reference="", source="BP3MI"):
    return workflow.move(
        coordination, target, by=by, happened_on=TODAY, source=source, reference=reference, note="KBRI Yangon"
    )


def kept():
    return list(ForeignNumber.objects.values_list("kind", "number"))


def test_no_step_overwrites_the_number_of_another(sent, ana, eko):
    received = step(sent, "DITERIMA", eko, "SISKO-77")
    centre = step(received, "DITERUSKAN_PUSAT", eko, "KP2MI-5")
    step(centre, "DI_PERWAKILAN", eko, "BRF-31/YGN")
    assert kept() == [("SISKOP2MI", "SISKO-77"), ("KP2MI", "KP2MI-5"), ("PERWAKILAN", "BRF-31/YGN")]
    for typed in ("sisko-77", "KP2MI-5", " brf-31/ygn "):
        assert [case.number for case in case_list.filtered(ana, q=typed)] == [sent.case.number]


def test_the_number_of_our_own_letter_is_not_theirs(ana, coordination):
    Coordination.objects.update(status="DITELAAH")
    step(Coordination.objects.get(), "DIKIRIM", ana, "560/1", source="DISNAKER")
    assert kept() == []


def test_an_answer_without_a_step_brings_one_too(sent, eko):
    for number in ("SISKO-77", "SISKO-77", "SISKO-78"):
        answered = agency_answer.answer(sent, by=eko, client_uuid=uuid.uuid4(), reference=number)
    assert kept() == [("SISKOP2MI", "SISKO-77"), ("SISKOP2MI", "SISKO-78")]
    assert answered.foreign_number == "SISKO-78"


@pytest.mark.parametrize(
    "kind, expected", [("KEMLU", "BRAFAKS"), ("POLRI", "POLISI"), ("IMIGRASI", "IMIGRASI"), ("OPD", "LAIN")]
)
def test_what_an_office_gives_is_named_after_it(case, ana, kind, expected):
    link = intake.draft_coordination(case, make_agency("Instansi lain", kind), by=ana)
    assert ForeignNumber.objects.keep(link, "N-1", by=ana).kind == expected


class TestWritingDown:
    @pytest.fixture
    def url(self, sent):
        return reverse("cases:add_number", args=[sent.case.number, sent.pk])

    def test_an_officer_writes_what_he_was_told(self, client, ana, sent, url, few_queries):
        data = {"client_uuid": uuid.uuid4(), "kind": "BRAFAKS", "number": "BRF-31"}
        client.force_login(ana.user)
        for _ in range(2):
            assert client.post(url, data).url == sent.get_absolute_url()
        assert kept() == [("BRAFAKS", "BRF-31")]
        with few_queries():
            page = client.get(sent.get_absolute_url()).content.decode()
        assert "Brafaks Kemlu <b>BRF-31</b>" in page
        assert "BP3MI Sumatera Selatan: brafaks Kemlu BRF-31." in page, "the line of events says so"

    @pytest.mark.parametrize("missing, sentence", [("kind", "Pilih nomor apa ini."), ("number", "Isi nomornya.")])
    def test_nothing_is_kept_half(self, client, ana, url, missing, sentence):
        client.force_login(ana.user)
        data = {"client_uuid": uuid.uuid4(), "kind": "POLISI", "number": "LP/B/31"} | {missing: ""}
        page = client.post(url, data).content.decode()
        assert sentence in page and (missing == "number" or "LP/B/31" in page)
        assert not ForeignNumber.objects.exists() and not CaseNote.objects.exists()

    def test_an_agency_gives_its_numbers_by_its_answers(self, eko, sent):
        with pytest.raises(PermissionDenied):
            foreign_number.add(sent, client_uuid=uuid.uuid4(), kind="LAIN", number="1", by=eko)

    def test_of_another_case_it_is_not_there(self, client, ana, sent):
        client.force_login(ana.user)
        assert client.get(reverse("cases:add_number", args=["K-2020-9999", sent.pk])).status_code == 404


class TestScope:
    def test_an_agency_sees_its_own(self, eko, ana, sent, case):
        other = intake.draft_coordination(case, make_agency("Direktorat Pelindungan WNI", "KEMLU"), by=ana)
        ForeignNumber.objects.keep(sent, "SISKO-77", by=eko)
        ForeignNumber.objects.keep(other, "BRF-31", by=ana)
        assert [row.number for row in ForeignNumber.objects.visible_to(eko)] == ["SISKO-77"]
        assert ForeignNumber.objects.visible_to(ana).count() == 2

    @pytest.mark.parametrize("who", ["rudi", "wawan", "citra", "rena", "adi"])
    def test_nobody_else(self, request, sent, eko, who):
        ForeignNumber.objects.keep(sent, "SISKO-77", by=eko)
        assert not ForeignNumber.objects.visible_to(request.getfixturevalue(who)).exists()

    def test_nobody_is_nobody(self, sent, eko):
        ForeignNumber.objects.keep(sent, "SISKO-77", by=eko)
        assert not ForeignNumber.objects.visible_to(None).exists()
