"""Ana writes to the mother: she sees the mother's page first, and what leaves is what she saw."""

import uuid

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cases.models import Deadline, ReportMessage
from cases.rules.families import family_news, report_desk, report_follow, report_intake, report_reply
from cases.tests.replying import address, look, reply
from cases.values import unsafe_words
from lib import receipt

WORDS = "Kami sudah membaca pesan Ibu.\nPetugas kami menelepon."


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def report(case, ana):
    """About Siti, put to her case; the mother wrote once."""
    told = report_intake.keep(
        key=uuid.uuid4(), seed="benih", danger="YA", person_name="Siti Contoh", country="MM", place="Gedung Kencana"
    )
    report_follow.write(told, key=uuid.uuid4(), text="Ia menelepon tadi malam.")
    return report_desk.link(told, case, by=ana)


def signed_in(actor):
    client = Client()
    client.force_login(actor.user)
    return client


@pytest.fixture
def officer(ana):
    return signed_in(ana)


@pytest.fixture
def head(dewi):
    return signed_in(dewi)


def html(answer):
    return answer.content.decode()


def said(report):
    return [message.text for message in report.messages.exclude(by=None).order_by("sent_at")]


def test_she_sees_the_mothers_page_with_the_message_in_it_and_nothing_has_left(client, officer, report, few_queries):
    with few_queries():
        page = officer.post(address(report), {"client_uuid": uuid.uuid4(), "text": WORDS})
    assert said(report) == []
    client.post(reverse("cases:follow"), {"code": receipt.code_of(report.pk, "benih")})
    theirs = html(client.get(reverse("cases:follow_news")))
    shown = theirs[theirs.index('<div class="news') : theirs.index("</ol>")].strip()
    assert shown in html(page) and "Ia menelepon tadi malam." in shown
    assert "Petugas kami menelepon." in html(page).split(shown)[1].split("</ol>")[0]


def test_what_she_saw_is_what_the_mother_reads(client, officer, report):
    answer = reply(officer, report, WORDS)
    assert answer.headers["Location"] == f"{report.get_absolute_url()}#pesan" and said(report) == [WORDS]
    client.post(reverse("cases:follow"), {"code": receipt.code_of(report.pk, "benih")})
    assert "Petugas kami menelepon." in html(client.get(reverse("cases:follow_news")))


def test_she_may_change_it_first_and_loses_no_word(officer, report):
    form = look(officer, report, WORDS)
    del form["kirim"]
    page = officer.post(address(report), form | {"ubah": "1"})
    assert page.context["form"]["text"].value() == WORDS and "preview" not in page.context
    assert said(report) == []


def test_words_changed_after_the_preview_are_shown_before_they_leave(officer, report):
    """Two tabs: the words of one arrive with the seal of the other."""
    form = look(officer, report, WORDS) | {"text": "Lain sama sekali."}
    page = officer.post(address(report), form)
    assert report_reply.WHAT_CHANGED[0] in html(page) and "Lain sama sekali." in html(page) and said(report) == []
    again = {"seen": page.context["preview"].seal}
    assert officer.post(address(report), form | again).status_code == 302 and said(report) == ["Lain sama sekali."]


@pytest.mark.parametrize("seen", ["", "x", "a.b", "a.b.c", "....", "\0", "x" * 10_000])
def test_without_a_preview_nothing_leaves(officer, report, seen):
    page = officer.post(address(report), look(officer, report, WORDS) | {"seen": seen})
    assert page.status_code == 200 and report_reply.ONCE_MORE in html(page) and said(report) == []


@pytest.mark.parametrize("is_news", [True, False])
def test_as_news_it_lets_the_next_be_due_from_now_on(officer, report, is_news):
    clock = Deadline.objects.get(code="KABAR_KELUARGA")
    form = look(officer, report, WORDS) | ({"is_news": "on"} if is_news else {})
    assert [officer.post(address(report), form).status_code for _ in range(2)] == [302, 302]
    assert (Deadline.objects.get(pk=clock.pk).started_at > clock.started_at) is is_news


def test_pressed_twice_it_leaves_once(officer, report):
    form = look(officer, report, WORDS)
    assert [officer.post(address(report), form).status_code for _ in range(2)] == [302, 302]
    assert said(report) == [WORDS]


