"""The almanac: what comes back by a rule and lays itself into plans.

Nouns: `MeetingCycle` (циклограмма), `MemorialDate`, `Jubilee`.
"""
