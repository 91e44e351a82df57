"""Reads of documents: which form a kind is printed by, and the register."""

from orgplan.documents.queries.forms import Blank, active_template, form_for, form_kinds, kind_label, kind_of
from orgplan.documents.queries.register import RegisterFilter, documents_for, same_paper, series_of

__all__ = [
    "Blank",
    "RegisterFilter",
    "active_template",
    "documents_for",
    "form_for",
    "form_kinds",
    "kind_label",
    "kind_of",
    "same_paper",
    "series_of",
]
