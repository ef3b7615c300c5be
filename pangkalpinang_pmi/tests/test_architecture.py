"""The shape of the code, kept by a test instead of by memory."""

import ast
import re
from functools import cache
from graphlib import TopologicalSorter

from django.apps import apps
from django.conf import settings

from dev import unused_templates

ROOT = settings.BASE_DIR
# Who may import whom: cases may quote facts and pages of education, never the other way round.
MAY_IMPORT = {
    "lib": set(),
    "accounts": {"lib"},
    "education": {"lib", "accounts"},
    "cases": {"lib", "accounts", "education"},
    "pangkalpinang_pmi": {"lib", "accounts", "education", "cases"},
    "dev": set(),
}
APPS = ("accounts", "education", "cases")
# Inside an app each file imports only from its own rung or from below.
LADDER = ["values", "states", "models", "rules", "forms", "views", "urls"]
ALIAS = {
    "tasks": "views",
    "admin": "views",
    "management": "views",
    "middleware": "views",
    "templatetags": "views",
    "wagtail_hooks": "views",
    "reports": "views",
    "feeds": "views",
    "blocks": "models",
    "panels": "models",
    "readability": "values",
}
# The rooms of the rules of cases, and the hall where what all of them need lies: each knows only those before it.
HALL = "hall"
ROOMS = [
    "clocks",
    HALL,
    "offers",
    "register",
    "coordination",
    "letters",
    "reminders",
    "doubles",
    "sheets",
    "families",
    "privacy",
    "casework",
    "returns",
    "days",
]
MAX_LINES = 300
BANNED_NAMES = {"utils", "helpers", "common", "core", "misc", "services", "managers"}
# Events that Wagtail emits and nobody calls: kept pages, emergency page and search follow them (settled: Public side).
MAY_RECEIVE = {"education.edition", "education.emergency", "education.search_index"}


def sources(*apps):
    found = [path for app in apps for path in sorted((ROOT / app).rglob("*.py"))]
    return [path for path in found if not {"migrations", "tests"} & set(path.parts)]


