import importlib
import re
from datetime import date

import pytest
from django.contrib.auth.models import Group
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.models import Assignment, Role, User
from accounts.tests.factories import make_actor
from education import csp, editors, tasks
from education.models import ArticlePage, SectionPage

CMS_PAGES = [
    "/cms/",
    "/cms/pages/{home}/",
    "/cms/pages/{home}/edit/",
    "/cms/pages/{home}/history/",
    "/cms/pages/{article}/edit/",
    "/cms/pages/add/education/articlepage/{section}/",
    "/cms/snippets/education/emergencycontact/",
    "/cms/snippets/education/emergencycontact/add/",
    "/cms/snippets/education/fact/",
    "/cms/snippets/education/fact/add/",
    "/cms/redirects/",
    "/cms/redirects/add/",
    "/cms/redirects/{redirect}/",
    "/cms/reports/fakta/",
    "/cms/reports/masukan/",
    "/cms/reports/keterbacaan/",
    "/cms/reports/tautan/",
    "/cms/reports/tautan-luar/",
    "/cms/images/",
    "/cms/documents/",
    "/cms/reports/workflow/",
    "/cms/reports/workflow_tasks/",
    "/cms/reports/locked/",
    "/cms/reports/site-history/",
    "/cms/reports/aging-pages/",
    "/cms/account/",
]
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@pytest.fixture
def section(home):
    return SectionPage.objects.get(slug="berangkat")


