"""The list of control: what its filter says, which instructions answer it, one's own ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.lookups import row_key, search_key, words_of
from orgplan.directory.models import Membership, Unit
from orgplan.directory.queries import unit_of
from orgplan.instructions.models import (
    ControlLevel,
    CoPerformer,
    Extension,
    Instruction,
    InstructionQuerySet,
)
from orgplan.instructions.rules.discipline import Outcome
from orgplan.instructions.rules.states import (
    OPEN,
    UNDER_CONTROL,
    ExtensionState,
    InstructionState,
    SourceKind,
    Status,
)

BOUND = 10_000
"""Instructions found by words are counted up to here."""
_ORDERS = {"due": ("due_on", "pk"), "signed": ("signed_on", "pk"), "changed": ("changed_at", "pk")}
CONTROL = "control"
"""The value of the filter by status for everything under control."""


@dataclass(frozen=True, slots=True)
class ControlFilter:
    """What of the instructions to show; kept in the page's address. Days are those of the term, inclusive."""

    words: str = ""
    status: str = CONTROL
    outcome: str = ""
    unit: int | None = None
    person: int | None = None
    level: int | None = None
    source: str = ""
    source_key: str = ""
    asked: bool = False
    carried: bool = False
    since: date | None = None
    until: date | None = None
    sort: str = "due"


@dataclass(frozen=True, slots=True)
class Select:
    """One choice of the filter with its values."""

    name: str
    label: str
    value: str
    choices: Sequence[tuple[str, str]]


def filter_of(query: Mapping[str, str]) -> ControlFilter:
    """Read the filter out of an address; nonsense is left out. Without a status everything under control is meant."""

    def day(name: str) -> date | None:
        try:
            return date.fromisoformat(query.get(name, ""))
        except ValueError:
            return None

    sort = query.get("sort", "")
    return ControlFilter(
        words=" ".join(words_of(query.get("q", ""))),
        status=query.get("status", CONTROL),
        outcome=query.get("outcome", ""),
        unit=row_key(query.get("unit", "")),
        person=row_key(query.get("person", "")),
        level=row_key(query.get("level", "")),
        source=query.get("source", ""),
        source_key=query.get("from", "").replace("\0", "")[:80],
        asked=query.get("asked", "") == "1",
        carried=query.get("carried", "") == "1",
        since=day("since"),
        until=day("until"),
        sort=sort if sort.removeprefix("-") in _ORDERS else "due",
    )


def matching(user: User, wanted: ControlFilter, today: date) -> InstructionQuerySet:
    """Return the instructions that the user may see and the filter leaves, in its order; nothing joined."""
    rows = Instruction.objects.visible_to(user).filter(
        _status(wanted.status, today), _outcome(wanted.outcome, today), _plain(wanted), _days(wanted), _words(wanted)
    )
    if wanted.unit:
        # A figure of the discipline counts the leading unit: its list shows the same ones.
        rows = rows.filter(unit=wanted.unit) if wanted.outcome or wanted.carried else rows.of_unit(wanted.unit)
    if wanted.person:
        rows = rows.of_person(wanted.person)
    if wanted.asked:
        rows = rows.filter(Exists(_requests()))
    sign = "-" if wanted.sort.startswith("-") else ""
    return rows.order_by(*(f"{sign}{each}" for each in _ORDERS[wanted.sort.removeprefix("-")]))


def listed(keys: Sequence[int]) -> list[Any]:
    """Return these instructions in this order with what a row shows, `is_asked` for open requests; two queries."""
    rows = Instruction.objects.select_related("unit", "person", "level").annotate(is_asked=Exists(_requests()))
    found = rows.prefetch_related("co_performers__unit", "co_performers__person").in_bulk(list(keys))
    return [found[key] for key in keys if key in found]


def count_instructions(user: User, query: Mapping[str, str]) -> tuple[int, bool]:
    """Return how many instructions a filter out of an address finds, and whether there are more than that."""
    wanted = filter_of(query)
    found = matching(user, wanted, timezone.localdate()).order_by()
    if not wanted.words:
        return found.count(), False
    count = found[: BOUND + 1].count()
    return min(count, BOUND), count > BOUND


def selects_of(user: User, wanted: ControlFilter) -> list[Select]:
    """Return the choices of the filter; two queries."""
    units = Unit.objects.visible_to(user).filter(is_active=True).values_list("pk", "short_name")
    levels = ControlLevel.objects.visible_to(user).values_list("pk", "title")
    statuses = [(CONTROL, _("everything under control")), ("", _("any"))]
    statuses += [(each.value, str(each.label)) for each in Status]
    return [
        Select("status", _("Status"), wanted.status, statuses),
        Select("unit", _("Performer"), str(wanted.unit or ""), _any([(str(key), name) for key, name in units])),
        Select("level", _("Control"), str(wanted.level or ""), _any([(str(key), name) for key, name in levels])),
        Select("source", _("Source"), wanted.source, _any([(each.value, str(each.label)) for each in SourceKind])),
    ]


