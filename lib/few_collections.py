import gc
from contextlib import contextmanager

NEW_OBJECTS = 50_000  # instead of Python's 700


@contextmanager
def few_collections():
    """Let Python look for circles of objects less often, where thousands of rows are held and hardly any are circles.

    An import spends a fifth of its time on that otherwise, writing a register for load tests half of it.
    """
    before = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
