"""Running commands as a user does, as whole processes, and finding the data to score."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.model import NoDataError, RunError

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
ORGPLAN = (sys.executable, "-m", "orgplan")


def data(path: str) -> Path:
    """A file or folder of the data that lies beside the checkout.

    Raises:
        NoDataError: it is not there.
    """
    found = DATA / path
    if not found.exists():
        raise NoDataError(f"рядом с проектом нет shared/data/{path}")
    return found


def output_of(command: Sequence[str | Path], text: str | None = None, timeout: int = 900) -> str:
    """Standard output of a program that must succeed.

    Raises:
        RunError: it failed or took longer than `timeout` seconds.
    """
    try:
        done = subprocess.run(
            [str(part) for part in command],
            input=text,
            capture_output=True,
            encoding="utf-8",
            cwd=ROOT,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RunError(f"дольше {timeout} с") from error
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"код {done.returncode}"]
        raise RunError(lines[-1])
    return done.stdout


def seconds_of(action: Callable[[], object], times: int = 3) -> float:
    """The best wall time of several runs: what else the machine does can only add to it."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
    return best
