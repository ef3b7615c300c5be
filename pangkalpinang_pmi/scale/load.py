"""Filling the tables: portions made and copied by as many processes as there are cores, indexes built at the end."""

import os
import time
from contextlib import contextmanager
from multiprocessing import get_context
from typing import NamedTuple

from django.db import connection, connections, transaction
from psycopg import sql

from cases.models import NumberSeries
from lib.few_collections import few_collections
from pangkalpinang_pmi.scale import casework, money, people
from pangkalpinang_pmi.scale.ground import YEARS_OF_CASES, survey
from pangkalpinang_pmi.scale.indexes import without_indexes

GO_ON = sql.SQL("SELECT setval(pg_get_serial_sequence({name}, 'id'), (SELECT max(id) FROM {table}))")
MODELS = [table.model for table in (*people.TABLES, *casework.TABLES, *money.TABLES)]


class Job(NamedTuple):
    """One portion, made and written by whichever process is free."""

    ground: object
    portion: int
    cases: int | None = None  # None: a portion of people

    @property
    def size(self):
        return people.PORTION if self.cases is None else casework.PORTION


def load(*, count, cases, seed, today, report):
    """Write so many people and cases; `report(text)` hears of the progress. Returns seconds."""
    started = time.monotonic()
    ground = survey(seed, today, count)
    jobs = [Job(ground, portion) for portion in range(-(-count // people.PORTION))]
    jobs += [Job(ground, portion, cases) for portion in range(-(-cases // casework.PORTION))]
    with crew(jobs) as each:
        with without_indexes(MODELS, each):
            for done, _ in enumerate(each(write, jobs), 1):
                if done % 20 == 0 or done == len(jobs):
                    report(f"{done} of {len(jobs)} portions")
            report("Indexes")
        report("Statistics")
        for _ in each(analyze, MODELS):
            pass
    _go_on_counting(ground, cases)
    return time.monotonic() - started


@contextmanager
def crew(jobs):
    """A map over as many processes as there are cores. For one portion of each kind they cost more than they save."""
    if len(jobs) <= 2:
        yield map
        return
    people.names(jobs[0].ground.seed)  # once, for all children
    connections.close_all()  # a connection must not be shared with a child
    with get_context("fork").Pool(os.cpu_count()) as pool:
        yield pool.imap_unordered


def analyze(model):
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {model._meta.db_table}")


@few_collections()
@transaction.atomic
def write(job):
    """The rows come complete with their history, so no trigger has anything to add; those of foreign keys, which would
    look every row up one by one, are left out too. That needs a superuser, which an embedded server's user is."""
    made = people.make_rows(*job[:2]) if job.cases is None else casework.make_rows(*job)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in made:
            table.write(cursor, rows)
        cursor.execute("SET LOCAL session_replication_role = origin")


def _go_on_counting(ground, cases):
    """The next form gets the next number."""
    for year in ground.case_numbers:
        last = ground.case_numbers[year] + -(-cases // YEARS_OF_CASES)
        NumberSeries.objects.update_or_create(kind="case", year=year, defaults={"last": last})
    with connection.cursor() as cursor:
        for model in MODELS:
            table = model._meta.db_table
            if model._meta.pk.get_internal_type() == "BigAutoField":
                cursor.execute(GO_ON.format(name=sql.Literal(table), table=sql.Identifier(table)))
