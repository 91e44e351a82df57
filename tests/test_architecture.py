"""The house keeps its shape: what import-linter cannot say, as tables over every source file.

A failure names the file and the line, and says what to do instead. The rules are those of docs/architecture.md.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "orgplan"
PURE = ("language", "worktime", "tables")
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/apps.py"))
LOWER_LAYERS = ("rules", "policy", "models", "queries", "actions", "imports", "documents")
#: What an app may hold (one inner shape for every app). A module or a package of the same name.
INNER_SHAPE = {
    *("__init__", "rules", "policy", "models", "queries", "actions"),
    *("forms", "documents", "imports", "jobs", "following", "panels", "demo", "demo_data"),
    *("views", "urls", "apps", "templatetags", "templates", "static", "migrations", "tests", "locale"),
}
#: What single rooms hold besides, each for a reason that its docstring gives.
OWN_FILES = {
    "core": {
        "drawing",
        "prepared",
        "editing",
        "faults",
        "fields",
        "gallery",
        "lookups",
        "pages",
        "seams",
        "statics",
        "statistics",
        "storing",
    },
    "api": {"app", "authentication", "endpoints", "idempotency", "paging", "problems"},
    "accounts": {"http", "middleware", "backends", "provider", "sealing"},
    "audit": {"middleware"},
    "documents": {"word", "pdf", "forms"},
    "jobs": {"worker"},
    "notices": {"mail"},
    "webhooks": {"wire"},
    "availability": {"wire"},
    "clashes": {"wire"},
    "feeds": {"masking"},
    "planning": {"filling"},
    "events": {"parts"},
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "services", "service", "tools"}
LINES = {"py": 400, "html": 150, "js": 300}


def sources(*, tests: bool = False) -> list[Path]:
    """Every Python file of the product, without migrations; with tests only where asked."""
    return sorted(
        path
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts and (tests or "tests" not in path.parts)
    )


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def at(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def imported(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Every imported module or name of a module, dotted, with its statement."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def parts_of(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return the room of a file and its dotted place in the room: («planning», («views», «plans»))."""
    inside = path.relative_to(PACKAGE).with_suffix("").parts
    return inside[0], inside[1:]


def in_layer(path: Path, *layers: str) -> bool:
    _room, inside = parts_of(path)
    return bool(inside) and inside[0] in layers


def names_in(expression: ast.AST) -> Iterator[ast.Attribute]:
    return (node for node in ast.walk(expression) if isinstance(node, ast.Attribute))


# Rows and requests


def unguarded_rows(tree: ast.Module) -> Iterator[ast.AST]:
    """Uses of `.objects` that are neither `.objects.visible_to(…)` nor narrowed at once to visible parents."""
    allowed = set()
    for node in names_in(tree):
        if node.attr == "visible_to" and isinstance(node.value, ast.Attribute):
            allowed.add(id(node.value))
    for node in names_in(tree):
        if node.attr in {"objects", "_base_manager"} and id(node) not in allowed:
            yield node


@pytest.mark.parametrize(
    "path", [each for each in sources() if in_layer(each, "views")], ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_rows_reach_a_view_only_through_visible_to(path):
    found = [at(path, node) for node in unguarded_rows(tree_of(path))]
    assert found == [], "begin with Model.objects.visible_to(request.user), or read in queries.py"


def test_the_check_of_rows_sees_an_unguarded_read():
    assert len(list(unguarded_rows(ast.parse("get(Plan.objects.filter(pk=1), Plan.objects.visible_to(u))")))) == 1


@pytest.mark.parametrize("layer", LOWER_LAYERS)
def test_nothing_below_pages_knows_of_requests(layer):
    found = [
        f"{at(path, node)} {name}"
        for path in sources()
        if in_layer(path, layer) and path.relative_to(PACKAGE).parts[0] in ROOMS
        for name, node in imported(path)
        if name.startswith("django.http")
    ]
    assert found == [], "take plain values as arguments; only views and forms know of HTTP"


def orm_uses(path: Path) -> Iterator[str]:
    """Names of the ORM that a module of rules imports; TextChoices and lazy texts are allowed."""
    for name, node in imported(path):
        if name.startswith("django.") and name not in {
            "django.db.models.TextChoices",
            "django.db.models.IntegerChoices",
            "django.utils.translation.gettext",
            "django.utils.translation.gettext_lazy",
            "django.utils.functional.Promise",
        }:
            yield f"{at(path, node)} {name}"


def test_rules_are_pure():
    found = [use for path in sources() if in_layer(path, "rules") for use in orm_uses(path)]
    assert found == [], "rules take plain data and return plain data"


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_know_no_framework(room):
    found = [
        f"{at(path, node)} {name}"
        for path in sources()
        if parts_of(path)[0] == room
        for name, node in imported(path)
        if name.partition(".")[0] == "django"
    ]
    assert found == []


def clock_reads(path: Path) -> Iterator[ast.AST]:
    for node in names_in(tree_of(path)):
        if node.attr in {"today", "now", "localdate", "localtime"}:
            yield node


def test_rules_and_pure_rooms_have_no_clock():
    found = [
        at(path, node)
        for path in sources()
        if in_layer(path, "rules", "policy") or parts_of(path)[0] in PURE
        for node in clock_reads(path)
    ]
    assert found == [], "today is an argument"


# Writes


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"))


def takes_by(function: ast.FunctionDef) -> bool:
    return any(argument.arg == "by" for argument in (*function.args.args, *function.args.kwonlyargs))


def action_files() -> list[Path]:
    return [path for path in sources() if in_layer(path, "actions") and parts_of(path)[0] in ROOMS]


def test_every_action_is_audited():
    found = [
        f"{at(path, node)} {node.name}"
        for path in action_files()
        for node in public_functions(tree_of(path))
        if takes_by(node) and "audited" not in {ast.unparse(each) for each in node.decorator_list}
    ]
    assert found == [], "put @audited above it: a write without an entry must be impossible"


def test_actions_take_by_as_a_keyword():
    found = [
        f"{at(path, node)} {node.name}"
        for path in action_files()
        for node in public_functions(tree_of(path))
        if any(argument.arg == "by" for argument in node.args.args)
    ]
    assert found == [], "audited reads kwargs['by']: write `*, by: Actor`"


def writes(path: Path) -> Iterator[ast.AST]:
    verbs = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "delete"}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in verbs:
            yield node


