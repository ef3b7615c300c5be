import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from education.models import ArticlePage, EmergencyContact, SectionPage

PAGES = ["/", "/edukasi/", "/edukasi/berangkat/", "/edukasi/berangkat/tanda-lowongan-palsu/", "/privasi/"]
DISCREET = "/edukasi/luar-negeri/info-perjalanan/"
EXIT = '<script src="/static/js/exit.js" defer>'  # all it runs: leaving without a way back


@pytest.mark.parametrize("path", [*PAGES, "/edukasi/negara/", "/aksesibilitas/"])
def test_the_public_reads_without_a_cookie_and_with_one_small_script(client, home, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    scripts = re.findall(r"<script(?! type=\"application/ld\+json\")[^>]*>", response.text)
    assert scripts == ['<script src="/static/js/public.js" defer>'] and "csrf" not in response.text


def test_every_start_page_answers(client, home):
    for page in ArticlePage.objects.live():
        html = client.get(page.url).text
        assert page.summary.replace('"', "&quot;") in html and "Sumber: " in html, page.url
        assert len(html) < 50_000


def test_a_watched_phone_keeps_no_copy(client, home):
    response = client.get(DISCREET)
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies and re.findall(r"<script[^>]*>", response.text) == [EXIT]


@pytest.mark.parametrize("path", PAGES)
def test_rejects_post(client, home, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_few_queries(client, home, django_assert_max_num_queries, path):
    client.get(path)
    with django_assert_max_num_queries(12 + len(["SAVEPOINT", "RELEASE SAVEPOINT"])):
        client.get(path)


@pytest.mark.parametrize("path", PAGES)
def test_search_engines_find_one_address(client, home, path):
    html = client.get(path).text
    assert f'<link rel="canonical" href="http://testserver{path}">' in html
    assert 'property="og:title"' in html and 'lang="id"' in html


def test_staff_read_the_same_pages_but_nobody_keeps_them(client, home, rudi):
    client.force_login(rudi.user)
    assert client.get("/edukasi/").headers["Cache-Control"] == "no-store, private"


def test_every_link_inside_leads_somewhere(client, home):
    paths = {"/"} | {page.url for page in ArticlePage.objects.live()}
    links = {link for path in paths for link in re.findall(r'<a [^>]*href="(/[^"#]*)', client.get(path).text)}
    ours = {link for link in links if link.startswith(("/edukasi/", "/privasi/", "/aksesibilitas/", "/darurat/"))}
    assert ours >= {"/edukasi/", "/darurat/"}
    assert {link: client.get(link).status_code for link in ours} == dict.fromkeys(ours, 200)


def test_every_number_on_a_page_is_an_active_contact(client, home):
    known = set(EmergencyContact.objects.active().values_list("number", flat=True))
    for page in ArticlePage.objects.live():
        html = client.get(page.url).text
        dialled = re.findall(r'href="tel:([^"]+)"', html) + [f"+{n}" for n in re.findall(r"wa\.me/(\d+)", html)]
        assert set(dialled) <= known


def test_a_contact_switched_off_leaves_every_page(client, home):
    EmergencyContact.objects.filter(code="kp2mi-telepon").update(is_active=False)
    for path in ("/", "/edukasi/berangkat/tanda-lowongan-palsu/"):
        assert "0800 1000" not in client.get(path).text


def test_the_page_for_a_watched_phone_says_nothing_in_its_title(client, home):
    html = client.get(DISCREET).text
    assert re.search(r"<title>\s*Info perjalanan\s*</title>", html)
    assert "Keluar cepat" in html and "noindex" in html
    assert "og:title" not in html and "Lindungi PMI" not in html and "emblem" not in html


def test_countries_stand_in_groups_and_others_in_a_list(client, home):
    html = client.get("/edukasi/negara/").text
    assert html.index("Negara resmi dan bukan") < html.index("<h2>Berbahaya") < html.index(">Kamboja<")
    assert html.index("<h2>Ada jalur resmi") < html.index(">Taiwan<")
    assert 'href="#keluarga"' in client.get("/edukasi/").text


def test_related_pages_are_the_next_ones_on_the_shelf(home):
    first, *_, last = ArticlePage.objects.live().child_of(SectionPage.objects.get(slug="negara")).order_by("path")
    assert [page.slug for page in last.related()] == ["resmi-atau-bukan", "kamboja", "myanmar"]
    assert [page.slug for page in first.related()] == ["kamboja", "myanmar", "thailand"]


def test_a_page_in_mandarin_says_so_and_its_frame_is_indonesian(client, home):
    ArticlePage.objects.get(slug="zhongwen").get_latest_revision().publish()
    html = client.get("/edukasi/luar-negeri/zhongwen/").text
    assert '<html lang="zh-Hans">' in html and '<nav class="breadcrumb" lang="id"' in html


def test_an_article_says_when_it_was_checked(client, home):
    html = client.get("/edukasi/berangkat/daftar-periksa/").text
    assert "Terakhir diperiksa: 24 November 2026" in html
    assert "Sumber: UU 18/2017" in html


def test_an_article_past_its_date_says_so(client, home):
    ArticlePage.objects.filter(slug="daftar-periksa").update(check_again_on=date(2026, 1, 1))
    assert "sudah waktunya diperiksa lagi" in client.get("/edukasi/berangkat/daftar-periksa/").text


def test_an_article_is_checked_again_after_it_was_checked(db):
    article = ArticlePage(title="a", slug="a", checked_on=date(2026, 1, 2), check_again_on=date(2026, 1, 2))
    with pytest.raises(ValidationError, match="sesudah"):
        article.clean()


def test_a_draft_is_not_public(client, home):
    section = SectionPage.objects.get(slug="berangkat")
    section.add_child(instance=draft())
    assert client.get("/edukasi/berangkat/konsep/").status_code == 404
    assert "Konsep" not in client.get("/edukasi/berangkat/").text


def test_an_empty_shelf_says_what_to_do(client, home):
    SectionPage.objects.get(slug="edukasi").add_child(instance=SectionPage(title="Baru", slug="baru", intro="Baru."))
    assert "Belum ada bacaan di sini" in client.get("/edukasi/baru/").text


def test_only_pictures_of_pages_are_public(client, db):
    default_storage.save("images/peta.png", ContentFile(b"png"))
    default_storage.save("images/secret.html", ContentFile(b"html"))
    default_storage.save("cases/ktp.png", ContentFile(b"png"))
    response = client.get("/media/images/peta.png")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
    hidden = ["secret.html", "none.png", "..%2Fcases%2Fktp.png", "../cases/ktp.png"]
    assert {client.get(f"/media/images/{name}").status_code for name in hidden} <= {400, 404}
    assert client.post("/media/images/peta.png").status_code == 405


def draft():
    dates = {"checked_on": date(2026, 11, 1), "check_again_on": date(2027, 1, 1)}
    return ArticlePage(title="Konsep", slug="konsep", summary="Konsep.", sources="-", live=False, **dates)
