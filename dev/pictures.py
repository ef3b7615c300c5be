"""The pictures of the README, taken from a running demo city: they show the product as it is, never as it was.

make run            (in another terminal)
python -m dev.pictures [http://127.0.0.1:8000]
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from dev import browser
from dev.place import CHECKOUT
from dev.pytest_browser import ARGUMENTS, DESK, PHONE
from dev.run import PASSWORD

FOLDER = CHECKOUT / "docs/pictures"
# (file, user name or None for the public, path, size)
PICTURES = (
    ("public-home.png", None, "/", PHONE),
    ("register.png", "ketua.rt", "/warga/daftar/", PHONE),
    ("my-day.png", "disnaker", "/beranda/", PHONE),
    ("bp3mi-day.png", "bp3mi", "/beranda/", PHONE),
    ("api-docs.png", None, "/api/v1/docs", DESK),
    ("case.png", "disnaker", "/kasus/K-{year}-0001/", DESK),
)


def main(address: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser.installed(), args=ARGUMENTS)
        for file, user, path, size in PICTURES:
            page = running.new_context(viewport=size, locale="id-ID", timezone_id="Asia/Jakarta").new_page()
            if user:
                sign_in(page, address, user)
            take(page, address + path.format(year=year_of(page)), FOLDER / file)
        running.close()


def sign_in(page, address: str, user: str) -> None:
    page.goto(f"{address}/masuk/")
    page.get_by_label("Nama pengguna").fill(user)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_label("Kata sandi", exact=True).press("Enter")
    page.wait_for_url("**/beranda/")


def year_of(page) -> int:
    return page.evaluate("new Date().getFullYear()")


def take(page, url: str, file: Path) -> None:
    answer = page.goto(url)
    if answer.status != 200:
        raise SystemExit(f"{url} answers {answer.status}: is the demo city there?")
    page.screenshot(path=file)


if __name__ == "__main__":
    main((sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/"))
