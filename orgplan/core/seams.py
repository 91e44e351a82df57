"""The one seam by which a lower room shows or triggers an upper one (design §4.1).

The lower room declares what it needs as a type; `config/` lists the implementations; `settings.SEAMS` names the lists.
Nothing registers itself: «who adds this?» is answered by opening the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a card that another room draws: `template` gets `context`; `beside` puts it into the side column."""

    heading: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    beside: bool = False


@cache
def bound(seam: str) -> tuple[Any, ...]:
    """Return the implementations that `config/` lists for the seam, in their order."""
    return tuple(import_string(settings.SEAMS[seam]))