def test_of_two_officers_the_second_reads_the_first_before_hers_leaves(officer, head, report):
    first, second = look(officer, report, "Dari Ana."), look(head, report, "Dari Dewi.")
    officer.post(address(report), first)
    page = head.post(address(report), second)
    assert report_reply.WHAT_CHANGED[1] in html(page) and said(report) == ["Dari Ana."]
    assert html(page).index("Dari Ana.") < html(page).index("Dari Dewi.")
    head.post(address(report), second | {"seen": page.context["preview"].seal})
    assert said(report) == ["Dari Ana.", "Dari Dewi."]


def test_what_the_mother_wrote_meanwhile_is_read_first(officer, report):
    form = look(officer, report, WORDS)
    report_follow.write(report, key=uuid.uuid4(), text="Ia sudah pindah.")
    page = officer.post(address(report), form)
    assert report_reply.WHAT_CHANGED[1] in html(page) and "Ia sudah pindah." in html(page)


def test_news_that_changed_around_the_message_is_shown_again(officer, report, ana):
    form = look(officer, report, WORDS)
    report_follow.withhold(report, is_withheld=True, reason="Diduga pelaku.", by=ana)
    page = officer.post(address(report), form)
    assert report_reply.WHAT_CHANGED[2] in html(page) and family_news.WITHHELD in html(page) and said(report) == []


def test_other_words_under_a_key_that_is_used_up_come_back(officer, report):
    """The old tab was sent; the page behind it is pressed once more with other words."""
    form = look(officer, report, WORDS)
    officer.post(address(report), form)
    page = officer.post(address(report), form | {"text": "Dan satu hal lagi."})
    assert report_reply.SENT_OTHERWISE in html(page) and said(report) == [WORDS]
    fresh = page.context["form"]
    assert fresh["text"].value() == "Dan satu hal lagi." and str(fresh["client_uuid"].value()) != form["client_uuid"]


def test_a_correction_is_a_new_entry_and_both_stay(client, officer, report):
    reply(officer, report, "Kami menelepon hari Senin.")
    wrong = report.messages.exclude(by=None).get()
    assert "Kami menelepon hari Senin." in html(officer.get(address(report, wrong)))
    reply(officer, report, "Kami menelepon hari Selasa.", corrects=wrong)
    right = report.messages.get(corrects=wrong)
    assert (right.text, ReportMessage.objects.get(pk=wrong.pk).text) == (
        "Kami menelepon hari Selasa.", "Kami menelepon hari Senin.",
    )  # fmt: skip
    client.post(reverse("cases:follow"), {"code": receipt.code_of(report.pk, "benih")})
    page = html(client.get(reverse("cases:follow_news")))
    told = ["hari Senin", "sudah kami ralat di bawah", "Ralat atas pesan kami", "hari Selasa"]
    assert [page.index(words) for words in told] == sorted(page.index(words) for words in told)
    assert "Sudah diralat" in html(officer.get(report.get_absolute_url()))


def test_only_a_message_of_ours_in_this_thread_can_be_put_right(officer, report):
    theirs = report.messages.get()
    other = report_intake.keep(key=uuid.uuid4(), seed="lain", danger="YA", person_name="Lain")
    for asked in (theirs.pk, report_follow.write(other, key=uuid.uuid4(), text="x").pk, uuid.uuid4(), "x", "a\0b"):
        assert officer.get(f"{address(report)}?koreksi={asked}").status_code == 404


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2001, "a\0b"])
def test_broken_words_are_named(officer, report, text):
    page = officer.post(address(report), {"client_uuid": uuid.uuid4(), "text": text, "kirim": "ya", "seen": "a.b.c"})
    assert page.status_code == 200 and page.context["form"].errors["text"] and said(report) == []


@pytest.mark.parametrize(
    "text, found",
    [
        ("Ia mendarat di Bandara Depati Amir pukul 14.20.", ["Bandara", "Depati Amir", "pukul 14.20"]),
        ("Ia ada di gedung kencana, dijaga polisi.", ["gedung", "kencana", "polisi"]),
        ("Ia pulang 3 Desember, atau 4/12.", ["3 Desember", "4/12"]),
        ("Kami mencarinya, Bu. Ada 2 petugas yang mengurusnya.", []),
    ],
)
def test_words_that_may_give_away_where_or_when_are_pointed_at(officer, report, text, found):
    assert unsafe_words.risks(text, ["Gedung Kencana, Blok 4"]) == found
    page = html(officer.post(address(report), {"client_uuid": uuid.uuid4(), "text": text}))
    assert ("Pesan ini menyebut" in page) is bool(found)


def test_she_writes_from_the_report(officer, report):
    assert address(report) in html(officer.get(report.get_absolute_url()))
    assert "Ia menelepon tadi malam." in html(officer.get(address(report)))
