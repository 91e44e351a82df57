"""The command `orgplan worker`, and the worker that a server starts beside itself."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from orgplan.cli.examples import examples
from orgplan.cli.failure import Failure
from orgplan.cli.serving import set_up

if TYPE_CHECKING:
    from orgplan.jobs.worker import Crew

_PAUSE = 3.0  # seconds before a worker that broke off is started again


@click.command(epilog=examples("worker", "worker --once", "worker --threads 4"))
@click.option("--once", is_flag=True, help="Сделать всё, чему пришёл срок, и закончить.")
@click.option(
    "--threads", default=1, show_default=True, type=click.IntRange(1, 32), metavar="N", help="Сколько дел делать сразу."
)
@click.option("--beside", is_flag=True, hidden=True, help="Закончить, когда закроется стандартный ввод.")
def worker(*, once: bool, threads: int, beside: bool) -> None:
    """Отправлять письма, делать задания и то, что повторяется, пока не остановят.

    Исполнителей может быть несколько, и на разных машинах. По сигналу TERM или Ctrl+C начатое заканчивается или
    возвращается в очередь.
    """
    set_up()
    crew = _crew()
    for name in ("SIGTERM", "SIGINT"):
        signal.signal(getattr(signal, name), lambda _number, _frame: crew.end())
    if once:
        _once(crew)
        return
    if beside:
        threading.Thread(target=_end_with_input, args=(crew,), daemon=True).start()
    _say(f"Исполнитель заданий начал работу, потоков: {threads}. Остановить: Ctrl+C")
    crew.run(threads)
    _say("Исполнитель заданий закончил работу.")


def _once(crew: Crew) -> None:
    from orgplan.jobs.worker import DATABASE_AWAY  # noqa: PLC0415 -- needs Django to be set up

    try:
        done = crew.run_once()
    except DATABASE_AWAY as error:
        raise Failure(f"База данных не ответила: {error}. Таблицы создаёт «orgplan migrate».") from error
    _say(f"Сделано: {done}.")


def _crew() -> Crew:
    from orgplan.core.seams import bound  # noqa: PLC0415 -- needs Django to be set up
    from orgplan.jobs.worker import Crew  # noqa: PLC0415 -- the same

    lists: dict[str, Any] = {name: bound(name) for name in ("job_handlers", "recurring_jobs", "worker_duties")}
    return Crew(
        handlers=lists["job_handlers"],
        recurring=lists["recurring_jobs"],
        duties=lists["worker_duties"],
        say=_say,
    )


def _say(line: str) -> None:
    click.echo(f"{datetime.now().astimezone():%H:%M:%S} {line}", err=True)


def _end_with_input(crew: Crew) -> None:
    """Wait until the starter closes our input, or is gone however it ended."""
    sys.stdin.read()
    crew.end()


@contextmanager
def worker_beside() -> Iterator[None]:
    """Keep a worker process as long as the block runs; one that breaks off is started again.

    A process of its own: the server may be killed in any way, the worker sees its input close and ends in order.
    """
    ending = threading.Event()
    keeper = threading.Thread(target=_keep, args=(ending,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ending.set()
        keeper.join(timeout=30)


def _keep(ending: threading.Event) -> None:
    command = [sys.executable, "-m", "orgplan", "worker", "--beside"]
    while not ending.is_set():
        # A session of its own: Ctrl+C reaches the server first, which then closes the worker's input.
        process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 -- our own
        while process.poll() is None and not ending.wait(1.0):
            pass
        assert process.stdin is not None
        process.stdin.close()
        process.wait()
        ending.wait(_PAUSE)
