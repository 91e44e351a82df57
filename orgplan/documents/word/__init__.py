"""Filling Word forms with plain data: in the process for shipped forms, in a bounded one for uploads."""

from orgplan.documents.word.filling import FORMS, fill_form, plain_data, shipped_form

__all__ = ["FORMS", "fill_form", "plain_data", "shipped_form"]
