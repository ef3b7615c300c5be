"""Links that nobody answered: somebody has to ring."""

from cases.models import Case, ReplyLink
from cases.rules.day import SHOWN, Row


def rows(actor, on):
    """The agency read the letter, or let its time run out, and said nothing by any door; for the officer's day."""
    links = ReplyLink.objects.visible_to(actor).silent(on).order_by("expires_on")
    return [_row(link, on) for link in links.in_lines()[:SHOWN]]


def _row(link, on):
    url = link.get_absolute_url() if link.group_id else Case(number=link.number).get_absolute_url()
    return Row(link.subject, url, f"{link.agency}: {link.state(on)}", True)
