"""Operations on document sets: what papers events need, where each stands, which duties the law lays on them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, Day, Key, Named, Page
from orgplan.api.endpoints.shapes import named
from orgplan.api.paging import PageQuery, page_of
from orgplan.document_sets.models import DocumentSet, SetDuty, SetPaper
from orgplan.document_sets.rules.kinds import OPEN_STATES, DutyState, PaperState, Part
from orgplan.preparation.rules.kinds import OffsetUnit

router = Router(tags=["document sets"])
_READ = TokenFor(TokenScope.READ_EVENTS)


class SetPaperOut(Schema):
    """A paper of a set; `why` says why it is not needed, number and link are those of the document system."""

    id: int
    edition: int
    document_set: int
    event: UUID
    title: str
    part: Part
    unit: Named | None
    days: int = Field(description="Days before the event by which it is due, of the sort that `offset_unit` says.")
    offset_unit: OffsetUnit
    due_on: date | None
    is_late: bool
    state: PaperState
    why: str
    signed_on: date | None
    registered_number: str
    registered_link: str
    document: int | None = Field(description="The latest draft in the register of documents.")


class SetDutyOut(Schema):
    """A duty by law. `is_checked`: a lawyer compared act and article with the text of the law."""

    id: int
    edition: int
    title: str
    act: str
    article: str
    is_checked: bool
    unit: Named | None
    due_on: date | None
    is_late: bool
    state: DutyState
    answer: str
    link: str
    done_on: date | None


class DocumentSetOut(Schema):
    """The papers of one event: its size with the words why, the papers, the duties by law."""

    id: int
    edition: int
    event: UUID
    size: Named
    size_why: str
    outdoors: bool
    papers: list[SetPaperOut]
    duties: list[SetDutyOut]


class SetQuery(Schema):
    """Which sets to give."""

    event: UUID | None = None


class SetPaperQuery(Schema):
    """Which papers to give; days of the term are inclusive."""

    event: UUID | None = None
    unit: Key | None = None
    state: PaperState | None = None
    part: Part | None = None
    due_since: Day | None = None
    due_until: Day | None = None
    late: bool = False


_FIELDS = (
    ("event", "document_set__event__uid"),
    ("unit", "unit"),
    ("state", "state"),
    ("part", "part"),
    ("due_since", "due_on__gte"),
    ("due_until", "due_on__lte"),
)


def _sets(request: ApiRequest) -> Any:
    user = request.auth.user
    papers = SetPaper.objects.visible_to(user).select_related("unit")
    duties = SetDuty.objects.visible_to(user).select_related("unit", "duty")
    rows = DocumentSet.objects.visible_to(user).select_related("event", "size")
    return rows.prefetch_related(Prefetch("papers", papers), Prefetch("duties", duties))


@router.get("/document-sets", response={200: Page[DocumentSetOut], **REFUSALS}, auth=_READ, summary="Document sets")
def list_sets(request: ApiRequest, wanted: Query[SetQuery], paging: PageQuery) -> dict[str, Any]:
    """Sets of events with their papers and duties, in the order in which they were made."""
    as_of, today = timezone.now(), timezone.localdate()
    rows = _sets(request)
    items, following = page_of(rows if wanted.event is None else rows.filter(event__uid=wanted.event), paging)
    return {"items": [_set(each, today) for each in items], "next": following, "as_of": as_of}


@router.get(
    "/document-sets/{int:set_id}", response={200: DocumentSetOut, **REFUSALS}, auth=_READ, summary="One document set"
)
def show_set(request: ApiRequest, response: HttpResponse, set_id: Key) -> dict[str, Any]:
    """One set with its papers and duties."""
    found = get_object_or_404(_sets(request), pk=set_id)
    response["ETag"] = f'"{found.edition}"'
    return _set(found, timezone.localdate())


@router.get("/set-papers", response={200: Page[SetPaperOut], **REFUSALS}, auth=_READ, summary="Papers of all sets")
def list_papers(request: ApiRequest, wanted: Query[SetPaperQuery], paging: PageQuery) -> dict[str, Any]:
    """Papers of all sets; `late=true` gives those that are still to be made or signed and whose day is gone."""
    as_of, today, found = timezone.now(), timezone.localdate(), Q()
    for name, field in _FIELDS:
        if (value := getattr(wanted, name)) is not None:
            found &= Q(**{field: value})
    if wanted.late:
        found &= Q(due_on__lt=today, state__in=OPEN_STATES)
    rows = SetPaper.objects.visible_to(request.auth.user).filter(found)
    items, following = page_of(rows.select_related("document_set__event", "unit"), paging)
    return {
        "items": [_paper(each, each.document_set.event.uid, today) for each in items],
        "next": following,
        "as_of": as_of,
    }


def _set(row: DocumentSet, today: date) -> dict[str, Any]:
    return {
        "id": row.pk,
        "edition": row.edition,
        "event": row.event.uid,
        "size": {"id": row.size.pk, "name": row.size.name},
        "size_why": row.size_why,
        "outdoors": row.outdoors,
        "papers": [_paper(each, row.event.uid, today) for each in row.papers.all()],
        "duties": [_duty(each, today) for each in row.duties.all()],
    }


def _paper(row: SetPaper, event: UUID, today: date) -> dict[str, Any]:
    plain = ("edition", "title", "part", "days", "offset_unit", "due_on", "state", "why", "signed_on")
    shown = {name: getattr(row, name) for name in (*plain, "registered_number", "registered_link")}
    return shown | {
        "id": row.pk,
        "document_set": row.document_set_id,
        "event": event,
        "unit": named(row.unit),
        "is_late": row.is_late(today),
        "document": row.document_id,
    }


def _duty(row: SetDuty, today: date) -> dict[str, Any]:
    law = {name: getattr(row.duty, name) for name in ("title", "act", "article", "is_checked")}
    own = {name: getattr(row, name) for name in ("edition", "due_on", "state", "answer", "link", "done_on")}
    return law | own | {"id": row.pk, "unit": named(row.unit), "is_late": row.is_late(today)}
