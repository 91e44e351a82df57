"""Events: the facts that everything else points to.

Nouns: `Event` (what, when, where, whose), `Occurrence` (one stretch of its days and hours), `Participation` (who takes
part and how).
"""
