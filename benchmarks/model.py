"""What a benchmark is, and the row that comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Better(StrEnum):
    """Which direction is good."""

    LESS = "less"
    MORE = "more"


class NoDataError(Exception):
    """The data that the benchmark scores is not on this machine; the message says which."""


class RunError(Exception):
    """The measured program failed; the message is the last line of what it said."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One measured figure.

    `run` and `baseline` return the figure in `unit`; the baseline is the plain straightforward way to the same result,
    measured in the same run. `target` is None where nobody promised anything. `baseline_is` says what the baseline
    does, with its scale where it cannot do the full size.
    """

    name: str
    what: str
    unit: str
    better: Better
    target: float | None
    run: Callable[[], float]
    baseline: Callable[[], float] | None = None
    baseline_is: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The outcome of one benchmark; `trouble` explains a missing figure."""

    benchmark: Benchmark
    measured: float | None
    baseline: float | None
    trouble: str = ""

    @property
    def ok(self) -> bool | None:
        """Whether the target is met; None without a target or a figure."""
        if self.measured is None or self.benchmark.target is None:
            return None
        if self.benchmark.better is Better.LESS:
            return self.measured <= self.benchmark.target
        return self.measured >= self.benchmark.target

    @property
    def ratio(self) -> float | None:
        """How many times better than the baseline: above 1 is better in either direction."""
        if not self.measured or not self.baseline:
            return None
        if self.benchmark.better is Better.LESS:
            return self.baseline / self.measured
        return self.measured / self.baseline

    def as_json(self) -> dict[str, Any]:
        """The row for programs."""
        one = self.benchmark
        return {
            "name": one.name,
            "what": one.what,
            "measured": self.measured,
            "unit": one.unit,
            "better": one.better.value,
            "target": one.target,
            "ok": self.ok,
            "baseline": self.baseline,
            "baseline_is": one.baseline_is,
            "ratio": self.ratio,
            "trouble": self.trouble,
        }


def measure(benchmark: Benchmark) -> Row:
    """Run a benchmark and its baseline; a baseline that fails leaves the figure without a ratio, and says so."""
    try:
        measured = benchmark.run()
    except NoDataError as error:
        return Row(benchmark, None, None, f"нет данных: {error}")
    except RunError as error:
        return Row(benchmark, None, None, f"не вышло: {error}")
    if benchmark.baseline is None:
        return Row(benchmark, measured, None)
    try:
        return Row(benchmark, measured, benchmark.baseline())
    except RunError as error:
        return Row(benchmark, measured, None, f"сравнение не вышло: {error}")
