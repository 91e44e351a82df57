"""Moving and calling off meetings that come back: one, those from it on, or all to come; each can be taken back.

One meeting is an exception. From a meeting on the cycle is parted in two: the old one gets its last day, a new one goes
on by the new rule. Events that were laid already go along with what people wrote on them; what is gone by stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.almanac.actions.laying import CYCLE_BASIS, plain_facts
from orgplan.almanac.actions.registers import ExceptionFacts, add_exception
from orgplan.almanac.models import CycleException, CycleStep, LaidMeeting, MeetingCycle
from orgplan.almanac.queries import almanac_terms
from orgplan.almanac.rules.cycles import (
    ExceptionKind,
    Slot,
    UnreadableRuleError,
    read_rule,
    rule_days,
    rule_words,
    slots,
)
from orgplan.almanac.rules.shifting import Scope, carried, end_kept, shifted_rule
from orgplan.audit.actions import audited, record, state_of
from orgplan.core.editing import RefusedError
from orgplan.events.actions import Wanted, change_with_undo, facts_of, take_back
from orgplan.events.models import Event, UndoStep
from orgplan.events.rules import Basis
from orgplan.language.timing.writing import write_timing
from orgplan.worktime import WorkingCalendar

_VALUES = ("rule_text", "rrule", "start_time", "end_time", "starts_on", "ends_on")
_EXCEPTION = ("kind", "day", "new_day", "start_time", "end_time", "place", "reason", "basis")
_COPIED = (
    *("title", "kind", "owner", "chair", "venue", "place", "participants", "off_day", "in_week", "in_month"),
    *("days_ahead", "position", "note"),
)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Going:
    """Where a meeting goes; without hours it keeps its own."""

    day: date
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why it is done, and on what it rests."""

    reason: str
    basis: str = ""


def slot_of(cycle: MeetingCycle, day: date) -> Slot | None:
    """Return the meeting that the rule names by the day, wherever it is now; None where there is none."""
    far = timedelta(days=almanac_terms().moved_within)
    found = slots(cycle.rule, cycle.deviations, day - far, day + far, WorkingCalendar.bundled())
    return next((slot for slot in found if slot.day == day), None)


@audited
def move_meeting(cycle: MeetingCycle, *, day: date, going: Going, scope: Scope, why: Why, by: User) -> CycleStep:
    """Move the meeting of the day, those from it on, or all to come; RefusedError where the rule cannot say it."""
    cycle, slot = _locked(cycle, day)
    before = _before(cycle)
    start = going.start or slot.start_time
    end = (going.end if going.end or not going.start else None) or end_kept(
        slot.start_time, slot.end_time, start or time()
    )
    if (going.day, start, end) == (slot.on, slot.start_time, slot.end_time):
        raise RefusedError(_("This is where the meeting is already: choose another time."))
    if scope == Scope.ONE:
        facts = ExceptionFacts(ExceptionKind.MOVED, slot.on, why.reason, going.day, start, end, slot.place, why.basis)
        add_exception(cycle, facts=facts, by=by)
        return _carry(_Course(cycle, cycle, before, [day]), why, by)
    rule = _new_rule(cycle, slot, going.day, start, end)
    since = day if scope == Scope.FOLLOWING else timezone.localdate()
    shift = going.day - slot.on
    first = min(day, going.day)
    target = _parted(cycle, first, by) if scope == Scope.FOLLOWING and cycle.starts_on < first else cycle
    _rewrite(target, rule, why)
    _carry_exceptions(target, since, shift)
    return _carry(_Course(cycle, target, before, _days_since(before, since), shift), why, by)


@audited
def cancel_meeting(cycle: MeetingCycle, *, day: date, scope: Scope, why: Why, by: User) -> CycleStep:
    """Call off the meeting of the day, those from it on, or all to come; RefusedError where none would be left."""
    cycle, slot = _locked(cycle, day)
    before = _before(cycle)
    if scope == Scope.ONE:
        facts = ExceptionFacts(ExceptionKind.CANCELLED, slot.on, why.reason, basis=why.basis)
        add_exception(cycle, facts=facts, by=by)
        return _carry(_Course(cycle, cycle, before, [day]), why, by)
    since = day if scope == Scope.FOLLOWING else timezone.localdate()
    if since <= cycle.starts_on:
        raise RefusedError(_("Nothing would be left of the meeting: remove it from the scheme on its card."))
    _rewrite(cycle, {"ends_on": since - _DAY}, why)
    return _carry(_Course(cycle, cycle, before, _days_since(before, since)), why, by)


