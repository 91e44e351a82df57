"""What other rooms may add to a document's card: what it was made of."""

from __future__ import annotations

from typing import Protocol

from orgplan.accounts.models import User
from orgplan.core.seams import Panel, bound
from orgplan.documents.models import Document


class DocumentPanel(Protocol):
    """Given the reader and the document, a panel, or None where the room has nothing to say to this reader."""

    def __call__(self, user: User, document: Document, /) -> Panel | None:
        """Make the panel."""


def panels_of(user: User, document: Document) -> list[Panel]:
    """Return the panels of upper rooms (listed in config/panels.py) for this reader."""
    return [panel for make in bound("document_panels") if (panel := make(user, document))]
