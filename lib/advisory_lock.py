from django.db import connection


def wait_in_line(name):
    """Hold `name` until this transaction ends; whoever wants the same waits, and then sees what we committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
