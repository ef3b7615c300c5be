"""The public pages in a real browser: readable for everybody, light, and quiet."""

import pytest

from dev.pytest_browser import DESK, NARROW, violations
from education import seed

PATHS = [
    "/",
    "/edukasi/",
    "/edukasi/berangkat/tanda-lowongan-palsu/",
    "/edukasi/luar-negeri/info-perjalanan/",
    "/darurat/",
    "/privasi/",
]


@pytest.fixture
def address(emergency_file, live_server):
    seed.publish_start_pages()
    return live_server.url


def test_public_pages_are_light_and_open_to_everybody(open_browser, address):
    for size in (NARROW, DESK):
        page = open_browser(size)
        requests = []
        page.on("request", lambda request, requests=requests: requests.append(request.url))
        for path in PATHS:
            requests.clear()
            page.goto(f"{address}{path}", wait_until="networkidle")
            assert violations(page) == [], path
            assert len(requests) <= 10, path
            assert all(url.startswith((address, "data:")) for url in requests), path
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
            assert page.context.cookies() == []
