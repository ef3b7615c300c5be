"""Building an index once over all rows is many times faster than keeping it right row by row."""

from contextlib import contextmanager

from django.db import connection

# The slowest kind first, so that at the end no core waits for it alone.
PLAIN_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique
    ORDER BY pg_get_indexdef(indexrelid) LIKE '%%USING gin%%' DESC, 1
"""
# Inside a transaction no index can be dropped or built while foreign keys wait to be checked.
CHECK_WHAT_IS_PENDING = "SET CONSTRAINTS ALL IMMEDIATE"


@contextmanager
def without_indexes(models, each):
    """Take away what only makes searching fast; keys and unique constraints stay, so no row is written twice.

    `each` is a map over the processes that build them again.
    """
    with connection.cursor() as cursor:
        cursor.execute(CHECK_WHAT_IS_PENDING)
        cursor.execute(PLAIN_INDEXES, [[model._meta.db_table for model in models]])
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {name}")
    try:
        yield
    finally:
        for _ in each(build, [definition for _, definition in found]):
            pass


def build(definition):
    with connection.cursor() as cursor:
        cursor.execute(CHECK_WHAT_IS_PENDING)
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(definition)
        cursor.execute("RESET maintenance_work_mem")
