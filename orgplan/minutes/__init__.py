"""Minutes of meetings, and the pass by which each of their lines becomes an instruction.

Nouns: `Minutes` (number, date, chair, attendees, the text as it was typed), `MinutesLine` (one point: who, what, by
when, what could not be read). This room knows both the event that was held and the instructions, so it owns the link.
"""
