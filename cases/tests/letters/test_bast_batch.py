"""One deed of hand-over for each of many: drafted with one form, approved with one press, numbered by a worker."""

import uuid
from datetime import timedelta
from functools import partial

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_actor
from cases.forms.letters.bast_batch import NO_NAME, NO_RELATION, BASTBatchForm
from cases.forms.letters.case_letter import NOBODY
from cases.forms.letters.case_letter_deeds import DOTS, NO_PROXY
from cases.models import (
    BASTBatch,
    BASTBatchLetter,
    CaseLetter,
    CaseLetterFile,
    CaseLetterPerson,
    CasePerson,
    CasePersonChange,
    Contact,
)
from cases.rules import workflow
from cases.rules.casework import group_event, need_to_know
from cases.rules.letters import bast_batch as rules
from cases.rules.letters import case_letter, letter
from cases.rules.moving_together import move_together
from cases.rules.returns import arrival
from cases.states.case_letter import CaseLetterStatus as S
from cases.tasks import issue_bast_batch, resume_bast_batches
from cases.tests.factories import TODAY, make_case, make_person, typed_bast
from cases.tests.races import at_once
from lib.cleaning.apart import Cleaned
from lib.cleaning.kind import Kind
from lib.tests import papers

pytestmark = pytest.mark.django_db
STEP = {"happened_on": TODAY, "source": "DISNAKER"}
SCAN = Cleaned(Kind.PDF, [papers.photo()], "0" * 64)
NAMES = ("Rosmala Harapan", "Bambang Lestari", "Cahyono Pratama")


@pytest.fixture
def head(ana):
    head = letter.letterhead_of(ana.territory)
    head.signer_name = "Kepala Contoh"
    head.save()
    return head


@pytest.fixture
def group(ana, rudi):
    """Three who come home together, each in a case of his own; Rosmala's mother is known."""
    group = group_event.make(client_uuid=uuid.uuid4(), by=ana, name="Myawaddy, Maret 2025", happened_on=TODAY)
    people = [make_person(rudi, rudi.territory, name=name) for name in NAMES]
    Contact.objects.create(person=people[0], phone="+6281234567890", relation="ORANG_TUA", name="Ibu Harapan")
    group_event.bring_in(group, [make_case(ana, [person]).number for person in people], by=ana)
    return group


def links_of(group):
    return list(group.persons.select_related("person", "case").order_by("person__name"))


def prepare(group, by, *, key=None, **more):
    links = links_of(group)
    form = BASTBatchForm(links, typed_bast(BASTBatchForm(links), **more))
    assert form.is_valid(), (form.errors, [receiver.errors for receiver in form.receivers])
    return rules.prepare(form.letters(), client_uuid=key or uuid.uuid4(), by=by, group=group)


def before_her(batch):
    return list(batch.letters.values_list("pk", flat=True))


@pytest.fixture
def batch(group, ana):
    return prepare(group, ana)


@pytest.fixture
def submitted(batch, ana, head):
    rules.submit(batch, by=ana)
    return batch


@pytest.fixture
def approved(submitted, dewi):
    rules.approve(submitted, before_her(submitted), by=dewi)
    return submitted


def numbers():
    return sorted(CaseLetter.objects.exclude(number="").values_list("serial", flat=True))


