"""Drafting the papers of a set of what the records know and what people answered, by the office's own forms."""

from orgplan.document_sets.documents.drafting import (
    Drafted,
    draft_paper,
    draft_papers,
    final_of,
    paper_data,
    set_paper_anew,
)

__all__ = ["Drafted", "draft_paper", "draft_papers", "final_of", "paper_data", "set_paper_anew"]
