"""Links that lead out of the portal: asked in small portions, and called dead after two failures in a row.

Nothing of a reader goes along: an address is asked for as it stands on the page, by nobody in particular.
"""

import re
from collections import defaultdict
from datetime import timedelta
from html import unescape
from http.client import HTTPException

from django.utils import timezone

from education.fact_usage import KINDS
from education.models import OutsideLink
from education.models.outside_link import Answer
from lib import outgoing
from lib.clock import today

ADDRESS = re.compile(r'href=\\?"(https?://[^"\\#]+)', re.IGNORECASE)
PORTION, AT_MOST_EVERY = 20, timedelta(hours=20)
ENOUGH_TO_DOUBT_OURSELVES = 3
GONE, GUARDED = {404, 410}, {401, 403, 429}  # guarded: the page is there, and wants no machines


def pages_by_address() -> dict[str, list]:
    """{address: live pages that lead there}."""
    found = defaultdict(list)
    for page in (page for kind in KINDS for page in kind.objects.live().order_by("path")):
        for address in dict.fromkeys(map(unescape, ADDRESS.findall(page.written))):
            found[address].append(page)
    return dict(found)


def check_some() -> int:
    """Bring the rows up to what pages say, ask a portion of them, and write down the answers; returns how many."""
    follow_pages()
    links = list(OutsideLink.objects.due(timezone.now() - AT_MOST_EVERY)[:PORTION])
    answers = [ask(link.url) for link in links]
    if len(links) >= ENOUGH_TO_DOUBT_OURSELVES and set(answers) == {Answer.SILENT}:
        return 0  # it is this server that has no network
    for link, answer in zip(links, answers, strict=True):
        note(link, answer)
    return len(links)


def follow_pages():
    said = {address for address in pages_by_address() if len(address) <= OutsideLink._meta.get_field("url").max_length}
    OutsideLink.objects.exclude(url__in=said).delete()
    OutsideLink.objects.bulk_create([OutsideLink(url=url) for url in sorted(said)], ignore_conflicts=True)


def ask(url) -> str:
    """HEAD costs nobody much; some sites answer it wrongly, so a bad answer is asked for once more by GET."""
    try:
        status = outgoing.status("HEAD", url)
        return judge(status if status < 400 else outgoing.status("GET", url))
    except outgoing.Blocked:
        return Answer.REFUSED
    except (OSError, HTTPException, ValueError):
        return Answer.SILENT


def judge(status) -> str:
    if status < 400 or status in GUARDED:
        return Answer.FINE
    return Answer.GONE if status in GONE else Answer.FAULT


def note(link, answer):
    link.answer, link.checked_at = answer, timezone.now()
    if answer == Answer.FINE:
        link.failures, link.failing_since = 0, None
    else:
        link.failures, link.failing_since = link.failures + 1, link.failing_since or today()
    link.save(update_fields=["answer", "checked_at", "failures", "failing_since"])
