"""A real browser for the tests: Debian's Chromium, started once a session; every test gets a fresh profile."""

import inspect
import os

import pytest

from dev import browser

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 30_000  # milliseconds, also of a busy machine: only what never comes takes so long
PHONE, DESK, NARROW = {"width": 390, "height": 844}, {"width": 1366, "height": 768}, {"width": 360, "height": 800}
FOUND = """async ([where, options]) => (await axe.run(where || document, options)).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 120)}`))"""
# Nothing is loaded again beforehand: no rule of these needs the text of style sheets, and we play no sound by itself.
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "preload": False,
}


@pytest.fixture(scope="session")
def chromium():
    path = browser.installed()
    if not path:
        pytest.skip(browser.MISSING)
    playwright = pytest.importorskip("playwright.sync_api")
    # Playwright's loop runs in this thread; Django would take every query for one out of asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # It asks for the whole stack at every call, and Python looks through all modules for each frame without a file.
    inspect.modulesbyfile |= dict.fromkeys(["<string>", "<frozen runpy>"], "")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def open_browser(chromium):
    """`open_browser(PHONE)` gives a page of a new profile; in the end no page may have complained in its console."""
    contexts, complaints = [], []

    def opened(size=PHONE, **options):
        context = chromium.new_context(viewport=size, locale="id-ID", timezone_id="Asia/Jakarta", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    opened.forgive = complaints.clear  # for who cuts the line on purpose
    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def arrived(page, heading):
    """The page with this heading is there, and so are its scripts: the next key finds the focus where it belongs."""
    page.get_by_role("heading", name=heading, exact=True).wait_for()
    page.wait_for_load_state()


def refused(page):
    """The page is back with what is wrong on it, and a script has put the focus there."""
    page.locator("[data-error-summary]:focus").wait_for()
    page.wait_for_load_state()


def violations(page, within=()):
    """What axe-core finds against WCAG 2.2 AA, as short lines; an empty list is the goal.

    `within` are selectors of the parts to be judged, each in its surroundings; without them the whole page is.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(pytest.importorskip("axe_playwright_python.sync_playwright").Axe().axe_script)
    where = {"include": [[selector] for selector in within]} if within else None
    return page.evaluate(FOUND, [where, WCAG])
