"""The printed plans of a programme."""

from __future__ import annotations

from orgplan.accounts.models import User
from orgplan.documents.models import Document
from orgplan.events.models import Programme


def papers_of(user: User, programme: Programme, number: int = 5) -> list[Document]:
    """Return the latest papers of the programme that the user may see; one query."""
    rows = Document.objects.visible_to(user).filter(programme_paper__programme=programme)
    return list(rows.defer("data").order_by("-pk")[:number])
