"""Moving and calling off meetings of an event that comes back by its own rule: one, those from it on, all to come.

One meeting becomes an event of its own, on which everything can be written that events hold; the rule leaves its day
out. From a meeting on the event is parted in two: the old one gets its last day, a new one goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.almanac.actions.moving import Going, Why
from orgplan.almanac.models import PartedMeeting
from orgplan.almanac.rules.shifting import Scope, end_kept, shifted_rule
from orgplan.audit.actions import audited
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.events.actions import EventFacts, change_event, create_event, facts_of, step_together
from orgplan.events.actions.programmes import put_into_programmes
from orgplan.events.models import Event, UndoStep
from orgplan.events.rules import Basis, EventState
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.returning import days_of_rule, names_days, rule_and_days_out, with_days_out
from orgplan.language.timing.writing import write_timing

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of the event: its day and hours, and the stretch of days in which the rule holds."""

    stands: Occurrence
    within: Occurrence

    @property
    def day(self) -> date:
        """Return its day."""
        assert self.stands.start is not None, "found by its day"
        return self.stands.start


def meeting_on(timing: Timing, day: date) -> Meeting | None:
    """Return the meeting of the day; None where the rule has none on it, or says no days at all."""
    rule = timing.rrule or ""
    if timing.kind != TimingKind.RECURRING or not names_days(rule):
        return None
    for each in timing.occurrences:
        if each.start and each.end and days_of_rule(rule, each.start, each.end, day, day):
            return Meeting(Occurrence(day, day, each.start_time, each.end_time), each)
    return None


def meetings_since(timing: Timing, since: date, most: int) -> list[Meeting]:
    """Return the next meetings from the day on, so many at most."""
    rule = timing.rrule or ""
    stretches = timing.occurrences if timing.kind == TimingKind.RECURRING and names_days(rule) else ()
    days = {
        day
        for each in stretches
        if each.start and each.end
        for day in days_of_rule(rule, each.start, each.end, since, each.end)[:most]
    }
    found = (meeting_on(timing, day) for day in sorted(days)[:most])
    return [each for each in found if each is not None]


@audited
def move_occurrence(event: Event, *, day: date, going: Going, scope: Scope, why: Why, by: User) -> UndoStep:
    """Move the meeting of the day, those from it on, or all to come.

    RefusedError where the rule cannot say it, or where the event is no longer the edition that was read.
    """
    now = facts_of(event)
    meeting = _standing(now.timing, day)
    wanted = _wanted(meeting.stands, going)
    if wanted == meeting.stands:
        raise RefusedError(_("This is where the meeting is already: choose another time."))
    if scope == Scope.ONE:
        return _part(event, now, meeting, now.moved(_alone(wanted)), why, by)
    since = _first(now.timing, meeting, scope)
    since = min(since, since + (going.day - day))
    timing = _shifted(_from(now.timing, since), meeting, wanted)
    return _go_on(event, now, since, timing, why, by)


@audited
def cancel_occurrence(event: Event, *, day: date, scope: Scope, why: Why, by: User) -> UndoStep:
    """Call off the meeting of the day, those from it on, or all to come; what is gone by stays on record."""
    now = facts_of(event)
    meeting = _standing(now.timing, day)
    if scope == Scope.ONE:
        return _part(event, now, meeting, now.moved(_alone(meeting.stands)).cancelled(), why, by)
    return _go_on(event, now, _first(now.timing, meeting, scope), None, why, by)


def _standing(timing: Timing, day: date) -> Meeting:
    meeting = meeting_on(timing, day)
    if meeting is None:
        raise RefusedError(_("Meanwhile the meeting is no more on this day: look at its card."))
    return meeting


def _alone(stands: Occurrence) -> Timing:
    return Timing(TimingKind.TIMED if stands.start_time else TimingKind.DAYS, (stands,))


def _wanted(stands: Occurrence, going: Going) -> Occurrence:
    start = going.start or stands.start_time
    end = (going.end if going.end or not going.start else None) or end_kept(
        stands.start_time, stands.end_time, start or time()
    )
    return Occurrence(going.day, going.day, start, end)


