from django.core.paginator import Paginator
from django.utils.functional import cached_property

MOST = 1000


class CappedPaginator(Paginator):
    """Counts and turns pages only up to a limit: nobody reads page 400, and counting a million rows takes seconds."""

    @cached_property
    def count(self):
        return min(self._counted, MOST)

    @cached_property
    def has_more(self):
        """True where there is more than can be paged through; a search or a filter narrows it down."""
        return self._counted > MOST

    @cached_property
    def _counted(self):
        return self.object_list.order_by().values("pk")[: MOST + 1].count()
