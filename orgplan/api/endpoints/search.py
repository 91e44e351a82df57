"""The search for programs: what the holder finds on the page, by kind, with keys of the interface."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, Title
from orgplan.api.queries import uids_seen
from orgplan.search.queries.finding import Group, answer
from orgplan.search.rules.asking import LONGEST_QUESTION

router = Router(tags=["search"])
_SEARCH = TokenFor(TokenScope.SEARCH)
Kind = Literal[
    "person",
    "event",
    "programme",
    "plan",
    "instruction",
    "script",
    "document",
    "document_set",
    "event_template",
    "step",
    "resource",
    "unit",
    "organisation",
    "venue",
]


class SearchQuery(Schema):
    """What is looked for: words in any form, numbers, dates; slips of the hand and of the layout are mended."""

    q: Title = Field(min_length=1, max_length=LONGEST_QUESTION)
    kind: Kind | None = Field(None, description="Only records of this kind.")
    most: int = Field(5, ge=1, le=50, description="At most so many of a kind.")


class FoundOut(Schema):
    """A found record. `id` is its key in this interface: of an event its identity, else a number."""

    id: str
    title: str
    note: str
    page: str = Field(description="Address of the page for people.")


class GroupOut(Schema):
    """Found records of one kind, best first."""

    kind: Kind
    name: str
    items: list[FoundOut]
    more: bool


class ReadAsOut(Schema):
    """A word as it was typed and as it was understood."""

    typed: str
    understood: str


class AnswerOut(Schema):
    """What was found, the kind of the best record first."""

    groups: list[GroupOut]
    read_as: list[ReadAsOut]


@router.get("/search", response={200: AnswerOut, **REFUSALS}, auth=_SEARCH, summary="Search in all records")
def search(request: ApiRequest, wanted: Query[SearchQuery]) -> dict[str, Any]:
    """What the holder of the token finds by these words; records that the holder may not see are never found."""
    user = request.auth.user
    found = answer(wanted.q, reader=user, today=timezone.localdate(), each=wanted.most, only=wanted.kind or "")
    groups = [each for each in found.groups if each.name]  # without the pages and actions of people
    events = uids_seen(user, {key for each in groups if each.name == "event" for key in each.keys})
    return {
        "groups": [_group(each, events) for each in groups],
        "read_as": [{"typed": typed, "understood": understood} for typed, understood in found.read_as],
    }


def _group(group: Group, events: Mapping[int, Any]) -> dict[str, Any]:
    return {"kind": group.name, "name": group.label, "items": _items(group, events), "more": group.more}


def _items(group: Group, events: Mapping[int, Any]) -> Sequence[dict[str, Any]]:
    return [
        {
            "id": str(events.get(key, "") if group.name == "event" else key),
            "title": row.title,
            "note": row.note,
            "page": urljoin(settings.ADDRESS, row.url),
        }
        for key, row in zip(group.keys, group.rows, strict=True)
    ]
