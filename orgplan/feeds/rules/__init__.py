"""Pure rules of calendars for other programs. No clock: moments are arguments."""
