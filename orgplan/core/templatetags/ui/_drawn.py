"""Rows drawn once for their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from orgplan.core.drawing import drawn as draw
from orgplan.core.templatetags.ui._library import register

if TYPE_CHECKING:
    from collections.abc import Hashable


@register.simple_tag
def drawn(*, template: str, row: Hashable, **further: Hashable) -> SafeString:
    """A row that depends on plain values alone, rendered once for the same values (core.drawing)."""
    return draw(template, row, **further)
