"""Letters that come in: an agenda number without gaps, the sender's own number and date, and found by any of them."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_actor
from cases.forms.letters.incoming_letter import AFTER_RECEIPT, NO_CASE, NO_LETTER, ONE_SENDER, TWO_SENDERS
from cases.models import CaseNote, IncomingLetter, StoredFile
from cases.rules.casework import need_to_know
from cases.rules.letters import incoming_letter
from cases.rules.returns import returnee_list
from cases.tests.factories import TODAY, make_case_letter
from cases.values.returnee_line import rows_of
from lib.clock import today
from lib.tests import papers

pytestmark = pytest.mark.django_db
CAME = {"kind": "LAIN", "number": "B/12/RSUD/2026", "dated_on": TODAY, "received_on": TODAY, "sender": "RSUD Contoh"}
ADD = "/kasus/surat/masuk/baru/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def receive(by, **more):
    facts = CAME | more
    return incoming_letter.receive(client_uuid=facts.pop("client_uuid", uuid.uuid4()), by=by, **facts)


def typed(**more):
    days = {"dated_on": f"{TODAY}", "received_on": f"{TODAY}"}
    return {"client_uuid": uuid.uuid4(), "secrecy": "TERBATAS"} | CAME | days | more


class TestAgenda:
    def test_numbers_follow_each_other_in_a_year(self, ana):
        agendas = [receive(ana, number=number).agenda for number in ("A-1", "A-2", "A-3")]
        assert agendas == [f"{serial:03d}/{today().year}" for serial in (1, 2, 3)]

    def test_the_same_form_twice_is_one_and_a_refused_one_leaves_no_gap(self, ana, bp3mi):
        key = uuid.uuid4()
        assert receive(ana, client_uuid=key) == receive(ana, client_uuid=key)
        of_agency = {"agency": bp3mi, "sender": "", "number": "UND/1"}
        receive(ana, **of_agency)
        with pytest.raises(ValidationError, match="sudah ada di buku agenda"):
            receive(ana, **of_agency | {"number": "und/1"})
        assert receive(ana, number="B/13").serial == 3

    def test_only_the_city_keeps_it(self, budi, eko, dina, ana):
        receive(ana)
        for actor in (budi, eko, dina):
            with pytest.raises(PermissionDenied):
                receive(actor)
            assert not IncomingLetter.objects.visible_to(actor).exists()

    @pytest.mark.parametrize(
        "wrong", [{"sender": ""}, {"number": ""}, {"dated_on": TODAY + timedelta(1)}, {"returnee": True}]
    )
    def test_the_database_knows_no_letter_without_sender_number_and_order(self, ana, wrong):
        facts = CAME | {"year": 2026, "serial": 1, "agenda": "001/2026", "recorded_by": ana}
        if wrong.pop("returnee", False):
            kept = returnee_list.receive(
                client_uuid=uuid.uuid4(), sheets=[("", rows_of("Siti Conto, C1234567"))], on=TODAY, by=ana,
                received_on=TODAY,
            )  # fmt: skip
            wrong = {"returnee_list": kept}
        with pytest.raises(IntegrityError), transaction.atomic():
            IncomingLetter.objects.create(client_uuid=uuid.uuid4(), **facts | wrong)


class TestWhatBringsOne:
    def test_the_answer_to_a_letter_of_ours(self, client, case, ana, bp3mi, few_queries):
        """S04: written down at the letter or at the agenda, it is one entry, and the letter is answered."""
        letter = make_case_letter(ana, case, number="560/77", status="DIKIRIM", agency=bp3mi)
        client.force_login(ana.user)
        assert 'value="560/77"' in client.get(f"{ADD}?membalas={letter.pk}").content.decode()
        photo = SimpleUploadedFile("a.jpg", papers.photo())
        data = typed(kind="S04", number="B.9/BP3MI", answers="560/77", agency=bp3mi.pk, sender="", file=photo)
        page = client.post(ADD, data, follow=True).content.decode()
        letter.refresh_from_db()
        came = IncomingLetter.objects.get()
        assert letter.status == "DIBALAS" and (came.answers, came.agency, came.case) == (letter, bp3mi, case)
        assert "B.9/BP3MI" in page and "560/77" in page and "Lihat berkas 1" in page
        with few_queries():
            client.get(came.get_absolute_url())
        assert client.get(letter.get_absolute_url()).status_code == 200

    def test_one_answer_to_two_letters_and_one_entered_before_are_one_entry(self, client, case, ana, bp3mi):
        first, second = (
            make_case_letter(ana, case, number=f"560/{serial}", status="DIKIRIM", agency=bp3mi, serial=serial)
            for serial in (1, 2)
        )
        kept = receive(ana, number="B.9/BP3MI", agency=bp3mi, sender="")
        client.force_login(ana.user)
        for letter in (first, second):
            data = typed(kind="S04", number="b.9/bp3mi", answers=letter.number, agency=bp3mi.pk, sender="")
            assert client.post(ADD, data).url == kept.get_absolute_url()
            letter.refresh_from_db()
            assert letter.status == "DIBALAS"
        kept.refresh_from_db()
        assert kept.answers == first and IncomingLetter.objects.count() == 1
        page = client.get(kept.get_absolute_url()).text
        assert all(letter.get_absolute_url() in page for letter in (first, second))
        for letter in (first, second):
            assert f"agenda {kept.agenda}" in client.get(letter.get_absolute_url()).text

    def test_a_list_of_returnees(self, client, ana):
        """S07: as soon as the list names the number of the letter that brought it."""
        sheets = [("", rows_of("Siti Conto, C1234567"))]
        day = TODAY - timedelta(2)
        facts = {"on": TODAY, "by": ana, "received_on": TODAY, "reference": "B-55/P4MI", "dated_on": day}
        kept = returnee_list.receive(client_uuid=uuid.uuid4(), sheets=sheets, **facts)
        came = IncomingLetter.objects.get()
        assert (came.kind, came.number, came.dated_on, came.returnee_list) == ("S07", "B-55/P4MI", day, kept)
        client.force_login(ana.user)
        assert kept.get_absolute_url() in client.get(came.get_absolute_url()).content.decode()

    def test_any_other_letter_about_a_case_stands_in_its_line(self, client, case, ana):
        client.force_login(ana.user)
        assert f'value="{case.number}"' in client.get(f"{ADD}?kasus={case.number}").content.decode()
        client.post(ADD, typed(case=case.number.lower()))
        came = IncomingLetter.objects.get()
        assert came.case == case and came.agenda in CaseNote.objects.get().text

    def test_its_pages_go_through_the_same_pipeline_and_are_seen_by_disnaker(self, client, ana, budi, eko):
        client.force_login(ana.user)
        photo = SimpleUploadedFile("a.jpg", papers.photo())
        page = client.post(ADD, typed(file=photo), follow=True).content.decode()
        file = StoredFile.objects.get()
        assert reverse("cases:file", args=[file.pk]) in page and file.handed_in_as == "JPEG"
        assert client.get(reverse("cases:file", args=[file.pk])).status_code == 200
        assert not StoredFile.objects.visible_to(budi).exists() and not StoredFile.objects.visible_to(eko).exists()


class TestForm:
    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("sender", "", ONE_SENDER),
            ("case", "K-2026-9999", NO_CASE),
            ("answers", "560/999", NO_LETTER),
            ("dated_on", f"{TODAY + timedelta(1)}", AFTER_RECEIPT),
        ],
    )
    def test_what_is_wrong_stands_at_its_field_and_the_rest_is_kept(self, client, ana, field, value, sentence):
        client.force_login(ana.user)
        page = client.post(ADD, typed(subject="Undangan rapat", **{field: value})).content.decode()
        assert sentence in page and "Undangan rapat" in page and not IncomingLetter.objects.exists()

    def test_one_sender_and_not_two(self, client, ana, bp3mi):
        client.force_login(ana.user)
        assert TWO_SENDERS in client.post(ADD, typed(agency=bp3mi.pk)).content.decode()


class TestSearch:
    @pytest.mark.parametrize("words", ["b/12/rsud", f"001/{today().year}", "RSUD"])
    def test_by_its_number_our_agenda_or_the_sender(self, client, ana, words):
        receive(ana)
        receive(ana, number="Z/1", sender="Kantor Lain")
        client.force_login(ana.user)
        page = client.post("/kasus/surat/masuk/", {"q": words}, follow=True)
        html = page.content.decode()
        assert "B/12/RSUD/2026" in html and "Z/1" not in html and words not in page.request["QUERY_STRING"]

    def test_of_ours_by_our_number_or_that_of_the_answer(self, client, case, ana, bp3mi):
        letter = make_case_letter(ana, case, number="560/78", status="DIKIRIM", agency=bp3mi)
        letter.history.create(new_status="DIBALAS", reference="B.10/BP3MI", by=ana, happened_on=TODAY, source="BP3MI")
        client.force_login(ana.user)
        for words in ("560/78", "b.10/bp3mi"):
            assert "560/78" in client.post("/kasus/surat/", {"q": words}, follow=True).content.decode()
        assert "Tidak ditemukan" in client.post("/kasus/surat/", {"q": "560/99"}, follow=True).content.decode()

    def test_few_questions_however_many(self, client, ana, case, few_queries):
        for number in range(5):
            receive(ana, number=f"N/{number}", case=case)
        client.force_login(ana.user)
        with few_queries():
            client.get("/kasus/surat/masuk/")


def test_who_is_shut_out_of_a_case_reads_no_letter_about_it(case, ana):
    olga = make_actor("olga", Role.DISNAKER, ana.territory)
    about, other = receive(ana, case=case), receive(ana, number="B/99")
    answered = receive(ana, number="B/100", answers=make_case_letter(ana, case, number="560/1", status="DIKIRIM"))
    need_to_know.shut_out(case, olga, reason="keluarga", by=ana)
    twice = receive(ana, number="B/101")
    twice.also_answers.add(make_case_letter(ana, case, number="560/2", status="DIKIRIM", serial=2))
    assert list(IncomingLetter.objects.visible_to(olga)) == [other]
    assert set(IncomingLetter.objects.visible_to(ana)) == {about, other, answered, twice}
