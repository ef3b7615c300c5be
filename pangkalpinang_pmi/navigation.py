"""What the templates of every page know: the menu of this person, and whether the data is only an example."""

from typing import NamedTuple

from django.conf import settings

from pangkalpinang_pmi import office_settings


class Entry(NamedTuple):
    label: str
    url: str
    icon: str
    permission: str | None = None
    active: bool = False


MENU = (
    Entry("Beranda", "/beranda/", "house"),
    Entry("Warga", "/warga/", "users", "cases.view_person"),
    Entry("Periksa", "/verifikasi/", "clipboard-check", "cases.verify_registration"),
    Entry("Kasus", "/kasus/", "life-buoy", "cases.view_case"),
    Entry("Koordinasi", "/koordinasi/", "arrow-right-left", "cases.view_case"),
    Entry("Pengingat", "/pengingat/", "bell", "cases.view_reminder"),
    Entry("Pengaturan", "/pengaturan/", "settings", office_settings.OPEN),
    Entry("Edukasi", "/cms/", "book-open", "wagtailadmin.access_admin"),
)


def site(request):
    """Context processor: `navigation` for signed-in people, `demo` for the frame around example data."""
    actor = getattr(request, "actor", None)
    menu = menu_of(actor, request.path) if actor else []
    return {"navigation": menu, "demo": settings.DEMO, "site_url": settings.SITE_URL}


def menu_of(actor, path):
    entries = [entry for entry in MENU if entry.permission is None or actor.has_perm(entry.permission)]
    return [entry._replace(active=path.startswith(entry.url)) for entry in entries]
