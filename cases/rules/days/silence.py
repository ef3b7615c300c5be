"""Links that nobody answered: somebody has to ring."""

from cases.models import Case, ReplyLink
from cases.rules.day import SHOWN, Row


def rows(actor, on):
    """The agency read the letter, or let its time run out, and said nothing by any door; for the officer's day."""
    links = ReplyLink.objects.visible_to(actor).silent(on).order_by("expires_on")
    return [_row(link, on) for link in links.in_lines()[:SHOWN]]


def _row(link, on):
    said = f"{link.agency}: {link.state(on)}"
    if link.group_id:
        return Row(f"{link.group}, {link.total} kasus", link.get_absolute_url(), said, True)
    return Row(link.number, Case(number=link.number).get_absolute_url(), said, True)
