"""Printed versions of plans and agreement sheets go into the register."""

from __future__ import annotations

from orgplan.audit.actions import Actor, audited
from orgplan.documents.actions import Paper, record_document
from orgplan.documents.models import Document
from orgplan.planning.models import AgreementRound, PlanDocument, PlanVersion, SheetDocument


@audited
def record_printed_version(*, version: PlanVersion, paper: Paper, by: Actor) -> Document:
    """Put a printed version into the register and join it to the version."""
    document = record_document(paper=paper, by=by)
    PlanDocument.objects.get_or_create(document=document, defaults={"version": version})
    return document


@audited
def record_printed_sheet(*, laid: AgreementRound, paper: Paper, by: Actor) -> Document:
    """Put a printed agreement sheet into the register and join it to its round."""
    document = record_document(paper=paper, by=by)
    SheetDocument.objects.get_or_create(document=document, defaults={"round": laid})
    return document
