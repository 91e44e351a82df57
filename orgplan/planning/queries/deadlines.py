"""By when each unit sends a plan: the rules, the orders for one plan and the postponements, read in two queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from orgplan.language.periods import Period
from orgplan.planning.models import DeadlineRule, Plan, PlanDeadline
from orgplan.planning.queries.office import office_years
from orgplan.planning.rules.deadlines import Deadline, moment_words, reckon
from orgplan.planning.rules.lateness import left_words
from orgplan.planning.rules.naming import period_words
from orgplan.planning.rules.states import PlanKind
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.office import OfficeYears

SHOWN_PERIODS = 2


@dataclass(frozen=True, slots=True)
class Due:
    """By when: the moment (None: not set or not to be reckoned), the sentence that explains it, if it was postponed."""

    at: datetime | None
    words: str
    postponed: bool = False

    @property
    def local(self) -> datetime | None:
        """Return the moment in the city's own time, naive, as the rules count."""
        return naive(self.at) if self.at else None


NOT_SET = Due(None, "")


def working_calendar() -> WorkingCalendar:
    """Return the calendar by which deadlines are reckoned."""
    return WorkingCalendar.bundled()


def naive(moment: datetime) -> datetime:
    """Return the moment in the city's own time, as the rules count."""
    return timezone.localtime(moment).replace(tzinfo=None)


class DueDates:
    """The deadlines of one period's plan for every unit."""

    def __init__(
        self,
        period: Period,
        rules: Iterable[DeadlineRule],
        own: Iterable[PlanDeadline] = (),
        office: OfficeYears | None = None,
    ) -> None:
        self._period, self._office = period, office
        self._rules = sorted(
            (rule for rule in rules if rule.plan_kind == period.kind.value and rule.valid_from <= period.start),
            key=lambda rule: rule.valid_from,
        )
        self._own = {each.unit_id: each for each in own}
        self._reckoned: dict[int, Due] = {}

    @classmethod
    def of(cls, plan: Plan) -> DueDates:
        """Read what is set for the plan of the city; two queries."""
        rules = DeadlineRule.objects.filter(plan_kind=plan.kind, valid_from__lte=plan.starts_on)
        return cls(plan.period, rules, plan.deadlines.all())

    @classmethod
    def of_many(cls, plans: Sequence[Plan], office: OfficeYears | None = None) -> list[DueDates]:
        """Read what is set for several plans of the city; two queries for all."""
        rules = list(DeadlineRule.objects.filter(plan_kind__in={plan.kind for plan in plans}))
        prefetch_related_objects(plans, "deadlines")
        return [cls(plan.period, rules, plan.deadlines.all(), office) for plan in plans]

    @classmethod
    def of_unit_plan(cls, plan: Plan) -> Due:
        """Return by when the unit of this plan sends it, by the city plan of the same period; three queries."""
        city = Plan.objects.filter(unit__isnull=True, period_code=plan.period_code).first()
        if city is not None:
            return cls.of(city).of_unit(plan.unit_id)
        return cls(plan.period, DeadlineRule.objects.filter(plan_kind=plan.kind)).of_unit(plan.unit_id)

    def of_unit(self, unit_id: int | None) -> Due:
        """Return the unit's deadline; None asks for the general one."""
        own = self._own.get(unit_id) or self._own.get(None)
        if own is not None:
            words = f"{own.basis}: {moment_words(naive(own.due_at), self._period.start.year)}"
            return Due(own.due_at, words, postponed=own.unit_id is not None)
        rule = self._rule_of(unit_id)
        if rule is None:
            return NOT_SET
        if rule.pk not in self._reckoned:
            self._reckoned[rule.pk] = due_of(reckon(rule.term, self._period, working_calendar(), self._office))
        return self._reckoned[rule.pk]

    def _rule_of(self, unit_id: int | None) -> DeadlineRule | None:
        for wanted in dict.fromkeys((unit_id, None)):
            found = [rule for rule in self._rules if rule.unit_id == wanted]
            if found:
                return found[-1]
        return None


def due_of(deadline: Deadline) -> Due:
    """Return the deadline as a moment of the city."""
    at = timezone.make_aware(deadline.moment) if deadline.moment else None
    return Due(at, deadline.words)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule means for one coming period: «для плана на август 2026 года — …»."""

    period: str
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class KindOfPlan:
    """A kind of plan with its rules, the newest first, and what those in force mean for the next periods."""

    label: str
    code: str
    rules: list[DeadlineRule]
    previews: list[Preview]


def coming_periods(kind: str, today: date, count: int = SHOWN_PERIODS) -> list[Period]:
    """Return the next periods of the kind that have not begun."""
    found, period = [], Period.around(today, kind)
    for _step in range(count):
        period = Period.around(period.end + timedelta(days=1), kind)
        found.append(period)
    return found


def preview(rule: DeadlineRule, today: date) -> list[Preview]:
    """Return what one rule means for the next periods."""
    periods, office = coming_periods(rule.plan_kind, today), office_years()
    return [Preview(period_words(each), reckon(rule.term, each, working_calendar(), office)) for each in periods]


def kinds_of_plans(rules: Iterable[DeadlineRule], today: date) -> list[KindOfPlan]:
    """Return every kind of plan with its rules and the general deadlines of the next periods."""
    found, office = list(rules), office_years()
    return [_kind(kind, [rule for rule in found if rule.plan_kind == kind], today, office) for kind in PlanKind]


def _kind(kind: PlanKind, rules: list[DeadlineRule], today: date, office: OfficeYears) -> KindOfPlan:
    previews = []
    for period in coming_periods(kind.value, today):
        general = [rule for rule in rules if rule.unit_id is None and rule.valid_from <= period.start]
        newest = max(general, key=lambda rule: rule.valid_from, default=None)
        if newest:
            previews.append(Preview(period_words(period), reckon(newest.term, period, working_calendar(), office)))
    return KindOfPlan(str(kind.label), kind.value, rules, previews)


@dataclass(frozen=True, slots=True)
class Expected:
    """A city plan to which a unit is still to send, its deadline, and what is left of it in words."""

    plan: Plan
    due: Due
    left: str


def expected_of(plans: QuerySet[Plan], unit_id: int, now: datetime) -> list[Expected]:
    """Return the plans with the unit's deadlines; five queries whatever the number of plans."""
    rules, office = list(DeadlineRule.objects.all()), office_years()
    found = []
    for plan in plans.prefetch_related("deadlines"):
        due = DueDates(plan.period, rules, plan.deadlines.all(), office).of_unit(unit_id)
        left = left_words(naive(now), due.local, working_calendar(), office) if due.local else ""
        found.append(Expected(plan, due, left))
    return found
