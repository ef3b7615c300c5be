"""The public pages in a real browser: readable for everybody, light, and quiet."""

from dev.pytest_browser import NARROW

PATHS = [
    "/",
    "/edukasi/",
    "/edukasi/negara/",
    "/edukasi/berangkat/tanda-lowongan-palsu/",
    "/edukasi/luar-negeri/info-perjalanan/",
    "/darurat/",
    "/privasi/",
]


def test_public_pages_are_light_and_open_to_everybody(open_browser, live_server, public_site):
    """What a reader's phone fetches; how the pages look is the walk's business (test_accessibility)."""
    page = open_browser(NARROW)
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    for path in PATHS:
        requests.clear()
        page.goto(f"{live_server.url}{path}", wait_until="networkidle")
        assert len(requests) <= 10, path
        assert all(url.startswith((live_server.url, "data:")) for url in requests), path
        assert page.context.cookies() == []
