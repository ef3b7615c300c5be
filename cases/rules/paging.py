from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db import connection
from django.utils.functional import cached_property

MOST = 1000
FOUND = 500  # of a word: the fewer bear it, the more rows are looked at for each one that does
PER_PAGE = 25


class KeysPaginator(Paginator):
    """Turns the pages of a list of keys, one more than it shows where there are more still."""

    def __init__(self, keys, per_page, most):
        super().__init__(keys, per_page)
        self.most = most

    @cached_property
    def count(self):
        return min(len(self.object_list), self.most)

    @cached_property
    def has_more(self):
        """True where there is more than can be paged through; a search or a filter narrows it down."""
        return len(self.object_list) > self.most


def page_of(rows, number, per_page=PER_PAGE, *, is_search=False):
    """The page asked for, or the nearest one where the number is nonsense.

    Nobody reads page 400, and counting a million rows takes seconds: the keys up to a limit are the count and the page
    at once, and only the rows of that page are read and joined.
    """
    most = FOUND if is_search else MOST
    keys = list(rows.values_list("pk", flat=True)[: most + 1])
    page = KeysPaginator(keys, per_page, most).get_page(number)
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


def counts_by_name(lists):
    """The same for lists that have names: {name: list} gives {name: count}."""
    return dict(zip(lists, capped_counts(*lists.values()), strict=True))


def short(count):
    """The number where there is little room: on the cards above a list."""
    return "1.000+" if count > MOST else str(count)
