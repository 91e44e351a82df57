"""Which lines may be changed where they stand, and why the others stay."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orgplan.language.timing.model import TimingKind
from orgplan.language.timing.reading import TimingReading
from orgplan.planning.rules.states import LineState

LINE_FIELDS = ("date_text", "title", "place", "responsible")
"""The cells of a line, in the order of the table."""


def why_kept(state: str, *, may_decide: bool) -> str:
    """Return why a line in this state is not changed in place, empty where it may be.

    The department changes what awaits a decision or was declined or returned; a unit only what was returned to it: what
    it has sent stands as it was sent until the department has decided.
    """
    match LineState(state):
        case LineState.ACCEPTED:
            return _("the line is accepted: change the event itself, or take the decision back first")
        case LineState.WITHDRAWN:
            return _("the line lies in the basket: restore it first")
        case LineState.RETURNED:
            return ""
        case _:
            return "" if may_decide else _("the line was sent already: correct it in a new file, or ask for its return")


def is_unread(reading: TimingReading) -> bool:
    """Tell whether nothing like a date was found in words that are no known saying («по отдельному плану») either."""
    return reading.timing.kind == TimingKind.UNSCHEDULED and bool(reading.rest)
