"""A process loads all of its pages when it starts, and Python never looks through them again.

Otherwise the first reader waits for the loading, and now and then one waits for Python, which looks through all of it
for circles of objects: 0.1 s, measured at the sending of a registration.
"""

import gc

from django.urls import get_resolver


def load_pages():
    _ = get_resolver().url_patterns  # read once, and every view is imported
    gc.collect()
    gc.freeze()
