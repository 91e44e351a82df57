"""From lexemes to the timing: ranges, lists, clocks per date, due dates, rules; the last step of reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from orgplan.language.periods import Period, PeriodKind
from orgplan.language.timing import recurrence
from orgplan.language.timing.context import Context
from orgplan.language.timing.groups import Group, joined, narrow, occurrences
from orgplan.language.timing.lexemes import Before, Clock, Lexeme, Link, Repeat, Span, Unit, UnitKind, Weekdays
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.resolving import Resolver, is_exact, single_month
from orgplan.language.timing.weekdays import Named, settle
from orgplan.language.timing.words import Stretch

_OPENERS = {Link.FROM, Link.UNTIL, Link.BY, Link.NOT_LATER, Link.AFTER}
_LONG = {Stretch.MONTH, Stretch.QUARTER, Stretch.HALF_YEAR, Stretch.YEAR}
_DUE = {Link.UNTIL, Link.BY, Link.NOT_LATER}
_PARTS = {UnitKind.DECADE, UnitKind.WEEK, UnitKind.HALF, UnitKind.TENS, UnitKind.PART}


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
        spans = [span for group in self.groups for span in group.spans]
        narrow(self.groups)
        weekdays = settle(self.named, spans, self.resolver, repeated=bool(self.repeats))
        repeats = [] if self._months_are_listed() else self.repeats
        rule = recurrence.rule(repeats, weekdays, self.rule_units)
        yearly = rule is not None and rule.startswith("FREQ=YEARLY") and Link.UNSCHEDULED in self.links
        if rule and not (yearly and not any(group.spans for group in self.groups)):
            return self._recurring(rule)
        return self._dated()

    def _months_are_listed(self) -> bool:
        """Tell «ежеквартально (март, июнь, сентябрь, декабрь)»: the list says all that the frequency says."""
        spans = [span for group in self.groups for span in group.spans]
        months = len(spans) > 1 and not any(span.exact for span in spans)
        return months and all(repeat.stretch in _LONG for repeat in self.repeats) and not self.rule_units

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
                self.groups[-1].closed = self.groups[-1].closed or value is Link.LATER
                self.opener = value if value in _OPENERS else self.opener
                if value is Link.TO and not any(group.spans for group in self.groups):
                    self.opener = Link.TO
        return at + 1

    def _unit(self, at: int, unit: Unit) -> int:
        if recurrence.is_rule_part(unit):
            repeated = unit.every or any(isinstance(lexeme.value, Repeat) for lexeme in self.lexemes)
            if unit.kind is UnitKind.DATE and single_month(self.period) and not repeated:
                unit = replace(unit, kind=UnitKind.DAY, month=self.period.start.month)
            else:
                self.rule_units.append(unit)
                self.opener = None
                return at + 1
        if unit.kind in _PARTS and unit.month is None and any(one.stretch in _LONG for one in self.repeats):
            self.resolver.certainty *= 0.8  # «ежемесячно, последняя декада»: no rule can say that
            return at + 1
        opener, self.opener = self.opener, None
        found = self._range_end(at, unit, opener)
        if found:
            end, last, clock = found
            span = self.resolver.span(unit, end)
            named = Link.NAMED_PERIOD in self.links
            self._add(replace(span, exact=False) if named else span, clock)
            return last
        span = self.resolver.span(unit)
        if opener in _DUE:
            self._add_due(span, unit, opener)
        else:
            self._add(self._opened(span, opener))
        return at + 1

    def _range_end(self, at: int, unit: Unit, opener: Link | None) -> tuple[Unit, int, Clock | None] | None:
        """Find «– 6 мая», «по 7-е», also after a clock or weekday; return the far unit, the next place, the clocks."""
        if backwards := self._clock_first_range(at):
            return backwards
        clocks, i = self._clocks_after(at + 1)
        i, linked = self._skip_links(i, opener)
        far = self._value(i)
        if not isinstance(far, Unit) or recurrence.is_rule_part(far) or len(clocks) > 1 or any(c.end for c in clocks):
            return None
        if linked:
            return self._timed_range(far, i + 1, clocks[0] if clocks else None)
        return None if clocks else self._months_without_dash(at, unit, i)

    def _clocks_after(self, i: int) -> tuple[list[Clock], int]:
        clocks: list[Clock] = []
        parted = self._value(i) in {Link.LIST, Link.BREAK} and isinstance(self._value(i + 1), Clock)
        at = i + parted
        while isinstance(value := self._value(at), Clock | Weekdays):
            if isinstance(value, Clock):
                clocks.append(value)
            at += 1
        return clocks, at

    def _months_without_dash(self, at: int, unit: Unit, i: int) -> tuple[Unit, int, Clock | None] | None:
        far = self._value(i)
        if not isinstance(far, Unit):
            return None
        if unit.kind is far.kind is UnitKind.MONTH and (unit.month or 0) < (far.month or 0):
            if any(self._value(k) is Link.LIST for k in range(at + 1, i)):
                return None
            self.resolver.certainty *= 0.85  # «Февраль апрель»: the dash got lost
            return far, i + 1, None
        return None

    def _clock_first_range(self, at: int) -> tuple[Unit, int, Clock | None] | None:
        """Read the far end of «с 10.00 5 мая до 18.00 6 мая»."""
        group = self.groups[-1]
        if not group.clock_first or group.spans or len(group.clocks) != 1 or group.clocks[0].end:
            return None
        i = at + 1 + (self._value(at + 1) in {Link.RANGE, Link.TO})
        end, far = self._value(i), self._value(i + 1)
        if not isinstance(end, Clock) or not isinstance(far, Unit) or (end.start and end.end):
            return None
        if i == at + 1 and end.start is not None:
            return None
        start = group.clocks.pop()
        return far, i + 2, Clock(start.start, end.start or end.end)

    def _skip_links(self, i: int, opener: Link | None) -> tuple[int, bool]:
        ranging = {Link.RANGE, Link.TO} | ({Link.UNTIL} if opener is Link.FROM else set())
        linked = False
        while (value := self._value(i)) in ranging or value is Link.BREAK:
            linked = linked or value in ranging
            i += 1
        if linked and isinstance(self._value(i), Weekdays):  # «суббота, 15 марта – воскресенье, 16 марта»
            i += 1 + (self._value(i + 1) is Link.LIST)
        return i, linked

    def _timed_range(self, far: Unit, i: int, start: Clock | None) -> tuple[Unit, int, Clock | None]:
        at = i + (self._value(i) is Link.LIST)
        end = self._value(at)
        if start and isinstance(end, Clock) and end.end is None:
            return far, at + 1, Clock(start.start, end.start)
        return far, i, start

    def _value(self, i: int) -> object:
        return self.lexemes[i].value if i < len(self.lexemes) else None

    def _group_for_days(self) -> Group:
        group = self.groups[-1]
        if group.spans and (group.closed or (group.clocks and not group.clock_first)):
            self.groups.append(group := Group())
        return group

    def _add(self, span: Span, clock: Clock | None = None) -> None:
        group = self._group_for_days()
        if span not in group.spans:  # «постоянно, в течение года»
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
        return span

    def _clock(self, clock: Clock) -> None:
        group = self.groups[-1]
        if group.clock_first and group.spans:
            self.groups.append(group := Group())
        group.clock_first = group.clock_first or not group.spans
        group.clocks.append(clock)

    def _weekdays(self, at: int, weekdays: Weekdays) -> None:
        index = self._index_of_date(at)
        if self.period.kind is PeriodKind.WEEK and index is None and not weekdays.repeats:
            monday = self.period.start - timedelta(days=self.period.start.weekday())
            days = [monday + timedelta(days=day) for day in weekdays.days]
            if weekdays.ranged and days[0] <= days[-1]:
                self._add(Span(days[0], days[-1], exact=True))
            else:
                for day in days:
                    self._add(Span(day, day, exact=True))
            return
        self.named.append(Named(weekdays, index))

    def _index_of_date(self, at: int) -> int | None:
        """Return which date the weekday belongs to: the next one right behind it, else the last, else a later one."""
        count = sum(len(group.spans) for group in self.groups)
        if isinstance(self._value(at + 1), Unit) and not isinstance(self._value(at - 1), Unit):
            return count
        if count:
            return count - 1
        return (
            count if self._value(at + 1) in {Link.LIST, Link.BREAK} and isinstance(self._value(at + 2), Unit) else None
        )

    def _recurring(self, rule: str) -> Timing:
        spans = [span for group in self.groups for span in group.spans]
        if not spans:
            self.groups[-1].spans.append(Span(self.period.start, self.period.end, exact=False))
        for group in self.groups:
            if group.due:
                group.spans = [Span(min(self.period.start, span.end), span.end, exact=True) for span in group.spans]
                group.due = False
            group.spans = list(joined(group.spans))
        return Timing(TimingKind.RECURRING, tuple(occurrences(self.groups)), rule)

    def _dated(self) -> Timing:
        spans = [span for group in self.groups for span in group.spans]
        clocks = [clock for group in self.groups for clock in group.clocks]
        said = bool(clocks) or bool(self.links & {Link.ALL_DAY, Link.LATER})
        if not spans and said and self.period.start == self.period.end:
            self.groups[-1].spans.append(Span(self.period.start, self.period.start, exact=True))
            spans = self.groups[-1].spans
        if not spans:
            self._explain_nothing(clocks)
            return Timing(TimingKind.UNSCHEDULED)
        found = tuple(occurrences(self.groups))
        if self._ends_only():
            self.resolver.certainty *= 0.9
            return Timing(TimingKind.DUE, tuple(_only_end(one) for one in found))
        if all(group.due for group in self.groups if group.spans):
            return Timing(TimingKind.DUE, tuple(_only_end(one) for one in found))
        if not all(span.exact for span in spans):
            return Timing(TimingKind.PERIOD, found)
        return Timing(TimingKind.TIMED if any(_has_clock(one) for one in found) else TimingKind.DAYS, found)

    def _ends_only(self) -> bool:
        """Tell «5 мая до 17.00»: a day with nothing but the latest hour is a due date."""
        said = [group for group in self.groups if group.spans]
        days = all(span.exact and span.start == span.end for group in said for span in group.spans)
        return days and all(group.clocks and all(clock.start is None for clock in group.clocks) for group in said)

    def _explain_nothing(self, clocks: Sequence[Clock]) -> None:
        if all(lexeme.value in {Link.RANGE, Link.LIST, Link.BREAK} for lexeme in self.lexemes):
            self.resolver.note("date_missing", "Дата не указана.", 0.0)
        elif clocks or Link.ALL_DAY in self.links:
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
