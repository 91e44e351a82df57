"""The command `orgplan doctor`: whether the installation is well, line by line in words."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import click

from orgplan.cli.examples import examples
from orgplan.cli.failure import Failure
from orgplan.cli.serving import set_up
from orgplan.worktime import WorkingCalendar

_ENOUGH = 1_000_000_000  # bytes: some hundred papers of the largest size that is read


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `is_well` False needs the administrator."""

    what: str
    is_well: bool
    words: str


@click.command(epilog=examples("doctor", "doctor --json"))
@click.option("--json", "as_json", is_flag=True, help="Один документ JSON на стандартном выводе.")
def doctor(*, as_json: bool) -> None:
    """Проверить установку: настройки, база, таблицы, календарь, место, почта, исполнитель заданий.

    Выход 0 — всё в порядке, 1 — есть что исправить.
    """
    set_up()
    findings = [_looked(what, look) for what, look in _looks().items()]
    if as_json:
        click.echo(json.dumps({"findings": [asdict(each) for each in findings]}, ensure_ascii=False))
    else:
        for each in findings:
            click.echo(f"{'в порядке' if each.is_well else 'ИСПРАВИТЬ':<10} {each.what}: {each.words}")
    ill = [each.what for each in findings if not each.is_well]
    if ill:
        raise Failure(f"исправить: {', '.join(ill)}.")


def _looks() -> dict[str, Callable[[], Finding]]:
    return {
        "настройки": _settings,
        "база данных": _database,
        "производственный календарь": _calendar,
        "место на диске": _room,
        "почта": _mail,
        "исполнитель заданий": _worker,
        "поиск": _search,
    }


def _looked(what: str, look: Callable[[], Finding]) -> Finding:
    from django.db import Error  # noqa: PLC0415 -- needs Django to be set up

    try:
        return look()
    except Error as error:
        return Finding(what, is_well=False, words=f"база данных не ответила: {error}")


def _settings() -> Finding:
    """Look at what only developers switch on."""
    from django.conf import settings  # noqa: PLC0415 -- needs Django to be set up

    if settings.DEBUG:
        return Finding("настройки", is_well=False, words="ORGPLAN_DEBUG=yes показывает посетителям ошибки программы")
    return Finding("настройки", is_well=True, words=f"папка данных {settings.DATA_DIR}, пояс {settings.TIME_ZONE}")


def _database() -> Finding:
    """Look whether it answers and has this version's tables."""
    from django.db import connection  # noqa: PLC0415 -- needs Django to be set up
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 -- the same

    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return Finding("база данных", is_well=False, words=f"не обновлена (шагов {len(missing)}): orgplan migrate")
    return Finding("база данных", is_well=True, words=f"{connection.vendor}, таблицы этой версии")


def _calendar() -> Finding:
    """Look whether this year's decree is known."""
    from django.utils import timezone  # noqa: PLC0415 -- needs Django to be set up

    now = timezone.localtime()
    calendar = WorkingCalendar.bundled()
    if now.year not in calendar.years or not calendar.is_confirmed(now.year):
        words = f"{now.year} год не подтверждён: внесите переносы из постановления Правительства"
        return Finding("производственный календарь", is_well=False, words=words)
    today: date = now.date()
    return Finding("производственный календарь", is_well=True, words=f"в городе {today:%d.%m.%Y}, {now:%H:%M}")


def _room() -> Finding:
    """Look at the free room."""
    from django.conf import settings  # noqa: PLC0415 -- needs Django to be set up

    folder = Path(settings.DATA_DIR)
    free = shutil.disk_usage(folder if folder.is_dir() else folder.anchor).free
    return Finding("место на диске", is_well=free >= _ENOUGH, words=f"свободно {free / 1e9:.1f} ГБ".replace(".", ","))


def _mail() -> Finding:
    """Look whether the mail server lets us in."""
    from django.conf import settings  # noqa: PLC0415 -- needs Django to be set up

    from orgplan.notices.mail import Post, PostAwayError  # noqa: PLC0415 -- the same

    if "filebased" in settings.EMAIL_BACKEND:
        return Finding("почта", is_well=True, words="сервер не указан (ORGPLAN_MAIL), письма складываются файлами")
    try:
        with Post():
            return Finding("почта", is_well=True, words=f"{settings.EMAIL_HOST} отвечает")
    except PostAwayError as away:
        return Finding("почта", is_well=False, words=str(away).rstrip("."))


def _worker() -> Finding:
    """Look whether anybody does the work."""
    from django.utils import timezone  # noqa: PLC0415 -- needs Django to be set up

    from orgplan.jobs.queries import last_seen, live_workers  # noqa: PLC0415 -- the same

    workers = live_workers(timezone.now())
    if workers:
        return Finding("исполнитель заданий", is_well=True, words="; ".join(map(str, workers)))
    seen = last_seen()
    words = f"последний раз отозвался {timezone.localtime(seen):%d.%m.%Y %H:%M}" if seen else "ещё не запускался"
    return Finding("исполнитель заданий", is_well=False, words=f"{words}: orgplan worker")


def _search() -> Finding:
    """Look whether the index was ever compared with the records."""
    from django.utils import timezone  # noqa: PLC0415 -- needs Django to be set up

    from orgplan.events.models import Event  # noqa: PLC0415 -- the same
    from orgplan.search.queries.state import compared_at  # noqa: PLC0415 -- the same

    last = compared_at()
    if last is None and not Event.objects.exists():
        return Finding("поиск", is_well=True, words="записей ещё нет")
    if last is None:
        return Finding("поиск", is_well=False, words="указатель ещё не заполнен: его заполнит orgplan worker")
    return Finding("поиск", is_well=True, words=f"сверен {timezone.localtime(last):%d.%m.%Y %H:%M}")
