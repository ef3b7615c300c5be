"""Public pages from memory: the same for everybody, never old, and never anybody's own."""

import gzip
from datetime import timedelta

import brotli
import pytest
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from education import edition, emergency, tasks
from education.models import ArticlePage, EmergencyContact, Fact, contact
from lib.clock import today
from pangkalpinang_pmi import kept_pages, page_store, warm_pages
from pangkalpinang_pmi.tests.test_cache import lose_redis

DISCREET = "/edukasi/luar-negeri/info-perjalanan/"
KEPT = ["/", DISCREET, "/edukasi/", "/edukasi/berangkat/", "/edukasi/berangkat/daftar-periksa/", "/privasi/", "/cari/",
        "/sitemap.xml", "/robots.txt", "/edukasi.atom"]  # fmt: skip
ARTICLE = "/edukasi/berangkat/daftar-periksa/"
OWN = ["/lapor/", "/lapor/siapa/", "/cek-tawaran/", "/cari/?q=paspor", "/masuk/", "/tidak-ada/", "/sehat/"]
OF_THE_MOMENT = {"Content-Length", "Content-Encoding"}


@pytest.fixture
def site(public_site, settings, tmp_path):
    """The public site with its first edition; the second factor has its own tests."""
    settings.DEMO = True
    settings.EDITION_FILE = tmp_path / "media/edisi.txt"  # its spare copies go with the test
    edition.renew()


