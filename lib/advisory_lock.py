from django.db import connection


def wait_in_line(name):
    """Hold `name` until this transaction ends; whoever wants the same waits, and then sees what we committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def wait_in_lines(names):
    """The same for many names, in an order that is the same for all: of two who want the same ones nobody blocks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(key) FROM ("
            "SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest(%s::text[]) AS name ORDER BY 1) AS ordered",
            [list(names)],
        )
