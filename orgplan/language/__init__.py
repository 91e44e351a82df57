"""Russian, pure: planned periods, the grammar of dates, lemmas, names and posts in cases, counts in words.

Nouns: `Period` (what a plan covers), `Timing` (when an event is, and how exactly), `Problem` (what could not be read,
in a Russian sentence). No Django, no files, no clock.
"""
