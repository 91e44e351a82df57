"""When an event is, read from the words of a plan and written back: the date grammar.

`reading.read_timing` reads a date cell, `finding.find_timing` a sentence, `writing.write_timing` words a timing.
A cell goes through four steps: `tokens` (letters) → `scanner` (pieces) → `assembling` (groups) → `resolving` (days).
"""
