"""Writes to calendars for other programs."""
