"""Reads of calendars for other programs."""
