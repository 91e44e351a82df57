"""Rows drawn once: a part of a page that depends on plain values alone is rendered once for these values."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import NoneType
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Hashable

KEPT: Final = 4096
"""So many drawn parts a process keeps, the last asked for: some forty windows of a hundred rows, about 10 MB."""

_PLAIN = frozenset((str, int, float, bool, NoneType, date, datetime, time, timedelta, Decimal, UUID))


def drawn(template: str, row: Hashable, **further: Hashable) -> SafeString:
    """Return the template rendered with nothing but `row`, which is a frozen dataclass or a tuple of plain values.

    `further` words go along under their names, such as the address that the links of all rows begin with.

    The template sees neither the request nor the reader: what it shows stands in `row`, so that the same row is the
    same words and nothing needs to be forgotten when a record changes. TypeError where `row` holds a record, a list or
    safe text: those may change behind the same key.
    """
    if settings.DEBUG:  # whoever changes a template wants to see it
        return _drawn.__wrapped__(template, row, tuple(further.items()), "", "")
    return _drawn(template, row, tuple(further.items()), get_language() or "", get_script_prefix())


@lru_cache(maxsize=KEPT)
def _drawn(
    template: str, row: Hashable, further: tuple[tuple[str, Hashable], ...], _language: str, _prefix: str
) -> SafeString:
    _check_plain((row, further))
    return mark_safe(get_template(template).render({"row": row, **dict(further)}))  # noqa: S308 -- rendered and escaped by the engine


def forget_drawn() -> None:
    """Forget everything that was drawn: for measurements of a page that nobody has opened yet."""
    _drawn.cache_clear()


def _check_plain(value: Any) -> None:
    if type(value) in _PLAIN or isinstance(value, Enum):
        return
    if isinstance(value, tuple):
        parts = value
    elif is_dataclass(value) and getattr(type(value), "__dataclass_params__").frozen:  # noqa: B009 -- unknown to the types
        parts = tuple(getattr(value, each.name) for each in fields(value))
    else:
        raise TypeError(f"{type(value).__name__} is no plain value: what is drawn of it may change behind the same key")
    for part in parts:
        _check_plain(part)