def _any(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", _("any")), *choices]


@dataclass(frozen=True, slots=True)
class OwnWork:
    """The instructions of a reader in the order of work: late, with the term soon, later; waiting for others."""

    late: list[Any]
    soon: list[Any]
    later: list[Any]
    together: list[Any]
    reported: list[Any]

    def __bool__(self) -> bool:
        return bool(self.late or self.soon or self.later or self.together or self.reported)


def own_condition(user: User) -> Q:
    """Return the condition of the instructions that the reader carries out in the first place; nothing for others."""
    own = Q(person__in=Membership.objects.filter(user=user.pk, person__isnull=False).values("person"))
    unit = unit_of(user)
    return own | Q(unit=unit.pk) if unit is not None and user.role == "coordinator" else own


def own_work(user: User, today: date, *, soon: timedelta = timedelta(days=7), most: int = 200) -> OwnWork:
    """Return what the reader has to do, at most so many of each kind; four queries."""
    own = own_condition(user)
    lead = Instruction.objects.visible_to(user).filter(own, state__in=UNDER_CONTROL).order_by("due_on", "pk")
    rows = listed(list(lead.values_list("pk", flat=True)[:most]))
    running = [each for each in rows if each.state in OPEN]
    waiting = CoPerformer.objects.filter(own, given_on=None, instruction__state__in=OPEN)
    together = waiting.select_related("instruction", "unit", "person", "instruction__unit")
    return OwnWork(
        late=[each for each in running if each.due_on < today],
        soon=[each for each in running if today <= each.due_on <= today + soon],
        later=[each for each in running if each.due_on > today + soon],
        together=list(together.order_by("material_on", "pk")[:most]),
        reported=[each for each in rows if each.state == InstructionState.REPORTED],
    )


def _requests() -> Any:
    return Extension.objects.filter(instruction=OuterRef("pk"), state=ExtensionState.ASKED)


def _status(status: str, today: date) -> Q:
    if status == CONTROL:
        return Q(state__in=UNDER_CONTROL)
    if status == Status.OVERDUE:
        return Q(state__in=OPEN, due_on__lt=today)
    if status == Status.EXTENDED:
        return Q(state=InstructionState.ON_EXECUTION, extended_times__gt=0, due_on__gte=today)
    if status == Status.ON_EXECUTION:
        return Q(state=InstructionState.ON_EXECUTION, extended_times=0, due_on__gte=today)
    if status == Status.RETURNED:
        return Q(state=InstructionState.RETURNED, due_on__gte=today)
    return Q(state=status) if status in InstructionState.values else Q()


def outcome_conditions(today: date) -> dict[Outcome, Q]:
    """Return the condition of each outcome, the same as `rules.discipline.outcome_of` tells of one row."""
    removed, late = Q(state=InstructionState.REMOVED), Q(done_on__gt=F("due_on")) | Q(done_on=None)
    in_time = removed & Q(done_on__lte=F("due_on"))
    running = Q(state__in=OPEN, due_on__gte=today)
    return {
        Outcome.IN_TIME: in_time & Q(extended_times=0),
        Outcome.IN_EXTENDED: in_time & Q(extended_times__gt=0),
        Outcome.LATE: removed & late,
        Outcome.AWAITING: Q(state=InstructionState.REPORTED),
        Outcome.OVERDUE: Q(state__in=OPEN, due_on__lt=today),
        Outcome.EXTENDED: running & Q(extended_times__gt=0),
        Outcome.AHEAD: running & Q(extended_times=0),
    }


def _outcome(value: str, today: date) -> Q:
    if value == "done":
        return Q(state=InstructionState.REMOVED)
    if value == "all":
        return ~Q(state=InstructionState.CANCELLED)
    return outcome_conditions(today)[Outcome(value)] if value in Outcome.values else Q()


def _plain(wanted: ControlFilter) -> Q:
    found = Q()
    if wanted.level:
        found &= Q(level=wanted.level)
    if wanted.source in SourceKind.values:
        found &= Q(source_kind=wanted.source)
    if wanted.source_key:
        found &= Q(source_key=wanted.source_key)
    return found


def _days(wanted: ControlFilter) -> Q:
    if wanted.carried and wanted.until:
        found = Q(first_due_on__lte=wanted.until, due_on__gt=wanted.until)
        return found & Q(first_due_on__gte=wanted.since) if wanted.since else found
    found = Q()
    if wanted.since:
        found &= Q(due_on__gte=wanted.since)
    if wanted.until:
        found &= Q(due_on__lte=wanted.until)
    return found


def _words(wanted: ControlFilter) -> Q:
    found = Q()
    for word in words_of(wanted.words):
        if key := search_key(word):
            found &= Q(search_key__contains=key)
    return found
