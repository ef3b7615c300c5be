"""Migrations into an empty database, in the order that takes the shortest time.

Each step of a migration draws anew all models that hang on the ones it changes. Nearly all hang on the user, and a
hundred of them are ours: what packages bring is quick only before those are there.
"""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

OURS = {"accounts", "cases", "education"}


def migrate() -> None:
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        executor.migrate([leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in OURS])
    call_command("migrate", interactive=False, verbosity=0)
