"""Styles and automatic numbering of a Word document: what a paragraph inherits and which number it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_MAX_LEVEL = 9
_MAX_NUMBER = 100_000
_OFF = frozenset(("0", "false", "off", "none"))
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Return whether a toggle («w:b») is set, switched off or (None) not mentioned in a properties element."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return None if found is None else found.get(VAL, "1") not in _OFF


def value_of(properties: etree._Element | None, path: str) -> str | None:
    """Return the `w:val` of a child («w:jc») of a properties element, None where it is absent."""
    found = None if properties is None else properties.find(path)
    return None if found is None else found.get(VAL)


def as_int(value: str | None, default: int) -> int:
    """Read a whole number of an XML attribute; nonsense and absence give the default."""
    try:
        return default if value is None else int(value)
    except ValueError:
        return default


@dataclass(slots=True)
class Style:
    """What a paragraph or character style says, None where it says nothing; `number` is (numId, level)."""

    bold: bool | None = None
    hidden: bool | None = None
    centred: bool | None = None
    number: tuple[str | None, int] | None = None
    based_on: str | None = None


class Styles:
    """The styles of a document with their inheritance resolved on demand."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read `styles.xml`; None gives a document without styles."""
        self._styles: dict[str, Style] = {}
        self._resolved: dict[str, Style] = {}
        self.default = ""
        for element in [] if root is None else root.iterfind(f"{W}style"):
            identifier = element.get(f"{W}styleId", "")
            self._styles[identifier] = self._read(element)
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true"}:
                self.default = identifier

    @staticmethod
    def _read(element: etree._Element) -> Style:
        paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
        alignment = value_of(paragraph, f"{W}jc")
        return Style(
            bold=is_on(run, "b"),
            hidden=is_on(run, "vanish"),
            centred=None if alignment is None else alignment == "center",
            number=number_of(paragraph),
            based_on=value_of(element, f"{W}basedOn"),
        )

    def get(self, identifier: str | None) -> Style:
        """Return a style with what it inherits; an unknown one is empty."""
        key = self.default if identifier is None else identifier
        known = self._resolved.get(key)
        if known is not None:
            return known
        result, at, seen = Style(), key, set[str]()
        while at in self._styles and at not in seen:
            seen.add(at)
            style = self._styles[at]
            result.bold = style.bold if result.bold is None else result.bold
            result.hidden = style.hidden if result.hidden is None else result.hidden
            result.centred = style.centred if result.centred is None else result.centred
            result.number = style.number if result.number is None else result.number
            at = style.based_on or ""
        self._resolved[key] = result
        return result


def number_of(properties: etree._Element | None) -> tuple[str | None, int] | None:
    """Return (numId, level) of a paragraph's properties, None where no numbering is mentioned."""
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None
    return value_of(found, f"{W}numId"), as_int(value_of(found, f"{W}ilvl"), 0)


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    restart: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


class Numbering:
    """The automatic lists of a document; `label` must be asked once for each numbered paragraph in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read `numbering.xml`; None gives a document without lists."""
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is None:
            return
        abstracts = {
            element.get(f"{W}abstractNumId", ""): self._levels(element) for element in root.iterfind(f"{W}abstractNum")
        }
        for element in root.iterfind(f"{W}num"):
            abstract = value_of(element, f"{W}abstractNumId") or ""
            entry = _List(abstract, dict(abstracts.get(abstract, {})))
            for override in element.iterfind(f"{W}lvlOverride"):
                level = as_int(override.get(f"{W}ilvl"), 0)
                start = value_of(override, f"{W}startOverride")
                if start is not None:
                    entry.restart[level] = as_int(start, 1)
                entry.levels.update(self._levels(override))
            self._lists[element.get(f"{W}numId", "")] = entry

    @staticmethod
    def _levels(parent: etree._Element) -> dict[int, _Level]:
        return {
            as_int(element.get(f"{W}ilvl"), 0): _Level(
                start=as_int(value_of(element, f"{W}start"), 1),
                form=value_of(element, f"{W}numFmt") or "decimal",
                text=value_of(element, f"{W}lvlText") or "",
            )
            for element in parent.iterfind(f"{W}lvl")
        }

    def label(self, identifier: str | None, level: int) -> str:
        """Count one paragraph of a list and return what it shows («1.», «2.3», «IV)»); bullets give an empty string."""
        entry = self._lists.get(identifier or "")
        if entry is None or not 0 <= level < _MAX_LEVEL:
            return ""
        own = entry.levels.get(level, _Level())
        counters = self._counters.setdefault(entry.abstract, {})
        if level in entry.restart and level not in entry.begun:
            counters[level] = entry.restart[level] - 1
        entry.begun.add(level)
        counters[level] = counters.get(level, own.start - 1) + 1
        for deeper in [key for key in counters if key > level]:
            del counters[deeper]
        if own.form in {"bullet", "none"}:
            return ""

        def shown(match: re.Match[str]) -> str:
            wanted = int(match.group(1)) - 1
            other = entry.levels.get(wanted, _Level())
            return in_form(counters.get(wanted, other.start), other.form)

        return re.sub(r"%([1-9])", shown, own.text).strip()


def in_form(number: int, form: str) -> str:
    """Write a list number in Word's number format: decimal, Roman, Latin or Russian letters."""
    if not 0 < number < _MAX_NUMBER:
        return str(number)
    if form in {"upperRoman", "lowerRoman"}:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form in {"russianUpper", "russianLower", "upperLetter", "lowerLetter"}:
        letters = _RUSSIAN if form.startswith("russian") else _LATIN
        letter = letters[(number - 1) % len(letters)] * ((number - 1) // len(letters) + 1)
        return letter.upper() if "pper" in form else letter
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        parts.append(letters * count)
    return "".join(parts)
