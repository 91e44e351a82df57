"""Reads of the register of documents."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.accounts.models import User
from orgplan.core.lookups import has_words
from orgplan.documents.models import Document
from orgplan.documents.models.document import DocumentQuerySet


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What of the register to show; kept in the page's address. `registered`: yes, no or empty."""

    words: str = ""
    kind: str = ""
    registered: str = ""


def documents_for(user: User, wanted: RegisterFilter) -> DocumentQuerySet:
    """Return the documents that the user may see and the filter leaves, the latest first, without their data."""
    rows = Document.objects.visible_to(user).filter(has_words(wanted.words, "title", "registered_number", "made_by"))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.registered == "yes":
        rows = rows.exclude(registered_number="")
    elif wanted.registered == "no":
        rows = rows.filter(registered_number="")
    return rows.select_related("template").defer("data")
