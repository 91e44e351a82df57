"""Operations on programmes: what many events of some years are held for."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import Field

from orgplan.accounts.models import User
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, WRITE_REFUSALS, Key, Page, Strict, Title
from orgplan.api.idempotency import once
from orgplan.api.paging import PageQuery, page_of
from orgplan.events.actions.programmes import ProgrammeFacts, facts_of_programme, write_programme
from orgplan.events.models import Programme
from orgplan.events.models.programme import FIRST_YEAR, LAST_YEAR
from orgplan.events.policy import can_keep_programmes
from orgplan.events.queries.programmes import programmes_with_numbers

router = Router(tags=["events"])
_READ, _WRITE = TokenFor(TokenScope.READ_EVENTS), TokenFor(TokenScope.WRITE_EVENTS)
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


class ProgrammeOut(Schema):
    """A programme or a section of one; both years belong to it. `within`: the key of the programme it lies in.

    `events` is how many the reader may see, with those of all that lies in it.
    """

    id: int
    edition: int
    name: str
    code: str
    first_year: int
    last_year: int
    within: int | None
    is_section: bool
    aim: str
    events: int


class ProgrammeIn(Strict):
    """A new programme; neither name nor code is taken twice."""

    name: Title = Field(min_length=1, max_length=300)
    code: Title = Field(min_length=1, max_length=20)
    first_year: Year
    last_year: Year


class ProgrammeChangeIn(Strict):
    """What of a programme changes; names that are left out stay."""

    edition: Key = Field(description="The edition that was read: over a newer one nothing is written (409).")
    name: Title | None = Field(None, min_length=1, max_length=300)
    code: Title | None = Field(None, min_length=1, max_length=20)
    first_year: Year | None = None
    last_year: Year | None = None


@router.get("/programmes", response={200: Page[ProgrammeOut], **REFUSALS}, auth=_READ, summary="Programmes")
def list_programmes(request: ApiRequest, paging: PageQuery) -> dict[str, Any]:
    """Programmes in the order in which they were recorded; `/events?programme=` gives the events of one."""
    as_of = timezone.now()
    items, following = page_of(programmes_with_numbers(request.auth.user), paging)
    return {"items": [_shape(each) for each in items], "next": following, "as_of": as_of}


@router.get(
    "/programmes/{int:programme_id}", response={200: ProgrammeOut, **REFUSALS}, auth=_READ, summary="One programme"
)
def show_programme(request: ApiRequest, response: HttpResponse, programme_id: Key) -> dict[str, Any]:
    """One programme; its edition is to be given with a change."""
    return _tagged(request, response, programme_id)


@router.post("/programmes", response={201: ProgrammeOut, **WRITE_REFUSALS}, auth=_WRITE, summary="Record a programme")
@decorate_view(once)
def record_programme(request: ApiRequest, response: HttpResponse, sent: ProgrammeIn) -> Status[Any]:
    """Record a programme."""
    made = write_programme(facts=ProgrammeFacts(**sent.model_dump()), by=_keeper(request))
    response["Location"] = f"{request.path}/{made.pk}"
    return Status(201, _tagged(request, response, made.pk))


@router.patch(
    "/programmes/{int:programme_id}",
    response={200: ProgrammeOut, **WRITE_REFUSALS},
    auth=_WRITE,
    summary="Change a programme",
)
@decorate_view(once)
def alter_programme(
    request: ApiRequest, response: HttpResponse, programme_id: Key, change: ProgrammeChangeIn
) -> dict[str, Any]:
    """Change what is named, over the edition that was read."""
    user, found = _keeper(request), _found(request, programme_id)
    facts = replace(facts_of_programme(found), **change.model_dump(exclude={"edition"}, exclude_none=True))
    write_programme(facts=facts, programme=found, edition=change.edition, by=user)
    return _tagged(request, response, programme_id)


def _keeper(request: ApiRequest) -> User:
    if not can_keep_programmes(request.auth.user):
        raise PermissionDenied(_("Programmes are kept by the organisational department and the protocol service."))
    return request.auth.user


def _found(request: ApiRequest, key: int) -> Programme:
    found: Programme = get_object_or_404(Programme.objects.visible_to(request.auth.user), pk=key)
    return found


def _tagged(request: ApiRequest, response: HttpResponse, key: int) -> dict[str, Any]:
    found = get_object_or_404(programmes_with_numbers(request.auth.user), pk=key)
    response["ETag"] = f'"{found.edition}"'
    return _shape(found)


def _shape(programme: Any) -> dict[str, Any]:
    plain = ("edition", "name", "code", "first_year", "last_year", "is_section", "aim")
    own = {name: getattr(programme, name) for name in plain}
    return own | {"id": programme.pk, "within": programme.parent_id, "events": programme.number}
