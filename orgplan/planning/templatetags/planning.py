"""What planning's templates need beyond the shared components."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.template import Library
from django.utils.html import format_html

from orgplan.planning.rules.execution import RowState, Tally, percent

register = Library()


@register.filter
def get(mapping: Mapping[Any, Any], key: Any) -> Any:
    """Return the value of a key that is itself a variable, or None."""
    return mapping.get(key)


@register.filter
def state_count(counts: Tally, states: str) -> int:
    """Return how many rows are in the states, whose names stand with spaces between."""
    return counts.of(*(RowState(state) for state in states.split()))


@register.simple_tag
def count_link(*, counts: Tally, states: str, href: str, more: str, name: str) -> str:
    """Return the count of the states as a link to its rows, `href` + `more` + `state=name`; a bare nought of none."""
    count = state_count(counts, states)
    return format_html('<a href="{}{}state={}">{}</a>', href, more, name, count) if count else "0"


@register.filter(name="percent")
def percent_words(share: Decimal | None) -> str:
    """Return a share as «84,0 %», a dash for none."""
    return percent(share)
