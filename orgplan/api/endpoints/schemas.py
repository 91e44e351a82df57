"""What travels: the shapes of JSON that operations take and give. Times are wall-clock of the city unless zoned."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from orgplan.api.problems import Problem
from orgplan.events.rules import Basis, Consent, EventKind, EventState, Level, ParticipationKind
from orgplan.language.timing.model import TimingKind
from orgplan.planning.rules.states import LineState, PlanKind, PlanState

T = TypeVar("T")

#: The problems that every operation may answer.
REFUSALS: dict[int, Any] = dict.fromkeys((401, 403, 404, 422, 503), Problem)
WRITE_REFUSALS: dict[int, Any] = REFUSALS | dict.fromkeys((400, 409), Problem)


_NUMBER = re.compile(r"[+-]?[0-9]+([.][0-9]*)?")
_CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"

Text = Annotated[str, Field(pattern=r"^[^\x00]*$", description="Without the character of code 0.")]
Title = Annotated[str, Field(pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
Key = Annotated[int, Field(ge=1, le=2**31 - 1)]


def _in_words(given: object) -> object:
    """Return the day or moment as it was written; ValueError for a number, bare or as text."""
    if isinstance(given, int | float) or (isinstance(given, str) and _NUMBER.fullmatch(given.strip())):
        raise ValueError(_("a day or a moment is written as in ISO 8601, not as a number"))
    return given


_LAST_DAY = date(2199, 11, 1)  # a quarter before the last year that the calendar knows ends
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_in_words),  # else a number would be taken for seconds of an epoch
    AfterValidator(lambda given: min(max(given, _EARLIEST), _LATEST)),  # moments beyond do not fit every zone
]
Day = Annotated[
    date,
    BeforeValidator(_in_words),
    AfterValidator(lambda given: min(max(given, _EARLIEST.date()), _LAST_DAY)),
]
ClockTime = Annotated[
    time,
    BeforeValidator(lambda given: time.fromisoformat(given) if _is_clock(given) else given),
    PlainSerializer(lambda each: f"{each:%H:%M}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": _CLOCK, "description": "Wall-clock of the city, HH:MM."}),
]


def _is_clock(given: object) -> bool:
    """Tell whether it is HH:MM or HH:MM:SS; other texts (with a zone, a number of seconds) are no wall-clock."""
    if not isinstance(given, str) or re.fullmatch(_CLOCK, given):
        return isinstance(given, str)
    raise ValueError(_("A time is written HH:MM, by the wall-clock of the city."))


class Strict(Schema):
    """What a program sends: an unknown name is a mistake that it is told of."""

    model_config = ConfigDict(extra="forbid")


class Page(Schema, Generic[T]):
    """A page of a list. `next` is the cursor of the rest, null on the last page.

    `as_of` is a moment before the reading began: give it as `updated_since` next time, and nothing is missed.
    """

    items: list[T]
    next: str | None
    as_of: datetime


class Named(Schema):
    """A row of a directory, by key and name."""

    id: int
    name: str


class OccurrenceOut(Schema):
    """A stretch of days, both inclusive, with wall-clock times where known."""

    start: date | None
    end: date | None
    start_time: ClockTime | None
    end_time: ClockTime | None


class TimingOut(Schema):
    """When: how exactly it is known, its stretches of days, and a rule of RFC 5545 for what recurs.

    On `exdates` the rule does not hold: what stands there instead, if anything does, is an event of its own.
    """

    kind: TimingKind
    occurrences: list[OccurrenceOut]
    rrule: str | None
    exdates: list[date]


class ParticipantOut(Schema):
    """Who takes part and how: a person, a unit, an organisation, or words."""

    kind: ParticipationKind
    name: str
    person: int | None
    unit: int | None
    organisation: int | None
    consent: Consent


class EventOut(Schema):
    """An event. A deleted one lies in the basket and says since when."""

    id: UUID
    edition: int
    title: str
    kind: EventKind
    level: Level
    state: EventState
    when: str = Field(description="The time in the words of an official plan.")
    wording: str = Field(description="The time as its author worded it.")
    timing: TimingOut
    where: str
    place: str
    venue: Named | None
    owner: Named
    co_owners: list[Named]
    part_of: UUID | None
    programmes: list[Named]
    participants: list[ParticipantOut]
    expected_turnout: int | None
    note: str
    created_at: datetime
    changed_at: datetime
    deleted_at: datetime | None
    problems: list[str] = Field(description="What of `wording` could not be read as a time; nothing is lost.")


class OccurrenceIn(Strict):
    """A stretch of days, both inclusive; a single day has `end` like `start`."""

    start: date
    end: date | None = None
    start_time: ClockTime | None = None
    end_time: ClockTime | None = None


class ParticipantIn(Strict):
    """Who takes part: exactly one of person, unit, organisation, wording."""

    kind: ParticipationKind
    person: Key | None = None
    unit: Key | None = None
    organisation: Key | None = None
    wording: Text = Field("", max_length=300)
    consent: Consent = Consent.NOT_NEEDED


_WHEN = "In any words: «12 августа, 14:00–16:00». What cannot be read is kept as words and told in `problems`."


class EventFields(Strict):
    """What may be written of an event.

    The time is given in words (`when`), as `occurrences`, or both: then the words stand beside these days.
    """

    title: Title = Field(min_length=1, max_length=1000)
    owner: Key = Field(description="Key of the unit.")
    when: Text | None = Field(None, max_length=500, description=_WHEN)
    occurrences: list[OccurrenceIn] | None = Field(None, max_length=400)
    kind: EventKind = EventKind.OTHER
    level: Level = Level.CITY
    venue: Key | None = None
    place: Text = Field("", max_length=500)
    co_owners: list[Key] = Field(default_factory=list, max_length=100)
    participants: list[ParticipantIn] = Field(default_factory=list, max_length=500)
    part_of: UUID | None = None
    programmes: list[Key] = Field(default_factory=list, max_length=100)
    expected_turnout: int | None = Field(None, ge=0, le=10_000_000)
    note: Text = Field("", max_length=20_000)


class NewEvent(EventFields):
    """A new event: planned, or a draft that nobody relies on."""

    state: Literal["draft", "planned"] = "planned"


class BasisIn(Strict):
    """On what ground an approved event changes."""

    text: Text = Field("", max_length=500)
    number: Text = Field("", max_length=60)
    on: date | None = None

    @property
    def as_rule(self) -> Basis:
        """Return it as actions take it."""
        return Basis(self.text, self.number, self.on)


class EventChangeIn(EventFields):
    """What of an event changes; names that are left out stay. An approved plan asks for reason and basis."""

    edition: Key = Field(description="The edition that was read: over a newer one nothing is written (409).")
    title: Title | None = Field(None, min_length=1, max_length=1000)  # type: ignore[assignment]  # may be left out
    owner: Key | None = None  # type: ignore[assignment]  # may be left out
    kind: EventKind | None = None  # type: ignore[assignment]  # may be left out
    level: Level | None = None  # type: ignore[assignment]  # may be left out
    place: Text | None = Field(None, max_length=500)  # type: ignore[assignment]  # may be left out
    note: Text | None = Field(None, max_length=20_000)  # type: ignore[assignment]  # may be left out
    co_owners: list[Key] | None = Field(None, max_length=100)  # type: ignore[assignment]  # may be left out
    programmes: list[Key] | None = Field(None, max_length=100)  # type: ignore[assignment]  # may be left out
    participants: list[ParticipantIn] | None = Field(None, max_length=500)  # type: ignore[assignment]  # the same
    state: EventState | None = None
    reason: Text = Field("", max_length=1000)
    basis: BasisIn | None = None


class Reason(Strict):
    """Why; an approved plan asks for the basis too."""

    reason: Title = Field(min_length=1, max_length=500)
    basis: BasisIn | None = None


class PlanOut(Schema):
    """A plan: of a unit, or of the whole city where `unit` is null."""

    id: int
    title: str
    kind: PlanKind
    period: str
    starts_on: date
    ends_on: date
    state: PlanState
    unit: Named | None
    versions: int
    changed_at: datetime


class PlanRowOut(Schema):
    """A row of a city plan as it stands, or as it was approved."""

    event: UUID | None = Field(description="Null where an approved row's event is no longer on record.")
    section: str
    title: str
    when: str
    place: str
    responsible: list[str]
    units: list[str]


class VersionOut(Schema):
    """An approved version of a plan."""

    number: int
    title: str
    approved_on: date
    approver_name: str
    approver_post: str
    basis: str
    rows: list[PlanRowOut]


class LineOut(Schema):
    """A unit's proposal in its own words, with its reading."""

    id: int
    edition: int
    unit: Named
    title: str
    date_text: str
    when: str
    timing: TimingOut
    place: str
    responsible: list[dict[str, Any]]
    state: LineState
    decline_reason: str
    event: UUID | None
    problems: list[str]


class PlanEventIn(Strict):
    """An event to take into a city plan, and its section."""

    event: UUID
    section: Text = Field("", max_length=300)
    reason: Text = Field("", max_length=500)
    basis: BasisIn | None = None
