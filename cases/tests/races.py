"""People at work at once, each over a connection of their own."""

import threading

from django.db import connection, transaction

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def at_once(*deeds):
    """Run each in a thread of its own, all starting together; returns what they returned."""
    start, results = threading.Barrier(len(deeds)), []

    def run(deed):
        try:
            start.wait()
            results.append(deed())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def while_it_is_done(deed, *others):
    """The others begin when the deed is done and not yet committed: then each of them waits for it, or is through."""
    results = {}

    def run(place, other):
        try:
            results[place] = other()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(others)]
    with transaction.atomic():
        done = deed()
        for thread in threads:
            thread.start()
        while sum(thread.is_alive() for thread in threads) > _waiting():
            threads[0].join(0.01)
    for thread in threads:
        thread.join()
    return [done, *(results.get(place) for place in range(len(others)))]


def _waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # what is going on now, not when we began
        cursor.execute(WAITING)
        return cursor.fetchone()[0]
