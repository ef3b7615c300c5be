"""What leaves for an agency: chosen, seen before it leaves, resting on a basis, and gone when consent is."""

import uuid

import pytest
from django.db import IntegrityError
from django.urls import reverse

from accounts.models import AccessLog, Agency
from cases.models import (
    Case,
    CaseNote,
    Contact,
    Coordination,
    Document,
    ReplyLink,
    Sharing,
    SharingBasis,
)
from cases.rules.coordination import sharing, sharing_fields
from cases.tests.links import DOOR, give_link, page_of
from lib.clock import today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_knocked_before")]


class TestShare:
    def url(self, sent):
        return reverse("cases:share_data", args=[sent.case.number, sent.pk])

    def fields(self, **more):
        return {
            "client_uuid": str(uuid.uuid4()),
            "data_IDENTITAS": ["nama"],
            "basis_IDENTITAS": "TUGAS_PUBLIK",
            "data_KRONOLOGI": ["tempat"],
            "basis_KRONOLOGI": "TUGAS_PUBLIK",
            "way": "KERTAS",
            "days": "14",
            **more,
        }

    def test_it_is_seen_before_it_leaves(self, client, ana, sent):
        client.force_login(ana.user)
        page = client.post(self.url(sent), self.fields()).content.decode()
        assert "Siti Contoh" in page and "Myawaddy" in page and "Paspor diambil" not in page
        assert not Sharing.objects.exists()

    def test_whoever_sends_the_link_sees_to_which_address(self, client, ana, bp3mi, sent):
        """Another office keeps it; who changed it could read in the agency's place."""
        Agency.objects.filter(pk=bp3mi.pk).update(email="orang.lain@example.test")
        client.force_login(ana.user)
        assert "orang.lain@example.test" in client.get(self.url(sent)).text
        assert "orang.lain@example.test" in client.post(self.url(sent), self.fields(way="EMAIL")).text

    def test_it_works_once(self, client, ana, sent):
        client.force_login(ana.user)
        fields = self.fields(serahkan="ya")
        for _ in range(2):
            assert client.post(self.url(sent), fields).status_code == 302
        left = Sharing.objects.get()
        assert left.lines == [["IDENTITAS", "Nama", "Siti Contoh"], ["KRONOLOGI", "Tempat", "Myawaddy"]]
        assert {(b.group, b.basis) for b in left.bases.all()} == {
            ("IDENTITAS", "TUGAS_PUBLIK"),
            ("KRONOLOGI", "TUGAS_PUBLIK"),
        }
        assert ReplyLink.objects.get() == left.link

    def test_changing_ones_mind_keeps_the_choice(self, client, ana, sent):
        client.force_login(ana.user)
        page = client.post(self.url(sent), self.fields(ubah="1", health="Luka di tangan")).content.decode()
        assert "Luka di tangan" in page and not Sharing.objects.exists()

    @pytest.mark.parametrize(
        "more, sentence",
        [
            ({"basis_IDENTITAS": ""}, sharing.NO_BASIS),
            ({"data_KONTAK_KELUARGA": ["kontak"], "basis_KONTAK_KELUARGA": ""}, sharing.NO_BASIS),
            ({"health": "Sakit", "basis_KESEHATAN": "PERSETUJUAN"}, sharing.NO_CONSENT_DATE),
            ({"health": "Sakit", "basis_KESEHATAN": "PERSETUJUAN", "consent_on": "2026-01-02"}, sharing.NOT_ATTESTED),
            ({"data_IDENTITAS": [], "data_KRONOLOGI": []}, sharing.NOTHING_CHOSEN),
            ({"way": "EMAIL"}, "belum punya alamat e-mail"),
        ],
    )
    def test_it_says_what_is_missing(self, client, ana, sent, more, sentence):
        client.force_login(ana.user)
        page = client.post(self.url(sent), self.fields(serahkan="ya", **more)).content.decode()
        assert sentence in page and not Sharing.objects.exists()

    def test_a_consent_is_given_with_who_heard_it_or_with_its_paper(self, client, ana, sent):
        client.force_login(ana.user)
        consent = {"health": "Sakit", "basis_KESEHATAN": "PERSETUJUAN", "consent_on": today().isoformat()}
        made_up = self.fields(serahkan="ya", consent_file_key=str(uuid.uuid4()), **consent)
        assert sharing.NOT_ATTESTED in client.post(self.url(sent), made_up, follow=True).content.decode()
        assert not Sharing.objects.exists()
        client.post(self.url(sent), self.fields(serahkan="ya", consent_witness="Bu RT", **consent))
        heard = SharingBasis.objects.get(group="KESEHATAN")
        assert (heard.consent_witness, heard.consent_file) == ("Bu RT", None)
        assert SharingBasis.objects.get(group="IDENTITAS").consent_witness is None
        page = client.get(reverse("cases:shared", args=[sent.case.number, sent.pk, heard.sharing_id])).content.decode()
        assert "saksi Bu RT" in page

    def test_what_was_not_known_yet_is_not_handed_over_beforehand(self, ana, sent):
        give_link(sent, ana, chosen=["nama", "foto_dokumen"], bases={"DOKUMEN": "TUGAS_PUBLIK"})
        assert dict(SharingBasis.objects.values_list("group", "fields")) == {"IDENTITAS": ["nama"], "DOKUMEN": []}

    def test_the_database_knows_no_consent_that_nobody_heard(self, ana, sent):
        heard = {"health": "Sakit", "consent_on": today(), "consent_witness": "Bu RT"}
        give_link(sent, ana, bases={"KESEHATAN": "PERSETUJUAN"}, **heard)
        with pytest.raises(IntegrityError, match="consent_is_attested"):
            SharingBasis.objects.filter(group="KESEHATAN").update(consent_witness=None)

    def test_every_field_that_may_be_chosen_can_be_read(self, sent):
        siti = sent.case.persons.get().person
        Document.objects.create(person=siti, kind="PASPOR", number="C1234567")
        Document.objects.create(person=siti, kind="KTP")
        Contact.objects.create(person=siti, phone="+6281234567890")
        Case.objects.update(reporter_name="Ibu Siti", reporter_relation="ORANG_TUA")
        sent = Coordination.objects.get()
        lines = sharing_fields.lines_of(sent.case, list(sharing_fields.FIELDS), health="Luka")
        found = {label: value for _, label, value in lines}
        assert found["Paspor dan dokumen lain, dengan nomornya (Siti Contoh)"] == "paspor C1234567"
        assert found["Nomor HP warga dan keluarga (Siti Contoh)"] == "diri sendiri +6281234567890"
        assert found["Pelapor dan nomornya"] == "Ibu Siti orang tua" and lines[-1][2] == "Luka"

    def test_health_never_rests_on_the_public_task(self, client, ana, sent):
        bases = {"KESEHATAN": "TUGAS_PUBLIK"}
        assert sharing.unfounded([sent.case], ["KESEHATAN"], bases, None) == {"KESEHATAN": sharing.NEEDS_MORE}

    def test_a_vital_interest_is_for_life_in_danger(self, sent):
        bases = {"KESEHATAN": "KEPENTINGAN_VITAL"}
        assert sharing.unfounded([sent.case], ["KESEHATAN"], bases, None) == {}
        Case.objects.update(urgency="P3")
        sent = Coordination.objects.get()
        assert sharing.unfounded([sent.case], ["KESEHATAN"], bases, None) == {"KESEHATAN": sharing.NOT_VITAL}

    def test_nothing_leaves_before_the_letter(self, client, ana, coordination):
        client.force_login(ana.user)
        assert client.get(self.url(coordination)).status_code == 302

    def test_seeing_a_masked_number_is_written_down(self, client, ana, sent):
        client.force_login(ana.user)
        client.post(self.url(sent), self.fields(data_IDENTITAS=["nama", "nik"]))
        assert AccessLog.objects.get(action="REVEAL").said.startswith("nik: diserahkan")


