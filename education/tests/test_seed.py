from wagtail.models import Page, Site

from education import seed
from education.models import ArticlePage, EmergencyContact, HomePage


def test_it_publishes_the_whole_public_side(home):
    assert Site.objects.get().root_page == home.page_ptr
    assert not Page.objects.filter(slug="home").exists()
    assert ArticlePage.objects.live().count() == 52
    assert EmergencyContact.objects.active().count() == 8


def test_what_a_speaker_has_not_read_stays_a_draft(home):
    page = ArticlePage.objects.get(slug="zhongwen")
    assert not page.live and page.latest_revision
    assert "penutur asli" in page.sources


def test_a_second_run_changes_nothing(home):
    before = list(Page.objects.order_by("path").values_list("path", "url_path", "latest_revision_id"))
    seed.publish_start_pages()
    assert list(Page.objects.order_by("path").values_list("path", "url_path", "latest_revision_id")) == before
    assert EmergencyContact.objects.count() == 13


def test_it_leaves_alone_what_editors_changed(home):
    article = ArticlePage.objects.get(slug="daftar-periksa")
    article.summary = "Ditulis ulang."
    article.save_revision().publish()
    EmergencyContact.objects.filter(code="sapa-telepon").update(shown_as="Satu dua sembilan")
    HomePage.objects.update(heading="Judul baru")
    seed.publish_start_pages()
    assert ArticlePage.objects.get(slug="daftar-periksa").summary == "Ditulis ulang."
    assert EmergencyContact.objects.get(code="sapa-telepon").shown_as == "Satu dua sembilan"
    assert HomePage.objects.get().heading == "Judul baru"
