"""Operations on proposals for a month: ordered, computed by the worker, accepted line by line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import Field

from orgplan.accounts.models import User
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, WRITE_REFUSALS, BasisIn, EventOut, Key, Named, Page, Strict, Text
from orgplan.api.endpoints.shapes import event_shape, named
from orgplan.api.endpoints.times import Month
from orgplan.api.endpoints.undo import tell_undo
from orgplan.api.idempotency import once
from orgplan.api.paging import PageQuery, page_of, page_of_values
from orgplan.api.problems import ProblemError
from orgplan.api.queries import events_for, proposals_for, uids_seen
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.core.editing import RefusedError
from orgplan.directory.queries import leaders_on
from orgplan.events.rules import EventKind, EventState, Level
from orgplan.jobs.actions import stop_job
from orgplan.jobs.models import Job
from orgplan.jobs.queries import job_by_key, jobs_by_keys
from orgplan.jobs.rules import JobState
from orgplan.scheduling.actions import KIND, Scope, accept_moves, ask_for_proposals
from orgplan.scheduling.models import AimChoice, MonthSearch, Proposal, Unkept
from orgplan.scheduling.policy import can_schedule
from orgplan.scheduling.queries import Line, chosen_words, lines_of, movable_of, selects_of

router = Router(tags=["scheduling"])
_SCHEDULING = TokenFor(TokenScope.SCHEDULING)


class MonthIn(Strict):
    """The month to sort out, and which of its events may move: by default all that are not pinned.

    What is not chosen stays where it is and is kept out of the way of.
    """

    month: Month
    unit: Key | None = None
    kind: EventKind | None = None
    level: Level | None = None
    state: EventState | None = Field(None, description="`draft`: only drafts move.")
    leader: Key | None = Field(None, description="Key of the person.")
    programme: Key | None = None
    plan: Key | None = Field(None, description="A plan of the whole city.")
    other_venues: bool = Field(
        default=False, description="Other venues too: near, not smaller, as well equipped, free."
    )

    def filter(self) -> dict[str, str]:
        """Return what is asked of events as the filter of lists takes it."""
        asked = self.model_dump(exclude={"month", "other_venues"}, exclude_none=True)
        return {name: str(value) for name, value in asked.items()}


class ProposalOut(Schema):
    """What is offered for one aim: how the month would stand; `is_proven` that nothing better exists."""

    aim: AimChoice
    moves: int
    clashes: int
    evenings: int
    days_off: int
    with_first: int
    is_proven: bool
    gap: float


class SearchOut(Schema):
    """A month that somebody had sorted out. While the work runs, proposals come one after the other."""

    id: int
    month: str
    asked_at: datetime
    asked_by: str
    state: JobState
    done: int
    total: int
    events: int
    drafts: int = Field(description="How many of the events are drafts.")
    pinned: int
    clashes: int = Field(description="How many the month has as it stands.")
    chosen: str = Field(description="Which events may move, in words; empty: all that are not pinned.")
    other_venues: bool
    proposals: list[ProposalOut]


class MoveOut(Schema):
    """A line of a proposal: an event to another time or hall. `state` says whether it can be accepted still."""

    id: int
    event: UUID
    edition: int
    title: str
    stood_at: datetime
    starts_at: datetime
    ends_at: datetime
    venue: Named | None
    why: str
    state: Literal["open", "accepted", "pinned", "stale"] = Field(
        description="`stale`: the event was changed since, the line is worth nothing."
    )


class UnkeptOut(Schema):
    """What the proposal cannot keep, and why; how much that matters and what the rule of clashes says."""

    id: int
    event: UUID | None
    sentence: str
    why: str
    level: ClashLevel
    rule: str


class AcceptMovesIn(Strict):
    """Which lines are accepted; approved plans ask for reason and basis."""

    lines: list[Key] = Field(min_length=1, max_length=1000)
    reason: Text = Field("", max_length=1000)
    basis: BasisIn | None = None


@router.get("/scheduling", response={200: Page[SearchOut], **REFUSALS}, auth=_SCHEDULING, summary="Months sorted out")
def list_searches(request: ApiRequest, paging: PageQuery) -> dict[str, Any]:
    """Months that were had sorted out, in the order in which they were asked for, with their proposals."""
    as_of = timezone.now()
    items, following = page_of(MonthSearch.objects.visible_to(_checked(request)), paging)
    return {"items": search_shapes(request.auth.user, items), "next": following, "as_of": as_of}


@router.post(
    "/scheduling", response={201: SearchOut, **WRITE_REFUSALS}, auth=_SCHEDULING, summary="Have a month sorted out"
)
@decorate_view(once)
def ask(request: ApiRequest, response: HttpResponse, sent: MonthIn) -> Status[Any]:
    """Order proposals; the worker computes three of them, one for each aim. Nothing is moved until it is accepted."""
    user, month = _checked(request), date.fromisoformat(f"{sent.month}-01")
    query = sent.filter()
    movable = movable_of(user, query, month)
    if movable is not None and not movable:
        raise RefusedError(_("The filter finds no event of this month: choose otherwise."))
    words = chosen_words(selects_of(user, query, leaders_on(month)))
    search = ask_for_proposals(month=month, scope=Scope(movable, words, other_venues=sent.other_venues), by=user)
    response["Location"] = f"{request.path}/{search.pk}"
    return Status(201, search_shapes(request.auth.user, [search])[0])


@router.get(
    "/scheduling/{int:search_id}", response={200: SearchOut, **REFUSALS}, auth=_SCHEDULING, summary="How far it is"
)
def show_search(request: ApiRequest, search_id: Key) -> dict[str, Any]:
    """One month: where the work stands, what is offered so far."""
    return search_shapes(request.auth.user, [_search(request, search_id)])[0]


@router.post(
    "/scheduling/{int:search_id}/stop",
    response={200: SearchOut, **WRITE_REFUSALS},
    auth=_SCHEDULING,
    summary="Stop the work",
)
@decorate_view(once)
def stop(request: ApiRequest, search_id: Key) -> dict[str, Any]:
    """Stop the work; what is offered already stays. What is done cannot be stopped (409)."""
    search = _search(request, search_id)
    job = job_by_key(KIND, str(search.pk))
    if job is None:
        raise Http404
    stop_job(job, by=request.auth.user)
    return search_shapes(request.auth.user, [search])[0]


@router.get(
    "/scheduling/{int:search_id}/{aim}/lines",
    response={200: Page[MoveOut], **REFUSALS},
    auth=_SCHEDULING,
    summary="Lines of a proposal",
)
def list_lines(request: ApiRequest, search_id: Key, aim: AimChoice, paging: PageQuery) -> dict[str, Any]:
    """What a proposal would move and why, each line as it stands now."""
    as_of = timezone.now()
    lines = lines_of(request.auth.user, _proposal(request, search_id, aim))
    items, following = page_of_values(lines, paging, by=lambda each: f"{each.move.pk:012}")
    return {"items": [_line(each) for each in items], "next": following, "as_of": as_of}


@router.get(
    "/scheduling/{int:search_id}/{aim}/unkept",
    response={200: Page[UnkeptOut], **REFUSALS},
    auth=_SCHEDULING,
    summary="What cannot be kept",
)
def list_unkept(request: ApiRequest, search_id: Key, aim: AimChoice, paging: PageQuery) -> dict[str, Any]:
    """What a proposal cannot keep, and why."""
    as_of = timezone.now()
    rows = Unkept.objects.visible_to(request.auth.user).filter(proposal=_proposal(request, search_id, aim))
    items, following = page_of(rows, paging)
    uids = uids_seen(request.auth.user, {each.event_id for each in items})
    shapes = [
        {name: getattr(each, name) for name in ("sentence", "why", "level", "rule")}
        | {"id": each.pk, "event": uids.get(each.event_id)}
        for each in items
    ]
    return {"items": shapes, "next": following, "as_of": as_of}


@router.post(
    "/scheduling/{int:search_id}/{aim}/accept",
    response={200: list[EventOut], **WRITE_REFUSALS},
    auth=_SCHEDULING,
    summary="Accept lines",
)
@decorate_view(once)
def accept(
    request: ApiRequest, response: HttpResponse, search_id: Key, aim: AimChoice, sent: AcceptMovesIn
) -> list[dict[str, Any]]:
    """Move the events of the chosen lines, all or none; the token needs the scope of writing events too.

    A line that is not open any more refuses all (409): read the lines anew.
    """
    if TokenScope.WRITE_EVENTS not in request.auth.scopes:
        raise ProblemError(403, "scope", _("The token lacks the scope “%s”.") % TokenScope.WRITE_EVENTS.value)
    user = request.auth.user
    proposal = _proposal(request, search_id, aim)
    known = {each.move.pk: each for each in lines_of(user, proposal)}
    chosen = [known.get(key) for key in dict.fromkeys(sent.lines)]
    rows = [each for each in chosen if each and each.is_open]
    if len(rows) != len(chosen):
        raise RefusedError(_("Some of these lines cannot be accepted any more: read the lines anew."))
    basis = sent.basis.as_rule if sent.basis else None
    tell_undo(response, accept_moves(proposal, lines=rows, reason=sent.reason, basis=basis, by=user))
    moved = events_for(user, deleted=False).filter(pk__in=[each.event.pk for each in rows])
    return [event_shape(each) for each in moved.order_by("moment", "pk")]


def _checked(request: ApiRequest) -> User:
    if not can_schedule(request.auth.user):
        raise PermissionDenied(_("Months are sorted out by the department and the protocol service."))
    return request.auth.user


def _search(request: ApiRequest, search_id: int) -> MonthSearch:
    found: MonthSearch = get_object_or_404(MonthSearch.objects.visible_to(_checked(request)), pk=search_id)
    return found


def _proposal(request: ApiRequest, search_id: int, aim: AimChoice) -> Proposal:
    proposals = Proposal.objects.visible_to(_checked(request)).select_related("search")
    found: Proposal = get_object_or_404(proposals, search=search_id, aim=aim)
    return found


# Shapes


def search_shapes(user: User, searches: Sequence[MonthSearch]) -> list[dict[str, Any]]:
    """Return the searches as `SearchOut` has them; two queries."""
    offered, jobs = proposals_for(user, searches), jobs_by_keys(KIND, [str(each.pk) for each in searches])
    return [_shape(each, jobs.get(str(each.pk)), offered.get(each.pk, [])) for each in searches]


def _shape(search: MonthSearch, job: Job | None, offered: Sequence[Proposal]) -> dict[str, Any]:
    plain = ("asked_at", "asked_by", "events", "drafts", "pinned", "clashes", "chosen", "other_venues")
    counted = ("aim", "clashes", "evenings", "days_off", "with_first", "is_proven", "gap")
    return {
        **{name: getattr(search, name) for name in plain},
        "id": search.pk,
        "month": f"{search.month:%Y-%m}",
        "state": job.state if job else JobState.DONE,
        "done": job.done if job else 0,
        "total": job.total if job else 0,
        "proposals": [
            {name: getattr(each, name) for name in counted} | {"moves": each.move_count}  # type: ignore[attr-defined]  # by proposals_for
            for each in offered
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    move = line.move
    return {
        "id": move.pk,
        "event": line.event.uid,
        "edition": move.edition,
        "title": line.event.title,
        "stood_at": move.stood_at,
        "starts_at": move.starts_at,
        "ends_at": move.starts_at + timedelta(minutes=move.minutes),
        "venue": named(move.venue),
        "why": move.why,
        "state": _state(line),
    }


def _state(line: Line) -> str:
    if line.is_accepted:
        return "accepted"
    if line.is_stale:
        return "stale"
    return "pinned" if line.is_pinned else "open"
