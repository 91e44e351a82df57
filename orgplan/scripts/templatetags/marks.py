"""Marks of one item out of those of a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template

from orgplan.scripts.queries import MarkRow

register = template.Library()


@register.filter
def marks_on(marks: Mapping[int, Sequence[MarkRow]], key: int) -> Sequence[MarkRow]:
    """Return the marks of the item with this key."""
    return marks.get(key, ())


@register.filter
def last_counted(marks: Mapping[int, Sequence[MarkRow]], key: int) -> str:
    """Return the key of the last mark of the item that counts; empty for none: this one is taken back."""
    counted = [str(row.mark.uid) for row in marks.get(key, ()) if row.counts]
    return counted[-1] if counted else ""


@register.filter
def who_marked(marks: Mapping[int, Sequence[MarkRow]], key: int) -> list[str]:
    """Return who made the marks of the item that count, each once."""
    return list(dict.fromkeys(row.mark.marked_by for row in marks.get(key, ()) if row.counts))
