"""Who is who and where: units of the administration, organisations, people with dated positions, venues.

Nouns: `Unit`, `Organisation`, `Person`, `Position` (a post held from a day to a day), `Venue`, `Membership` (joins a
sign-in to the unit and person it works for).
"""
