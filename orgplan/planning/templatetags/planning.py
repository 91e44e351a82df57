"""What planning's templates need beyond the shared components."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.template import Library
from django.utils.html import format_html
from django.utils.translation import gettext as _

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
def row_words() -> dict[str, str]:
    """Return the words of a row of lines by name: a table of a hundred rows looks them up once."""
    return {
        "when": _("When"),
        "event": _("Event"),
        "place": _("Place"),
        "who": _("Responsible"),
        "unit": _("Unit"),
        "decision": _("Decision"),
        "pen_when": _("Change: when"),
        "pen_title": _("Change: title"),
        "pen_place": _("Change: place"),
        "pen_who": _("Change: responsible"),
        "add_remark": _("Add a remark"),
        "by_agreement": _("(by agreement)"),
        "accept": _("Accept"),
        "change": _("Change"),
        "take_back": _("Take back"),
        "same": _("The same"),
        "different": _("Different"),
        "looks_like": _("Looks like"),
        "part_of": _("Perhaps a part of"),
        "contains": _("Perhaps contains"),
        "part": _("Part of it"),
        "whole": _("Contains it"),
        "pair_above": _("possible pair of a line above"),
    }


@register.simple_tag
def count_link(*, counts: Tally, states: str, href: str, more: str, name: str) -> str:
    """Return the count of the states as a link to its rows, `href` + `more` + `state=name`; a bare nought of none."""
    count = state_count(counts, states)
    return format_html('<a href="{}{}state={}">{}</a>', href, more, name, count) if count else "0"


@register.filter(name="percent")
def percent_words(share: Decimal | None) -> str:
    """Return a share as «84,0 %», a dash for none."""
    return percent(share)
