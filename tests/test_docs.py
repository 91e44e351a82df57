"""Documents for people stay true: links resolve, rooms and names exist, diagrams are drawn from the code."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from orgplan.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "orgplan"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "benchmarks" / "README.md"])
RECORDS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))

CODE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
COMMAND = re.compile(r"(?<!-u )\borgplan(?:\.exe)? +([a-z][a-z-]*)\b")  # not «sudo -u orgplan git»
MAKE = re.compile(r"\bmake +([a-z]+)\b")
FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`([^`\n]+)`")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(path: Path) -> str:
    """The text without blocks of code, whose brackets are not links."""
    return CODE.sub("", path.read_text(encoding="utf-8"))


def anchors(path: Path) -> set[str]:
    """The addresses of headings, as GitHub and GitLab make them."""
    words = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(prose(path)))
    return {word.strip().replace(" ", "-") for word in words}


def broken_links(path: Path) -> Iterator[str]:
    for link in LINK.findall(prose(path)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield link


def code_in(path: Path) -> Iterator[str]:
    """Blocks of code and words in backticks."""
    text = path.read_text(encoding="utf-8")
    yield from FENCE.findall(text)
    yield from INLINE.findall(CODE.sub("", text))


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_links_between_documents_resolve(path):
    assert list(broken_links(path)) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_named_commands_exist(path):
    named = {command for code in code_in(path) for command in COMMAND.findall(code)}
    assert named - set(COMMANDS) == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_named_make_targets_exist(path):
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {target for code in code_in(path) for target in MAKE.findall(code)}
    assert named - targets == set()


def test_diagrams_of_states_are_current():
    done = subprocess.run(
        [sys.executable, "tools/diagrams.py", "check"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_room_stands_in_the_map_of_architecture():
    drawing = FENCE.findall((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))[0]
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    drawn = {word for line in drawing.splitlines() for word in re.split(r" {2,}", line)[0].split(" | ")}
    assert drawn == rooms


@pytest.mark.parametrize("path", RECORDS, ids=name_of)
def test_decision_bears_the_number_of_its_file_and_four_parts(path):
    text = path.read_text(encoding="utf-8")
    headings = HEADING.findall(text)
    assert headings[0].partition(".")[0] == path.name.partition("-")[0]
    assert headings[1:] == ["Context", "Decision", "Consequences", "Alternatives refused"]


def test_decisions_are_numbered_without_gaps():
    assert [int(path.name[:4]) for path in RECORDS] == list(range(1, len(RECORDS) + 1))


def test_every_decision_stands_in_the_list():
    listed = LINK.findall((ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == [path.name for path in RECORDS]


def glossary_names() -> list[str]:
    """The identifiers of the glossary's tables: `room.Name`, `room.Name.member` or `room.function`."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    return [name for row in rows for name in INLINE.findall(row[2])]


@pytest.mark.parametrize("name", glossary_names())
def test_name_of_the_glossary_exists_in_its_room(name):
    room, *parts = name.split(".")
    sources = [path for path in (PACKAGE / room).rglob("*.py") if "tests" not in path.parts]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    assert sources
    for part in parts:
        assert re.search(rf"^\s*(?:class|def) {part}\b|^\s*{part}\s*(?::.*)?=", text, re.MULTILINE), part