class TestPreparing:
    def test_each_person_has_a_letter_in_his_own_case(self, batch, group):
        letters = [row.letter for row in batch.letters.select_related("letter__case")]
        assert [one.body["rows"][0][1] for one in letters] == sorted(NAMES)
        assert [one.case_id for one in letters] == [link.case_id for link in links_of(group)]
        assert {(one.kind, one.status, one.body["count"]) for one in letters} == {("S08", "KONSEP", 1)}

    def test_the_family_we_know_stands_in_it_and_dots_where_nobody_is_known(self, batch):
        known = {row.letter.body["rows"][0][1]: row.letter.body["receiver"] for row in batch.letters.all()}
        assert known["Rosmala Harapan"][:2] == [["Nama", "Ibu Harapan"], ["Hubungan", "orang tua"]]
        assert known["Bambang Lestari"] == [["Nama", DOTS], ["Hubungan", DOTS], ["Alamat", DOTS]]

    def test_one_of_them_may_still_be_written_anew(self, client, batch, ana):
        drafted = batch.letters.last().letter
        client.force_login(ana.user)
        page = client.get(reverse("cases:edit_case_letter", args=[drafted.pk])).content.decode()
        assert "Nama Lurah, Lurah" in page and "Ibu Harapan" in page

    def test_only_those_with_a_mark(self, group, ana):
        left = links_of(group)[0]
        batch = prepare(group, ana, **{f"orang-{left.pk}-takes": ""})
        assert batch.letters.count() == 2 and rules.with_bast([left.pk]) == set()

    def test_who_is_home_already_is_not_ticked(self, group):
        home = links_of(group)[0]
        CasePerson.objects.filter(pk=home.pk).update(status="SELESAI")
        form = BASTBatchForm(links_of(group))
        assert [receiver.initial["takes"] for receiver in form.receivers] == [False, True, True]

    def test_the_same_form_twice_is_one_batch(self, group, ana):
        key = uuid.uuid4()
        assert prepare(group, ana, key=key) == prepare(group, ana, key=key)
        assert CaseLetter.objects.count() == 3

    def test_nobody_gets_two_unless_the_first_was_withdrawn(self, batch, group, ana):
        with pytest.raises(ValidationError) as refused:
            prepare(group, ana)
        assert refused.value.messages == [rules.HAS_ONE.format(name) for name in sorted(NAMES)]
        first = batch.letters.first().letter
        case_letter.take_step(first, S.DICABUT, by=ana, note="salah tanggal", **STEP)
        link = first.persons.get().link_id
        others = {f"orang-{one.pk}-takes": "" for one in links_of(group) if one.pk != link}
        assert prepare(group, ana, **others).letters.count() == 1

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"receiver_name": "Paman Contoh", "receiver_relation": ""}, NO_RELATION),
            ({"receiver_name": "", "receiver_relation": "SAUDARA"}, NO_NAME),
            ({"receiver_name": "Paman Contoh", "receiver_relation": "SAUDARA"}, NO_PROXY),
        ],
    )
    def test_who_receives_is_asked_for_as_in_one_letter(self, client, group, ana, given, sentence):
        links = links_of(group)
        wrong = {f"orang-{links[0].pk}-{name}": value for name, value in given.items()}
        data = typed_bast(BASTBatchForm(links), **wrong)
        client.force_login(ana.user)
        html = client.post(reverse("cases:prepare_group_bast", args=[group.pk]), data).content.decode()
        assert sentence in html and "Nama Lurah, Lurah" in html and not CaseLetter.objects.exists()

    def test_somebody_is_meant(self, group):
        links = links_of(group)
        nobody = {f"orang-{link.pk}-takes": "" for link in links}
        form = BASTBatchForm(links, typed_bast(BASTBatchForm(links), **nobody))
        assert not form.is_valid() and form.non_field_errors() == [NOBODY]

    def test_of_many_the_page_says_how_many_and_shows_them_on_one_press(self, client, group, ana, monkeypatch):
        """Seventy at the airport: what is the same for all stands on one screen of a phone, with the button."""
        monkeypatch.setattr("cases.forms.letters.bast_batch.FEW", 2)
        links, address = links_of(group), reverse("cases:prepare_group_bast", args=[group.pk])
        client.force_login(ana.user)
        html = client.get(address).content.decode()
        assert "3 orang bertanda, 1 sudah ditulis siapa yang menerima" in html
        wrong = typed_bast(BASTBatchForm(links), **{f"orang-{links[0].pk}-receiver_relation": "SAUDARA"})
        folded = '<details class="more"'
        assert (html.count(f"{folded}>"), client.post(address, wrong).content.decode().count(f"{folded} open")) == (
            4,
            2,
        )

    def test_only_the_city_writes(self, group, dina):
        with pytest.raises(PermissionDenied):
            prepare(group, dina)


