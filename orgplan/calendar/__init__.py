"""The calendar: events, meetings that come back and memorable dates on one page, by day, week, month, quarter or year.

It keeps nothing of its own: the facts are those of `events`, the meetings by rule those of `almanac`. Its nouns: a
**view** (how much time, in which form), an **entry** (one stretch of an event or one meeting), a **piece** (what of an
entry falls on a day), a **block** (a piece with its place among those beside it), a **bar** (an entry over days), a
**band** (what has no hour), the **load** (how many events a day).
"""
