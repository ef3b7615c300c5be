"""The traces of `values.name_traces`, as the database makes them of a row: an index over them is right by itself.

Each is kept as a number of 64 bits, which is sorted and compared in half the time. Two traces with one number only make
somebody a candidate whom the judge then tells apart.

The functions stand in migration 0010. They know nothing but their arguments, since what an index is built on must never
change its mind, and are not PARALLEL SAFE: a search reads some hundred rows, and workers take longer to start.
"""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, TextField, Value


class NameTraces(Func):
    """Of a person; written as the index is, or it would not be used."""

    function = "cases_hashed_traces"
    output_field = ArrayField(BigIntegerField())

    def __init__(self, *expressions):
        super().__init__(*(expressions or (F("name_keys"), F("birth_date"), F("territory"))))


class Hashed(Func):
    """The numbers of traces to look for."""

    function = "cases_hashed"
    output_field = ArrayField(BigIntegerField())

    def __init__(self, traces):
        super().__init__(Value(traces, ArrayField(TextField())))
