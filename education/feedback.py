"""A reader says whether a page helped."""

from datetime import timedelta

from django.http import Http404

from education.models import ArticlePage, PageFeedback
from education.models.feedback import KEPT_DAYS


def open_article(pk: int) -> ArticlePage:
    """The page somebody has read; those for watched phones ask nothing."""
    article = ArticlePage.objects.live().filter(pk=pk, is_discreet=False).first()
    if article is None:
        raise Http404
    return article


def leave(article: ArticlePage, *, key, is_helpful: bool, missing: str, on) -> PageFeedback:
    """Keep one answer; the same form sent twice is one answer."""
    given = {"page": article, "is_helpful": is_helpful, "missing": missing, "given_on": on}
    return PageFeedback.objects.get_or_create(pk=key, defaults=given)[0]


def forget_old(on) -> int:
    return PageFeedback.objects.filter(given_on__lt=on - timedelta(days=KEPT_DAYS)).delete()[0]
