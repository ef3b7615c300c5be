from celery import shared_task
from django.core.cache import cache

from pangkalpinang_pmi import warm_pages

BEAT_SEEN = "beat-seen"
BEAT_SEEN_SECONDS = 120


@shared_task(name="pangkalpinang_pmi.heartbeat")
def heartbeat():
    """Says to /siap/ that beat, broker and worker are all alive."""
    cache.set(BEAT_SEEN, True, BEAT_SEEN_SECONDS)


@shared_task(name="pangkalpinang_pmi.warm_pages")
def warm_public_pages():
    """Once for an edition and a day; otherwise it looks at two files."""
    warm_pages.warm()
