"""Who sees a case and what hangs on it, for every office and every state of a coordination."""

import uuid

import pytest

from accounts.models import AccessLog, Office, Role
from accounts.tests.factories import make_actor, make_agency
from cases.models import (
    Case,
    CaseChange,
    CaseMember,
    CaseNote,
    CasePerson,
    CasePersonChange,
    Coordination,
    CoordinationChange,
)
from cases.rules import intake, workflow
from cases.states.coordination import SENT, CoordinationStatus
from cases.tests.factories import TODAY

pytestmark = pytest.mark.django_db
WHOLE_CITY = ["ana", "dewi"]
NOBODY = ["rudi", "toni", "wati", "budi", "citra", "kiki", "wawan", "rena", "putri", "karim", "adi"]
CHILDREN = [CasePerson, Coordination, CaseNote, CaseMember, CaseChange, CasePersonChange, CoordinationChange]
READ_BY_BP3MI = {Case, CasePerson, CasePersonChange, Coordination}


def put(coordination, status):
    Coordination.objects.filter(pk=coordination.pk).update(status=status)


@pytest.fixture
def full(case, coordination, ana):
    """Siti's case with every kind of child."""
    intake.add_note(case, client_uuid=uuid.uuid4(), text="catatan internal", by=ana)
    return case


def test_the_whitelist_is_what_was_settled():
    assert {"DIKIRIM", "DITERIMA", "PERLU_DATA", "DITERUSKAN_PUSAT", "DI_PERWAKILAN"} == set(SENT)


@pytest.mark.parametrize("who", [*WHOLE_CITY, *NOBODY, "dina", "eko"])
def test_who_sees_the_case(who, request, full, coordination):
    actor = request.getfixturevalue(who)
    for status in CoordinationStatus.values:
        put(coordination, status)
        sees = who in WHOLE_CITY or (who == "eko" and status in SENT)
        opened = READ_BY_BP3MI if who == "eko" else {Case, *CHILDREN}
        seen = {model for model in (Case, *CHILDREN) if model.objects.visible_to(actor).exists()}
        assert seen == (opened if sees else set()), status


@pytest.mark.parametrize("model", [Case, *CHILDREN])
def test_without_an_office_nothing(model, full):
    assert not model.objects.visible_to(None).exists()


@pytest.mark.parametrize("status", CoordinationStatus.values)
def test_the_page_of_bp3mi_opens_and_shuts_with_the_coordination(client, eko, case, coordination, status):
    put(coordination, status)
    client.force_login(eko.user)
    assert client.get(case.get_absolute_url()).status_code == (200 if status in SENT else 404)


@pytest.mark.parametrize("who, status", [(w, 403) for w in NOBODY] + [(w, 200) for w in WHOLE_CITY] + [("dina", 404)])
def test_the_page(client, request, case, who, status):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get(case.get_absolute_url()).status_code == status


def test_dinsos_sees_it_once_in_the_team(client, dina, full, ana):
    intake.add_member(full, dina.office, by=ana)
    client.force_login(dina.user)
    page = client.get(full.get_absolute_url()).content.decode()
    assert "catatan internal" in page and "Siti Contoh" in page


def test_another_agency_sees_only_its_own(full, coordination, ana, eko):
    kemlu = make_agency("Direktorat Pelindungan WNI", "KEMLU")
    theirs = intake.draft_coordination(full, kemlu, by=ana)
    put(theirs, "DIKIRIM")
    assert not Case.objects.visible_to(eko).exists()
    put(coordination, "DIKIRIM")
    assert [link.agency for link in Coordination.objects.visible_to(eko)] == [coordination.agency]


class TestWhatBP3MIReads:
    @pytest.fixture
    def page(self, client, eko, ana, dewi, full, coordination):
        """The case as Eko reads it after a full round of letters."""
        full.place, full.chronology = "Myawaddy, blok C", "Dibawa lewat Thailand"
        full.reporter_name = "Ibu Contoh"
        full.save()
        intake.revise_request(coordination, request="Mohon dicari dan diamankan", by=ana)
        step = {"happened_on": TODAY, "source": "DISNAKER"}
        workflow.move(coordination, "DIAJUKAN", by=ana, note="alasan intern pengajuan", **step)
        workflow.move(coordination, "DITELAAH", by=dewi, note="paraf kepala", **step)
        workflow.move(coordination, "DIKIRIM", by=ana, reference="560/77", note="dikirim diam-diam", **step)
        workflow.move(full, "TRIASE", by=ana, note="triase intern", **step)
        link = full.persons.get()
        workflow.move(link, "LOKASI_DIKETAHUI", by=ana, note="kabar dari adik", said_by="adik kandung", **step)
        intake.add_note(
            full, client_uuid=uuid.uuid4(), text="untuk BP3MI: paspor ada", by=ana, shared_with=eko.office.agency
        )
        client.force_login(eko.user)
        return client.get(full.get_absolute_url()).content.decode()

    @pytest.mark.parametrize(
        "text",
        [
            "Siti Contoh",
            "Myanmar",
            "Myawaddy, blok C",
            "Mohon dicari dan diamankan",
            "560/77",
            "Lokasi dan keadaan diketahui",
            "untuk BP3MI: paspor ada",
            "Nyatakan diterima",
        ],
    )
    def test_it_shows(self, page, text):
        assert text in page

    @pytest.mark.parametrize(
        "text",
        [
            "catatan internal",
            "alasan intern pengajuan",
            "paraf kepala",
            "dikirim diam-diam",
            "triase intern",
            "kabar dari adik",
            "adik kandung",
            "Dibawa lewat Thailand",
            "Ibu Contoh",
            "Tim kasus",
            "Tutup koordinasi",
            "Disetujui kirim",
        ],
    )
    def test_it_hides(self, page, text):
        assert text not in page

    def test_he_reads_what_he_wrote_himself(self, page, client, eko, full, coordination):
        link = full.persons.get()
        workflow.move(
            link, "HILANG_KONTAK", by=eko, happened_on=TODAY, source="BP3MI", note="nomor mati", said_by="KBRI Yangon"
        )
        intake.add_note(full, client_uuid=uuid.uuid4(), text="kami hubungi KBRI", by=eko)
        page = client.get(full.get_absolute_url()).content.decode()
        assert all(text in page for text in ("nomor mati", "KBRI Yangon", "kami hubungi KBRI"))


def test_a_suspicion_is_named_to_the_team_only(client, ana, dina, eko, dewi, siti, bp3mi):
    """Even among those who see the case."""
    case = intake.open_case(
        client_uuid=uuid.uuid4(),
        persons=[siti],
        by=ana,
        happened_on=TODAY,
        category="DISEKAP",
        further_categories=["TPPO"],
        urgency="P1",
        reported_on=TODAY,
        source="KELUARGA",
    )
    put(intake.draft_coordination(case, bp3mi, by=ana), "DIKIRIM")
    other = make_actor("olga", Role.DISNAKER, agency=make_agency("Bidang lain", "OPD"))
    shown = {}
    for actor in (ana, dewi, eko, other):
        client.force_login(actor.user)
        shown[actor.user.username] = "perdagangan orang" in client.get(case.get_absolute_url()).content.decode()
    assert shown == {"ana": True, "dewi": True, "eko": False, "olga": False}
    assert Office.objects.filter(role=Role.DISNAKER).count() == 2


def test_reading_a_case_leaves_a_trace(client, ana, case):
    client.force_login(ana.user)
    client.get(case.get_absolute_url())
    seen = AccessLog.objects.get(action="VIEW")
    assert (seen.by, seen.subject) == (ana, f"cases.case:{case.pk}")
