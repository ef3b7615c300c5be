"""What editors have at hand beside the form: blocks, readability, dead links, redirects."""

import json

import pytest
from django.core.files.base import ContentFile
from wagtail.blocks import StructBlockValidationError
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from education import blocks, broken_links
from education.models import ArticlePage, EmergencyPage, HomePage

ARTICLE = "/edukasi/berangkat/daftar-periksa/"


@pytest.fixture
def article(home):
    return ArticlePage.objects.get(slug="daftar-periksa")


def show(client, article, *body):
    article.body = json.dumps([{"type": kind, "value": value} for kind, value in body])
    article.save_revision().publish()
    return client.get(ARTICLE).text


def recording(name="pesan.mp3", size=1000):
    return get_document_model().objects.create(title="Pesan", file=ContentFile(b"x" * size, name=name))


def test_every_new_block_is_shown(client, article, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    other = ArticlePage.objects.live().exclude(pk=article.pk).first()
    sound = recording()
    html = show(
        client,
        article,
        ("red_flags", ["Disuruh mengaku wisata"]),
        ("country", {"title": "Sekilas", "rows": [{"name": "Bahasa", "value": "<p>Melayu</p>"}]}),
        ("quote", {"text": "Gaji 12 juta, bos", "teller": "Pesan perekrut", "source": "Contoh"}),
        ("audio", {"title": "Dengarkan", "file": sound.pk, "transcript": "<p>Halo.</p>"}),
        ("related", [other.pk]),
    )
    for words in ("Disuruh mengaku wisata", "<dt>Bahasa</dt>", "“Gaji 12 juta, bos”", "Sumber: Contoh", "Halo."):
        assert words in html
    assert f'preload="none" src="{sound.url}"' in html and other.title in html


@pytest.mark.parametrize(
    ("name", "size", "fault"),
    [("a.mp3", 300 * 1024, None), ("a.mp3", 300 * 1024 + 1, "300 kB"), ("a.pdf", 10, "MP3")],
)
def test_a_recording_fits_a_cheap_phone(db, settings, tmp_path, name, size, fault):
    settings.MEDIA_ROOT = tmp_path
    value = {"title": "Pesan", "file": recording(name, size), "transcript": "Halo"}
    block = blocks.AudioBlock()
    if fault is None:
        block.clean(block.to_python(value | {"file": value["file"].pk}))
        return
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(value | {"file": value["file"].pk}))
    assert fault in str(refused.value.block_errors["file"])


def test_a_withdrawn_page_leaves_the_related_ones(client, article):
    other = ArticlePage.objects.live().exclude(pk=article.pk).sibling_of(article).first()
    other.unpublish()
    assert other.title not in show(client, article, ("related", [other.pk]))


def test_the_preview_tells_how_it_reads_and_readers_never_see_it(client, rena, article):
    html = show(client, article, ("text", "<p>Warga diwajibkan melapor guna memperoleh bantuan.</p>"))
    assert "Keterbacaan" not in html
    client.force_login(rena.user)
    draft = client.get(f"/cms/pages/{article.pk}/view_draft/").text
    assert "Keterbacaan" in draft and "“guna”: untuk" in draft
    assert "Mudah dibaca?" in client.get(f"/cms/pages/{article.pk}/edit/").text


@pytest.mark.parametrize("model", [HomePage, EmergencyPage])
def test_the_other_pages_of_the_editors_are_read_for_them_too(client, rena, home, model):
    page = model.objects.get()
    page.lead = "Warga diwajibkan melapor guna memperoleh bantuan."
    page.save_revision()
    client.force_login(rena.user)
    draft = client.get(f"/cms/pages/{page.pk}/view_draft/").text
    assert "Keterbacaan" in draft and "“guna”: untuk" in draft
    assert "Mudah dibaca?" in client.get(f"/cms/pages/{page.pk}/edit/").text
    assert "Keterbacaan" not in client.get(page.url).text


def test_the_hardest_page_stands_first(client, putri, article):
    show(client, article, ("text", "<p>" + "Sehubungan dengan persyaratan dimaksud, pemohon diwajibkan " * 9 + "</p>"))
    client.force_login(putri.user)
    html = client.get("/cms/reports/keterbacaan/").text
    assert html.index(f"/cms/pages/{article.pk}/edit/") == html.index("/cms/pages/", html.index("<tbody"))


def test_dead_links_are_found_without_asking_anybody(client, rena, article):
    gone = ArticlePage.objects.live().exclude(pk=article.pk).first()
    show(
        client,
        article,
        ("text", '<p><a href="/edukasi/entah/">a</a> <a href="/darurat/">b</a> <a href="/lapor/">c</a></p>'),
        ("text", f'<p><a linktype="page" id="{gone.pk}">d</a> <a href="https://contoh.id/">e</a></p>'),
    )
    assert [link.target for link in ours(article)] == ["/edukasi/entah/"]
    gone.unpublish()
    assert [link.target for link in ours(article)] == ["/edukasi/entah/", f"halaman nomor {gone.pk}"]
    Redirect.objects.create(old_path="/edukasi/entah", redirect_page=article)
    assert [link.target for link in ours(article)] == [f"halaman nomor {gone.pk}"]
    client.force_login(rena.user)
    assert f"halaman nomor {gone.pk}" in client.get("/cms/reports/tautan/").text


def ours(article):
    return [link for link in broken_links.broken_links() if link.page.pk == article.pk]


def test_the_start_pages_have_no_dead_links(home):
    dead = [(link.page.slug, link.target) for link in broken_links.broken_links()]
    assert [link for link in dead if link[1] != "/cek-tawaran/"] == []  # promised; it comes with the check of offers


def test_an_editor_sends_an_old_address_on(client, rena, putri, article):
    client.force_login(putri.user)
    assert client.get("/cms/redirects/").status_code in (302, 403)
    client.force_login(rena.user)
    form = {"old_path": "/bacaan-lama/", "is_permanent": "on", "redirect_page": article.pk, "redirect_link": ""}
    assert client.post("/cms/redirects/add/", form).status_code == 302
    client.logout()
    answer = client.get("/bacaan-lama/")
    assert (answer.status_code, answer.url) == (301, ARTICLE)
