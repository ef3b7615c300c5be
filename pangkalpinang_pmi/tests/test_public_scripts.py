"""What a stranger's phone has to run: on every public page at most one deferred script of 5 KB.

The walk begins at the front page and opens every link; what stands behind a form is reached by filling it in.
"""

import re
import uuid

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import resolve, reverse

from cases.models import Coordination
from cases.rules.families import report_intake
from cases.rules.offers import offer_question, red_flag
from cases.tests.links import give_link, url_of
from lib import receipt
from pangkalpinang_pmi.tests.test_access import PUBLIC

LARGEST = 5_000
SCRIPT = re.compile(r"<script(?! type=\"application/ld\+json\")([^>]*)>")
LINK = re.compile(r'<a [^>]*href="(/[^"#?]*)')  # a parser would take longer than the pages themselves
# Pictures, papers and machines' answers; and two that only redirect.
NO_PAGES = {"alive", "ready", "public_image", "wagtaildocs_serve", "share_card", "board_sheet", "talk_kit_file"}
NO_PAGES |= {"offline_worker", "article_feed", "robots", "sitemap", "sign_out", "cases:leave_report"}
OFFER = {"text": "Jadi admin judi di Kamboja, gaji 12 juta"}


class Walk:
    def __init__(self, client):
        self.client, self.faults, self.seen, self.names = client, [], set(), set()

    def look(self, answer, path):
        """Judge one page; returns the addresses it links to."""
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            return set()
        found = resolve(path)
        self.names.add(found.view_name)
        scripts = SCRIPT.findall(answer.text)
        files = [re.search(r'src="/static/([^"]+)"', script) for script in scripts]
        sizes = [(settings.BASE_DIR / "static" / file[1]).stat().st_size if file else LARGEST + 1 for file in files]
        if len(scripts) > 1 or any("defer" not in script for script in scripts) or sum(sizes) > LARGEST:
            self.faults.append((path, scripts, sizes))
        return set(LINK.findall(answer.text))

    def open(self, path):
        answer = self.client.get(path, follow=True)
        return self.look(answer, answer.redirect_chain[-1][0].partition("?")[0] if answer.redirect_chain else path)

    def send(self, path, **data):
        """What a form answers: the page itself, or where it leads to."""
        answer = self.client.post(path, data, follow=True)
        self.look(answer, answer.redirect_chain[-1][0] if answer.redirect_chain else path)

    def follow(self, *starts):
        """Every page that can be reached; of those that are all alike (a reader's word about a page) the first."""
        waiting = list(starts)
        while waiting:
            path = waiting.pop().partition("?")[0]
            name = resolve(path).view_name
            if path in self.seen or name in NO_PAGES or (name != "wagtail_serve" and name in self.names):
                continue
            self.seen.add(path)
            waiting += self.open(path)


@pytest.fixture
def walk(client, public_site):
    cache.clear()
    return Walk(client)


def test_every_public_page_has_at_most_one_deferred_script_of_five_kilobytes(walk, coordination, ana):
    report, offer = uuid.uuid4(), uuid.uuid4()
    report_intake.keep(key=report, seed="benih", danger="YA", person_name="Bayu Contoh")
    offer_question.ask(client_uuid=offer, seed="benih", flags=red_flag.start_flags(), **OFFER)
    walk.send(reverse("cases:report_start"), danger="YA")
    walk.send(reverse("cases:report_first"), person_name="Bayu Contoh")
    walk.send(reverse("cases:report_code"))
    walk.follow("/", "/cari/?q=kamboja", "/tidak-ada/", reverse("cases:report_done"), reverse("no_signal"))
    feedback = next(path for path in walk.seen if path.startswith("/masukan/"))
    walk.open(f"{feedback}terima-kasih/")
    walk.send(feedback, is_helpful="")
    walk.open(reverse("cases:check_letter", args=["aaaa-bbbb-cccc-dddd"]))
    Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM", request="Mohon dicari")
    coordination.refresh_from_db()
    walk.open(url_of(give_link(coordination, ana)))
    walk.send(reverse("cases:follow"), code=receipt.code_of(report, "benih"))
    walk.send(reverse("cases:offer_check"), **OFFER)
    walk.send(reverse("cases:offer_ask"), client_uuid=uuid.uuid4(), seed=uuid.uuid4(), **OFFER)
    walk.open(reverse("cases:offer_answer"))
    assert walk.faults == []
    assert PUBLIC - walk.names == NO_PAGES | {"account_login"}
