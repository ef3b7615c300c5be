"""An agency answers one hand-over by a link: it opens that and no more, once, and silence is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.acting import LINK, agency_actor
from cases.models import (
    CaseNote,
    CasePerson,
    CasePersonChange,
    Coordination,
    Person,
    Reminder,
    ReplyLink,
    Sharing,
)
from cases.rules import intake
from cases.rules.coordination import reply_link
from cases.rules.days import my_day
from cases.rules.reminders import mailing, reminder
from cases.tests.factories import make_people
from cases.tests.links import DOOR, answer, give_link, page_of, url_of
from lib.clock import today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_knocked_before")]


class TestLink:
    def test_it_shows_what_was_chosen_and_no_more(self, client, sent, link):
        answer = client.get(url_of(link))
        page = answer.content.decode()
        assert "Siti Contoh" in page and "Mohon dicari" in page
        assert "Myawaddy" not in page and "Paspor diambil" not in page
        assert "no-store" in answer["Cache-Control"] and answer["X-Robots-Tag"] == "noindex, nofollow"

    def test_who_came_into_the_case_later_is_not_on_it(self, client, ana, rudi, sent, link):
        (later,) = make_people(rudi, rudi.territory, ["Dodi Contoh"])
        intake.add_person(sent.case, later, by=ana, happened_on=today())
        page = page_of(client, link)
        assert "Siti Contoh" in page and "Dodi Contoh" not in page

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
        monkeypatch.setattr("cases.views.coordination.reply.PER_MINUTE", 1)
        answers = [client.get(url_of(link)).status_code for _ in range(3)]  # of which two fall into one minute
        assert answers[0] == 200 and 429 in answers


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


def test_who_came_to_the_case_since_is_not_read_by_a_name_like_anothers(ana, rudi, sent, link):
    (other,) = make_people(rudi, rudi.territory, ["Siti Contoh"])
    intake.add_person(sent.case, other, by=ana, happened_on=today())
    assert len(reply_link.asked_by(link, agency_actor(link.agency, LINK))[0].persons) == 1


class TestMany:
    """Many in one hand-over, answered on a phone: once for all who stand alike, and by name for the others."""

    @pytest.fixture
    def many(self, sent, ana, rudi):
        def many(count):
            names = [f"Warga {chr(65 + number // 10)}{chr(97 + number % 10)}" for number in range(count - 1)]
            for person in make_people(rudi, rudi.territory, names):
                intake.add_person(sent.case, person, by=ana, happened_on=today())
            return give_link(sent, ana)

        return many

    def same(self, **more):
        return answer(target="") | {f"semua-DALAM_PENCARIAN-{name}": value for name, value in more.items()}

    def test_one_answer_for_all_but_two(self, client, many, few_queries):
        link = many(12)
        agency_actor(link.agency, LINK)  # made when its first link is opened
        with few_queries():
            page = page_of(client, link)
        assert page.count("<summary>") == 13 and "12 orang sekaligus: Keberadaan dicari" in page
        keys = [str(pk) for pk in CasePerson.objects.order_by("pk").values_list("pk", flat=True)]
        said = self.same(seen="DALAM_PENCARIAN", target="LOKASI_DIKETAHUI", message="Di KBRI.", besides=keys[:1])
        said |= {f"orang-{keys[1]}-target": "HILANG_KONTAK", f"orang-{keys[1]}-message": "Tidak ada kabar."}
        assert "tersimpan" in client.post(url_of(link), said).text
        stands = list(CasePerson.objects.order_by("pk").values_list("status", flat=True))
        assert stands == ["DALAM_PENCARIAN", "HILANG_KONTAK", *["LOKASI_DIKETAHUI"] * 10]
        assert CasePersonChange.objects.filter(new_status="LOKASI_DIKETAHUI").count() == 10

    def test_a_refusal_stands_once_and_nobody_moves(self, client, many):
        """The step asks for words; all are excepted; or all have moved since the page was opened."""
        link = many(4)
        page = client.post(url_of(link), self.same(target="LOKASI_DIKETAHUI")).text
        assert page.count('<li><a href="#id_semua-DALAM_PENCARIAN-message">') == 1 and "Tulis di mana" in page
        keys = list(CasePerson.objects.values_list("pk", flat=True))
        gone = {"target": "HILANG_KONTAK", "message": "Tidak ada kabar."}
        assert "Semua orang dikecualikan" in client.post(url_of(link), self.same(**gone, besides=keys)).text
        CasePerson.objects.update(status="ASESMEN")
        assert "sudah berubah" in client.post(url_of(link), self.same(**gone)).text
        assert (
            ReplyLink.objects.get().answered_at is None and not CasePersonChange.objects.exclude(old_status="").exists()
        )

    def test_who_has_no_room_is_not_passed_over_in_silence(self, client, many, monkeypatch):
        monkeypatch.setattr("cases.rules.coordination.agency_persons.MOST", 2)
        assert "paling banyak 2 orang" in page_of(client, many(3))

    def test_up_to_three_stand_open(self, client, many):
        page = page_of(client, many(3))
        assert "<details" not in page.split("<form")[1] and page.count("<legend>Warga") == 2
        assert 'class="visually-hidden" for=' not in page  # every label is there to be read
