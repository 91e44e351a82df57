"""What planning's templates need beyond the shared components."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template import Library

register = Library()


@register.filter
def get(mapping: Mapping[Any, Any], key: Any) -> Any:
    """Return the value of a key that is itself a variable, or None."""
    return mapping.get(key)
