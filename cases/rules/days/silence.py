"""Links that nobody answered: somebody has to ring."""

from cases.models import ReplyLink
from cases.rules.day import SHOWN, Row


def rows(actor, on):
    """The agency read the letter, or let its time run out, and said nothing by any door; for the officer's day."""
    links = ReplyLink.objects.visible_to(actor).silent(on).order_by("expires_on")
    related = ("sharing__coordination__case", "sharing__coordination__agency")
    return [_row(link, on) for link in links.select_related(*related)[:SHOWN]]


def _row(link, on):
    asked = link.coordination
    return Row(asked.case.number, link.get_absolute_url(), f"{asked.agency}: {link.state(on)}", True)
