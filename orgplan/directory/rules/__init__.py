"""Pure rules of the directory: kinds, who holds a post on a day, whom and what a plan's cell names."""

from orgplan.directory.rules.kinds import CaseRow, Dated, Gender, UnitKind, case_words, cases_of, in_force, is_head

__all__ = ["CaseRow", "Dated", "Gender", "UnitKind", "case_words", "cases_of", "in_force", "is_head"]