@pytest.fixture
def article(site):
    return ArticlePage.objects.get(slug="daftar-periksa")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` what follows a commit happens, as outside of a test."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def on_another_day(monkeypatch):
    def move(day):
        for module in (kept_pages, contact):
            monkeypatch.setattr(module, "today", lambda: day)
        monkeypatch.setattr("education.models.pages.today", lambda: day)

    return move


# ---- a process that was started while the database is away


def a_new_process():
    """The same site without anything in memory."""
    return Client(raise_request_exception=False)


def test_a_process_started_without_a_database_reads_the_spare_copies(client, site, without_database):
    made = {path: client.get(path) for path in KEPT}
    with without_database():
        for path, page in made.items():
            answer = a_new_process().get(path)
            assert (answer.status_code, answer.content) == (200, page.content), path
            assert dict(answer.headers) == dict(client.get(path).headers), path


def test_a_session_that_cannot_be_read_gets_what_everybody_reads(client, site, without_database):
    """A mother who has just begun a report, or an officer: the page is public, whoever asks."""
    client.get(ARTICLE)
    client.post("/lapor/", {"danger": "TIDAK"})
    with without_database():
        browser = a_new_process()
        browser.cookies = client.cookies
        answer = browser.get(ARTICLE)
        assert (answer.status_code, "sesi" in answer.cookies) == (200, False) and "Dokumen di tangan" in answer.text
        assert browser.get("/beranda/").status_code == 500


def test_no_spare_copy_of_another_edition_of_a_page_of_ones_own_or_of_a_week_ago(
    client, site, without_database, on_another_day
):
    client.get("/")
    for path in OWN:
        client.get(path)
    assert len(list(page_store.folder().glob("*/*"))) == 1
    with without_database():
        on_another_day(today() + timedelta(days=7))
        assert a_new_process().get("/").status_code == 200
        on_another_day(today() + timedelta(days=8))
        assert a_new_process().get("/").status_code == 500
        on_another_day(today())
        edition.renew()
        assert a_new_process().get("/").status_code == 500


def test_spare_copies_go_with_their_edition_and_half_written_ones_are_none(client, site, without_database):
    client.get("/")
    (old,) = page_store.folder().iterdir()
    edition.renew()
    client.get("/")
    (new,) = page_store.folder().iterdir()
    assert old != new and not old.exists()
    (spare,) = new.iterdir()
    spare.write_text(spare.read_text()[:100])
    with without_database():
        assert a_new_process().get("/").status_code == 500


def test_a_full_disk_costs_the_spare_copy_only(client, site, monkeypatch):
    monkeypatch.setattr("os.replace", full_disk)
    assert client.get("/").status_code == client.get("/").status_code == 200
    assert not list(page_store.folder().glob("*/*"))


def full_disk(*args):
    raise OSError(28, "No space left on device")


# ---- pages that nobody has read


@pytest.fixture
def few(settings, monkeypatch):
    """The whole site takes seconds; which pages there are is told below."""
    settings.SITE_URL = "http://testserver"
    chosen = ["/", ARTICLE, DISCREET, *warm_pages.BESIDE]
    monkeypatch.setattr(warm_pages, "paths", lambda: chosen)
    return chosen


def test_what_is_published_and_never_read_stands_without_a_database(article, few, committed, without_database):
    article.title = "Baru terbit, belum dibaca"
    with committed():
        article.save_revision().publish()
    assert warm_pages.warm() == len(few)
    with without_database():
        pages = {path: a_new_process().get(path) for path in few}
        assert a_new_process().get("/lapor/").status_code == 503  # a form says that it cannot keep anything
    assert {page.status_code for page in pages.values()} == {200}
    assert "Baru terbit, belum dibaca" in pages[ARTICLE].text
    assert pages[DISCREET]["Cache-Control"] == "no-store"


def test_all_published_pages_are_made_also_those_that_stand_in_no_list(site):
    made = warm_pages.paths()
    assert {page.url for page in ArticlePage.objects.live()} | {"/", "/edukasi/", "/edukasi/negara/"} <= set(made)
    assert DISCREET in made and set(warm_pages.BESIDE) <= set(made)


def test_pages_are_made_once_for_an_edition_and_a_day(client, site, few, django_assert_num_queries):
    client.get(ARTICLE)
    assert warm_pages.warm() == len(few) - 1  # a reader had made one
    with django_assert_num_queries(0):
        assert warm_pages.warm() == 0
    edition.renew()
    assert warm_pages.warm(seconds=0) == 0 and not page_store.is_whole(edition.current(), today())
    edition.close()
    assert warm_pages.warm() == 0


def test_it_stops_when_an_editor_changes_something_meanwhile(site, few, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(page_store, "has", lambda *asked: edition.renew())
        assert warm_pages.warm() == 1
    assert not page_store.is_whole(edition.current(), today())


def test_what_failed_is_tried_again(site, few, without_database):
    with without_database():
        warm_pages.warm()
    assert not page_store.is_whole(edition.current(), today())
    assert warm_pages.warm() == len(few) and page_store.is_whole(edition.current(), today())


# ---- the same, for nothing


@pytest.mark.parametrize("path", KEPT)
def test_the_second_reader_costs_no_question_and_gets_the_same(client, site, path, django_assert_num_queries):
    first = client.get(path)
    with django_assert_num_queries(0):
        second = client.get(path)
    assert (second.status_code, second.content) == (200, first.content)
    assert dict(second.headers) == dict(first.headers)


def test_a_kept_page_carries_all_headers_of_a_fresh_one(client, site):
    edition.close()
    fresh = client.get("/").headers
    edition.renew()
    client.get("/")
    kept = client.get("/").headers
    assert {name: kept[name] for name in fresh if name not in OF_THE_MOMENT | {"Vary"}} == {
        name: value for name, value in fresh.items() if name not in OF_THE_MOMENT | {"Vary"}
    }
    assert (kept["Cache-Control"], kept["Vary"]) == ("public, no-cache", "Accept-Encoding")


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes),
     ("identity;q=1, br;q=0", None, bytes)],
)  # fmt: skip
def test_each_browser_gets_the_form_it_reads(client, site, accepted, encoding, unpack):
    plain = client.get("/").content
    answer = client.get("/", headers={"accept-encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert unpack(answer.content) == plain
    assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_each_form_has_a_strong_etag_of_its_own_and_a_second_visit_costs_no_page(client, site):
    etags = {
        accepted: client.get("/", headers={"accept-encoding": accepted})["ETag"] for accepted in ("", "gzip", "br")
    }
    assert len(set(etags.values())) == 3 and not any(etag.startswith("W/") for etag in etags.values())
    asked = {"accept-encoding": "br", "if-none-match": etags["br"]}
    answer = client.get("/", headers=asked)
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etags["br"])
    assert (answer["Vary"], answer["Cache-Control"]) == ("Accept-Encoding", "public, no-cache")
    assert answer["Content-Security-Policy"] == client.get("/")["Content-Security-Policy"]
    assert client.get("/", headers=asked | {"if-none-match": '"old"'}).status_code == 200


def test_head_is_answered_like_get_without_the_page(client, site, django_assert_num_queries):
    assert client.head("/").status_code == 200  # keeps nothing
    page = client.get("/")
    with django_assert_num_queries(0):
        answer = client.head("/")
    assert (answer.content, answer["ETag"]) == (b"", page["ETag"])


def test_words_of_trackers_change_nothing_and_other_questions_are_answered_anew(
    client, site, django_assert_num_queries
):
    page = client.get("/")
    with django_assert_num_queries(0):
        assert client.get("/?fbclid=abc&utm_source=wa").content == page.content
    for question in (
        "page=1",
        "utm_source",
        "&",
        "=",
        "fbclid=1&q=x",
        "&".join(f"f{number}" for number in range(3000)),
    ):
        assert client.get(f"/?{question}").status_code == 200
    assert len(pages_of(client)) == 1


def pages_of(client):
    """What the middleware of this client holds: looked for in the chain, which Django keeps as closures."""
    step = client.handler._middleware_chain
    while not isinstance(step, kept_pages.KeptPages):
        step = step.__wrapped__ if hasattr(step, "__wrapped__") else step.get_response
    return step.pages


def test_language_and_theme_of_the_reader_change_nothing(client, site):
    page = client.get("/")
    asked = {"accept-language": "zh", "sec-ch-prefers-color-scheme": "dark", "save-data": "on"}
    assert client.get("/", headers=asked).content == page.content


def test_a_host_that_is_not_ours_is_refused_and_transport_is_still_demanded(client, site, settings):
    client.get("/")
    assert client.get("/", headers={"host": "jahat.example"}).status_code == 400
    settings.SECURE_SSL_REDIRECT = True
    locked = type(client)()
    assert locked.get("/", secure=True).status_code == 200
    assert locked.get("/").status_code == 301


# ---- never anybody's own


@pytest.mark.parametrize("path", OWN)
def test_what_is_not_for_everybody_is_not_kept(client, site, path):
    client.get(path)
    assert pages_of(client) == {}


@pytest.mark.parametrize("path", ["/", "/beranda/", "/warga/", "/edukasi/"])
def test_who_is_signed_in_neither_leaves_nor_gets_a_kept_page(client, site, rudi, path):
    client.force_login(rudi.user)
    answer = client.get(path)
    assert answer["Cache-Control"] == "no-store, private" and "ETag" not in answer.headers
    assert pages_of(client) == {}
    client.logout()
    client.get("/")
    client.force_login(rudi.user)
    assert client.get("/")["Cache-Control"] == "no-store, private"


def keep(response, path="/", **asked):
    edition.renew()
    keeper = kept_pages.KeptPages(lambda request: response)
    keeper(RequestFactory().get(path, **asked))
    return keeper.pages


def public(*args, kind=HttpResponse, **kwargs):
    return kind(*args, headers={"Cache-Control": "public, no-cache"}, **kwargs)


def test_only_a_whole_public_page_without_a_cookie_is_kept():
    assert keep(public("page"))
    with_cookie = public("page")
    with_cookie.set_cookie("sesi", "x")
    broken = [with_cookie, public("page", status=404), public("page", content_type="image/png"), HttpResponse("page"),
              public(["a", "b"], kind=StreamingHttpResponse), public("x" * 500_001)]  # fmt: skip
    broken.append(HttpResponse("page", headers={"Cache-Control": "no-store, private"}))
    broken.append(HttpResponse("page", headers={"Cache-Control": "public", "Vary": "Accept-Language"}))
    assert not any(keep(response) for response in broken)


@pytest.mark.parametrize("header", ["HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_COOKIE"])
def test_whoever_shows_something_of_his_own_is_passed_on(header):
    assert keep(public("page"), **{header: "sesi=abc"}) == {}


def test_strangers_cannot_fill_the_memory():
    edition.renew()
    keeper = kept_pages.KeptPages(lambda request: public("page"))
    for number in range(kept_pages.MOST + 5):
        keeper(RequestFactory().get(f"/{number}/"))
    assert len(keeper.pages) <= kept_pages.MOST


# ---- never old


def test_what_is_published_stands_in_the_very_next_answer(client, article, committed):
    client.get(ARTICLE), client.get("/edukasi/"), client.get("/edukasi.atom")
    article.title = "Judul yang baru saja diganti"
    with committed():
        article.save_revision().publish()
    for path in (ARTICLE, "/edukasi/", "/edukasi.atom"):
        assert "Judul yang baru saja diganti" in client.get(path).text


def test_a_draft_and_its_preview_reach_no_reader(client, rena, article):
    before = client.get(ARTICLE).text
    article.title = "Masih konsep"
    article.save_revision()
    client.force_login(rena.user)
    assert "Masih konsep" in client.get(f"/cms/pages/{article.pk}/view_draft/").text
    client.logout()
    assert client.get(ARTICLE).text == before


def test_a_withdrawn_page_is_gone_at_once(client, article, committed):
    client.get(ARTICLE), client.get("/edukasi/")
    with committed():
        article.unpublish()
    assert client.get(ARTICLE).status_code == 404
    assert f'href="{ARTICLE}"' not in client.get("/edukasi/").text


def test_an_expired_page_is_gone_when_its_time_has_come(client, article, committed):
    client.get(ARTICLE)
    ArticlePage.objects.filter(pk=article.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    with committed():
        tasks.publish_scheduled()
    assert client.get(ARTICLE).status_code == 404


def test_a_scheduled_page_appears_when_its_time_has_come(client, article, committed, monkeypatch):
    article.unpublish()
    edition.renew()
    assert client.get(ARTICLE).status_code == 404
    article.refresh_from_db()
    article.go_live_at = timezone.now() + timedelta(seconds=1)
    article.save_revision().publish()
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    with committed():
        call_command("publish_scheduled")
    assert client.get(ARTICLE).status_code == 200


def test_a_changed_number_stands_in_the_very_next_answer(client, rena, site):
    client.get("/")
    row = EmergencyContact.objects.get(code="kp2mi-telepon")
    fields = ["name", "purpose", "number", "kind", "works_from", "country", "source", "checked_by", "order"]
    form = {name: getattr(row, name) for name in fields}
    form |= {"shown_as": "0800-satu", "checked_on": today().isoformat(), "is_active": "on"}
    save(client, rena, f"/cms/snippets/education/emergencycontact/edit/{row.pk}/", form)
    assert "0800-satu" in client.get("/").text


def test_a_changed_fact_stands_in_the_very_next_answer(client, rena, article):
    fact = Fact.objects.get(code="myawaddy-babel")
    Page.objects.filter(pk=article.pk).update(title="Dulu [[fakta:myawaddy-babel]]")
    edition.renew()
    assert fact.value in client.get(ARTICLE).text
    fields = ["code", "label", "kind", "source", "source_url", "checked_by"]
    form = {name: getattr(fact, name) for name in fields}
    form |= {"value": "Rp1 juta", "checked_on": today().isoformat(), "valid_until": "", "is_certain": "on"}
    save(client, rena, f"/cms/snippets/education/fact/edit/{fact.pk}/", form)
    assert "Rp1 juta" in client.get(ARTICLE).text


def test_another_order_on_the_shelf_stands_in_the_very_next_answer(client, rena, article):
    client.get("/edukasi/berangkat/")
    first = article.get_siblings().first()
    save(client, rena, f"/cms/pages/{article.pk}/set_position/?position=0", {})
    html = client.get("/edukasi/berangkat/").text
    assert html.index(f'href="{ARTICLE}"') < html.index(f'href="{first.url}"')


def save(client, editor, address, form):
    client.force_login(editor.user)
    assert client.post(address, form).status_code in (200, 302)
    client.logout()


def test_the_preview_beside_the_form_makes_no_new_edition(client, rena, article):
    client.force_login(rena.user)
    before = edition.current()
    client.post(f"/cms/pages/{article.pk}/edit/preview/", {"title": "x", "body-count": 0})
    assert edition.current() == before
    client.post(f"/cms/pages/{article.pk}/edit/", {"title": "", "body-count": 0})
    assert edition.current() not in (None, before)


def test_strangers_begin_no_new_edition(client, rudi, article):
    before = edition.current()
    client.post(f"/cms/pages/{article.pk}/edit/", {"title": "x"})
    client.force_login(rudi.user)
    assert client.post(f"/cms/pages/{article.pk}/edit/", {"title": "x"}).status_code == 403
    assert edition.current() == before


def test_every_page_is_for_everybody_whatever_a_table_says(client, rena, article):
    """Wagtail's private pages are not offered (education.models.pages), so a kept page hides nothing."""
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    assert client.get(ARTICLE).status_code == client.get(ARTICLE).status_code == 200
    client.force_login(rena.user)
    assert "restriction_type" not in client.get(f"/cms/pages/{article.pk}/privacy/").text


def test_at_midnight_a_number_leaves_that_nobody_has_called(client, site, on_another_day):
    number = EmergencyContact.objects.get(code="kp2mi-telepon")
    EmergencyContact.objects.update(checked_on=today() - timedelta(days=180))
    assert number.link in client.get("/").text
    on_another_day(today() + timedelta(days=1))
    assert number.link not in client.get("/").text


def test_what_began_before_a_change_is_not_kept_after_it(site):
    def slowly(request):
        edition.close()
        edition.renew()
        return public("old")

    keeper = kept_pages.KeptPages(slowly)
    keeper(RequestFactory().get("/"))
    keeper.get_response = lambda request: public("new")
    assert keeper(RequestFactory().get("/")).content == b"new"


def test_all_processes_hear_of_a_change_at_once(site):
    said = ["old"]
    processes = [kept_pages.KeptPages(lambda request: public(said[0])) for _ in range(2)]
    ask = RequestFactory().get("/")
    assert [process(ask).content for process in processes] == [b"old", b"old"]
    said[0] = "new"
    assert [process(ask).content for process in processes] == [b"old", b"old"]
    edition.renew()
    assert [process(ask).content for process in processes] == [b"new", b"new"]


def test_the_command_after_an_update_begins_a_new_edition(site):
    before = edition.current()
    call_command("write_emergency_page")
    assert edition.current() not in (None, before)


def test_during_a_change_nothing_is_kept_and_after_a_rollback_it_is_opened_again(client, article, committed):
    client.get(ARTICLE)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        article.save_revision().publish()
        assert edition.current() is None
        raise ZeroDivisionError
    assert edition.current() is None
    client.get("/")
    with committed():
        tasks.publish_scheduled()
    assert edition.current()


def test_a_full_disk_keeps_nothing_old(client, article, monkeypatch):
    client.get(ARTICLE)

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.replace", full)
        with edition.changing():
            Page.objects.filter(pk=article.pk).update(title="Judul di cakram penuh")
    assert edition.current() is None
    assert "Judul di cakram penuh" in client.get(ARTICLE).text


# ---- while something is away


def test_without_redis_pages_come_from_memory_and_stay_right(client, article, committed, monkeypatch):
    lose_redis(monkeypatch)
    client.get(ARTICLE)
    article.title = "Baru tanpa Redis"
    with committed():
        article.save_revision().publish()
    assert "Baru tanpa Redis" in client.get(ARTICLE).text
    assert "Baru tanpa Redis" in client.get(ARTICLE).text


def test_without_a_database_pages_that_were_read_stand(client, site, without_database):
    page = client.get("/").content
    with without_database():
        assert client.get("/").content == page


def test_without_a_database_yesterdays_page_is_better_than_none(client, site, without_database, on_another_day):
    client.raise_request_exception = False
    page = client.get("/").content
    on_another_day(today() + timedelta(days=1))
    with without_database():
        answer = client.get("/")
        nobody_had_read_it = client.get("/edukasi/")
    assert (answer.status_code, answer.content, nobody_had_read_it.status_code) == (200, page, 500)


def test_without_a_database_a_page_of_an_older_edition_stays_away(client, site, without_database):
    client.raise_request_exception = False
    client.get("/")
    edition.renew()
    with without_database():
        assert client.get("/").status_code == 500


def test_the_emergency_page_is_packed_once_and_always_the_written_one(client, settings, tmp_path):
    """No database here."""
    settings.EMERGENCY_PAGE_FILE = tmp_path / "darurat.html"
    for text in (b"first" * 50, b"later" * 50):
        emergency.replace_file(settings.EMERGENCY_PAGE_FILE, text)
        answer = client.get("/darurat/", headers={"accept-encoding": "br"})
        assert brotli.decompress(answer.content) == text
        again = client.get("/darurat/", headers={"if-none-match": answer["ETag"], "accept-encoding": "br"})
        assert (again.status_code, again["Content-Security-Policy"]) == (304, answer["Content-Security-Policy"])
