"""Reads of documents: which form a kind is printed by, and the register."""

from orgplan.documents.queries.forms import Blank, active_template, form_for, form_kinds, kind_of

__all__ = ["Blank", "active_template", "form_for", "form_kinds", "kind_of"]
