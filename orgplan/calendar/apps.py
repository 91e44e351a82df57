"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """The calendar."""

    name = "orgplan.calendar"
