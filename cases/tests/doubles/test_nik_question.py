"""The kelurahan asks an RT about a NIK in two entries; the RT finds it in the morning, and the answer goes back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Role
from accounts.tests.factories import make_actor
from cases.models import NikQuestion, Talk
from cases.rules.days.my_day import my_day
from cases.rules.doubles import nik_conflict, nik_question
from cases.rules.offers import red_flag
from cases.tests.factories import TODAY, make_nik, make_person

QUESTION, ANSWER = "Mohon lihat KTP-nya", "Sudah saya lihat, angka terakhir 5"


@pytest.fixture
def siti(rudi):
    return make_person(rudi, rudi.territory, name="Siti Contoh", nik=make_nik())


@pytest.fixture
def question(conflict, budi):
    """Budi asks Rudi about Siti."""
    nik_conflict.decide(conflict, "TANYA_RT", by=budi, reason=QUESTION)
    return NikQuestion.objects.get()


def asked(actor):
    return [row for part in my_day(actor, TODAY).sections if part.title == "Pertanyaan untuk Anda" for row in part.rows]


def answered(actor):
    return [row for part in my_day(actor, TODAY).sections if part.title == "RT sudah menjawab" for row in part.rows]


def test_it_stands_on_the_day_of_the_rt_that_was_asked(question, rudi, wati, toni, oman):
    assert [row.url for row in asked(rudi)] == [f"/warga/pertanyaan/{question.pk}/"]
    assert QUESTION in asked(rudi)[0].detail
    assert asked(wati)  # the RW helps where an RT is silent or has no head
    assert not asked(toni) and not asked(oman)


def test_a_successor_finds_it(question, rudi):
    type(rudi).objects.filter(pk=rudi.pk).update(ends_on=TODAY)
    assert asked(make_actor("baru", Role.RT, rudi.territory))


def test_who_sees_both_sides_asks_both_rt(conflict, ana, rudi, oman):
    nik_conflict.decide(conflict, "TANYA_RT", by=ana, reason=QUESTION)
    assert asked(rudi) and asked(oman)
    assert NikQuestion.objects.count() == 2


def test_the_answer_goes_back_to_who_decides(client, question, conflict, rudi, budi, ana, citra):
    client.force_login(rudi.user)
    assert client.post(question.get_absolute_url(), {"answer": ANSWER}).url == "/beranda/"
    assert not asked(rudi)
    assert [row.url for row in answered(budi)] == [conflict.get_absolute_url()]
    for actor, reads in ((budi, True), (ana, True), (citra, False)):
        client.force_login(actor.user)
        assert (ANSWER in client.get(conflict.get_absolute_url()).text) is reads
    nik_conflict.decide(conflict, "LAIN", by=ana, reason="beda orang")
    assert not answered(budi)


def test_each_rt_reads_of_its_own_resident_only(client, conflict, ana, rudi, oman, siti):
    nik_conflict.decide(conflict, "TANYA_RT", by=ana, reason=QUESTION)
    pages = {}
    for actor in (rudi, oman):
        client.force_login(actor.user)
        pages[actor] = client.get(asked(actor)[0].url).text
    assert "Siti Contoh" in pages[rudi] and "Sinta Lain" not in pages[rudi] and "Opas" not in pages[rudi]
    assert "Sinta Lain" in pages[oman] and "Siti Contoh" not in pages[oman] and siti.number not in pages[oman]
    assert all(siti.nik not in page for page in pages.values())


def test_the_rt_of_the_new_entry_reads_what_the_family_was_told(client, conflict, ana, oman, rudi):
    red_flag.load()
    Talk.objects.create(conflict=conflict, flags=["visa-wisata"], is_said=False, by=oman, happened_on=TODAY)
    nik_conflict.decide(conflict, "TANYA_RT", by=ana, reason=QUESTION)
    for actor, reads in ((oman, True), (rudi, False)):
        client.force_login(actor.user)
        assert ("belum sempat berbicara dengan keluarganya" in client.get(asked(actor)[0].url).text) is reads


def test_it_is_answered_once(client, question, rudi, wati):
    nik_question.answer(question, by=rudi, text=ANSWER)
    client.force_login(wati.user)
    page = client.post(question.get_absolute_url(), {"answer": "Yang lain"}, follow=True).text
    assert "Pertanyaan ini sudah dijawab" in page and ANSWER in page
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == (ANSWER, rudi)


def test_an_empty_answer_is_none(client, question, rudi):
    client.force_login(rudi.user)
    assert "Tulis jawabannya dulu" in client.post(question.get_absolute_url(), {"answer": " "}).text
    assert asked(rudi)


@pytest.mark.parametrize("who", ["toni", "oman"])
def test_it_hides_from_other_rt(client, request, question, who):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get(question.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["budi", "ana", "kiki", "karim", "eko"])
def test_it_requires_permission(client, request, question, who):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get(question.get_absolute_url()).status_code == 403


def test_the_kecamatan_and_agencies_see_no_question(question, kiki, eko, karim):
    assert not any(NikQuestion.objects.visible_to(actor).exists() for actor in (kiki, eko, karim, None))


def test_the_same_rt_is_not_asked_twice_at_a_time(question, conflict, budi, rudi):
    with pytest.raises(ValidationError, match="belum menjawab"):
        nik_conflict.decide(conflict, "TANYA_RT", by=budi, reason="Sudah?")
    nik_question.answer(question, by=rudi, text=ANSWER)
    nik_conflict.decide(conflict, "TANYA_RT", by=budi, reason="Nama ibunya siapa?")
    assert len(asked(rudi)) == 1


def test_who_sees_neither_side_cannot_ask(conflict, toni):
    with pytest.raises(PermissionDenied):
        nik_question.ask(conflict, by=toni, text=QUESTION)


def test_what_was_decided_needs_no_answer(client, question, conflict, ana, rudi):
    nik_conflict.decide(conflict, "LAIN", by=ana, reason="beda orang")
    assert not asked(rudi)
    client.force_login(rudi.user)
    assert "tanpa menunggu jawaban" in client.get(question.get_absolute_url()).text
