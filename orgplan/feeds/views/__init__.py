"""Pages and files of calendars for other programs."""
