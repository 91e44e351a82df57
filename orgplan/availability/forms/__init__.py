"""What people type about bans, calendars and halls."""
