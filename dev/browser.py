"""Debian's Chromium for the browser tests: installed when we may, and one clear line when we may not."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "No Chromium here: the browser tests will be skipped. On Debian: apt-get install chromium"
INSTALL = "apt-get install --yes --quiet --quiet --no-install-recommends chromium"


def installed() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def install() -> bool:
    """True if Chromium is there afterwards. Never fatal: a checkout may have no network."""
    print("Installing Chromium for the browser tests …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in ("apt-get update --quiet --quiet", INSTALL):
        subprocess.run(command.split(), env=environment, capture_output=True, stdin=subprocess.DEVNULL)
    return bool(installed())


def main() -> None:
    if installed():
        return
    may = os.geteuid() == 0 and shutil.which("apt-get")
    if not (may and install()):
        print(MISSING, flush=True)


if __name__ == "__main__":
    main()