class TestApproving:
    def test_the_worker_numbers_them_without_a_gap(self, approved, dewi):
        assert rules.run(approved.pk) is False
        assert numbers() == [1, 2, 3] and CaseLetterFile.objects.count() == 3
        for row in approved.letters.all():
            assert row.letter.status == "DITANDATANGANI" and row.letter.history.first().by == dewi

    def test_until_then_nothing_has_a_number(self, approved):
        assert numbers() == [] and approved.letters.to_issue().count() == 3

    def test_only_the_head_says_yes(self, submitted, ana):
        with pytest.raises(PermissionDenied):
            rules.approve(submitted, before_her(submitted), by=ana)

    def test_without_a_signer_it_is_said_at_once(self, submitted, head, dewi):
        head.signer_name = ""
        head.save()
        with pytest.raises(ValidationError, match="penanda tangan"):
            rules.approve(submitted, before_her(submitted), by=dewi)

    def test_only_what_her_page_showed(self, submitted, dewi):
        seen = before_her(submitted)[:2]
        assert rules.approve(submitted, seen, by=dewi) == 2
        rules.run(submitted.pk)
        assert numbers() == [1, 2]

    def test_what_she_sends_back_is_not_numbered_even_if_it_comes_again(self, approved, ana, dewi):
        back = approved.letters.first().letter
        case_letter.take_step(back, S.KONSEP, by=dewi, note="Alamatnya salah.", **STEP)
        assert rules.submit(approved, by=ana) == 1
        rules.run(approved.pk)
        back.refresh_from_db()
        assert (back.status, back.number, numbers()) == ("DIPARAF", "", [1, 2])
        assert rules.approve(approved, before_her(approved), by=dewi) == 1
        rules.run(approved.pk)
        assert numbers() == [1, 2, 3]

    def test_one_that_cannot_holds_no_other(self, approved, monkeypatch):
        stuck = approved.letters.first().letter_id
        issue = case_letter.take_step

        def take_step(one, *args, **given):
            if one.pk == stuck:
                raise ValidationError("Persetujuan dicabut.")
            return issue(one, *args, **given)

        monkeypatch.setattr(case_letter, "take_step", take_step)
        assert rules.run(approved.pk) is False and numbers() == [1, 2]
        assert approved.letters.get(letter=stuck).refusal == "Persetujuan dicabut."


class TestTheWorker:
    def test_killed_while_it_sets_a_letter_nothing_is_lost_and_no_number_is_skipped(self, approved, monkeypatch):
        setting = case_letter.typeset
        calls = []

        def dies(*args):
            calls.append(args)
            if len(calls) == 2:
                raise KeyboardInterrupt
            return setting(*args)

        monkeypatch.setattr(case_letter, "typeset", dies)
        with pytest.raises(KeyboardInterrupt):
            rules.run(approved.pk)
        assert numbers() == [1]
        first = CaseLetter.objects.get(serial=1)
        BASTBatch.objects.update(touched_at=timezone.now() - timedelta(minutes=1))
        assert list(BASTBatch.objects.abandoned(timezone.now())) == [approved]
        issue_bast_batch(str(approved.pk))
        assert numbers() == [1, 2, 3]
        assert CaseLetter.objects.get(serial=1).code == first.code, "a repeat gives the same letter"
        assert not BASTBatch.objects.abandoned(timezone.now()).exists()

    def test_it_goes_on_where_time_was_up(self, approved):
        assert rules.run(approved.pk, seconds=0) is True and numbers() == []

    def test_the_clock_calls_one_for_what_was_left(self, approved, monkeypatch):
        BASTBatch.objects.update(touched_at=timezone.now() - timedelta(minutes=1))
        called = []
        monkeypatch.setattr(issue_bast_batch, "delay", called.append)
        resume_bast_batches()
        assert called == [str(approved.pk)]

    def test_a_batch_nobody_approved_is_left_alone(self, submitted):
        issue_bast_batch(str(submitted.pk))
        assert numbers() == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_give_each_letter_one_number(approved):
    at_once(lambda: rules.run(approved.pk), lambda: rules.run(approved.pk))
    assert numbers() == [1, 2, 3] and CaseLetterFile.objects.count() == 3


