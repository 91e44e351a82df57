"""Reads of the register of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from orgplan.accounts.models import User
from orgplan.core.lookups import has_words
from orgplan.documents.models import Document, OutdatedFact
from orgplan.documents.models.document import DocumentQuerySet
from orgplan.documents.queries.forms import active_template


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What of the register to show; kept in the page's address. `registered`: yes, no or empty.

    `outdated`: only the latest versions whose facts are otherwise now.
    """

    words: str = ""
    kind: str = ""
    registered: str = ""
    outdated: bool = False


def documents_for(user: User, wanted: RegisterFilter) -> DocumentQuerySet:
    """Return the documents that the user may see and the filter leaves, the latest first, without their data."""
    rows = Document.objects.visible_to(user).filter(has_words(wanted.words, "title", "registered_number", "made_by"))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.registered == "yes":
        rows = rows.exclude(registered_number="")
    elif wanted.registered == "no":
        rows = rows.filter(registered_number="")
    if wanted.outdated:
        later = Document.objects.filter(
            kind=OuterRef("kind"), subject=OuterRef("subject"), number__gt=OuterRef("number")
        )
        rows = rows.filter(Exists(OutdatedFact.objects.filter(document=OuterRef("pk"))), ~Exists(later))
    return rows.select_related("template").prefetch_related("outdated_facts").defer("data")


def series_of(user: User, document: Document) -> list[Document]:
    """Return all versions of the document, the latest first, as far as the reader may see them; one query."""
    rows = Document.objects.visible_to(user).filter(kind=document.kind, subject=document.subject)
    return list(rows.defer("data").order_by("-number"))


def same_paper(kind: str, subject: str, data: Mapping[str, Any], ending: str) -> Document | None:
    """Return the latest document of a series where it says the same by the form in use now, or None; two queries.

    The footer, which bears the time of printing, makes no difference.
    """
    template = active_template(kind) if ending == "docx" else None
    last = Document.objects.filter(kind=kind, subject=subject).order_by("-number").first()
    if last is None or last.template_id != (template.pk if template else None):
        return None
    return last if {**last.data, "footer": ""} == {**data, "footer": ""} else None
