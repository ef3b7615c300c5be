"""Findings are dated rows for the few, never a flag (domain.md §3.3, §9 row 21)."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import AccessLog, Role
from accounts.tests.factories import make_actor, make_agency
from cases.models import Case, TppoFinding
from cases.rules import intake
from cases.rules.casework import tppo
from cases.tests.factories import TODAY

pytestmark = pytest.mark.django_db


def row(assessor, finding, **fields):
    day = TODAY.isoformat()
    return {"client_uuid": str(uuid.uuid4()), "assessor": assessor, "finding": finding, "assessed_on": day, **fields}


@pytest.fixture
def url(case):
    return reverse("cases:tppo_findings", args=[case.number, case.persons.get().pk])


class TestFindings:
    def test_the_mission_and_the_police_disagree_and_both_are_kept(self, client, ana, url):
        client.force_login(ana.user)
        form = row("PERWAKILAN", "TIDAK_TERINDIKASI", basis="wawancara KBRI")
        for _ in range(2):
            assert client.post(url, form).url == url
        client.post(url, row("POLRI", "TERINDIKASI_KORBAN", note="paspor diambil"))
        page = client.get(url).content.decode()
        assert "KBRI/KJRI: tidak terindikasi korban" in page and "Polri: terindikasi korban" in page
        assert TppoFinding.objects.count() == 2

    def test_nobody_was_assessed_tomorrow(self, client, ana, url):
        client.force_login(ana.user)
        assert "Tanggal ini belum tiba" in client.post(url, row("POLRI", "SAKSI", assessed_on="2999-01-01")).text
        assert client.post(url, {}).status_code == 200
        assert not TppoFinding.objects.exists()

    def test_the_words_are_sealed_and_reading_leaves_a_trace(self, client, ana, url, case):
        client.force_login(ana.user)
        client.post(url, row("POLRI", "SAKSI", note="paspor diambil"))
        raw = TppoFinding.objects.extra(select={"raw": "note"}).values_list("raw", flat=True).get()
        assert "paspor" not in raw
        assert AccessLog.objects.filter(subject=f"cases.caseperson:{case.persons.get().pk}").exists()

    def test_dinsos_in_the_team_reads_and_writes(self, client, ana, dina, case, url):
        client.force_login(dina.user)
        assert client.get(url).status_code == 404
        intake.add_member(case, dina.office, by=ana)
        assert client.post(url, row("KEMENSOS", "PERLU_PENDALAMAN")).status_code == 302


class TestTheFew:
    @pytest.fixture
    def found(self, ana, case, coordination):
        type(coordination).objects.update(status="DIKIRIM")
        fields = {"assessor": "POLRI", "assessed_on": TODAY, "finding": "TERDUGA_PELAKU", "note": "merekrut teman"}
        return tppo.record(case.persons.get(), client_uuid=uuid.uuid4(), by=ana, **fields)

    @pytest.mark.parametrize("who", ["rudi", "budi", "kiki", "dina", "eko", "wawan", "adi"])
    def test_nobody_else_sees_it(self, request, found, who):
        assert not TppoFinding.objects.visible_to(request.getfixturevalue(who)).exists()

    def test_an_officer_outside_the_team_does_not_either(self, client, found, case, url):
        olga = make_actor("olga", Role.DISNAKER, agency=make_agency("Bidang lain", "OPD"))
        assert Case.objects.visible_to(olga).exists() and not TppoFinding.objects.visible_to(olga).exists()
        client.force_login(olga.user)
        assert client.get(url).status_code == 404
        assert url not in client.get(case.persons.get().get_absolute_url()).content.decode()
        with pytest.raises(PermissionDenied):
            tppo.record(case.persons.get(), client_uuid=uuid.uuid4(), by=olga)

    def test_the_agency_is_refused(self, client, eko, found, url):
        client.force_login(eko.user)
        assert client.get(url).status_code == 403

    def test_it_stands_in_no_list_page_line_or_summary(self, client, ana, dewi, found, case):
        addresses = ["/beranda/", "/kasus/", "/koordinasi/", case.get_absolute_url(), "/pengingat/"]
        addresses += [reverse("cases:case_summary", args=[case.number]), case.persons.get().person.get_absolute_url()]
        for actor in (ana, dewi):
            client.force_login(actor.user)
            for address in addresses:
                page = client.get(address).content.decode()
                assert "terduga" not in page.lower() and "merekrut teman" not in page, address
