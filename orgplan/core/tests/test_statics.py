"""The style sheet is folded and refers only to what exists; templates keep the page's policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from hypothesis import given
from hypothesis import strategies as st

from orgplan.core.statics import STYLE_SHEET, HashedStatics, fold_style_sheet
from orgplan.core.templatetags.ui._library import ICONS

PACKAGE = Path(__file__).parents[2]
CORE = PACKAGE / "core"
STYLES = sorted((CORE / "static/core/css").glob("*.css"))
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
SCRIPTS = sorted(PACKAGE.glob("*/static/**/*.js"))


def test_style_sheet_folds_every_component_into_its_layer() -> None:
    storage = StaticFilesStorage(location=CORE / "static")
    paths: dict[str, tuple[Storage, str]] = {
        f"core/css/{path.name}": (storage, f"core/css/{path.name}") for path in STYLES
    }
    folded = fold_style_sheet(paths)
    assert "@import" not in folded
    assert folded.count("{") == folded.count("}")
    for path in STYLES:
        assert f"core/css/{path.name}" == STYLE_SHEET or path.read_text() in folded


def test_fold_stops_at_a_file_that_does_not_exist() -> None:
    storage = InMemoryStorage()
    storage.save(STYLE_SHEET, ContentFile('@import url("gone.css") layer(base);'))
    with pytest.raises(KeyError):
        fold_style_sheet({STYLE_SHEET: (storage, STYLE_SHEET)})


def test_address_is_plain_until_files_are_collected(tmp_path: Path) -> None:
    storage = HashedStatics(location=tmp_path, base_url="/static/")
    assert storage.stored_name("core/favicon.svg") == "core/favicon.svg"
    storage.hashed_files = {"a.css": "a.1.css"}
    assert storage.stored_name("a.css") == "a.1.css"
    with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
        storage.stored_name("misspelt.css")


def test_every_used_property_is_defined_and_no_colour_stands_outside_the_tokens() -> None:
    styles = {path.name: path.read_text() for path in STYLES}
    defined = set(re.findall(r"(--[\w-]+):", "".join(styles.values())))
    used = set(re.findall(r"var\((--[\w-]+)", "".join(styles.values())))
    assert used - defined == set()
    loose = {
        name: found
        for name, text in styles.items()
        if name not in {"tokens.css", "print.css"}
        and (found := re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", re.sub(r"/\*.*?\*/", "", text)))
    }
    assert loose == {}


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio of two colours «#rrggbb»."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True), st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_contrast_is_symmetric_and_bounded(first: str, second: str) -> None:
    assert contrast(first, second) == contrast(second, first)
    assert 1 <= contrast(first, second) <= 21.01


def test_texts_of_the_tokens_can_be_read_on_their_grounds() -> None:
    text = (CORE / "static/core/css/tokens.css").read_text()
    tokens = {
        name: value + value[1:] if len(value) == 4 else value
        for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]+);", text)
    }
    grounds = {"ink": [*tokens.keys() & {"accent-soft", "ok-soft", "warn-soft", "bad-soft", "hover", "line-2"}]}
    pairs = [
        (ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "desk", "line-2", "accent-soft")
    ]
    pairs += [
        (tone, ground) for tone in ("accent", "ok", "warn", "bad") for ground in ("paper", "desk", f"{tone}-soft")
    ]
    pairs += [("ink", ground) for ground in grounds["ink"]] + [("on-accent", "accent"), ("on-accent", "accent-deep")]
    weak = {
        pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2)
        for pair in pairs
        if contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5
    }
    assert weak == {}
    assert contrast(tokens["edge"], tokens["paper"]) >= 3


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_template_has_nothing_inline_and_only_static_files_that_exist(path: Path) -> None:
    text = path.read_text()
    inline = re.findall(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\bsrc=)", text)
    assert inline == []
    missing = [name for name in re.findall(r"{% static ['\"]([^'\"]+)['\"]", text) if not finders.find(name)]
    assert missing == []
    assert len(text.splitlines()) <= 150


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_script_is_a_small_module_without_strings_as_code(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 300
    assert re.findall(r"\beval\(|new Function|innerHTML|document\.write|https?://", text) == []
    imported = re.findall(r'from "(\./[^"]+)"|import "(\./[^"]+)"', text)
    assert [name for pair in imported for name in pair if name and not (path.parent / name).is_file()] == []


def test_every_icon_is_built_by_the_assets_script() -> None:
    script = (PACKAGE.parent / "tools/assets.py").read_text()
    listed = re.search(r"^ICONS = \((.*?)\)", script, re.DOTALL | re.MULTILINE)
    assert listed is not None
    assert tuple(re.findall(r'"([\w-]+)"', listed.group(1))) == ICONS
