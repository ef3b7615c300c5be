"""`/darurat/` as a file. The first middleware serves it, so it needs no database, no cache and no session."""

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.template.loader import render_to_string
from wagtail.signals import page_published, page_unpublished

from education import edition, spare_numbers
from education.models import EmergencyPage, fact
from lib import whole_file


def render() -> str | None:
    """The page as HTML that is the same for everybody; None while no emergency page is published."""
    page = EmergencyPage.objects.live().first()
    if page is None:
        return None
    known = {"demo": settings.DEMO, "site_url": settings.SITE_URL}
    return fact.fill(render_to_string(page.template, page.get_context(None) | known))


def write() -> bool:
    """Write the file anew, or take it away when the page is unpublished. True if there is one now."""
    html = render()
    replace_file(spare_numbers.file(), spare_numbers.rows())
    if html is None:
        settings.EMERGENCY_PAGE_FILE.unlink(missing_ok=True)
        return False
    replace_file(settings.EMERGENCY_PAGE_FILE, html.encode())
    return True


def replace_file(target, content):
    target.parent.mkdir(parents=True, exist_ok=True)
    whole_file.replace(target, content, mode=0o644)


def write_on_commit():
    """A full disk must not lose what the editor typed: the failure is logged, the old file stays."""
    edition.change()
    transaction.on_commit(write, robust=True)


@receiver([page_published, page_unpublished], sender=EmergencyPage)
def follow_the_page(**kwargs):
    write_on_commit()
