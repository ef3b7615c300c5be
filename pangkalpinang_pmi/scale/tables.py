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
        self.end = "".join(f"\t{as_text(field.get_default())}" for field in others) + "\n"

    def write(self, cursor, rows):
        """Rows are tuples of text in the order of the given columns; nothing in them needs escaping."""
        with cursor.copy(self.statement) as copy:
            copy.write("".join(["\t".join(row) + self.end for row in rows]))


NULL = "\\N"


def as_text(value):
    """A default in COPY's text form."""
    if value is None:
        return NULL
    if isinstance(value, list):
        return "{" + ",".join(f'"{item}"' for item in value) + "}"
    return str(value)
