"""Databases made once and copied, on SQLite: empty tables after all migrations, and the demonstration city.

To carry out all migrations takes longer than most rooms' tests. The empty tables are kept in `build/` under a name made
of every migration, so that a changed one makes them anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "tests"
PATIENCE = 600
"""Seconds in which another process of this run surely has carried out the migrations."""

NAME = "orgplan.sqlite3"
LOOKUPS = ROOT / "orgplan" / "core" / "lookups.py"
"""The one module of the product that a migration reads."""


def migrated_file() -> Path:
    """Return a database after all migrations, empty; made where a migration changed since the last time."""
    KEPT.mkdir(parents=True, exist_ok=True)
    found = KEPT / f"migrated-{_fingerprint()}.sqlite3"
    if not found.exists():
        with _alone():
            if not found.exists():
                _migrate(found)
    return found


def lay_tables(folder: Path) -> None:
    """Put the migrated database into a data folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(migrated_file(), folder / NAME)


def _migrate(target: Path) -> None:
    from tests.house import House  # noqa: PLC0415 -- a house lays its tables by this module

    for old in KEPT.glob("migrated-*"):
        old.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT) as folder:
        House(Path(folder)).command("migrate")
        os.replace(Path(folder) / NAME, target)  # noqa: PTH105 -- nobody sees half a file


def _fingerprint() -> str:
    """Return what the tables depend on: the migrations of all applications, and the versions of who carries them out."""
    from django import VERSION  # noqa: PLC0415 -- after the settings
    from django.apps import apps  # noqa: PLC0415 -- the same
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415 -- the same

    told = hashlib.sha256(repr((VERSION, sqlite3.sqlite_version)).encode() + LOOKUPS.read_bytes())
    for each in sorted(apps.get_app_configs(), key=lambda app: app.label):
        name, _own = MigrationLoader.migrations_module(each.label)
        try:
            module = import_module(name or "")
        except (ImportError, ValueError):
            continue  # an application without tables
        for path in sorted(Path(module.__path__[0]).glob("*.py")):
            told.update(path.name.encode() + path.read_bytes())
    return told.hexdigest()[:20]


@contextmanager
def _alone() -> Iterator[None]:
    """Keep other processes of the run out; the lock ends with its process, however that ends."""
    with closing(sqlite3.connect(KEPT / "lock.sqlite3", timeout=PATIENCE, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


class KeptCity:
    """The demonstration city of this process: built when first asked for, afterwards copied, rows and files."""

    def __init__(self, folder: Path) -> None:
        self.rows, self.files = folder / "city.sqlite3", folder / "city-files"

    def lay(self) -> None:
        """Fill the test database with the city; it is open outside a transaction."""
        from django.conf import settings  # noqa: PLC0415 -- after the settings
        from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415 -- the same
        from django.db import connection  # noqa: PLC0415 -- the same

        from orgplan.config.demo import build_city  # noqa: PLC0415 -- the same

        stored = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
        if connection.vendor != "sqlite":
            build_city()
            return
        connection.ensure_connection()
        if self.rows.exists():
            _copy(self.rows, connection.connection)
            ContentType.objects.clear_cache()
        else:
            build_city()
            _copy(connection.connection, self.rows)
            shutil.copytree(stored, self.files)
        shutil.copytree(self.files, stored, dirs_exist_ok=True)


def _copy(source: Any, target: Any) -> None:
    """Copy a database over another; each is an open connection or a path."""
    opened = [sqlite3.connect(each) if isinstance(each, Path) else each for each in (source, target)]
    opened[0].backup(opened[1])
    for each, given in zip(opened, (source, target), strict=True):
        if isinstance(given, Path):
            each.close()
