"""What templates may hold: a failure names the file and the line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "orgplan"


def templates() -> list[Path]:
    return sorted(PACKAGE.rglob("templates/**/*.html"))


INLINE = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "handler in markup": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "htmx handler": re.compile(r"hx-on|hx-vals=.js:|javascript:", re.IGNORECASE),
    "outside host": re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE),
    "unescaped text": re.compile(r"\|safe\b|autoescape off"),
}


@pytest.mark.parametrize("what", INLINE)
def test_templates_hold_nothing_inline(what):
    found = [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, hit.start()) + 1} {hit.group(0)[:60]}"
        for path in templates()
        for text in [path.read_text(encoding="utf-8")]
        for hit in INLINE[what].finditer(text)
    ]
    assert found == [], f"{what}: the page's policy refuses it, or it would have to be loosened"


@pytest.mark.parametrize(
    ("what", "markup"),
    [
        ("inline script", "<script>alert(1)</script>"),
        ("inline style", '<p style="color:red">'),
        ("handler in markup", '<button class="a" onclick="go()">'),
        ("outside host", '<img src="https://example.org/a.png">'),
        ("unescaped text", "{{ title|safe }}"),
    ],
)
def test_the_check_of_templates_sees(what, markup):
    assert INLINE[what].search(markup)


def test_every_writing_form_carries_its_mark():
    found = [
        str(path.relative_to(ROOT))
        for path in templates()
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", path.read_text(encoding="utf-8"), re.DOTALL)
        if "csrf_token" not in form
    ]
    assert found == []
