"""Counting a plan of preparation of 500 steps back from its event, and the first date that leaves nothing late."""

import time
from datetime import date, timedelta

from benchmarks.model import Benchmark, Better
from orgplan.preparation.rules.kinds import Anchor, OffsetUnit
from orgplan.preparation.rules.schedule import PlannedStep, Span, schedule
from orgplan.preparation.rules.shortage import earliest_start
from orgplan.worktime import WorkingCalendar

_CALENDAR = WorkingCalendar.bundled()
_STEPS, _TIMES = 500, 20
_SPAN = Span(date(2026, 8, 1), date(2026, 8, 2))
_DAY = timedelta(days=1)


def _plan() -> list[PlannedStep]:
    """A hundred steps counted from the event, each followed by a chain of four."""
    steps = []
    for key in range(1, _STEPS + 1):
        unit = OffsetUnit.WORKING if key % 3 else OffsetUnit.CALENDAR
        if key % 5 == 1:
            steps.append(PlannedStep(key, f"Шаг {key}", Anchor.START, -(key % 120) - 1, unit))
        else:
            steps.append(PlannedStep(key, f"Шаг {key}", Anchor.STEP, key % 4, unit, after=key - 1))
    return steps


def _milliseconds(count: int) -> float:
    steps = _plan()
    schedule(steps, _SPAN, _CALENDAR)
    begun = time.process_time()
    for _round in range(count):
        schedule(steps, _SPAN, _CALENDAR)
    return 1000 * (time.process_time() - begun) / count


def _walked() -> float:
    """The plain way: every step walks day by day from its anchor, which is counted again for each step."""
    steps = {each.key: each for each in _plan()}

    def day(step: PlannedStep) -> date:
        at = day(steps[step.after]) if step.after else _SPAN.start
        left, way = abs(step.offset), _DAY if step.offset > 0 else -_DAY
        while left:
            at += way
            left -= step.unit == OffsetUnit.CALENDAR or _CALENDAR.is_working(at)
        while step.offset and not _CALENDAR.is_working(at):
            at += way
        return at

    begun = time.process_time()
    for each in steps.values():
        day(each)
    return 1000 * (time.process_time() - begun)


def _earliest() -> float:
    steps, keys = _plan(), set(range(1, _STEPS + 1))
    begun = time.process_time()
    earliest_start(steps, _SPAN, keys, date(2026, 7, 1), _CALENDAR)
    return 1000 * (time.process_time() - begun)


BENCHMARKS = [
    Benchmark(
        name="preparation.recount",
        what="Подготовка: пересчитать план из 500 шагов",
        unit="мс",
        better=Better.LESS,
        target=50,
        run=lambda: _milliseconds(_TIMES),
        baseline=_walked,
        baseline_is="обход по одному дню от начала для каждого шага",
    ),
    Benchmark(
        name="preparation.earliest",
        what="Подготовка: с какой даты успевают 500 шагов",
        unit="мс",
        better=Better.LESS,
        target=None,
        run=_earliest,
    ),
]
