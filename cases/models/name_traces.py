"""The traces of `values.name_traces`, as the database makes them of a row: an index over them is right by itself.

The function stands in migration 0008. It knows nothing but its arguments, since what an index is built on must never
change its mind, and it is not PARALLEL SAFE: a search reads some hundred rows, and workers take longer to start.
"""

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField


class NameTraces(Func):
    """Of a person; written as the index is, or it would not be used."""

    function = "cases_name_traces"
    output_field = ArrayField(TextField())

    def __init__(self, *expressions):
        super().__init__(*(expressions or (F("name_keys"), F("birth_date"), F("territory"))))