class TestPages:
    def test_from_the_group_to_the_printer(self, client, group, ana, dewi, head, few_queries):
        client.force_login(ana.user)
        address = reverse("cases:prepare_group_bast", args=[group.pk])
        with few_queries():
            form = client.get(address).context["form"]
        made = client.post(address, typed_bast(form))
        batch = BASTBatch.objects.get()
        assert made.url == batch.get_absolute_url()
        with few_queries():
            html = client.get(made.url).content.decode()
        assert all(name in html for name in NAMES) and "3 masih konsep" in html
        client.post(reverse("cases:submit_bast", args=[batch.pk]))
        assert "menunggu persetujuan Kepala Dinas" in client.get(made.url).content.decode()
        client.force_login(dewi.user)
        waiting = client.get(made.url).context["before_head"]
        press = {"surat": [row.pk for row in waiting]}
        client.post(reverse("cases:approve_bast", args=[batch.pk]), press)
        assert "0 dari 3 berita acara sudah bernomor" in client.get(made.url).content.decode()
        rules.run(batch.pk)
        follow = client.get(made.url, headers={"HX-Request": "true"})
        assert follow["HX-Refresh"] == "true" and "3 dari 3" in follow.content.decode()
        whole = client.get(reverse("cases:bast_pdf", args=[batch.pk]))
        with pypdfium2.PdfDocument(whole.content) as document:
            texts = [page.get_textpage().get_text_range() for page in document]
        assert [name for text in texts for name in NAMES if name in text] == sorted(NAMES)
        assert "3 berita acara" in client.get(group.get_absolute_url()).content.decode()
        assert "Sudah punya berita acara" in client.get(address).content.decode()

    def test_from_the_arrivals_of_one_day(self, client, group, ana):
        moment = timezone.localtime().replace(hour=21, minute=10) + timedelta(days=1)
        arrival.plan(links_of(group)[:2], by=ana, expected_at=moment, place="DEPATI_AMIR")
        client.force_login(ana.user)
        address = reverse("cases:prepare_day_bast", args=[f"{moment:%Y-%m-%d}"])
        assert address in client.get(reverse("cases:arrivals")).content.decode()
        form = client.get(address).context["form"]
        assert [receiver.link.person.name for receiver in form.receivers] == sorted(NAMES)[:2]
        client.post(address, typed_bast(form))
        assert BASTBatch.objects.get().arrived_on == moment.date() and BASTBatchLetter.objects.count() == 2

    def test_pressed_twice(self, client, group, ana):
        client.force_login(ana.user)
        address = reverse("cases:prepare_group_bast", args=[group.pk])
        data = typed_bast(client.get(address).context["form"])
        assert client.post(address, data).url == client.post(address, data).url
        assert CaseLetter.objects.count() == 3

    def test_the_second_officer_reads_who_has_one_and_keeps_what_he_typed_bast(self, client, group, ana, dewi):
        client.force_login(dewi.user)
        address = reverse("cases:prepare_group_bast", args=[group.pk])
        data = typed_bast(client.get(address).context["form"], witnesses="Nama Lain, RT")
        prepare(group, ana)
        html = client.post(address, data).content.decode()
        assert rules.HAS_ONE.format("Rosmala Harapan") in html and "Nama Lain, RT" in html

    @pytest.mark.parametrize("day", ["2026-02-30", "kemarin", "2026"])
    def test_a_day_that_is_none(self, client, ana, day):
        client.force_login(ana.user)
        assert client.get(reverse("cases:prepare_day_bast", args=[day])).status_code == 404

    def test_whoever_is_shut_out_of_one_case_sees_the_others(self, client, approved, ana, dewi):
        cousin = make_actor("joni", Role.DISNAKER, ana.territory)
        hidden = approved.letters.first().letter
        name = hidden.body["rows"][0][1]
        need_to_know.shut_out(hidden.case, cousin, reason="keluarga", by=dewi)
        rules.run(approved.pk)
        client.force_login(cousin.user)
        html = client.get(approved.get_absolute_url()).content.decode()
        assert name not in html and sum(one in html for one in NAMES) == 2
        assert BASTBatch.objects.visible_to(cousin).with_totals(cousin).get().total == 2
        with pypdfium2.PdfDocument(rules.pdf(approved, cousin)) as document:
            assert name not in "".join(page.get_textpage().get_text_range() for page in document)

    def test_others_see_no_batch(self, batch, dina, eko, budi, wawan, ana):
        seen = [actor for actor in (dina, eko, budi, wawan, ana) if BASTBatch.objects.visible_to(actor).exists()]
        assert seen == [ana]


