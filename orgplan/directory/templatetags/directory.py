"""What the directory's templates ask that Django's own filters do not answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at_key(values: Mapping[Any, Any], key: Any) -> Any:
    """Return what a mapping holds under the key; None where it holds nothing."""
    return values.get(key)
