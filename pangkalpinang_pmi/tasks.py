from celery import shared_task
from django.core.cache import cache

BEAT_SEEN = "beat-seen"
BEAT_SEEN_SECONDS = 120


@shared_task(name="pangkalpinang_pmi.heartbeat")
def heartbeat():
    """Says to /siap/ that beat, broker and worker are all alive."""
    cache.set(BEAT_SEEN, True, BEAT_SEEN_SECONDS)
