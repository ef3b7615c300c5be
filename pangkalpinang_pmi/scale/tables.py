from django.utils import timezone
from psycopg import sql


class Table:
    """COPY into the table of a model: the columns we give, and for all others what the field would default to."""

    def __init__(self, model, *given):
        self.model = model
        others = [field for field in model._meta.concrete_fields if field.attname not in (*given, "id")]
        names = [model._meta.get_field(name).column for name in given] + [field.column for field in others]
        self.statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, names))
        )
        self.end = "".join(f"\t{as_text(default_of(field))}" for field in others) + "\n"

    def write(self, cursor, rows):
        """Rows are tuples of text in the order of the given columns; nothing in them needs escaping."""
        with cursor.copy(self.statement) as copy:
            copy.write("".join(["\t".join(row) + self.end for row in rows]))


def default_of(field):
    """What saving a new row would put there."""
    is_stamped = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return timezone.now() if is_stamped else field.get_default()


NULL = "\\N"


def as_text(value):
    """A default in COPY's text form."""
    if value is None:
        return NULL
    if isinstance(value, list):
        return "{" + ",".join(f'"{item}"' for item in value) + "}"
    return str(value)
