"""Persons and posts in the six cases.

Nouns: `Case`, `Gender`; `decline_name` (a `PersonName` into a case), `decline_position` (a post into a case),
`guess_gender` (from patronymic, first name, surname). Forms corrected by hand come in as `overrides`.
"""

from orgplan.language.declension.gender import guess_gender
from orgplan.language.declension.persons import decline_name
from orgplan.language.declension.positions import decline_position
from orgplan.language.grammar import Case, Gender

__all__ = ["Case", "Gender", "decline_name", "decline_position", "guess_gender"]
