"""`orgplan import` into a database, as a process of its own: stored whole, or killed and then nothing of it."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.prepared import lay_tables

ROWS = 400
UNIT = "Департамент культуры"


@pytest.fixture
def city(tmp_path: Path) -> dict[str, str]:
    """An empty SQLite city of its own, with one unit; returned as the environment of a command."""
    environment = {**os.environ, "ORGPLAN_DATA": str(tmp_path / "data"), "ORGPLAN_DATABASE": ""}
    lay_tables(tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / "orgplan.sqlite3") as database:
        database.execute(
            "INSERT INTO directory_unit (name, short_name, kind, phone, email, position, submits_plans, is_active, edition)"
            " VALUES (?, 'Культура', 'department', '', '', 1, 1, 1, 1)",
            [UNIT],
        )
    return environment


def counts(city: dict[str, str]) -> tuple[int, int, int]:
    """How many plans, lines and staged papers the database holds."""
    with sqlite3.connect(Path(city["ORGPLAN_DATA"]) / "orgplan.sqlite3") as database:
        tables = ("planning_plan", "planning_planline", "planning_submission")
        plans, lines, papers = (database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)  # noqa: S608 -- names from above
    return plans, lines, papers


def paper(folder: Path, rows: int) -> Path:
    path = folder / "план.csv"
    lines = [
        f"{n % 28 + 1} августа, {n % 9 + 9}.00;Мероприятие номер {n} во дворце {n % 17};зал {n % 7};Примеров П.П."
        for n in range(rows)
    ]
    path.write_text("\n".join(["Дата;Мероприятие;Место;Ответственный", *lines]), encoding="utf-8")
    return path


def start(city: dict[str, str], path: Path, unit: str = UNIT) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "orgplan", "import", str(path), "--period", "2026-08", "--unit", unit]
    return subprocess.Popen(command, env=city, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_import_stores_the_plan_and_tells_what_is_new(city, tmp_path):
    path = paper(tmp_path, 3)
    _out, told = start(city, path).communicate(timeout=60)
    assert told.strip().endswith("новых строк 3, изменённых 0, без изменений 0.")
    assert counts(city) == (2, 3, 1)
    _out, told = start(city, path, "культура").communicate(timeout=60)
    assert told.strip().endswith("новых строк 0, изменённых 0, без изменений 3.")


def test_import_for_an_unknown_unit_stores_nothing_and_names_those_that_exist(city, tmp_path):
    process = start(city, paper(tmp_path, 3), "Департамент погоды")
    _out, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Культура" in told
    assert counts(city) == (0, 0, 0)


def test_import_killed_at_any_moment_stores_all_of_it_or_nothing(city, tmp_path):
    path, data, kept = paper(tmp_path, ROWS), Path(city["ORGPLAN_DATA"]), tmp_path / "kept"
    start(city, path).communicate(timeout=120)
    before = counts(city)
    assert before == (2, ROWS, 1)
    shutil.copytree(data, kept)
    path.write_text(
        path.read_text(encoding="utf-8").replace("Мероприятие номер", "Иное дело под счётом"), encoding="utf-8"
    )
    began = time.monotonic()
    start(city, path).communicate(timeout=120)
    lasts = time.monotonic() - began
    after = counts(city)
    assert after != before
    for part in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        shutil.rmtree(data)
        shutil.copytree(kept, data)
        process = start(city, path)
        time.sleep(lasts * part)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        assert counts(city) in (before, after)
