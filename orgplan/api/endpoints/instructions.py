"""Operations on instructions: read them, put them on control, register them, report on them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import Field

from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import (
    REFUSALS,
    WRITE_REFUSALS,
    Day,
    Key,
    Moment,
    Named,
    Page,
    Strict,
    Text,
    Title,
)
from orgplan.api.endpoints.shapes import named
from orgplan.api.idempotency import once
from orgplan.api.paging import PageQuery, moment, page_of
from orgplan.api.problems import ProblemError
from orgplan.api.queries import OVERLAP
from orgplan.directory.models import Unit
from orgplan.instructions.actions import (
    InstructionFacts,
    Performer,
    SourceFacts,
    TermFacts,
    give_instruction,
    register_instruction,
    report_execution,
)
from orgplan.instructions.models import Instruction
from orgplan.instructions.policy import can_give
from orgplan.instructions.queries.card import instructions_with_all, performs_of
from orgplan.instructions.rules.states import InstructionState, SourceKind
from orgplan.instructions.rules.states import Status as DayStatus

router = Router(tags=["instructions"])
_READ, _WRITE = TokenFor(TokenScope.READ_INSTRUCTIONS), TokenFor(TokenScope.WRITE_INSTRUCTIONS)
_LONGEST = 20_000
Edition = Annotated[int, Field(ge=1, le=2**31 - 1)]


class CoPerformerOut(Schema):
    """Who helps, and by when the material is given."""

    unit: Named
    material_on: date
    given_on: date | None


class InstructionOut(Schema):
    """An instruction. `status` is that of today; `first_due_on` the term that was set first."""

    id: int
    uid: str
    edition: int
    text: str
    state: InstructionState
    status: DayStatus
    source_kind: SourceKind
    source: str
    point: str
    signed_on: date
    due_on: date
    first_due_on: date
    term: str
    extended_times: int
    unit: Named
    person: str
    co_performers: list[CoPerformerOut]
    given_by: str
    level: str
    registered_number: str
    registered_on: date | None
    registered_link: str
    done_on: date | None
    removed_on: date | None
    changed_at: datetime


class InstructionQuery(Schema):
    """What of the instructions to give."""

    state: InstructionState | None = None
    unit: Key | None = None
    source_kind: SourceKind | None = None
    due_since: Day | None = None
    due_until: Day | None = None
    updated_since: Moment | None = None


class InstructionIn(Strict):
    """An instruction to be put on control; the first unit leads, its head answers."""

    text: Title = Field(max_length=_LONGEST)
    units: list[Key] = Field(min_length=1, max_length=60)
    signed_on: Day
    due_on: Day | None = None
    source_kind: SourceKind = SourceKind.OTHER
    source: Text = Field("", max_length=300)
    point: Text = Field("", max_length=40)
    given_by: Text = Field("", max_length=200)


class RegistrationIn(Strict):
    """Number, date and address in the document system; `edition` is the one that was read."""

    edition: Edition
    number: Text = Field("", max_length=100)
    registered_on: Day | None = None
    link: Annotated[str, Field(max_length=500, pattern=r"^(https?://[!-~]+)?$")] = ""


class ExecutionIn(Strict):
    """A report on execution; `edition` is the one that was read."""

    edition: Edition
    text: Title = Field(max_length=_LONGEST)
    done_on: Day


def instruction_shape(row: Instruction, today: date) -> dict[str, Any]:
    """Return the instruction as `InstructionOut` has it; performers are at hand."""
    plain = ("edition", "text", "state", "source_kind", "signed_on", "due_on", "first_due_on", "extended_times")
    more = ("registered_number", "registered_on", "registered_link", "done_on", "removed_on", "changed_at")
    return {
        **{name: getattr(row, name) for name in (*plain, *more)},
        "id": row.pk,
        "uid": str(row.uid),
        "status": row.status_on(today),
        "source": row.source_label,
        "point": row.source_point,
        "term": row.term_words,
        "unit": named(row.unit),
        "person": str(row.person) if row.person else "",
        "co_performers": [
            {"unit": named(each.unit), "material_on": each.material_on, "given_on": each.given_on}
            for each in row.co_performers.all()
        ],
        "given_by": row.giver_name,
        "level": str(row.level) if row.level else "",
    }


@router.get("/instructions", response={200: Page[InstructionOut], **REFUSALS}, auth=_READ, summary="List instructions")
def list_instructions(request: ApiRequest, wanted: Query[InstructionQuery], paging: PageQuery) -> dict[str, Any]:
    """Instructions in the order in which they were last written."""
    as_of, today = timezone.now() - OVERLAP, timezone.localdate()
    found = Q()
    for name, field in (
        ("state", "state"),
        ("unit", "unit"),
        ("source_kind", "source_kind"),
        ("due_since", "due_on__gte"),
        ("due_until", "due_on__lte"),
        ("updated_since", "changed_at__gte"),
    ):
        if (value := getattr(wanted, name)) is not None:
            found &= Q(**{field: value})
    rows = Instruction.objects.visible_to(request.auth.user).filter(found).select_related("unit", "person", "level")
    items, following = page_of(rows.prefetch_related("co_performers__unit"), paging, by="changed_at", read=moment)
    return {"items": [instruction_shape(each, today) for each in items], "next": following, "as_of": as_of}


@router.get(
    "/instructions/{int:instruction_id}",
    response={200: InstructionOut, **REFUSALS},
    auth=_READ,
    summary="One instruction",
)
def show_instruction(request: ApiRequest, instruction_id: Key) -> dict[str, Any]:
    """One instruction."""
    return instruction_shape(_found(request, instruction_id), timezone.localdate())


@router.post("/instructions", response={201: InstructionOut, **WRITE_REFUSALS}, auth=_WRITE, summary="Put on control")
@decorate_view(once)
def put_on_control(request: ApiRequest, sent: InstructionIn) -> Status[Any]:
    """Put an instruction on control. Without `due_on` the rule for instructions without a term counts it."""
    if not can_give(request.auth.user):
        raise PermissionDenied(
            _("Instructions are put on control by the department and the protocol service, given by leaders.")
        )
    units = Unit.objects.visible_to(request.auth.user).filter(is_active=True).in_bulk(sent.units)
    if missing := [key for key in sent.units if key not in units]:
        raise ProblemError(409, "no-such-record", _("body.units: there is no unit %d.") % missing[0])
    facts = InstructionFacts(
        text=sent.text,
        performers=[Performer(units[key]) for key in dict.fromkeys(sent.units)],
        signed_on=sent.signed_on,
        term=TermFacts(sent.due_on),
        source=SourceFacts(sent.source_kind, sent.source, sent.point),
        giver_name=sent.given_by,
    )
    made = give_instruction(facts=facts, by=request.auth.user)
    return Status(201, instruction_shape(_found(request, made.pk), timezone.localdate()))


@router.post(
    "/instructions/{int:instruction_id}/registration",
    response={200: InstructionOut, **WRITE_REFUSALS},
    auth=_WRITE,
    summary="Register",
)
@decorate_view(once)
def write_registration(request: ApiRequest, instruction_id: Key, sent: RegistrationIn) -> dict[str, Any]:
    """Write the number, date and address of the document system."""
    row = _found(request, instruction_id)
    if not can_give(request.auth.user):
        raise PermissionDenied(_("Numbers are written by those who put instructions on control."))
    done = register_instruction(
        row,
        number=sent.number,
        registered_on=sent.registered_on,
        link=sent.link,
        edition=sent.edition,
        by=request.auth.user,
    )
    return instruction_shape(_found(request, done.pk), timezone.localdate())


@router.post(
    "/instructions/{int:instruction_id}/report",
    response={200: InstructionOut, **WRITE_REFUSALS},
    auth=_WRITE,
    summary="Report on execution",
)
@decorate_view(once)
def write_report(request: ApiRequest, instruction_id: Key, sent: ExecutionIn) -> dict[str, Any]:
    """Report that an instruction is carried out; the report waits for acceptance."""
    row = _found(request, instruction_id)
    if not performs_of(request.auth.user, row):
        raise PermissionDenied(_("Whoever carries the instruction out reports on it and asks for another term."))
    today = timezone.localdate()
    report_execution(row, text=sent.text, done_on=sent.done_on, today=today, edition=sent.edition, by=request.auth.user)
    return instruction_shape(_found(request, row.pk), today)


def _found(request: ApiRequest, key: int) -> Instruction:
    return get_object_or_404(instructions_with_all(request.auth.user), pk=key)
