"""The Russian working calendar, pure: working, shortened and off days, and arithmetic over them.

Nouns: a **day** has a kind, perhaps a holiday's name and the day its rest was moved from; a **decree** is what the
Government adds to the Labour Code for one year; a **calendar** is the decrees of successive years with the
administrators' own changes. The facts of 2013–2026 are in `decrees.toml`; 2027 is a proposal, marked unconfirmed.
"""

from orgplan.worktime.calendar import WorkingCalendar
from orgplan.worktime.decrees import read_decrees
from orgplan.worktime.model import CalendarDay, DayKind, DeclaredDayOff, DecreeError, Move, UnknownYearError, YearDecree

__all__ = [
    "CalendarDay",
    "DayKind",
    "DeclaredDayOff",
    "DecreeError",
    "Move",
    "UnknownYearError",
    "WorkingCalendar",
    "YearDecree",
    "read_decrees",
]
