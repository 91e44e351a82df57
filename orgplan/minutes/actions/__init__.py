"""Every write of minutes: writing them down, correcting what was read, giving the points as instructions."""

from django.utils.translation import gettext_noop

from orgplan.minutes.actions.giving import give_points
from orgplan.minutes.actions.writing import (
    LineFacts,
    MinutesFacts,
    add_points,
    change_minutes,
    correct_point,
    leave_point_out,
    write_minutes,
)

#: Words of the history for what these actions do and record (audit.queries.verb_words).
WORDS = (
    gettext_noop("write minutes"),
    gettext_noop("change minutes"),
    gettext_noop("add points"),
    gettext_noop("correct point"),
    gettext_noop("leave point out"),
    gettext_noop("give points"),
    gettext_noop("points read"),
    gettext_noop("points given"),
)

__all__ = [
    "LineFacts",
    "MinutesFacts",
    "add_points",
    "change_minutes",
    "correct_point",
    "give_points",
    "leave_point_out",
    "write_minutes",
]
