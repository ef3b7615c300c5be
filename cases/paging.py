from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db import connection
from django.utils.functional import cached_property

MOST = 1000
PER_PAGE = 25


class KeysPaginator(Paginator):
    """Turns the pages of a list of keys, one more than it shows where there are more still."""

    @cached_property
    def count(self):
        return min(len(self.object_list), MOST)

    @cached_property
    def has_more(self):
        """True where there is more than can be paged through; a search or a filter narrows it down."""
        return len(self.object_list) > MOST


def page_of(rows, number, per_page=PER_PAGE):
    """The page asked for, or the nearest one where the number is nonsense.

    Nobody reads page 400, and counting a million rows takes seconds: the keys up to a limit are the count and the page
    at once, and only the rows of that page are read and joined.
    """
    keys = list(rows.values_list("pk", flat=True)[: MOST + 1])
    page = KeysPaginator(keys, per_page).get_page(number)
    page.object_list = rows.filter(pk__in=page.object_list)
    return page


def capped_counts(*lists):
    """How many rows each list has, or MOST + 1 for more than that; one question to the database."""
    counts, questions, values = [0] * len(lists), {}, []
    for position, rows in enumerate(lists):
        try:
            sql, params = rows.order_by().values("pk")[: MOST + 1].query.sql_with_params()
        except EmptyResultSet:  # a list of which the database need not be asked
            continue
        questions[position] = f"(SELECT COUNT(*) FROM ({sql}) AS list_{position})"  # nosec B608 # compiled by Django
        values += params
    if questions:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(questions.values())}", values)
            counts_found = cursor.fetchone()
        for position, count in zip(questions, counts_found, strict=True):
            counts[position] = count
    return counts


def short(count):
    """The number where there is little room: on the cards above a list."""
    return "1.000+" if count > MOST else str(count)
