"""Which names a place of a template knows: the fields of the kind, and the rows of the loops around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from orgplan.documents.rules.kinds import FormField

_LIKE = 60
_LOOP = ("index", "index0", "first", "last", "length", "revindex")


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression stands for: a row with fields, a list of rows, or a plain value (both None)."""

    row: tuple[FormField, ...] | None = None
    rows: FormField | None = None


PLAIN = Value()
#: jinja's own `loop` inside a loop.
LOOP_FIELDS = tuple(FormField(name, name, "счётчик повтора") for name in _LOOP)


class UnknownFieldError(Exception):
    """A field that does not exist; the text says so in Russian, with the nearest name."""


def field_among(fields: Sequence[FormField], name: str) -> FormField:
    """Return the field with the name, English or Russian, or raise UnknownFieldError."""
    for each in fields:
        if name in {each.name, each.russian}:
            return each
    raise UnknownFieldError(unknown(name, [word for each in fields for word in (each.russian, each.name)]))


def unknown(name: str, known: Sequence[str]) -> str:
    """Return «поле „мероприятее“ не существует; похоже на „мероприятие“»."""
    nearest = process.extractOne(name.lower(), known, scorer=fuzz.ratio, score_cutoff=_LIKE)
    return f"поле «{name}» не существует" + (f"; похоже на «{nearest[0]}»" if nearest else "")


class Scopes:
    """The names known at a place; `enter` and `leave` follow the loops."""

    def __init__(self, fields: tuple[FormField, ...]) -> None:
        self.fields = fields
        self.used: set[FormField] = set()
        self._loops: list[tuple[str, Value]] = []

    def enter(self, name: str, over: Value) -> None:
        """Begin a loop: `name` stands for a row of `over`."""
        self._loops.append((name, Value(row=over.rows.fields) if over.rows else PLAIN))

    def leave(self) -> None:
        """End the innermost loop."""
        if self._loops:
            self._loops.pop()

    @property
    def depth(self) -> int:
        """Return how many loops are around."""
        return len(self._loops)

    def name(self, name: str) -> Value:
        """Return what a name stands for, or raise UnknownFieldError."""
        if name == "loop" and self._loops:
            return Value(row=LOOP_FIELDS)
        for known, value in reversed(self._loops):
            if known == name:
                return value
        try:
            return self.take(field_among(self.fields, name))
        except UnknownFieldError:
            loops = [known for known, _value in self._loops]
            everywhere = (*self.fields, *(inner for each in self.fields for inner in each.fields))
            words = [word for each in everywhere for word in (each.russian, each.name) if word != name]
            raise UnknownFieldError(unknown(name, [*loops, *words]) + self._in_rows(name)) from None

    def _in_rows(self, name: str) -> str:
        """Say where the name would be known: «оно есть у строк повтора: строка.мероприятие»."""
        for known, value in reversed(self._loops):
            if value.row and any(name in {each.name, each.russian} for each in value.row):
                return f"; у строки повтора оно есть: «{known}.{name}»"
        for each in self.fields:
            if any(name in {inner.name, inner.russian} for inner in each.fields):
                return f"; оно есть у строк списка «{each.russian}», внутри повтора"
        return ""

    def attribute(self, value: Value, name: str) -> Value:
        """Return what `value.name` stands for, or raise UnknownFieldError."""
        if value.row is not None:
            return self.take(field_among(value.row, name))
        if value.rows is not None:
            inner = value.rows.russian
            raise UnknownFieldError(f"«{inner}» — список: поле «{name}» печатается внутри повтора по «{inner}»")
        raise UnknownFieldError(f"у простого поля нет частей, а спрошено «{name}»")

    def take(self, each: FormField) -> Value:
        """Remember that the field is used and return what it stands for."""
        self.used.add(each)
        return Value(rows=each) if each.is_list else PLAIN
