"""Who changed what, append-only: every write of every room leaves an `Entry` in words.

Nouns: `Entry` (one audited act on one object). `audited` wraps actions, `record` writes entries.
"""