def test_pages_and_reads_do_not_write():
    found = [
        at(path, node)
        for path in sources()
        if in_layer(path, "views", "queries", "forms", "policy", "panels")
        for node in writes(path)
    ]
    assert found == [], "every write is an action"


# Names and sizes


def test_every_app_says_what_it_is_for():
    apps = (*ROOMS, *PURE, "config", "cli")
    silent = [app for app in apps if not ast.get_docstring(tree_of(PACKAGE / app / "__init__.py"))]
    assert silent == []


def test_no_module_has_a_vague_name():
    found = [str(path.relative_to(ROOT)) for path in PACKAGE.rglob("*") if path.stem in VAGUE]
    assert found == [], "name the file after what it holds"


@pytest.mark.parametrize("room", ROOMS)
def test_app_has_the_one_inner_shape(room):
    known = INNER_SHAPE | OWN_FILES.get(room, set())
    names = {path.stem for path in (PACKAGE / room).iterdir() if path.name != "__pycache__"}
    assert sorted(names - known) == [], "a module or package of the known names holds it"


@pytest.mark.parametrize(("ending", "limit"), LINES.items())
def test_files_are_short(ending, limit):
    long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in sorted(PACKAGE.rglob(f"*.{ending}"))
        if "tests" not in path.parts
        if (count := path.read_text(encoding="utf-8").count("\n")) > limit
    ]
    assert long == [], "make it a package of modules named by noun"


def functions_of(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef))


def test_views_are_short():
    long = [
        f"{at(path, node)} {node.name}: {count} lines"
        for path in sources()
        if in_layer(path, "views")
        for node in functions_of(path)
        if (count := (node.end_lineno or 0) - node.lineno + 1) > 32
    ]
    assert long == [], "a view fetches, checks, calls and renders; the rest belongs below"


# Imports


def test_nothing_is_imported_by_a_star_or_relatively():
    found = [
        at(path, node)
        for path in sources(tests=True)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and (node.level or any(alias.name == "*" for alias in node.names))
    ]
    assert found == []


LATE = re.compile(r"# noqa: PLC0415 -- \S+")


def test_imports_inside_functions_give_their_reason():
    found = []
    for path in sources():
        lines = path.read_text(encoding="utf-8").splitlines()
        for function in functions_of(path):
            found += [
                at(path, node)
                for node in ast.walk(function)
                if isinstance(node, ast.Import | ast.ImportFrom) and not LATE.search(lines[node.lineno - 1])
            ]
    assert found == [], "import at the top, or say after `noqa: PLC0415 --` whose start would pay"


FORBIDDEN_IMPORTS = {
    "django.contrib.admin": "it writes past actions, policy and audit",
    "django.dispatch": "call the function instead of sending a signal",
    "django.db.models.signals": "call the function instead of hooking into saves",
    "django.core.signals": "call the function instead of hooking into requests",
    "unittest.mock": "test with real objects",
}


@pytest.mark.parametrize("module", FORBIDDEN_IMPORTS)
def test_nobody_imports_what_we_do_without(module):
    found = [
        at(path, node)
        for path in sources(tests=True)
        for name, node in imported(path)
        if f"{name}.".startswith(f"{module}.")
    ]
    assert found == [], FORBIDDEN_IMPORTS[module]


def test_the_product_never_imports_its_tests():
    found = [
        f"{at(path, node)} {name}"
        for path in sources()
        for name, node in imported(path)
        if ".tests." in name or name.partition(".")[0] in {"pytest", "hypothesis"}
    ]
    assert found == []