class TestHandingOver:
    """No hand-over without a deed, its scan, or the reason why there is none (domain.md §4, SERAH_TERIMA)."""

    @pytest.fixture
    def arrived(self, group, settings, tmp_path):
        settings.MEDIA_ROOT = str(tmp_path)
        group.persons.update(status="PERJALANAN_DAERAH")
        return group.persons.select_related("person").order_by("person__name").first()

    def hand_over(self, link, by, **more):
        return workflow.move(link, "SERAH_TERIMA", by=by, **STEP | more)

    def test_a_typed_number_alone_is_no_deed(self, arrived, ana):
        with pytest.raises(ValidationError, match="Belum ada berita acara"):
            self.hand_over(arrived, ana, reference="BAST-69")

    def test_nor_is_a_draft_nor_one_that_was_withdrawn(self, arrived, ana, batch, head, dewi):
        for status in (S.KONSEP, S.DIPARAF, S.DICABUT):
            CaseLetter.objects.update(status=status)
            with pytest.raises(ValidationError, match="Belum ada berita acara"):
                self.hand_over(arrived, ana)

    def test_nor_is_somebody_elses(self, arrived, approved, ana):
        rules.run(approved.pk)
        CaseLetterPerson.objects.filter(link=arrived).delete()
        with pytest.raises(ValidationError, match="Belum ada berita acara"):
            self.hand_over(arrived, ana)

    def test_a_numbered_one_is_enough(self, arrived, approved, ana):
        rules.run(approved.pk)
        assert self.hand_over(arrived, ana).status == "SERAH_TERIMA"

    def test_so_is_a_scan_or_the_reason_why_there_is_none(self, arrived, ana):
        why = "Keluarga menjemput sendiri di Jakarta."
        with transaction.atomic():
            assert self.hand_over(arrived, ana, note=why).history.first().note == why
            transaction.set_rollback(True)
        assert self.hand_over(arrived, ana, file=SCAN).history.first().file.case == arrived.case

    def test_all_together_each_with_the_number_of_his_own(self, group, arrived, approved, ana):
        seen = dict(group.persons.values_list("pk", "status"))
        move = partial(move_together, group, seen, "SERAH_TERIMA", by=ana, client_uuid=uuid.uuid4(), **STEP)
        with pytest.raises(ValidationError, match="Rosmala Harapan: Belum ada berita acara"):
            move(reference="BAST-69")
        rules.run(approved.pk)
        assert move() == 3
        for row in CasePersonChange.objects.filter(new_status="SERAH_TERIMA"):
            assert row.reference == row.subject.letters.get().letter.number

    def test_the_page_asks_for_the_reason_beside_the_note(self, client, arrived, ana):
        client.force_login(ana.user)
        url = f"{arrived.case.get_absolute_url()}?langkah=orang-{arrived.pk}-SERAH_TERIMA"
        assert "Tidak ada berita acara (BAST)? Tulis sebabnya di sini." in client.get(url).content.decode()
