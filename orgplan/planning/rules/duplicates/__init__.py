"""Duplicates: which lines of many units report one event, and which are parts of another.

Nouns: `Line` (one line as sent), `Suggestion` (two lines, how certain, why), `Duplicates` (all suggestions). Only
suggestions: the planner decides. Pure reasoning on words, days, hours and places; no Django, no files, no clock.

A line is read into a profile (`profile`, with `reading`, `places`, `vocabulary`, `abbreviations`, `roots`). Pairs that
share a day and a word, or an hour and a place (`candidates`), are compared (`comparison`, `rarity`); what nothing
forbids (`gates`) becomes facts (`evidence`) that are weighed (`same`); `part_of` looks for parts, at most two wholes
each; `clusters` makes the judgement consistent; `wording` says why. Day, hour and place carry the judgement, words
refine it: the tables of words help, but what they do not know must be found too.
"""

from orgplan.planning.rules.duplicates.finding import compare_with, find_duplicates
from orgplan.planning.rules.duplicates.model import Duplicates, Line, Suggestion
from orgplan.planning.rules.duplicates.wording import explain

__all__ = ["Duplicates", "Line", "Suggestion", "compare_with", "explain", "find_duplicates"]
