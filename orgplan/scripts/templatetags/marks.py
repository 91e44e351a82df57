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
