"""The paragraphs of a Word form with their places, runs joined, for the check of tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from orgplan.documents.rules.findings import Finding, PlacedText, error
from orgplan.tables.safety import open_zip, parse_xml, read_part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = (
    (re.compile(r"word/document\.xml"), ""),
    (re.compile(r"word/header\d*\.xml"), "верхний колонтитул"),
    (re.compile(r"word/footer\d*\.xml"), "нижний колонтитул"),
    (re.compile(r"word/footnotes\.xml"), "сноски"),
)
_TAG = re.compile(r"\{\{|\{%")


def placed_paragraphs(form: bytes, name: str) -> tuple[list[list[PlacedText]], list[Finding]]:
    """Return the paragraphs of every part that is filled, and findings of tags where none may stand."""
    parts: list[list[PlacedText]] = []
    findings: list[Finding] = []
    with open_zip(form, name) as archive:
        for entry in archive.infolist():
            for pattern, label in _PARTS:
                if pattern.fullmatch(entry.filename):
                    root = parse_xml(read_part(archive, entry.filename, name) or b"", name)
                    parts.append(list(_paragraphs(root, label)))
                    findings += _hidden_tags(root, label)
    return parts, findings


def _paragraphs(root: etree._Element, label: str) -> Iterator[PlacedText]:
    """Yield paragraphs in reading order: those in tables by table, row and column, others by number."""
    places = _table_places(root)
    number = 0
    for paragraph in root.iter(f"{_W}p"):
        cell = next((each for each in paragraph.iterancestors(f"{_W}tc")), None)
        if cell is None:
            number += 1
            place = f"абзац {number}"
        else:
            place = places.get(cell, "таблица")
        yield PlacedText(", ".join(filter(None, (label, place))), _text(paragraph))


def _table_places(root: etree._Element) -> dict[etree._Element, str]:
    places: dict[etree._Element, str] = {}
    for table_number, table in enumerate(root.iter(f"{_W}tbl"), start=1):
        for row_number, row in enumerate(table.iterfind(f"{_W}tr"), start=1):
            for column, cell in enumerate(row.iterfind(f"{_W}tc"), start=1):
                places[cell] = f"таблица {table_number}, строка {row_number}, столбец {column}"
    return places


def _text(paragraph: etree._Element) -> str:
    """Return the text of the paragraph's own runs; a text box inside it has paragraphs of its own."""
    own = (
        each
        for each in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br")
        if next(each.iterancestors(f"{_W}p"), None) is paragraph
    )
    return "".join(each.text or "" if each.tag == f"{_W}t" else " " for each in own)


def _hidden_tags(root: etree._Element, label: str) -> list[Finding]:
    """Find tags in names of pictures, in Word's own fields and elsewhere outside the text."""
    for each in root.iter():
        inside = [str(value) for value in each.attrib.values()]
        if each.tag != f"{_W}t" and each.text:
            inside.append(str(each.text))
        if hit := next((text for text in inside if _TAG.search(text)), None):
            return [error(label, f"метка стоит не в тексте, а в свойствах рисунка или поля: «{hit[:60]}»")]
    return []
