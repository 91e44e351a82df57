"""Commands that start the product: the server, the demonstration city, the tables."""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import nullcontext
from pathlib import Path

import click

from orgplan.cli.failure import Failure

_REAL_DATA = (
    "В этой базе уже работают с настоящими данными, показательный город их бы стёр. "
    "Укажите для него другую папку данных в переменной ORGPLAN_DATA или другую базу в ORGPLAN_DATABASE."
)


def set_up() -> None:
    """Load Django with its settings; a mistake in them is one line, not a traceback."""
    import django  # noqa: PLC0415 -- pure commands never load Django
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- the same

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "orgplan.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Failure(f"Настройки: {error}") from error


@click.command(epilog="Пример: orgplan migrate")
def migrate() -> None:
    """Создать таблицы базы данных или обновить их."""
    set_up()
    _migrate()
    click.echo("Таблицы готовы.")


@click.command(epilog="Пример: orgplan serve --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="Адрес, на котором слушать.")
@click.option("--port", default=8000, show_default=True, help="Порт.")
@click.option("--no-worker", is_flag=True, help="Без исполнителя заданий: он запущен отдельно (orgplan worker).")
def serve(host: str, port: int, *, no_worker: bool) -> None:
    """Запустить сервер и рядом с ним исполнителя заданий."""
    set_up()
    _collect()
    _serve(host, port, with_worker=not no_worker)


@click.command(epilog="Пример: orgplan demo --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="Адрес, на котором слушать.")
@click.option("--port", default=8000, show_default=True, help="Порт.")
@click.option("--keep", is_flag=True, help="Не создавать город заново, если он уже есть.")
@click.option("--no-server", is_flag=True, help="Только создать город.")
def demo(host: str, port: int, *, keep: bool, no_server: bool) -> None:
    """Создать показательный город и запустить сервер."""
    set_up()
    from orgplan.config.demo import PARTS, RealDataError, build_city, city_exists  # noqa: PLC0415 -- needs Django to be set up
    from orgplan.core.statistics import refresh_statistics  # noqa: PLC0415 -- the same

    _migrate()
    if not (keep and city_exists()):
        label = "Создаю показательный город"
        try:
            with click.progressbar(length=len(PARTS), label=label, file=sys.stderr, show_eta=False) as bar:
                build_city(lambda: bar.update(1))
        except RealDataError:
            raise Failure(_REAL_DATA) from None
        refresh_statistics()
    if no_server:
        return
    _collect()
    _tell(host, port)
    _serve(host, port, with_worker=True)


def _tell(host: str, port: int) -> None:
    """Print the address, the sign-ins and the papers to drop."""
    from orgplan.config.demo import SIGN_INS, city_is_stale, demo_files  # noqa: PLC0415 -- needs Django to be set up

    click.echo(f"\nОргплан: http://{host}:{port}/\n\nПоказательные входы (люди вымышлены):")
    for sign_in in SIGN_INS:
        click.echo(f"  {sign_in.login:<9} {sign_in.password:<16} {sign_in.what}")
    if files := demo_files():
        click.echo(f"\nФайлы подразделений, которые можно отправить в план: {files[0].path.parent}")
        for each in files:
            click.echo(f"  {each.path.name}\n      {each.what}")
    if city_is_stale():
        click.echo("\nГород создан в прошлом месяце. Создать его заново на сегодня: orgplan demo")
    click.echo("\nОстановить: Ctrl+C\n")


def _migrate() -> None:
    from django.conf import settings  # noqa: PLC0415 -- needs Django to be set up
    from django.core.management import call_command  # noqa: PLC0415 -- the same

    from orgplan.core.statistics import refresh_statistics  # noqa: PLC0415 -- the same

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    refresh_statistics()


def _collect() -> None:
    """Collect static files if a source changed since the last time: a second start must be quick."""
    from django.conf import settings  # noqa: PLC0415 -- needs Django to be set up
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415 -- the same
    from django.core.management import call_command  # noqa: PLC0415 -- the same

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: str(found[0])):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".sources"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    # django-htmx ships an extension whose comment looks like an import to the storage, hence `ext`.
    call_command("collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=["ext"])
    stamp.write_text(digest.hexdigest())


def _serve(host: str, port: int, *, with_worker: bool) -> None:
    from granian.constants import Interfaces  # noqa: PLC0415 -- the server loads slowly
    from granian.server import Server  # noqa: PLC0415 -- the same

    from orgplan.cli.working import worker_beside  # noqa: PLC0415 -- imports this module

    server = Server(
        "orgplan.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        backpressure=64,
    )
    with worker_beside() if with_worker else nullcontext():
        server.serve()
