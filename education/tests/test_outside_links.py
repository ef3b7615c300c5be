"""Links that lead out of the portal: who asks them, what counts as dead, what editors see. Nobody is called here."""

from datetime import timedelta

import pytest
from django.utils import timezone

from education import outside_links, tasks
from education.models import ArticlePage, OutsideLink
from education.models.outside_link import Answer
from lib import outgoing

THERE, GONE = "https://situs.example/ada", "https://situs.example/hilang"


@pytest.fixture
def web(monkeypatch):
    """`web[address]` is what it answers, or `web["HEAD", address]`; an exception is raised. All calls are kept."""

    class Web(dict):
        calls: list

    web = Web()
    web.calls = []

    def status(method, url):
        web.calls.append((method, url))
        answer = web.get((method, url), web.get(url, 200))
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(outgoing, "status", status)
    return web


@pytest.fixture
def article(home):
    """The only page that leads outside, to two addresses; one of them twice."""
    ArticlePage.objects.exclude(slug="daftar-periksa").update(live=False)
    page = ArticlePage.objects.get(slug="daftar-periksa")
    text = f'<p><a href="{THERE}">ada</a> <a href="{THERE}#bawah">ada</a> <a href="{GONE}?a=1&amp;b=2">hilang</a></p>'
    page.body = [("text", text)]
    page.save()
    return page


def a_day_later():
    OutsideLink.objects.update(checked_at=timezone.now() - timedelta(days=1))


def state_of(url):
    return OutsideLink.objects.get(url__startswith=url).state


def test_each_address_is_asked_once_for_all_pages(web, article):
    assert outside_links.check_some() == 2
    assert web.calls == [("HEAD", THERE), ("HEAD", f"{GONE}?a=1&b=2")]
    assert [page.pk for page in outside_links.pages_by_address()[THERE]] == [article.pk]


def test_one_failure_is_no_death_two_in_a_row_are(web, article):
    web[f"{GONE}?a=1&b=2"] = 404
    tasks.check_outside_links()
    assert state_of(GONE) == "gagal sekali, dicoba lagi: halamannya tidak ada lagi"
    assert not OutsideLink.objects.dead()
    since = OutsideLink.objects.get(failures=1).failing_since
    a_day_later()
    tasks.check_outside_links()
    assert state_of(GONE).startswith("putus")
    assert OutsideLink.objects.dead().get().failing_since == since


def test_a_link_that_opens_again_is_fine_at_once(web, article):
    web[THERE] = 503
    outside_links.check_some()
    a_day_later()
    web[THERE] = 200
    outside_links.check_some()
    link = OutsideLink.objects.get(url=THERE)
    assert (link.state, link.failures, link.failing_since) == ("baik", 0, None)


def test_a_site_that_answers_head_wrongly_is_asked_by_get(web, article):
    web["HEAD", THERE] = 405
    outside_links.check_some()
    assert ("GET", THERE) in web.calls and state_of(THERE) == "baik"


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        (200, Answer.FINE),
        (301, Answer.FINE),
        (403, Answer.FINE),
        (429, Answer.FINE),
        (404, Answer.GONE),
        (410, Answer.GONE),
        (500, Answer.FAULT),
        (TimeoutError(), Answer.SILENT),
        (OSError("no such host"), Answer.SILENT),
        (outgoing.Blocked("network"), Answer.REFUSED),
    ],
)
def test_what_an_answer_means(web, answer, meant):
    web[THERE] = answer
    assert outside_links.ask(THERE) == meant


def test_an_address_inside_is_never_called(monkeypatch):
    monkeypatch.setattr(outgoing.socket, "create_connection", lambda *args, **named: pytest.fail("called"))
    inside = lambda host, port, **named: [(2, 1, 6, "", ("10.0.0.8", port))]  # noqa: E731
    with pytest.raises(outgoing.Blocked):
        outgoing.status("HEAD", "https://situs.example/", resolver=inside)
    for address in ("http://situs.example/", "https://situs.example:22/", "https://a:b@situs.example/"):
        assert outside_links.ask(address) == Answer.REFUSED


def test_nobody_is_asked_twice_a_day_and_only_a_portion_at_once(web, article, monkeypatch):
    monkeypatch.setattr(outside_links, "PORTION", 1)
    assert [outside_links.check_some() for _ in range(3)] == [1, 1, 0]


def test_without_a_network_of_our_own_nothing_is_written(web, article):
    article.body = [("text", "".join(f'<a href="https://situs{n}.example/">.</a>' for n in range(4)))]
    article.save()
    for number in range(4):
        web[f"https://situs{number}.example/"] = TimeoutError()
    assert outside_links.check_some() == 0
    assert not OutsideLink.objects.exclude(checked_at=None)


def test_what_no_page_says_any_more_is_forgotten(web, article):
    outside_links.check_some()
    article.body = [("text", "<p>Kosong.</p>")]
    article.save()
    outside_links.check_some()
    assert not OutsideLink.objects.exists()


def test_editors_see_the_failing_ones_first_with_their_pages(client, rena, web, article):
    web[f"{GONE}?a=1&b=2"] = 404
    outside_links.check_some()
    client.force_login(rena.user)
    html = client.get("/cms/reports/tautan-luar/").text
    assert html.index(GONE) < html.index(THERE)
    assert "gagal sekali" in html and article.title in html


@pytest.mark.parametrize("who", ["rudi", "ana"])
def test_the_list_is_for_those_who_write_pages(request, client, who):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get("/cms/reports/tautan-luar/").status_code in (302, 403)
