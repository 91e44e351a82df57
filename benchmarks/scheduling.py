"""The optimiser of a month: invented months of seeds 1–10 and the shared timetables, each confirmed by the checker."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import mean

from benchmarks.model import Benchmark, Better, RunError
from benchmarks.months import clashes_of, draft_month, unavoidable
from benchmarks.programs import data
from benchmarks.timetables import conference, meetings, unpaired
from orgplan.scheduling.rules.checking import faults_of
from orgplan.scheduling.rules.draft import Draft
from orgplan.scheduling.rules.greedy import place_greedily
from orgplan.scheduling.rules.prices import PRICES, Aim, plan_price
from orgplan.scheduling.rules.solving import Limits, Result, has_solver, solve

_SEEDS = range(1, 11)
_PRICES = PRICES[Aim.FEWEST_MOVES]
_WORKERS = 2


@cache
def _solved(seed: int, events: int, seconds: float) -> Result:
    """Return the search's answer, confirmed; the import of the solver is not counted."""
    if not has_solver():
        raise RunError("нет OR-Tools")
    import ortools.sat.python.cp_model  # noqa: F401, PLC0415 -- so that the first seed is not charged for it

    draft = draft_month(seed, events)
    result = solve(draft, _PRICES, Limits(seconds, _WORKERS))
    if found := unavoidable(faults_of(result.plan, draft), draft)[0]:
        raise RunError(f"зерно {seed}: проверка нашла {found[0]}")
    return result


def _slowest_proof() -> float:
    """Seconds of the slowest seed until nothing better can exist."""
    results = [_solved(seed, 120, 60) for seed in _SEEDS]
    if unproven := [seed for seed, result in zip(_SEEDS, results, strict=True) if not result.is_proven]:
        raise RunError(f"зёрна {unproven}: не доказано за 60 с")
    return max(result.seconds for result in results)


def _clashes_left(events: int, seconds: float) -> float:
    """Clashes that are left after the search, all seeds together; those between two pins are not counted."""
    return float(sum(len(_solved(seed, events, seconds).plan.left) for seed in _SEEDS))


def _greedy(events: int) -> float:
    """Mean price of the plain way over the seeds."""
    drafts = [draft_month(seed, events) for seed in _SEEDS]
    return mean(plan_price(place_greedily(draft, _PRICES), draft, _PRICES) for draft in drafts)


def _greedy_left(events: int) -> float:
    return float(sum(len(place_greedily(draft_month(seed, events), _PRICES).left) for seed in _SEEDS))


def _density(events: int) -> str:
    """Say how dense the months are: busy hours of a leader a working day, and clashes before."""
    drafts = [draft_month(seed, events) for seed in _SEEDS]
    minutes = mean(sum(each.minutes * len(each.people) for each in draft.events) for draft in drafts)
    clashes = mean(len(clashes_of(draft)) for draft in drafts)
    return f"7 руководителей заняты {minutes / 60 / 7 / 22:.1f} ч в рабочий день, до разбора {clashes:.0f} накладок"


def _timetable(path: str, read: Callable[[Path], Draft], *, plainly: bool = False) -> float:
    """Hard rules of the data broken after at most a minute; a talk left alone that could be paired counts too."""
    draft = read(data(path))
    plan = place_greedily(draft, _PRICES) if plainly else solve(draft, _PRICES, Limits(60, _WORKERS)).plan
    return float(len(faults_of(plan, draft)) + unpaired(draft))


def _month_benchmarks() -> list[Benchmark]:
    return [
        Benchmark(
            name="scheduling.120.proof",
            what="Месяц, 120 мероприятий: доказано, что лучше нет (худшее зерно)",
            unit="с",
            better=Better.LESS,
            target=2,
            run=_slowest_proof,
        ),
        Benchmark(
            name="scheduling.120.price",
            what="Месяц, 120 мероприятий: цена предложения",
            unit="",
            better=Better.LESS,
            target=None,
            run=lambda: mean(_solved(seed, 120, 60).price for seed in _SEEDS),
            baseline=lambda: _greedy(120),
            baseline_is=f"по одному на самое дешёвое свободное время; {_density(120)}",
        ),
        Benchmark(
            name="scheduling.400.left",
            what="Месяц, 400 мероприятий: накладок осталось за 30 с",
            unit="",
            better=Better.LESS,
            target=0,
            run=lambda: _clashes_left(400, 30),
            baseline=lambda: _greedy_left(400),
            baseline_is=f"по одному на самое дешёвое свободное время; {_density(400)}",
        ),
        Benchmark(
            name="scheduling.400.price",
            what="Месяц, 400 мероприятий: цена предложения за 30 с",
            unit="",
            better=Better.LESS,
            target=None,
            run=lambda: mean(_solved(seed, 400, 30).price for seed in _SEEDS),
            baseline=lambda: _greedy(400),
            baseline_is="по одному на самое дешёвое свободное время",
        ),
        Benchmark(
            name="scheduling.400.gap",
            what="Месяц, 400 мероприятий: насколько лучше ещё может быть, не более",
            unit="%",
            better=Better.LESS,
            target=None,
            run=lambda: 100 * mean(_solved(seed, 400, 30).gap for seed in _SEEDS),
        ),
    ]


def _timetable_benchmark(path: str, what: str, read: Callable[[Path], Draft]) -> Benchmark:
    return Benchmark(
        name=f"scheduling.data.{what.split(maxsplit=1)[0]}",
        what=f"Расписание: {what}, нарушено жёстких правил за 60 с",
        unit="",
        better=Better.LESS,
        target=0,
        run=lambda: _timetable(path, read),
        baseline=lambda: _timetable(path, read, plainly=True),
        baseline_is="по одному на первое свободное время",
    )


_TIMETABLES = (
    ("meetings/50meetings-160timegrains-5rooms.xlsx", "50 совещаний", meetings),
    ("meetings/100meetings-320timegrains-5rooms.xlsx", "100 совещаний", meetings),
    ("meetings/200meetings-640timegrains-5rooms.xlsx", "200 совещаний", meetings),
    ("conferences/18talks-6timeslots-5rooms.xlsx", "18 докладов", conference),
    ("conferences/36talks-12timeslots-5rooms.xlsx", "36 докладов", conference),
    ("conferences/72talks-12timeslots-10rooms.xlsx", "72 доклада", conference),
)
BENCHMARKS = [
    *_month_benchmarks(),
    *(_timetable_benchmark(f"scheduling/{path}", what, read) for path, what, read in _TIMETABLES),
]