@audited
def take_back_meetings(step: CycleStep, *, by: User) -> list[str]:
    """Put the cycle, its exceptions and its events back; return for each event that was changed since a sentence.

    RefusedError where somebody changed the cycle since.
    """
    step = CycleStep.objects.select_for_update().get(pk=step.pk)
    if step.used_at:
        raise RefusedError(_("This was taken back already."))
    kept = step.before
    editions: dict[str, int] = kept["cycles"]
    rows = MeetingCycle.objects.select_for_update().in_bulk([int(key) for key in editions])
    if {str(key): row.edition for key, row in rows.items()} != editions:
        raise RefusedError(_("The meeting was changed since: open its card to see it."))
    cycle = rows[kept["cycle"]]
    CycleException.objects.filter(cycle__in=rows).delete()
    for each in kept["exceptions"]:
        CycleException.objects.create(cycle=cycle, **_read(each))
    for key, slot, written in kept["laid"]:
        LaidMeeting.objects.filter(pk=key).update(cycle=cycle, slot=parse_date(slot), written=written)
    if kept["made"]:
        rows[kept["made"]].delete()
    _rewrite(cycle, _read(kept["values"]), Why(_("The change was taken back.")))
    left = take_back(step.events, by=by).left if step.events else []
    step.used_at = timezone.now()
    step.save(update_fields=["used_at"])
    return left


def _locked(cycle: MeetingCycle, day: date) -> tuple[MeetingCycle, Slot]:
    rows = MeetingCycle.objects.select_for_update(of=("self",)).select_related("owner", "venue", "chair")
    cycle = rows.get(pk=cycle.pk)
    slot = slot_of(cycle, day)
    if slot is None or slot.is_cancelled:
        raise RefusedError(_("Meanwhile the meeting is no more on this day: look at its card."))
    if any(each.day == day and each.kind == ExceptionKind.ADDED for each in cycle.deviations):
        raise RefusedError(_("This is an additional meeting: remove it on the card and add another."))
    return cycle, slot


def _new_rule(cycle: MeetingCycle, slot: Slot, on: date, start: time | None, end: time | None) -> dict[str, Any]:
    """Return the values of the cycle by the new rule, worded as a person would and read back."""
    rrule = cycle.rrule if on == slot.on else shifted_rule(cycle.rrule, slot.day, on)
    if rrule is None:
        raise RefusedError(
            _("By the rule “%(rule)s” the others cannot go to that day: move only this one, or write the rule anew.")
            % {"rule": cycle.when}
        )
    words = rule_words(rrule, start, end)
    try:
        reading = read_rule(words)
    except UnreadableRuleError as error:
        raise RefusedError(str(error)) from error
    if (reading.start_time, reading.end_time) != (start, end):
        raise RefusedError(_("The hours cannot be said in the rule: write it anew on the card of the meeting."))
    return {"rule_text": words, "rrule": rrule, "start_time": start, "end_time": end}


def _parted(cycle: MeetingCycle, first: date, by: User) -> MeetingCycle:
    """End the cycle on the day before and return the one that goes on from the day, with its exceptions."""
    new = MeetingCycle(**{name: getattr(cycle, name) for name in (*_COPIED, *_VALUES)})
    new.starts_on = first
    new.save()
    record(new, after=state_of(new, "title", "starts_on"))
    cycle.exceptions.filter(day__gte=first).update(cycle=new)
    _rewrite(cycle, {"ends_on": first - _DAY}, Why(""))
    return new


def _carry_exceptions(cycle: MeetingCycle, since: date, shift: timedelta) -> None:
    """Let the exceptions of the meetings from the day on stand on the days of the new rule; one without a day goes."""
    rows = {row.day: row for row in cycle.exceptions.filter(day__gte=since).exclude(kind=ExceptionKind.ADDED)}
    if not rows or not shift:
        return
    far = timedelta(days=almanac_terms().moved_within)
    days = carried(rows, rule_days(cycle.rule, min(rows) - far, max(rows) + far), shift)
    cycle.exceptions.filter(pk__in=[row.pk for row in rows.values()]).delete()
    for day, row in rows.items():
        if day in days:
            values = {name: getattr(row, name) for name in _EXCEPTION}
            CycleException.objects.create(cycle=cycle, **values | {"day": days[day]})


