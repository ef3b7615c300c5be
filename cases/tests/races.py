"""Two people at once, each over a connection of their own."""

import threading

from django.db import connection


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