def module_name(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree(path):
    return ast.parse(path.read_text())


def imports(path):
    """Modules this file names: `from cases import workflow` is a module, `from cases.models import Case` an object."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from [f"{node.module}.{a.name}" for a in node.names] if "." not in node.module else [node.module]
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def imported_files(path, files):
    """Like imports, by file: `from cases.models import looked_up` is that file, not the face of its folder."""
    froms = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom) and node.module]
    named = [(node.module, f"{node.module}.{alias.name}") for node in froms for alias in node.names]
    return {inner if inner in files else outer for outer, inner in named} & set(files)


def rung(module):
    """`cases.views.case` -> `views`; anything without a rung of its own is a rule."""
    parts = module.split(".")
    name = parts[1] if len(parts) > 1 else "rules"
    name = ALIAS.get(name, name)
    return LADDER.index(name if name in LADDER else "rules")


def room(module):
    """`cases.rules.letters.letter` -> `letters`, `cases.rules.workflow` -> the hall; None: no rule of cases."""
    app, layer, *rest = [*module.split("."), "", ""][:4]
    if (app, layer) != ("cases", "rules"):
        return None
    return rest[0] if rest[0] in ROOMS else HALL


def test_arrows_point_one_way():
    astray = {}
    for path in sources(*MAY_IMPORT):
        me = module_name(path)
        app = me.split(".")[0]
        allowed = MAY_IMPORT[app] | {app} | ({"dev"} if me == "pangkalpinang_pmi.settings_test" else set())
        astray[me] = {name.split(".")[0] for name in imports(path)} & set(MAY_IMPORT) - allowed
    assert {me: others for me, others in astray.items() if others} == {}


def test_nobody_reaches_up_the_ladder():
    reached = {}
    for path in sources(*APPS):
        me = module_name(path)
        app = me.split(".")[0]
        reached[me] = [name for name in imports(path) if name.startswith(f"{app}.") and rung(name) > rung(me)]
    assert {me: names for me, names in reached.items() if names} == {}


def test_below_the_forms_nobody_knows_of_pages():
    web = ("django.http", "django.shortcuts", "django.forms", "django.views", "django.contrib.messages")
    folders = set(LADDER[: LADDER.index("forms")])
    asked = {module_name(path): set(imports(path)) for path in sources(*APPS) if folders & set(path.parts)}
    found = {me: {name for name in names if name.startswith(web)} for me, names in asked.items()}
    assert {me: names for me, names in found.items() if names} == {}


def test_the_rules_of_a_room_know_only_the_rooms_before_it():
    astray = {}
    for path in sources("cases"):
        me = module_name(path)
        mine = room(me)
        known = [name for name in imports(path) if mine and room(name)]
        astray[me] = [name for name in known if ROOMS.index(room(name)) > ROOMS.index(mine)]
    assert {me: names for me, names in astray.items() if names} == {}


def test_rooms_have_one_name_in_every_layer():
    layers = [ROOT / "cases" / layer for layer in ("rules", "forms", "views", "tests")] + [ROOT / "templates/cases"]
    found = {folder.name for layer in layers for folder in layer.iterdir() if folder.is_dir()}
    assert found - {"__pycache__"} - set(ROOMS) == {"public", "email"}  # by who reads them


def test_no_files_import_each_other_in_a_circle():
    """Python bears `from cases import x` in a circle; who wants to read one file alone does not."""
    files = {module_name(path): path for path in sources(*MAY_IMPORT)}
    sorter = TopologicalSorter({me: imported_files(path, files) - {me} for me, path in files.items()})
    assert list(sorter.static_order())  # raises CycleError, which names the circle


def test_no_import_hides_in_a_function():
    hidden = set()
    for path in sources(*APPS, "lib", "pangkalpinang_pmi"):
        functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]
        if any(isinstance(node, ast.Import | ast.ImportFrom) for one in functions for node in ast.walk(one)):
            hidden.add(module_name(path))
    # Django loads system checks when the apps are ready, not before.
    assert hidden == {"pangkalpinang_pmi.apps"}


def test_files_stay_short():
    lengths = {module_name(path): len(path.read_text().splitlines()) for path in sources(*MAY_IMPORT)}
    assert {name: length for name, length in lengths.items() if length > MAX_LINES} == {}


def test_nothing_is_called_behind_our_back():
    hears = re.compile(r"@receiver|\.connect\(")
    found = {module_name(path) for path in sources(*APPS, "lib", "pangkalpinang_pmi") if hears.search(path.read_text())}
    assert found == MAY_RECEIVE


def test_no_file_is_named_after_nothing():
    assert not [p for p in sources(*MAY_IMPORT) if BANNED_NAMES & {p.stem, *p.relative_to(ROOT).parts}]


def test_migrations_have_names():
    assert not list(ROOT.glob("*/migrations/*_auto_*.py"))


def test_every_template_is_used():
    assert unused_templates.unused() == set()


def test_env_example_lists_every_variable():
    text = (ROOT / "pangkalpinang_pmi/settings.py").read_text()
    used = set(re.findall(r'env(?:\.\w+)?\("(\w+)"', text))
    assert used == set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def test_who_and_when_are_one_statement_in_the_database():
    """A `read_by` that may be empty stands in a constraint with its `read_at`."""
    loose = []
    for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
        fields = {field.name for field in model._meta.local_fields if field.null} - {"pgh_context"}
        said = [str(row.condition) for row in model._meta.constraints if hasattr(row, "condition")]
        pairs = [(f"{name[:-3]}_at", name) for name in fields if name.endswith("_by") and f"{name[:-3]}_at" in fields]
        found = [pair for pair in pairs if not any(all(name in text for name in pair) for text in said)]
        loose += [(model.__name__, *pair) for pair in found if not hasattr(model, "pgh_id")]
    assert not loose


def test_views_load_only_what_the_person_may_see():
    views = [p for p in sources(*APPS) if "views" in p.parts or p.stem == "views"]
    scoped = r"(visible_to|reported_by|readable_by|removable_by|replaceable_by)\((request\.)?actor\)"
    loose = re.compile(
        rf"(?<!\bTerritory)(?<!\bRedFlag)(?<!\bOfferContext)(?<!\bDeadlineParameter)(?<!\bHoliday)\.(?:objects|everything)\b(?!\.{scoped})"
    )  # nobody's secrets
    found = {module_name(p): [m.group() for m in loose.finditer(p.read_text())] for p in views}
    assert not {name: hits for name, hits in found.items() if hits}


def test_only_the_workflow_writes_a_status():
    writes = re.compile(r"\.status = |status_since = |\bupdate\([^)]*\bstatus=")
    rules = [p for p in sources("cases") if "states" not in p.parts]
    writers = {module_name(p) for p in rules if writes.search(p.read_text())}
    assert writers <= {"cases.models.stateful"}


def test_every_requirement_has_a_reason():
    lines = [line for line in (ROOT / "requirements.in").read_text().splitlines() if line and line[0] not in "#-"]
    assert [line for line in lines if "  # " not in line] == []
    assert len(lines) <= 35


def test_templates_carry_no_inline_script_or_style():
    """The content security policy would drop them in silence."""
    inline = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|\sstyle=\"|\son\w+=\"|<style", re.IGNORECASE)
    pages = [p for p in (ROOT / "templates").rglob("*.html")]
    assert not [p.name for p in pages if inline.search(p.read_text())]
