"""What Wagtail's own migrations put into a new database, for after a test that emptied every table."""

from wagtail.models import Collection, Locale, Page, Site


def put_back():
    if Page.objects.filter(depth=1).exists():
        return
    Locale.objects.get_or_create(language_code="id")
    Collection.add_root(name="Root")
    root = Page.add_root(title="Root", slug="root")
    welcome = root.add_child(title="Welcome to your new Wagtail site!", slug="home")
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)
