"""Calendars for other programs: events as iCalendar (RFC 5545), by a secret address or as a file.

Nouns: `Feed` (what of the events, for whom, by which address), `FeedMemory` (what the address has told so far, so that
what leaves it can be called off), a **note** (one VEVENT: a stretch of days of an event).
"""
