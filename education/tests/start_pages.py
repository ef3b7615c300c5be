"""The published start pages as rows: publishing them takes more than a second, putting their rows in place a moment."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from wagtail.models import Site

from education.seed import publish_start_pages


def published_rows() -> dict[str, bytes]:
    """What publishing makes of each table that it changes. Publishes nothing for good."""
    with transaction.atomic():
        before = _all_rows()
        publish_start_pages()
        after = _all_rows()
        transaction.set_rollback(True)
    return {table: rows for table, rows in after.items() if rows != before[table]}


@transaction.atomic
def put(tables: dict[str, bytes]) -> None:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in tables]
    with connection.cursor() as cursor:
        for table, rows in tables.items():
            cursor.execute(f'DELETE FROM "{table}"')  # nosec B608 # names of our own tables
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    Site.clear_site_root_paths_cache()


def _all_rows() -> dict[str, bytes]:
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in connection.introspection.table_names(cursor)}


def _rows(cursor, table) -> bytes:
    with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(copy)
