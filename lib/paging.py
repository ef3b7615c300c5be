"""Pages of a list that may be a million rows long: nothing is counted past the point where the number helps nobody."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

PER_PAGE = 25
COUNTED = 1000


def capped_count(rows):
    """How many rows there are, or COUNTED + 1 for more than that."""
    return rows.order_by()[: COUNTED + 1].count()


def spoken(count):
    """The number as a page says it."""
    return "lebih dari 1.000" if count > COUNTED else str(count)


class CappedPaginator(Paginator):
    @cached_property
    def found(self):
        return capped_count(self.object_list)

    @property
    def count(self):
        return min(self.found, COUNTED)


def short(count):
    """The same where there is little room: on the cards above a list."""
    return "1.000+" if count > COUNTED else str(count)


def page_of(rows, number):
    """The page asked for, the nearest one where the number is nonsense; `page.found` is the number to say."""
    page = CappedPaginator(rows, PER_PAGE).get_page(number)
    page.found = spoken(page.paginator.found)
    return page
