"""A reader says whether a page helped."""

from datetime import timedelta

from django.http import Http404
from wagtail.models import Page

from education.models import ArticlePage, EmergencyPage, HomePage, PageFeedback
from education.models.feedback import KEPT_DAYS

ASKED_ABOUT = (HomePage, EmergencyPage, ArticlePage)


def open_page(pk: int) -> Page:
    """The page somebody has read; those for watched phones ask nothing."""
    page = Page.objects.live().filter(pk=pk).specific().first()
    if not isinstance(page, ASKED_ABOUT) or getattr(page, "is_discreet", False):
        raise Http404
    return page


def leave(page: Page, *, key, is_helpful: bool, missing: str, on) -> PageFeedback:
    """Keep one answer; the same form sent twice is one answer."""
    given = {"page_id": page.pk, "is_helpful": is_helpful, "missing": missing, "given_on": on}
    return PageFeedback.objects.get_or_create(pk=key, defaults=given)[0]


def forget_old(on) -> int:
    return PageFeedback.objects.filter(given_on__lt=on - timedelta(days=KEPT_DAYS)).delete()[0]
