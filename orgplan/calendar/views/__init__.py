"""Pages of the calendar."""

from orgplan.calendar.views.pages import calendar_page, index

__all__ = ["calendar_page", "index"]
