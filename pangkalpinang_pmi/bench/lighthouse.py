"""Lighthouse, as a phone: four marks of each public page. Needs Node and Chromium; without them it says so."""

import json
import shutil
import subprocess
from statistics import median
from tempfile import TemporaryDirectory

from django.conf import settings

from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.bench.database import environment
from pangkalpinang_pmi.bench.server import serving

VERSION = "12.8.2"
PLACE = settings.BASE_DIR / ".local" / "lighthouse"
PROGRAM = PLACE / "node_modules" / "lighthouse" / "cli" / "index.js"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-sync --no-first-run"
ROUNDS, PATIENCE = 3, 180
MARKS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = ("/", "/edukasi/berangkat/daftar-periksa/", "/darurat/", "/cek-tawaran/", "/lapor/")


class Missing(Exception):
    """What this machine lacks to measure, in a word or two."""


def rows(bench):
    try:
        node, chromium = tools()
    except Missing as lack:
        yield from unmeasured(str(lack))
        return
    with serving("pangkalpinang_pmi.wsgi:application", environment(bench.small)) as port:
        for path in PAGES:
            runs = [marks(node, chromium, f"http://127.0.0.1:{port}{path}") for _ in range(ROUNDS)]
            for name, least in MARKS.items():
                value = median(run[name] for run in runs)
                yield row.at_least(f"Lighthouse, phone, {path}: {name}", least, value, "points")


def unmeasured(lack):
    for path in PAGES:
        for name, least in MARKS.items():
            yield row.unmeasured(f"Lighthouse, phone, {path}: {name}", f"≥ {least} points", lack)


def tools():
    """Paths of Node and Chromium; Lighthouse itself is fetched once into the place for local tools."""
    node, chromium = shutil.which("node"), next(filter(None, map(shutil.which, BROWSERS)), None)
    if not node:
        raise Missing("no Node")
    if not chromium:
        raise Missing("no Chromium")
    if not PROGRAM.exists():
        install()
    return node, chromium


def install():
    npm = shutil.which("npm")
    if not npm:
        raise Missing("no npm")
    PLACE.mkdir(parents=True, exist_ok=True)
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(PLACE)]
    done = subprocess.run([npm, "install", *quiet, f"lighthouse@{VERSION}"], capture_output=True)
    if done.returncode or not PROGRAM.exists():
        raise Missing("no Lighthouse")


def marks(node, chromium, url):
    """{category: points of 100} of one visit, by a browser without a past."""
    with TemporaryDirectory() as profile:
        flags = f"{ARGUMENTS} --user-data-dir={profile}"
        command = [node, str(PROGRAM), url, "--quiet", "--output=json", f"--only-categories={','.join(MARKS)}"]
        done = subprocess.run(
            [*command, f"--chrome-flags={flags}"],
            env={"CHROME_PATH": chromium, "PATH": "/usr/bin:/bin", "HOME": profile},
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
    return points(json.loads(done.stdout))


def points(report):
    """A category that Lighthouse could not judge counts nothing."""
    return {name: 100 * (report["categories"][name]["score"] or 0) for name in MARKS}
