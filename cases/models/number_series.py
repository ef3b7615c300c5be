from django.db import connection, models


class NumberSeries(models.Model):
    """The last number given out per kind and year; taking one locks the row until the transaction ends."""

    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="one_series_per_kind_and_year")]

    def __str__(self):
        return f"{self.kind} {self.year}"

    @classmethod
    def take(cls, kind, year):
        """The next number, without gaps: it is given back if the transaction fails."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO cases_numberseries (kind, year, last) VALUES (%s, %s, 1) "
                "ON CONFLICT (kind, year) DO UPDATE SET last = cases_numberseries.last + 1 RETURNING last",
                [kind, year],
            )
            return cursor.fetchone()[0]
