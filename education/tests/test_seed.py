from wagtail.models import Page, Site

from education import seed
from education.models import ArticlePage, EmergencyContact, Fact, HomePage, SectionPage, StartContent


def test_it_publishes_the_whole_public_side(home):
    assert Site.objects.get().root_page == home.page_ptr
    assert not Page.objects.filter(slug="home").exists()
    assert ArticlePage.objects.live().count() == 53
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


def test_what_an_editor_deleted_stays_away(home):
    ArticlePage.objects.get(slug="daftar-periksa").delete()
    SectionPage.objects.get(slug="sekolah").delete()
    EmergencyContact.objects.filter(code="sapa-telepon").delete()
    Fact.objects.filter(code="tebusan-pernah").delete()
    seed.publish_start_pages()
    assert not Page.objects.filter(slug__in=["daftar-periksa", "sekolah", "baru-lulus"]).exists()
    assert not EmergencyContact.objects.filter(code="sapa-telepon").exists()
    assert not Fact.objects.filter(code="tebusan-pernah").exists()


def test_what_an_editor_moved_or_renamed_is_not_made_again(home):
    article = ArticlePage.objects.get(slug="daftar-periksa")
    article.slug = "sebelum-berangkat"
    article.save_revision().publish()
    article.move(SectionPage.objects.get(slug="keluarga"), pos="last-child")
    StartContent.objects.filter(name="halaman/berangkat/biaya").delete()  # as if a release had brought it
    SectionPage.objects.filter(slug="berangkat").first().move(home, pos="last-child")
    seed.publish_start_pages()
    assert not Page.objects.filter(slug="daftar-periksa").exists()
    assert ArticlePage.objects.filter(slug="biaya").count() == 1


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