def article_form(**deeds):
    fields = {"title": "Tulisan", "slug": "tulisan", "summary": "Singkat.", "sources": "Uji", "language": "id"}
    dates = {"checked_on": "2026-11-24", "check_again_on": "2027-05-24"}
    dates |= {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    body = {"body": streamfield([("text", rich_text("<p>Isi.</p>"))])}
    return nested_form_data(fields | dates | body | deeds)


def write_article(client, section, **deeds):
    return client.post(f"/cms/pages/add/education/articlepage/{section.pk}/", article_form(**deeds))


def test_a_writer_submits_and_an_editor_publishes(client, putri, rena, section):
    client.force_login(putri.user)
    assert write_article(client, section, **{"action-submit": "1"}).status_code == 302
    article = ArticlePage.objects.get(slug="tulisan")
    assert not article.live and article.current_workflow_task.name == "Dibaca penyunting"
    client.force_login(rena.user)
    assert "Tulisan" in client.get("/cms/").text
    state = article.current_workflow_task_state
    client.post(f"/cms/pages/workflow/action/{article.pk}/approve/{state.pk}/", {"comment": "Baik"})
    client.logout()
    assert "Tulisan" in client.get("/edukasi/berangkat/tulisan/").text


def test_a_writer_cannot_publish(client, putri, section):
    client.force_login(putri.user)
    write_article(client, section, **{"action-publish": "1"})
    article = ArticlePage.objects.get(slug="tulisan")
    assert not article.live
    assert not article.permissions_for_user(putri.user).can_publish()
    client.post(f"/cms/pages/{article.pk}/edit/", article_form(**{"action-publish": "1"}))
    assert not ArticlePage.objects.get(slug="tulisan").live


def test_a_writer_cannot_take_a_page_down(client, putri, section):
    article = ArticlePage.objects.get(slug="daftar-periksa")
    client.force_login(putri.user)
    client.post(f"/cms/pages/{article.pk}/unpublish/")
    client.post(f"/cms/pages/{article.pk}/delete/")
    assert ArticlePage.objects.get(slug="daftar-periksa").live


def test_a_writer_cannot_change_a_number(client, putri, home):
    client.force_login(putri.user)
    assert client.get("/cms/snippets/education/emergencycontact/add/").status_code == 302
    assert not putri.has_perm("education.change_emergencycontact")


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_a_writer_replaces_no_picture_or_file_that_pages_show_already(client, putri, rena, home, kind):
    """It would stand on every page at once, and no editor has read it."""
    model = get_image_model() if kind == "images" else get_document_model()
    size = {"width": 1, "height": 1} if kind == "images" else {}
    theirs = model.objects.create(title="Poster", file="images/poster.jpg", uploaded_by_user=rena.user, **size)
    for writer, may in ((putri, False), (rena, True)):
        client.force_login(writer.user)
        client.get("/cms/")
        policy = importlib.import_module(f"wagtail.{kind}.permissions").permission_policy
        assert policy.user_has_permission_for_instance(writer.user, "change", theirs) == may
        assert policy.user_has_permission(writer.user, "add")


def test_an_editor_publishes_directly(client, rena, section):
    client.force_login(rena.user)
    write_article(client, section, **{"action-publish": "1"})
    assert ArticlePage.objects.get(slug="tulisan").live


@pytest.mark.parametrize("who", ["rudi", "budi", "ana", "dewi", "wawan", "eko", "karim", "adi"])
def test_requires_permission(client, request, home, who):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get("/cms/").status_code == 403
    assert client.get("/cms/pages/").status_code == 403


def test_requires_sign_in(client, db):
    assert client.get("/cms/").url == "/masuk/?next=/cms/"
    assert client.get("/cms/login/?next=/cms/").url == "/masuk/?next=/cms/"


def test_rights_follow_the_office(client, putri, home):
    client.force_login(putri.user)
    client.get("/cms/")
    assert groups_of(putri.user) == [editors.WRITERS]
    Assignment.objects.filter(pk=putri.pk).update(ends_on=date(2024, 1, 1))
    promoted = make_actor("putri2", Role.REDAKSI)
    Assignment.objects.filter(pk=promoted.pk).update(user=putri.user)
    client.get("/cms/")
    assert groups_of(putri.user) == [editors.EDITORS]
    Assignment.objects.filter(pk=promoted.pk).update(ends_on=date(2024, 1, 1))
    assert client.get("/cms/").status_code == 403
    assert groups_of(putri.user) == []


def test_whoever_lost_the_office_leaves_the_group_over_night(putri, rena, home):
    for actor in (putri, rena):
        editors.keep_in_step(actor.user, actor)
    Assignment.objects.filter(pk=rena.pk).update(ends_on=date(2024, 1, 1))
    tasks.daily_upkeep()
    assert (groups_of(putri.user), groups_of(rena.user)) == ([editors.WRITERS], [])


def test_wagtails_sample_groups_are_gone(home):
    assert set(Group.objects.values_list("name", flat=True)) == {editors.WRITERS, editors.EDITORS}


def test_every_inline_script_of_the_cms_is_allowed_by_its_hash(client, rena, home):
    """If an update of Wagtail brings another inline script, it shows here and not as a dead button."""
    client.force_login(rena.user)
    keys = {"home": home.pk, "article": ArticlePage.objects.get(slug="daftar-periksa").pk}
    article = ArticlePage.objects.get(slug="daftar-periksa")
    keys["redirect"] = Redirect.objects.create(old_path="/lama", redirect_page=article).pk
    keys["section"] = SectionPage.objects.get(slug="berangkat").pk
    found = set()
    for path in CMS_PAGES:
        response = client.get(path.format(**keys))
        assert response.status_code == 200, path
        policy = response.headers["Content-Security-Policy"]
        scripts = [script for script in SCRIPT.findall(response.text) if script.strip()]
        assert [script for script in scripts if csp.source_of(script) not in policy] == [], path
        assert "unsafe" not in policy
        found |= set(scripts)
    assert len(found) > 10


def test_only_the_cms_has_the_looser_policy(client, rena, home):
    client.force_login(rena.user)
    assert "sha256" in client.get("/cms/").headers["Content-Security-Policy"]
    assert "sha256" not in client.get("/edukasi/").headers["Content-Security-Policy"]


def test_the_preview_may_stand_in_a_frame_beside_the_editor(client, rena, home):
    client.force_login(rena.user)
    response = client.get(f"/cms/pages/{home.pk}/view_draft/")
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_accessibility_checker_runs_beside_the_editor_and_nowhere_else(client, rena, home):
    client.force_login(rena.user)
    draft = client.get(f"/cms/pages/{home.pk}/view_draft/")
    assert "<wagtail-userbar>" in draft.text and 'id="checker-axe-configuration"' in draft.text
    policy = draft.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "style-src 'self'" in policy  # all it needs comes from here
    assert not re.findall(r"<script>|<style|onclick=", draft.text)
    for path in ("/", "/edukasi/", "/darurat/"):
        assert "userbar" not in client.get(path).text


def groups_of(user):
    return list(User.objects.get(pk=user.pk).groups.values_list("name", flat=True))


@pytest.mark.parametrize("who", ["rena", "putri"])
@pytest.mark.parametrize("path", ["users/", "users/?q=Siti", "groups/", "collections/", "sites/"])
def test_no_list_of_people_stands_in_the_cms(client, request, home, who, path):
    """Wagtail searches by GET; whoever writes education pages finds pages, images and numbers there, and nobody."""
    client.force_login(request.getfixturevalue(who).user)
    assert client.get(f"/cms/{path}").status_code in (302, 403, 404)


def test_a_name_typed_into_the_search_of_the_cms_finds_nobody(client, rena, home, siti):
    client.force_login(rena.user)
    for path in ("pages/search/", "images/", "documents/", "snippets/education/emergencycontact/"):
        answer = client.get(f"/cms/{path}", {"q": "Siti"})
        assert answer.status_code == 200 and siti.name not in answer.text
