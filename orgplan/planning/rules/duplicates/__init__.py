"""Duplicates: which lines of many units report one event, and which are parts of another.

Nouns: `Line` (one line as sent), `Suggestion` (two lines, how certain, why), `Duplicates` (all suggestions). Only
suggestions: the planner decides. Pure reasoning on words, days, hours and places; no Django, no files, no clock.

A line is read into a profile (`profile`, with `reading`, `places`, `vocabulary`, `abbreviations`, `roots`); pairs that
share a day and a word (`candidates`) are measured (`comparison`, `rarity`) and judged (`same`, `part_of`); `clusters`
makes the judgement consistent; `wording` says why.
"""

from orgplan.planning.rules.duplicates.finding import compare_with, find_duplicates
from orgplan.planning.rules.duplicates.model import Duplicates, Line, Suggestion
from orgplan.planning.rules.duplicates.wording import explain

__all__ = ["Duplicates", "Line", "Suggestion", "compare_with", "explain", "find_duplicates"]
