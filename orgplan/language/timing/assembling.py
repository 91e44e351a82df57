"""From lexemes to the timing: ranges, lists, clocks per date, due dates, rules; the last step of reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from orgplan.language.periods import Period, PeriodKind
from orgplan.language.timing import recurrence
from orgplan.language.timing.groups import Group, occurrences
from orgplan.language.timing.lexemes import Before, Clock, Lexeme, Link, Repeat, Span, Unit, UnitKind, Weekdays
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.resolving import Resolver, is_exact, single_month
from orgplan.language.timing.scanner import Context
from orgplan.language.timing.weekdays import Named, settle

_OPENERS = {Link.FROM, Link.UNTIL, Link.BY, Link.NOT_LATER, Link.AFTER, Link.NAMED_PERIOD}
_DUE = {Link.UNTIL, Link.BY, Link.NOT_LATER}
_INSIDE_MONTH = {
    UnitKind.DECADE,
    UnitKind.WEEK,
    UnitKind.HALF,
    UnitKind.NTH_WEEKDAY,
    UnitKind.NTH_WORKDAY,
    UnitKind.DATE,
}


@dataclass(slots=True)
class Assembler:
    """Walks over the lexemes once and gathers groups of days with their clocks."""

    lexemes: Sequence[Lexeme]
    context: Context
    resolver: Resolver
    groups: list[Group] = field(default_factory=lambda: [Group()])
    repeats: list[Repeat] = field(default_factory=list)
    rule_units: list[Unit] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    links: set[Link] = field(default_factory=set)
    opener: Link | None = None
    before: int = 0

    @property
    def period(self) -> Period:
        """Return the plan's period."""
        return self.context.period

    def assemble(self) -> Timing:
        """Return the timing; problems and certainty are left in the resolver."""
        at = 0
        while at < len(self.lexemes):
            at = self._step(at)
        weekdays = settle(self.named, self.groups, self.resolver)
        rule = recurrence.rule(self.repeats, weekdays, self.rule_units)
        yearly = rule is not None and rule.startswith("FREQ=YEARLY") and Link.UNSCHEDULED in self.links
        if rule and not (yearly and not any(group.spans for group in self.groups)):
            return self._recurring(rule)
        return self._dated()

    def _step(self, at: int) -> int:
        value = self.lexemes[at].value
        match value:
            case Unit():
                return self._unit(at, value)
            case Clock():
                self._clock(value)
            case Repeat():
                self.repeats.append(value)
            case Weekdays():
                self._weekdays(at, value)
            case Before():
                self.before, self.opener = value.days, Link.NOT_LATER
            case _:
                self.links.add(value)
                self.opener = value if value in _OPENERS else self.opener
                if value is Link.TO and not any(group.spans for group in self.groups):
                    self.opener = Link.TO
        return at + 1

    def _unit(self, at: int, unit: Unit) -> int:
        if recurrence.is_rule_part(unit):
            if unit.kind is UnitKind.DATE and single_month(self.period) and not unit.every:
                unit = replace(unit, kind=UnitKind.DAY, month=self.period.start.month)
            else:
                self.rule_units.append(unit)
                self.opener = None
                return at + 1
        opener, self.opener = self.opener, None
        found = self._range_end(at, unit, opener)
        if found:
            end, last, clock = found
            self._add(self.resolver.span(unit, end), clock)
            return last
        span = self.resolver.span(unit)
        if opener in _DUE:
            self._add_due(span, unit, opener)
        else:
            self._add(self._opened(span, opener))
        return at + 1

    def _range_end(self, at: int, unit: Unit, opener: Link | None) -> tuple[Unit, int, Clock | None] | None:
        """Find «– 6 мая», «по 7-е», also after a clock or weekday; return the far unit, the next place, the clocks."""
        i = at + 1
        start: Clock | None = None
        while i < len(self.lexemes) and isinstance(value := self.lexemes[i].value, Clock | Weekdays):
            if isinstance(value, Clock):
                if value.end or start:
                    return None
                start = value
            i += 1
        i, linked = self._skip_links(i, opener)
        far = self._value(i)
        if not isinstance(far, Unit) or recurrence.is_rule_part(far):
            return None
        if linked:
            return self._timed_range(far, i + 1, start)
        if unit.kind is far.kind is UnitKind.MONTH and start is None and (unit.month or 0) < (far.month or 0):
            if any(self._value(k) is Link.LIST for k in range(at + 1, i)):
                return None
            self.resolver.certainty *= 0.85  # «Февраль апрель»: the dash got lost
            return far, i + 1, None
        return None

    def _skip_links(self, i: int, opener: Link | None) -> tuple[int, bool]:
        ranging = {Link.RANGE, Link.TO} | ({Link.UNTIL} if opener is Link.FROM else set())
        linked = False
        while (value := self._value(i)) in ranging or value is Link.BREAK:
            linked = linked or value in ranging
            i += 1
        return i, linked

    def _timed_range(self, far: Unit, i: int, start: Clock | None) -> tuple[Unit, int, Clock | None]:
        end = self._value(i)
        if start and isinstance(end, Clock) and end.end is None:
            return far, i + 1, Clock(start.start, end.start)
        return far, i, start

    def _value(self, i: int) -> object:
        return self.lexemes[i].value if i < len(self.lexemes) else None

    def _group_for_days(self) -> Group:
        group = self.groups[-1]
        if group.spans and group.clocks and not group.clock_first:
            self.groups.append(group := Group())
        return group

    def _add(self, span: Span, clock: Clock | None = None) -> None:
        group = self._group_for_days()
        group.spans.append(span)
        if clock:
            group.clocks.append(clock)

    def _add_due(self, span: Span, unit: Unit, opener: Link | None) -> None:
        """Add «до 5 мая» (the day), «до мая» (the day before it), «до конца мая», «не позднее мая» (its last day)."""
        day = span.end
        if opener is not Link.NOT_LATER and not is_exact(unit):
            day = span.start - timedelta(days=1)
            if unit.kind is UnitKind.PART:
                day = (span.start, span.start + (span.end - span.start) / 2, span.end)[unit.number - 1]
        day -= timedelta(days=self.before)
        self.before = 0
        group = self._group_for_days()
        group.spans.append(Span(day, day, exact=True))
        group.due = True

    def _opened(self, span: Span, opener: Link | None) -> Span:
        """Close «с 10 мая», «после 15 апреля», «по 20 мая» with the period's other end."""
        if opener in {Link.FROM, Link.AFTER}:
            start = span.start if opener is Link.FROM else span.end + timedelta(days=1)
            self.resolver.certainty *= 0.8
            return Span(start, max(start, self.period.end), exact=False)
        if opener is Link.TO:
            self.resolver.certainty *= 0.6
            return Span(min(self.period.start, span.end), span.end, exact=span.exact)
        if opener is Link.NAMED_PERIOD:
            return Span(span.start, span.end, exact=False)
        return span

    def _clock(self, clock: Clock) -> None:
        group = self.groups[-1]
        if group.clock_first and group.spans:
            self.groups.append(group := Group())
        group.clock_first = group.clock_first or not group.spans
        group.clocks.append(clock)

    def _weekdays(self, at: int, weekdays: Weekdays) -> None:
        follows = isinstance(self._value(at + 1), Unit) and at == 0
        if self.period.kind is PeriodKind.WEEK and not self.groups[-1].spans and not follows and not weekdays.repeats:
            for day in weekdays.days:
                exact = self.period.start + timedelta(days=day - self.period.start.weekday())
                self._add(Span(exact, exact, exact=True))
            return
        group = None if not self.groups[-1].spans and not follows else self.groups[-1]
        self.named.append(Named(weekdays, group))

    def _recurring(self, rule: str) -> Timing:
        spans = [span for group in self.groups for span in group.spans]
        if not spans:
            self.groups[-1].spans.append(Span(self.period.start, self.period.end, exact=False))
        for group in self.groups:
            if group.due:
                group.spans = [Span(min(self.period.start, span.end), span.end, exact=True) for span in group.spans]
                group.due = False
        return Timing(TimingKind.RECURRING, tuple(occurrences(self.groups)), rule)

    def _dated(self) -> Timing:
        spans = [span for group in self.groups for span in group.spans]
        clocks = [clock for group in self.groups for clock in group.clocks]
        if not spans and clocks and self.period.start == self.period.end:
            self.groups[-1].spans.append(Span(self.period.start, self.period.start, exact=True))
            spans = self.groups[-1].spans
        if not spans:
            self._explain_nothing(clocks)
            return Timing(TimingKind.UNSCHEDULED)
        found = tuple(occurrences(self.groups))
        if all(group.due for group in self.groups if group.spans):
            return Timing(TimingKind.DUE, tuple(_only_end(one) for one in found))
        if not all(span.exact for span in spans):
            return Timing(TimingKind.PERIOD, found)
        return Timing(TimingKind.TIMED if any(_has_clock(one) for one in found) else TimingKind.DAYS, found)

    def _explain_nothing(self, clocks: Sequence[Clock]) -> None:
        if clocks:
            self.resolver.note("clock_without_day", "Указано время, но не указан день.", 0.5)
        elif Link.NOT_LATER in self.links or self.before:
            self.resolver.note("due_not_computable", "Срок считается от события, дата которого не указана.", 0.8)
        elif not self.links & {Link.UNSCHEDULED, Link.LATER}:
            self.resolver.note("date_not_understood", "Дата не понята.", 0.0)


def _only_end(one: Occurrence) -> Occurrence:
    return Occurrence(None, one.end, None, one.end_time or one.start_time)


def _has_clock(one: Occurrence) -> bool:
    return one.start_time is not None or one.end_time is not None


def outside(timing: Timing, period: Period) -> list[date]:
    """Return the days of the occurrences that do not touch the period."""
    days = []
    for one in timing.occurrences:
        start, end = one.start or one.end, one.end or one.start
        if start and end and (end < period.start or start > period.end):
            days.append(end)
    return days
