"""Tables of document sets: the lists that people keep, and the sets of events."""

from orgplan.document_sets.models.lists import EventSize, LegalDuty, PaperKind, SetTerms, SizeRule
from orgplan.document_sets.models.sets import DocumentSet, SetDuty, SetPaper

__all__ = ["DocumentSet", "EventSize", "LegalDuty", "PaperKind", "SetDuty", "SetPaper", "SetTerms", "SizeRule"]
