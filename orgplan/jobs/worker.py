"""The worker: a process that does what is due until it is told to end. The command `orgplan worker` runs it.

The main thread keeps the clock, renews the leases and says that the worker is alive; `threads` others do the work, each
with one job at a time. Several workers may run at once, on several machines. A database that is away is waited for;
what was under way then is taken again after its lease.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import uuid4

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.jobs.actions.clock import lay_in, say_farewell, show_life
from orgplan.jobs.actions.leases import claim_job, renew_leases
from orgplan.jobs.jobs import Duty, Handler, JobContext, Recurring, run_job
from orgplan.jobs.models import Job
from orgplan.jobs.rules import HEARTBEAT, latest_due

POLL = 2.0
"""Seconds between two looks of an idle thread: how long a letter that may leave now waits at most."""

_CLOCK = 5.0
_LONGEST_PATIENCE = 60.0
DATABASE_AWAY = (DatabaseError, InterfaceError)


class Crew:
    """One worker process. `say` is given its lines for people; the lists are those of `config/jobs.py`."""

    def __init__(
        self,
        *,
        handlers: Sequence[Handler],
        recurring: Sequence[Recurring],
        duties: Sequence[Duty],
        say: Callable[[str], None],
    ) -> None:
        self._handlers = {each.kind: each for each in (*handlers, *(each.handler for each in recurring))}
        self._recurring, self._duties, self._say = recurring, duties, say
        self.token = uuid4().hex[:16]
        self.ending = threading.Event()
        self._leases: set[str] = set()
        self._guard = threading.Lock()
        self._started_at = timezone.now()
        self._last_beat: datetime | None = None

    def end(self) -> None:
        """Ask the worker to end: what is under way finishes or goes back into the queue."""
        self.ending.set()

    def run_once(self) -> int:
        """Do everything that is due now, in this thread, and return how much was done."""
        self.beat()
        done = 0
        while not self.ending.is_set() and (more := self.turn()):
            done += more
            self.beat()
        say_farewell(token=self.token, now=timezone.now())
        return done

    def run(self, threads: int = 1) -> None:
        """Work until `end` is called, from this thread or a signal."""
        hands = [threading.Thread(target=self._hand, name=f"hand-{number}") for number in range(threads)]
        for hand in hands:
            hand.start()
        self._patiently(self.beat, _CLOCK)
        while any(hand.is_alive() for hand in hands):  # leases hold while the last work is being finished
            self._guarded(self.beat)
            hands[0].join(1.0)
        self._guarded(lambda: say_farewell(token=self.token, now=timezone.now()))

    def beat(self) -> int:
        """Lay in recurring work that is due and, every `HEARTBEAT`, say that the worker and its leases are alive."""
        now = timezone.now()
        if self._last_beat is None or now - self._last_beat >= HEARTBEAT:
            with self._guard:
                leases = set(self._leases)
            if leases:
                renew_leases(tokens=leases, now=now)
            show_life(
                token=self.token, host=socket.gethostname(), pid=os.getpid(), started_at=self._started_at, now=now
            )
            self._last_beat = now
        if not self.ending.is_set():
            for each in self._recurring:
                due = latest_due(each.schedule, timezone.localtime(now))
                lay_in(title=each.title, words=str(each.words), due=due, now=now)
        return 0

    def turn(self) -> int:
        """Do one job if one is due, then every duty; return how many things were done."""
        return self._one_job() + sum(duty.run(self.ending) for duty in self._duties)

    def _one_job(self) -> int:
        with self._lease() as token:
            job = claim_job(token=token, now=timezone.now())
            if job is None:
                return 0
            handler = self._handlers.get(job.kind)
            ended = run_job(JobContext(job, ending=self.ending), handler)
            self._say(self._line(job, handler, ended))
            return 1

    def _line(self, job: Job, handler: Handler | None, ended: str) -> str:
        what = job.words or (str(handler.words) if handler else job.kind)
        return f"{what}: {_ENDS[ended]}" + (f" ({job.last_error})" if job.last_error else "")

    @contextmanager
    def _lease(self) -> Iterator[str]:
        token = f"{self.token}-{uuid4().hex[:16]}"
        with self._guard:
            self._leases.add(token)
        try:
            yield token
        finally:
            with self._guard:
                self._leases.discard(token)

    def _hand(self) -> None:
        self._patiently(self.turn, POLL)

    def _patiently(self, step: Callable[[], int], pause: float) -> None:
        """Repeat the step until the end, at once where it did something; wait ever longer for a database away."""
        patience = pause
        while not self.ending.is_set():
            did = self._guarded(step)
            if did is None:
                patience = min(patience * 2, _LONGEST_PATIENCE)
                self.ending.wait(patience)
                continue
            patience = pause
            if not did:
                self.ending.wait(pause)

    def _guarded(self, step: Callable[[], int | None]) -> int | None:
        try:
            return step() or 0
        except DATABASE_AWAY as error:
            self._say(_("The database does not answer, waiting: %(error)s") % {"error": " ".join(str(error).split())})
            connections.close_all()
            return None
        finally:
            close_old_connections()


_ENDS = {
    "done": "сделано",
    "failed": "не удалось",
    "put off": "отложено",
    "stopped": "остановлено",
    "released": "возвращено в очередь",
    "lost": "подхвачено другим исполнителем",
}
"""How the log names the ends of jobs; the worker speaks Russian like every command."""
