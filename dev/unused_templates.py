"""Templates that nothing names: dead pages, found by looking for their quoted names.

python -m dev.unused_templates
"""

import re
import sys
from importlib.util import find_spec
from pathlib import Path

from dev.place import CHECKOUT

TEMPLATES = CHECKOUT / "templates"
PACKAGES = (
    "allauth",
    "crispy_forms",
    "django",
    "wagtail",
)  # whose templates ours may replace
BY_PACK = "pmi/"  # crispy-forms asks its template pack for these
BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}  # Django looks for these itself
QUOTED = re.compile(r"""["']([\w./{}()\[\]-]+\.[a-z]+)["']""")
PLACEHOLDER = re.compile(r"\\\{.*?\\\}")


def unused() -> set[str]:
    names = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file()}
    quoted = names_in_sources()
    named = quoted | BY_NAME | {name for name in names if name.startswith(BY_PACK)}
    left = {name for name in names - named if not any(fits(name, text) for text in quoted)}
    return left - overrides(left) - pages(left)


def names_in_sources() -> set[str]:
    files = [*CHECKOUT.glob("[a-z]*/**/*.py"), *TEMPLATES.rglob("*")]
    found = {name for file in files if file.is_file() for name in QUOTED.findall(file.read_text())}
    return {name.lstrip("/") for name in found}  # Typst names a template from the root


def fits(name: str, text: str) -> bool:
    """True if an f-string such as "cases/letter/{kind}.typ" may mean this template."""
    return "{" in text and bool(re.fullmatch(PLACEHOLDER.sub("[^/]+", re.escape(text)), name))


def overrides(names: set[str]) -> set[str]:
    folders = [Path(find_spec(package).submodule_search_locations[0]) for package in PACKAGES]
    theirs = [found for folder in folders for found in folder.glob("**/templates")] if names else []
    return {name for name in names if any((folder / name).is_file() for folder in theirs)}


def pages(names: set[str]) -> set[str]:
    """Wagtail finds `education/article_page.html` for the class ArticlePage of education by itself."""
    return {name for name in names if names_a_class(*name.rpartition("/")[::2])}


def names_a_class(folder: str, file: str) -> bool:
    name = "".join(word.title() for word in file.removesuffix(".html").split("_"))
    sources = [*(CHECKOUT / folder).glob("models*.py"), *(CHECKOUT / folder).glob("models/*.py")]
    return bool(folder) and any(f"class {name}(" in source.read_text() for source in sources)


def main() -> int:
    names = sorted(unused())
    for name in names:
        print(f"templates/{name} is used by nothing: delete it, or name it where it is rendered.")
    return bool(names)


if __name__ == "__main__":
    sys.exit(main())
