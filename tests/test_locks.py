"""What is installed: every direct dependency says why, and the lock files name no registry's address."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
DIRECT = re.compile(r'^  "(?P<name>[A-Za-z0-9-]+)[^"]*",(?P<why>.*)$')


def direct_dependencies() -> list[tuple[str, str]]:
    """Return (name, why) of every dependency line of pyproject.toml, run and groups alike."""
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.")[0].splitlines()
    return [
        (found["name"].lower(), found["why"].partition("#")[2].strip())
        for line in lines
        if (found := DIRECT.match(line))
    ]


def test_every_dependency_line_is_understood_by_this_test():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = list(project["project"]["dependencies"])
    for group in project["dependency-groups"].values():
        named += group
    assert len(direct_dependencies()) == len(named)


@pytest.mark.parametrize(("name", "why"), direct_dependencies())
def test_dependency_says_in_one_line_why_it_is_here(name, why):
    assert len(why) >= 5, f"{name}: write after it in pyproject.toml what it is for"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_names_no_address(lock):
    found = [line for line in lock.read_text(encoding="utf-8").splitlines() if "://" in line or line.startswith("-")]
    assert found == [], f"{lock.name}: make it with `make lock`, which leaves addresses out"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_pins_every_package_with_hashes(lock):
    pinned = re.findall(
        r"^([a-z0-9][a-z0-9._-]*)(\[\S+\])?==(\S+)(.*)$", lock.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert pinned
    assert [name for name, _extra, _version, rest in pinned if not rest.rstrip().endswith("\\")] == []


def test_direct_dependencies_stand_in_the_lock_of_tests():
    text = (ROOT / "requirements" / "test.txt").read_text(encoding="utf-8")
    locked = {name.partition("[")[0] for name in re.findall(r"^([a-z0-9][a-z0-9._\[\],-]*)==", text, re.MULTILINE)}
    assert sorted({name for name, _why in direct_dependencies()} - locked) == []


def test_assets_lock_names_no_registry():
    packages = json.loads((ROOT / "requirements" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, facts in packages.items() if "resolved" in facts] == []
    assert [name for name, facts in packages.items() if name and "integrity" not in facts] == []


def test_assets_are_pinned_to_one_version():
    package = json.loads((ROOT / "requirements" / "package.json").read_text(encoding="utf-8"))
    pins = package["dependencies"] | package["devDependencies"]
    assert [name for name, version in pins.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