def _rewrite(cycle: MeetingCycle, values: Mapping[str, Any], why: Why) -> None:
    before = state_of(cycle, *values)
    for name, value in values.items():
        setattr(cycle, name, value)
    cycle.edition += 1
    cycle.save()
    record(cycle, before=before, after=state_of(cycle, *values), reason=why.reason)


def _before(cycle: MeetingCycle) -> dict[str, Any]:
    laid = cycle.laid.select_related("event").order_by("slot")
    return {
        "cycle": cycle.pk,
        "values": {name: _said(getattr(cycle, name)) for name in _VALUES},
        "exceptions": [{name: _said(getattr(each, name)) for name in _EXCEPTION} for each in cycle.exceptions.all()],
        "laid": [[each.pk, each.slot.isoformat(), each.written] for each in laid],
    }


def _days_since(before: Mapping[str, Any], since: date) -> list[date]:
    """Return the days of the laid meetings from the day on."""
    return [day for _key, words, _written in before["laid"] if (day := date.fromisoformat(words)) >= since]


def _said(value: object) -> object:
    return value.isoformat() if isinstance(value, date | time) else value


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values with their days and times, as the tables hold them."""
    days, times = ("day", "new_day", "starts_on", "ends_on"), ("start_time", "end_time")
    return {
        name: parse_date(value) if value and name in days else parse_time(value) if value and name in times else value
        for name, value in values.items()
    }


@dataclass(frozen=True, slots=True)
class _Course:
    """What was written: the cycle as it was, the one that goes on, the laid days meant, and how far they go."""

    old: MeetingCycle
    target: MeetingCycle
    before: dict[str, Any]
    days: Sequence[date]
    shift: timedelta = timedelta()


def _carry(course: _Course, why: Why, by: User) -> CycleStep:
    """Let the events of the laid meetings of these days follow, and keep how all of it was."""
    rows = LaidMeeting.objects.filter(cycle=course.old, slot__in=course.days)
    laid = {row.slot: row for row in rows.select_related("event", "event__owner", "event__venue")}
    coming = _coming(course.target, laid, course.shift)
    standing = carried(laid, coming, course.shift)
    wanted, untouched = [], []
    for day, row in laid.items():
        slot = coming.get(standing.get(day, date.min))
        if slot is not None:
            LaidMeeting.objects.filter(pk=row.pk).update(cycle=course.target, slot=slot.day)
        event = row.event
        if event is None or event.deleted_at is not None or (event.first_day or date.max) < timezone.localdate():
            continue
        now = facts_of(event)
        facts = now.cancelled()
        if slot is not None and not slot.is_cancelled:
            facts = now.moved(slot.timing, write_timing(slot.timing))
        if plain_facts(facts) != plain_facts(now):
            wanted.append(Wanted(event, facts, event.edition))
            untouched += [row] if row.written == plain_facts(now) else []
    events = _changed(wanted, why, by)
    for row in untouched:
        written = plain_facts(facts_of(Event.objects.get(pk=row.event_id)))
        LaidMeeting.objects.filter(pk=row.pk).update(written=written)
    return _kept(course, events, by)


def _kept(course: _Course, events: UndoStep | None, by: User) -> CycleStep:
    made = course.target.pk if course.target.pk != course.old.pk else None
    rows = MeetingCycle.objects.filter(pk__in={course.old.pk, course.target.pk})
    editions = {str(key): edition for key, edition in rows.values_list("pk", "edition")}
    step: CycleStep = CycleStep.objects.create(
        user=by, before={**course.before, "cycles": editions, "made": made}, events=events
    )
    return step


def _coming(target: MeetingCycle, laid: Mapping[date, LaidMeeting], shift: timedelta) -> dict[date, Slot]:
    if not laid:
        return {}
    target = MeetingCycle.objects.prefetch_related("exceptions").get(pk=target.pk)
    far = timedelta(days=almanac_terms().moved_within) + abs(shift)
    found = slots(target.rule, target.deviations, min(laid) - far, max(laid) + far, WorkingCalendar.bundled())
    first = min(laid) + min(shift, timedelta())
    return {slot.day: slot for slot in found if slot.day >= first}


def _changed(wanted: Sequence[Wanted], why: Why, by: User) -> UndoStep | None:
    if not wanted:
        return None
    return change_with_undo(wanted=wanted, reason=why.reason, basis=Basis(why.basis or CYCLE_BASIS), by=by)
