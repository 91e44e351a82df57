"""A worker killed in the middle of an evening archive: nothing is kept or told twice, nothing is lost."""

from __future__ import annotations

import json
import sqlite3
import time
from pathlib import Path

import pytest

from tests.house import House

LEADERS = 12
PATIENCE = 180

FILL = f"""
from datetime import timedelta
from django.utils import timezone
from orgplan.accounts.models import User
from orgplan.audit.actions import System
from orgplan.directory.tests import factories as directory
from orgplan.folders.actions import order_archive
from orgplan.folders.tests.factories import leader, with_leader
day = timezone.localdate() + timedelta(days=1)
User.objects.create(login="otdel", name="Примеров П. П.", role="department", email="otdel@omsk.example")
for number in range(1, {LEADERS} + 1):
    person = leader(number, f"заместитель № {{number}}")
    for hour in range(9, 18):
        with_leader(person, f"{{hour}}:00–{{hour}}:40", directory.person())
order_archive(day=day, is_evening=True, by=System("проба"))
"""
EXPIRE = """
from datetime import timedelta
from django.utils import timezone
from orgplan.jobs.models import Job
Job.objects.filter(state="running").update(leased_until=timezone.now() - timedelta(seconds=1))
"""
READ = """
import json
from orgplan.folders.models import EveningArchive
from orgplan.jobs.models import Job
from orgplan.notices.models import Message
print(json.dumps({
    "archives": [[each.number, each.size == each.file.size] for each in EveningArchive.objects.all()],
    "letters": [each.recipient_email for each in Message.objects.filter(send_key__startswith="folders-archive")],
    "states": list(Job.objects.filter(kind="folders.archive").values_list("state", flat=True)),
}))
"""


def archive_progress(folder: Path) -> int | None:
    """How many folders the running job has done; None while it does not run."""
    base = sqlite3.connect(folder / "orgplan.sqlite3", timeout=10)
    try:
        row = base.execute("select done from jobs_job where kind = 'folders.archive' and state = 'running'").fetchone()
    finally:
        base.close()
    return row[0] if row else None


def wait_for(folder: Path, done: int) -> None:
    ends = time.monotonic() + PATIENCE
    while (archive_progress(folder) or 0) < done:
        assert time.monotonic() < ends, "the worker never came to the archive"
        time.sleep(0.02)


def stands(house: House) -> dict[str, list[object]]:
    return json.loads(house.python(READ).splitlines()[-1])


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    made.lay_tables()
    made.python(FILL)
    return made


def test_killed_worker_keeps_and_tells_of_the_archive_once(house, tmp_path):
    worker = house.worker("--once")
    wait_for(tmp_path, LEADERS // 2)
    worker.kill()
    worker.wait()
    assert stands(house) == {"archives": [], "letters": [], "states": ["running"]}
    house.command("worker", "--once")  # what a dead worker holds is its own until the lease runs out
    assert stands(house)["archives"] == []
    house.python(EXPIRE)
    house.command("worker", "--once")
    house.command("worker", "--once")
    assert stands(house) == {"archives": [[1, True]], "letters": ["otdel@omsk.example"], "states": ["done"]}
    kept = list((tmp_path / "files" / "evening").iterdir())
    assert [path.suffix for path in kept] == [".zip"]
