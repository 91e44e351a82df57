"""Pages of the calendar."""

from orgplan.calendar.views.moving import ask, closed, move
from orgplan.calendar.views.pages import calendar_page, filter_page, index

__all__ = ["ask", "calendar_page", "closed", "filter_page", "index", "move"]
