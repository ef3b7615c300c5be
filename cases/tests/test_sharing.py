"""What leaves for an agency: chosen, seen before it leaves, resting on a basis, and gone when consent is."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog
from cases import mailing, my_day, reminder, reply_link, sharing
from cases.models import (
    Case,
    CaseNote,
    Contact,
    Coordination,
    Document,
    Person,
    Reminder,
    ReplyLink,
    Sharing,
    SharingBasis,
)
from lib.clock import today

pytestmark = pytest.mark.django_db
DOOR = "Tautan ini tidak berlaku"


@pytest.fixture(autouse=True)
def nobody_knocked_before():
    cache.clear()


@pytest.fixture
def sent(coordination):
    Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM", request="Mohon dicari")
    Case.objects.update(place="Myawaddy", chronology="Paspor diambil.")
    coordination.refresh_from_db()
    return coordination


@pytest.fixture
def link(sent, ana):
    return give_link(sent, ana)


def give_link(sent, ana, *, way="KERTAS", days=14, **fields):
    bases = {"IDENTITAS": "TUGAS_PUBLIK", **fields.pop("bases", {})}
    what = {"client_uuid": uuid.uuid4(), "chosen": ["nama"], "bases": bases, "by": ana, **fields}
    left = sharing.share(sent, **what)
    return reply_link.issue(left, way=way, expires_on=today() + timedelta(days), by=ana)


def url_of(link):
    return reverse("cases:reply", args=[reply_link.token_of(link.pk)])


def page_of(client, link):
    return client.get(url_of(link)).content.decode()


def answer(**fields):
    return {"client_uuid": str(uuid.uuid4()), "seen": "DIKIRIM", "target": "DITERIMA", **fields}


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
        assert ReplyLink.objects.get().sharing == left

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
        lines = sharing.lines_of(sent.case, list(sharing.FIELDS), health="Luka")
        found = {label: value for _, label, value in lines}
        assert found["Paspor dan dokumen lain, dengan nomornya (Siti Contoh)"] == "paspor C1234567"
        assert found["Nomor HP warga dan keluarga (Siti Contoh)"] == "diri sendiri +6281234567890"
        assert found["Pelapor dan nomornya"] == "Ibu Siti orang tua" and lines[-1][2] == "Luka"

    def test_health_never_rests_on_the_public_task(self, client, ana, sent):
        bases = {"KESEHATAN": "TUGAS_PUBLIK"}
        assert sharing.refusals(sent, ["KESEHATAN"], bases, None) == {"KESEHATAN": sharing.NEEDS_MORE}

    def test_a_vital_interest_is_for_life_in_danger(self, sent):
        bases = {"KESEHATAN": "KEPENTINGAN_VITAL"}
        assert sharing.refusals(sent, ["KESEHATAN"], bases, None) == {}
        Case.objects.update(urgency="P3")
        sent = Coordination.objects.get()
        assert sharing.refusals(sent, ["KESEHATAN"], bases, None) == {"KESEHATAN": sharing.NOT_VITAL}

    def test_nothing_leaves_before_the_letter(self, client, ana, coordination):
        client.force_login(ana.user)
        assert client.get(self.url(coordination)).status_code == 302

    def test_seeing_a_masked_number_is_written_down(self, client, ana, sent):
        client.force_login(ana.user)
        client.post(self.url(sent), self.fields(data_IDENTITAS=["nama", "nik"]))
        assert AccessLog.objects.get(action="REVEAL").detail.startswith("nik: diserahkan")


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
        refused = sharing.refusals(sent, ["KESEHATAN"], {"KESEHATAN": "PERSETUJUAN"}, today(), "Bu RT")
        assert refused == {"KESEHATAN": sharing.WITHDRAWN}

    def test_what_rests_on_something_else_stays(self, client, ana, sent, link):
        client.force_login(ana.user)
        self.withdraw(client, sent)
        assert "Siti Contoh" in page_of(client, link)


class TestLink:
    def test_it_shows_what_was_chosen_and_no_more(self, client, sent, link):
        answer = client.get(url_of(link))
        page = answer.content.decode()
        assert "Siti Contoh" in page and "Mohon dicari" in page
        assert "Myawaddy" not in page and "Paspor diambil" not in page
        assert "no-store" in answer["Cache-Control"] and answer["X-Robots-Tag"] == "noindex, nofollow"

    def test_the_three_answers_arrive_once(self, client, ana, sent, link):
        soon = today() + timedelta(3)
        said = answer(reference="ADU-7", promised_on=soon.isoformat(), said_by="Eko, Sub Bagian", message="Dicari.")
        for _ in range(2):
            assert "tersimpan" in client.post(url_of(link), said).content.decode()
        moved = Coordination.objects.get()
        assert (moved.status, moved.foreign_number, moved.promised_on) == ("DITERIMA", "ADU-7", soon)
        change = moved.history.get(new_status="DITERIMA")
        assert (change.said_by, change.note, change.source) == ("Eko, Sub Bagian", "Dicari.", "BP3MI")
        assert (change.by.user.first_name, change.by.office.name) == ("Tautan balasan", "BP3MI Sumatera Selatan")
        client.force_login(ana.user)
        assert "sudah dijawab" in client.get(sent.case.get_absolute_url()).content.decode()

    def test_words_without_a_step_are_kept(self, client, link):
        client.post(url_of(link), answer(target="", message="Masih kami cari."))
        assert Coordination.objects.get().status == "DIKIRIM"
        note = CaseNote.objects.get()
        assert note.text == "Masih kami cari." and note.shared_with.name == "BP3MI Sumatera Selatan"

    def test_an_empty_answer_and_one_too_late_are_told_so(self, client, ana, link):
        assert "Pilih keadaannya" in client.post(url_of(link), answer(target="")).content.decode()
        assert "sudah berubah" in client.post(url_of(link), answer(seen="DITERIMA")).content.decode()
        past = (today() - timedelta(1)).isoformat()
        assert "sudah lewat" in client.post(url_of(link), answer(promised_on=past)).content.decode()
        assert ReplyLink.objects.get().answered_at is None

    @pytest.mark.parametrize("end", ["answered", "revoked", "expired", "closed", "unknown"])
    def test_a_door_that_is_shut_says_nothing(self, client, ana, sent, link, end):
        now, url = timezone.now(), url_of(link)
        if end == "answered":
            client.post(url, answer())
        elif end == "revoked":
            client.force_login(ana.user)
            client.post(reverse("cases:revoke_link", args=[sent.case.number, sent.pk, link.pk]))
            client.logout()
            assert ReplyLink.objects.get().revoked_by == ana and ReplyLink.objects.get().revoked_at >= now
        elif end == "expired":
            ReplyLink.objects.update(expires_on=today() - timedelta(1))
        elif end == "closed":
            Coordination.objects.update(status="DITUTUP")
        else:
            url = reverse("cases:reply", args=["tidak-ada"])
        for method in (client.get, client.post):
            shut = method(url)
            assert shut.status_code == 410 and DOOR in shut.content.decode()
            assert "Siti" not in shut.content.decode() and sent.case.number not in shut.content.decode()

    def test_the_token_is_not_kept(self, link):
        assert reply_link.token_of(link.pk) not in str(ReplyLink.objects.values().get())

    def test_it_is_printed_with_its_picture(self, client, ana, sent, link):
        client.force_login(ana.user)
        page = client.get(reverse("cases:shared", args=[sent.case.number, sent.pk, link.pk])).content.decode()
        assert reply_link.address(link.pk) in page and "data:image/svg+xml" in page

    def test_it_goes_out_with_the_other_messages_and_names_nobody(self, ana, sent):
        sent.agency.email = "bp3mi@example.test"
        sent.agency.save()
        link = give_link(sent, ana, way="EMAIL")
        assert mailing.send_reminders() == (1, 0)
        message = mail.outbox[0]
        assert message.to == ["bp3mi@example.test"] and reply_link.address(link.pk) in message.body
        assert "Siti" not in message.body + message.subject and sent.case.number not in message.body

    def test_too_many_knocks_are_refused(self, client, monkeypatch, link):
        monkeypatch.setattr("cases.views.reply.PER_MINUTE", 1)
        assert [client.get(url_of(link)).status_code for _ in range(2)] == [200, 429]


class TestSilence:
    def test_a_link_that_ran_out_is_told_once(self, ana, sent, link):
        ReplyLink.objects.update(expires_on=today() - timedelta(1))
        for _ in range(2):
            reminder.plan_reminders(today())
        told = Reminder.objects.get(rule="NO_REACTION")
        assert (told.recipient, told.link) == (ana, link)
        titles = [section.title for section in my_day.my_day(ana, today()).sections]
        assert "Tautan balasan tanpa reaksi" in titles

    def test_read_and_not_answered_is_silence_too(self, client, ana, link):
        page_of(client, link)
        assert not ReplyLink.objects.silent(today()).exists()
        ReplyLink.objects.update(opened_at=timezone.now() - timedelta(4))
        assert ReplyLink.objects.silent(today()).get() == link

    def test_who_answered_by_another_door_is_not_silent(self, eko, sent, link):
        ReplyLink.objects.update(expires_on=today() - timedelta(1))
        sent.status_since = timezone.now()
        sent.save(update_fields=["status_since"])
        assert not ReplyLink.objects.silent(today()).exists()


def test_nobody_signs_in_as_a_machine(client, adi, link, settings):
    client.post(url_of(link), answer())
    client.force_login(adi.user)
    assert "Tautan balasan" not in client.get(reverse("account_list")).content.decode()


def test_other_agencies_see_nothing_of_it(eko, sent, link, db):
    assert Sharing.objects.visible_to(eko).exists() and not ReplyLink.objects.visible_to(eko).exists()
    assert Person.objects.exists()