class TestConsent:
    def withdraw(self, client, sent):
        url = reverse("cases:withdraw_consent", args=[sent.case.number, sent.pk])
        return client.post(url, {"client_uuid": str(uuid.uuid4()), "note": "Ibu menelepon hari ini."})

    def test_withdrawing_it_stops_the_link_and_later_sharing(self, client, ana, sent):
        consent = {"health": "Sakit", "consent_on": today(), "consent_witness": "Bu RT"}
        consent |= {"bases": {"KESEHATAN": "PERSETUJUAN"}}
        link = give_link(sent, ana, **consent)
        client.force_login(ana.user)
        assert "Persetujuan dicabut" in client.get(sent.case.get_absolute_url()).content.decode()
        for _ in range(2):
            assert self.withdraw(client, sent).status_code == 302
        client.logout()
        assert DOOR in page_of(client, link)
        assert SharingBasis.objects.get(group="KESEHATAN").withdrawn_by == ana
        inside, told = CaseNote.objects.order_by("recorded_at")
        assert "dicabut. Ibu menelepon" in inside.text and inside.shared_with is None
        assert (told.shared_with, told.text) == (sent.agency, sharing.DELETE_IT.format(names="kesehatan"))
        refused = sharing.unfounded([sent.case], ["KESEHATAN"], {"KESEHATAN": "PERSETUJUAN"}, today(), "Bu RT")
        assert refused == {"KESEHATAN": sharing.WITHDRAWN}

    def test_what_rests_on_something_else_stays(self, client, ana, sent, link):
        client.force_login(ana.user)
        self.withdraw(client, sent)
        assert "Siti Contoh" in page_of(client, link)
