"""Printed versions of plans go into the register."""

from __future__ import annotations

from orgplan.audit.actions import Actor, audited
from orgplan.documents.actions import Paper, record_document
from orgplan.documents.models import Document
from orgplan.planning.models import PlanDocument, PlanVersion


@audited
def record_printed_version(*, version: PlanVersion, paper: Paper, by: Actor) -> Document:
    """Put a printed version into the register and join it to the version."""
    document = record_document(paper=paper, by=by)
    PlanDocument.objects.get_or_create(document=document, defaults={"version": version})
    return document