def _part(event: Event, now: EventFacts, meeting: Meeting, becomes: EventFacts, why: Why, by: User) -> UndoStep:
    """Take the meeting out of the rule and let it be an event of its own, first as it stood, then as it is to be."""
    rule = with_days_out(now.timing.rrule or "", [meeting.day])
    _write(event, replace(now, timing=replace(now.timing, rrule=rule)), why, by)
    stood = _alone(meeting.stands)
    made = _made(event, replace(now, timing=stood, wording=write_timing(stood)), by)
    PartedMeeting.objects.create(series=event, day=meeting.day, start_time=meeting.stands.start_time, event=made)
    becomes = replace(becomes, wording=write_timing(becomes.timing))
    _write(made, becomes, why, by)
    return step_together(was=[(event, now)], made=[made], by=by)


def _go_on(event: Event, now: EventFacts, since: date, timing: Timing | None, why: Why, by: User) -> UndoStep:
    """End the event before the day; let another one go on by the given time, or nothing. A whole event is changed."""
    before = _until(now.timing, since - _DAY)
    if not _has_meetings(before):
        facts = now.cancelled() if timing is None else replace(now, timing=timing, wording=write_timing(timing))
        _write(event, facts, why, by)
        return step_together(was=[(event, now)], made=[], by=by)
    _write(event, replace(now, timing=before, wording=write_timing(before)), why, by)
    made = []
    if timing is not None:
        made.append(_made(event, replace(now, timing=timing, wording=write_timing(timing)), by))
    return step_together(was=[(event, now)], made=made, by=by)


def _made(event: Event, facts: EventFacts, by: User) -> Event:
    made = create_event(facts=facts, by=by)
    programmes = list(event.programmes.all())
    if programmes:
        put_into_programmes(made, programmes=programmes, by=by)
    return made


def _write(event: Event, facts: EventFacts, why: Why, by: User) -> None:
    basis = Basis(why.basis) if why.basis else None
    try:
        written = change_event(event, facts=facts, edition=event.edition, reason=why.reason, basis=basis, by=by)
    except ChangedMeanwhileError as race:
        raise RefusedError(_("Somebody changed the event at this very moment: look at it and move it again.")) from race
    event.edition = written.edition


def _first(timing: Timing, meeting: Meeting, scope: Scope) -> date:
    """Return the day of the first meeting that is meant: this one, or of all that are to come the next."""
    if scope == Scope.FOLLOWING:
        return meeting.day
    coming = meetings_since(timing, min(meeting.day, timezone.localdate()), 1)
    return coming[0].day if coming else meeting.day


def _from(timing: Timing, first: date) -> Timing:
    """Return what of the time is left from the day on."""
    kept = [each for each in timing.occurrences if each.end and each.end >= first]
    return replace(timing, occurrences=tuple(replace(each, start=max(each.start or first, first)) for each in kept))


def _until(timing: Timing, last: date) -> Timing:
    """Return what of the time is left until the day."""
    kept = [each for each in timing.occurrences if each.start and each.start <= last]
    return replace(timing, occurrences=tuple(replace(each, end=min(each.end or last, last)) for each in kept))


def _has_meetings(timing: Timing) -> bool:
    first = min((each.start for each in timing.occurrences if each.start), default=None)
    return first is not None and bool(meetings_since(timing, first, 1))


def _shifted(timing: Timing, meeting: Meeting, wanted: Occurrence) -> Timing:
    """Return the time by the rule that puts the meeting where it is wanted; RefusedError where no rule does."""
    assert wanted.start is not None, "a form asks for the day"
    plain, left_out = rule_and_days_out(timing.rrule or "")
    rule = shifted_rule(plain, meeting.day, wanted.start)
    if rule is None:
        raise RefusedError(
            _("By the rule “%(rule)s” the others cannot go to that day: move only this one, or write the rule anew.")
            % {"rule": write_timing(replace(timing, occurrences=()))}
        )
    shift = wanted.start - meeting.day
    rule = with_days_out(rule, (day + shift for day in left_out))
    old = (meeting.stands.start_time, meeting.stands.end_time)
    return replace(timing, rrule=rule, occurrences=tuple(_at(each, old, wanted) for each in timing.occurrences))


def _at(each: Occurrence, old: tuple[time | None, time | None], new: Occurrence) -> Occurrence:
    hours = (each.start_time, each.end_time)
    return replace(each, start_time=new.start_time, end_time=new.end_time) if hours == old else each


def is_whole(event: Event) -> bool:
    """Tell whether the event can have meetings parted: it stands, and its rule says days."""
    standing = event.state in {EventState.DRAFT, EventState.PLANNED} and not event.is_deleted
    return standing and bool(event.rrule) and names_days(event.rrule)
