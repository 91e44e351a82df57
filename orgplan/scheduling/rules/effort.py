"""How hard one search of the solver tries, and how it is stopped from outside."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

_ASKED_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard one search tries; it ends early where `should_stop` says so."""

    seconds: float
    workers: int = 1
    seed: int = 1
    should_stop: Callable[[], bool] = lambda: False


@contextmanager
def watched(should_stop: Callable[[], bool], solver: Any) -> Iterator[None]:
    """Stop the solver from another thread as soon as `should_stop` says so."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_ASKED_EVERY):
            if should_stop():
                solver.stop_search()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
