"""Writes to the registers: cycles with their exceptions, memorial dates, jubilees and their rules."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from orgplan.almanac.models import CycleException, Jubilee, JubileeRule, MeetingCycle, MemorialDate
from orgplan.almanac.queries import almanac_terms
from orgplan.almanac.rules.cycles import ExceptionKind, UnreadableRuleError, read_rule, slots
from orgplan.almanac.rules.dates import DateLevel
from orgplan.almanac.rules.jubilees import JubileeKind, read_ages
from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import EditedModel, RefusedError, take_edition
from orgplan.directory.models import Person, Unit, Venue
from orgplan.events.rules.yearly import DateRule
from orgplan.worktime import WorkingCalendar

M = TypeVar("M", bound=EditedModel)


@dataclass(frozen=True, slots=True)
class CycleFacts:
    """All that is written of a cycle; `rule_text` is read into the rule and its clock times."""

    title: str
    owner: Unit
    rule_text: str
    starts_on: date
    kind: str = "staff_meeting"
    chair: Person | None = None
    venue: Venue | None = None
    place: str = ""
    participants: str = ""
    ends_on: date | None = None
    off_day: str = "next"
    in_week: bool = True
    in_month: bool = True
    days_ahead: int = 45
    position: int = 100
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExceptionFacts:
    """One exception as it is typed; `day` is any day on which the meeting stands."""

    kind: ExceptionKind
    day: date
    reason: str
    new_day: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    place: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class DateFacts:
    """All that is written of a memorial date."""

    title: str
    rule: DateRule
    level: str = DateLevel.FEDERAL.value
    since_year: int | None = None
    until_year: int | None = None
    is_mourning: bool = False
    event_title: str = ""
    event_unit: Unit | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class JubileeFacts:
    """All that is written of a kept beginning."""

    title: str
    kind: JubileeKind
    began_on: date
    note: str = ""
    named_in_plans: bool = False
    is_invented: bool = False


@dataclass(frozen=True, slots=True)
class JubileeRuleFacts:
    """All that is written of a rule of jubilees; `from_year` is the first it holds in, 0: always.

    With `event_title` and `event_unit` (both or none) each jubilee lays an event into the city's plans.
    """

    ages: str
    then_every: int = 0
    days_ahead: int = 60
    basis: str = ""
    from_year: int = 0
    event_title: str = ""
    event_unit: Unit | None = None


@audited
def write_cycle(*, facts: CycleFacts, cycle: MeetingCycle | None = None, edition: int = 0, by: Actor) -> MeetingCycle:
    """Record a cycle, or write over the one of that edition; RefusedError where its rule cannot be read."""
    try:
        reading = read_rule(facts.rule_text)
    except UnreadableRuleError as error:
        raise RefusedError(str(error)) from error
    rule = {"rrule": reading.rrule, "start_time": reading.start_time, "end_time": reading.end_time}
    return _write(take_edition(cycle, edition) if cycle else MeetingCycle(), _values(facts) | rule)


@audited
def remove_cycle(cycle: MeetingCycle, *, by: Actor) -> None:
    """Remove a cycle of which nothing was laid; RefusedError otherwise: a cycle that ends gets its last day."""
    if cycle.laid.exists() or cycle.series.exists():
        raise RefusedError(_("Meetings of it stand in the calendar: give it a last day instead."))
    record(cycle, before=state_of(cycle, "title", "rule_text"), after={"title": None})
    cycle.delete()


@audited
def add_exception(cycle: MeetingCycle, *, facts: ExceptionFacts, by: Actor) -> CycleException:
    """Record how a single meeting differs; RefusedError where no meeting is on the day, or one is already."""
    day = facts.day
    standing = slots(cycle.rule, cycle.deviations, day, day, WorkingCalendar.bundled())
    if facts.kind == ExceptionKind.ADDED:
        if standing:
            raise RefusedError(_("There is a meeting on this day already."))
    else:
        if not standing:
            raise RefusedError(_("By the rule there is no meeting on this day."))
        day = standing[0].day
    if facts.kind == ExceptionKind.MOVED and not (facts.new_day or facts.start_time or facts.place):
        raise RefusedError(_("Say to which day, hour or place the meeting moves."))
    _refuse_too_far(facts)
    CycleException.objects.filter(cycle=cycle, day=day).delete()
    exception = CycleException(cycle=cycle, **_values(facts) | {"day": day})
    exception.save()
    record(cycle, after={"exception of": str(exception)}, reason=facts.reason)
    return exception


def _refuse_too_far(facts: ExceptionFacts) -> None:
    """Refuse a meeting moved out of the time in which moved ones are looked for: no plan would find it."""
    most = almanac_terms().moved_within if facts.new_day else 0
    if facts.new_day and abs(facts.new_day - facts.day).days > most:
        raise RefusedError(
            _("A meeting is moved at most by %(days)d days: cancel this one and add another on the new day.")
            % {"days": most}
        )


@audited
def remove_exception(exception: CycleException, *, by: Actor) -> None:
    """Let the meeting be as the rule says again."""
    record(exception.cycle, before={"exception of": str(exception)}, after={"exception of": None})
    exception.delete()


@audited
def write_date(*, facts: DateFacts, date: MemorialDate | None = None, edition: int = 0, by: Actor) -> MemorialDate:
    """Record a memorial date, or write over the one of that edition."""
    values = _values(facts)
    rule: DateRule = values.pop("rule")
    values |= {"rule_kind": rule.kind.value, "month": rule.month, "day": rule.day}
    values |= {"number": rule.number, "weekday": rule.weekday}
    return _write(take_edition(date, edition) if date else MemorialDate(), values)


@audited
def remove_date(date: MemorialDate, *, by: Actor) -> None:
    """Remove a date; events that were laid of it stay."""
    record(date, before=state_of(date, "title"), after={"title": None})
    date.delete()


@audited
def write_jubilee(*, facts: JubileeFacts, jubilee: Jubilee | None = None, edition: int = 0, by: Actor) -> Jubilee:
    """Record a beginning whose anniversaries are kept, or write over the one of that edition."""
    return _write(take_edition(jubilee, edition) if jubilee else Jubilee(), _values(facts))


@audited
def remove_jubilee(jubilee: Jubilee, *, by: Actor) -> None:
    """Keep the anniversary no more."""
    record(jubilee, before=state_of(jubilee, "title"), after={"title": None})
    jubilee.delete()


@audited
def write_jubilee_rule(
    *, kind: JubileeKind, facts: JubileeRuleFacts, rule: JubileeRule | None = None, edition: int = 0, by: Actor
) -> JubileeRule:
    """Say which ages of a kind are jubilees from a year on; of the row that stood before, the earlier years stay.

    RefusedError where the ages cannot be read, an event has no unit, or another rule of the kind begins in that year.
    """
    try:
        ages = ", ".join(map(str, read_ages(facts.ages)))
    except ValueError as error:
        raise RefusedError(str(error)) from error
    if bool(facts.event_title) != bool(facts.event_unit):
        raise RefusedError(_("An event needs both its words and a unit."))
    current = take_edition(rule, edition) if rule else JubileeRule(kind=kind)
    if current.from_year != facts.from_year or rule is None:
        if JubileeRule.objects.filter(kind=kind, from_year=facts.from_year).exists():
            raise RefusedError(_("A rule that holds from this year stands already: open that one and change it."))
        current = JubileeRule(kind=kind)
    return _write(current, _values(facts) | {"ages": ages})


@audited
def remove_jubilee_rule(rule: JubileeRule, *, by: Actor) -> None:
    """Remove a rule: its years follow the one before it, without one the usual ages. Events laid by it stay."""
    record(rule, before=state_of(rule, "ages", "from_year"), after={"ages": None})
    rule.delete()


def _values(facts: Any) -> dict[str, Any]:
    return {each.name: getattr(facts, each.name) for each in fields(facts)}


def _write(row: M, values: dict[str, Any]) -> M:
    before = {} if row.pk is None else state_of(row, *values)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    record(row, before=before, after=state_of(row, *values))
    return row
