"""Printed versions of plans and agreement sheets go into the register."""

from __future__ import annotations

from collections.abc import Iterable

from orgplan.audit.actions import Actor, audited
from orgplan.documents.actions import Paper, record_document
from orgplan.documents.models import Document
from orgplan.events.models import Event
from orgplan.planning.models import (
    AgreementRound,
    AmendmentsDocument,
    CalendarDocument,
    PlanDocument,
    PlanVersion,
    PrintedEvent,
    SheetDocument,
)


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


@audited
def record_printed_amendments(
    *, version: PlanVersion, later: PlanVersion | None, paper: Paper, events: Iterable[int], by: Actor
) -> Document:
    """Put a printed «Изменения к плану» into the register, joined to the version that it changes and to its events."""
    document = record_document(paper=paper, by=by)
    AmendmentsDocument.objects.get_or_create(document=document, defaults={"version": version, "later": later})
    _keep_events(document, events)
    return document


@audited
def record_printed_calendar(
    *, chosen: str, period_code: str, paper: Paper, events: Iterable[int], by: Actor
) -> Document:
    """Put a printed plan «с участием Мэра» into the register, with whose and when it is, joined to its events."""
    document = record_document(paper=paper, by=by)
    CalendarDocument.objects.get_or_create(document=document, defaults={"chosen": chosen, "period_code": period_code})
    _keep_events(document, events)
    return document


def _keep_events(document: Document, events: Iterable[int]) -> None:
    known = Event.objects.filter(pk__in=set(events)).order_by("pk").values_list("pk", flat=True)
    rows = [PrintedEvent(document=document, event_id=key) for key in known]
    PrintedEvent.objects.bulk_create(rows, batch_size=300, ignore_conflicts=True)
