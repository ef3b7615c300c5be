"""Notes: internal ones stay inside, shared ones are seen by their writer before anybody else."""

import uuid

import pytest
from django.urls import reverse

from cases.models import CaseNote, Coordination
from cases.rules import intake

pytestmark = pytest.mark.django_db


def note(text="Paspor ada pada majikan", **fields):
    return {"client_uuid": str(uuid.uuid4()), "text": text, **fields}


@pytest.fixture
def sent(coordination):
    Coordination.objects.update(status="DIKIRIM")
    coordination.refresh_from_db()
    return coordination


def share_url(link):
    return reverse("cases:share_note", args=[link.case.number, link.pk])


class TestInternal:
    def url(self, case):
        return reverse("cases:add_note", args=[case.number])

    def test_it_works_once(self, client, ana, case):
        client.force_login(ana.user)
        form = note()
        for _ in range(2):
            assert client.post(self.url(case), form).url == case.get_absolute_url()
        written = CaseNote.objects.get()
        assert (written.text, written.by, written.shared_with) == ("Paspor ada pada majikan", ana, None)

    def test_nothing_is_nothing(self, client, ana, case):
        client.force_login(ana.user)
        assert "Tulis dulu catatannya" in client.post(self.url(case), note("  ")).content.decode()

    def test_dinsos_in_the_team_writes(self, client, ana, dina, case):
        client.force_login(dina.user)
        assert client.post(self.url(case), note()).status_code == 404
        intake.add_member(case, dina.office, by=ana)
        assert client.post(self.url(case), note()).status_code == 302

    def test_what_an_agency_writes_the_city_reads(self, client, ana, eko, case, sent):
        client.force_login(eko.user)
        client.post(self.url(case), note("Sudah kami hubungi"))
        assert CaseNote.objects.get().shared_with == eko.office.agency
        client.force_login(ana.user)
        assert "Sudah kami hubungi" in client.get(case.get_absolute_url()).content.decode()

    @pytest.mark.parametrize("who, status", [("rudi", 403), ("budi", 403), ("wawan", 403), ("eko", 404)])
    def test_it_is_closed_to_others(self, client, request, case, who, status):
        client.force_login(request.getfixturevalue(who).user)
        assert client.post(self.url(case), note()).status_code == status


class TestShared:
    def test_first_a_look_then_the_deed(self, client, ana, eko, case, sent):
        client.force_login(ana.user)
        form = note("Ia memakai\nnomor baru")
        preview = client.post(share_url(sent), form).content.decode()
        assert "Inilah persisnya" in preview and "Ia memakai<br>nomor baru" in preview and "Ana, Petugas" in preview
        assert not CaseNote.objects.exists()
        for _ in range(2):
            assert client.post(share_url(sent), form | {"bagikan": "ya"}).url == case.get_absolute_url()
        assert CaseNote.objects.get().shared_with == eko.office.agency

    def test_the_agency_reads_what_the_preview_showed(self, client, ana, eko, case, sent):
        client.force_login(ana.user)
        client.post(share_url(sent), note("Ia memakai\r\nnomor baru", bagikan="ya"))
        client.force_login(eko.user)
        assert "Ia memakai<br>nomor baru" in client.get(case.get_absolute_url()).content.decode()

    def test_it_may_be_changed_first(self, client, ana, sent):
        client.force_login(ana.user)
        page = client.post(share_url(sent), note("Salah tulis", ubah="1")).content.decode()
        assert "<textarea" in page and "Salah tulis" in page and "Inilah persisnya" not in page

    def test_before_sending_the_page_says_nobody_reads_it_yet(self, client, ana, coordination):
        client.force_login(ana.user)
        assert "belum terkirim" in client.get(share_url(coordination)).content.decode()

    @pytest.mark.parametrize("who, status", [("eko", 403), ("rudi", 403), ("dina", 403)])
    def test_it_requires_permission(self, client, request, sent, who, status):
        client.force_login(request.getfixturevalue(who).user)
        assert client.get(share_url(sent)).status_code == status
