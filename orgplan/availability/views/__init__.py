"""Pages of bans, halls and calendars from outside."""
