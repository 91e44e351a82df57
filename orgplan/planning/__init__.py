"""Plans of the city and its units: submissions, consolidation, approval.

Nouns: `Plan` (of a year, quarter, month or week; of a unit or consolidated), `PlanLine` (an intention in the unit's own
words), `Submission` (a file or clipboard read into lines), `PlanVersion` (the frozen snapshot that was approved).
"""
