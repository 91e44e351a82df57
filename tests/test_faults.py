"""Faults of the machine: a locked database, one that is gone, a full disk. Each has its sentence; nothing is half-done.

Real ones, in a process of their own: another connection holds the lock, the system limits what a file may grow to.
"""

from __future__ import annotations

import json
import shutil
import sys

import pytest

from tests.house import House

BEGIN = """
import json, sqlite3, sys
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
settings.ALLOWED_HOSTS.append("testserver")
from orgplan.accounts.models import User
from orgplan.directory.models import Unit
from orgplan.planning.models import Submission
FILE = settings.DATA_DIR / "orgplan.sqlite3"
client = Client(raise_request_exception=False)
client.force_login(User.objects.get())
def tell(answer, **more):
    page = answer.content.decode()
    print(json.dumps({"status": answer.status_code, "page": page} | more))
"""
LOCKED = """
connection.cursor().execute("PRAGMA busy_timeout=100")
other = sqlite3.connect(FILE, isolation_level=None)
other.execute("BEGIN IMMEDIATE")
form = {"name": "Департамент проб", "short_name": "Депроб", "kind": "department", "position": "1"}
refused = client.post("/directory/units/new/", form)
other.execute("ROLLBACK")
tell(refused, units=Unit.objects.count(), after=client.post("/directory/units/new/", form).status_code)
"""
GONE = """
connection.close()
FILE.rename(FILE.with_suffix(".away"))
FILE.mkdir()
tell(client.get("/plans/"))
"""
FULL = """
import resource
from datetime import timedelta
from django.utils import timezone
from orgplan.language.periods import Period
from pathlib import Path
from django.core.files.uploadedfile import SimpleUploadedFile
month = Period.around(Period.around(timezone.localdate(), "month").end + timedelta(days=1), "month")
unit = Unit.objects.create(name="Департамент проб", short_name="Депроб", kind="department", submits_plans=True)
def paper(size):
    text = "<table><tr><th>Дата</th><th>Мероприятие</th></tr><tr><td>5 августа</td><td>Концерт</td></tr></table>"
    return SimpleUploadedFile("план.html", f"<html><body>{text}<!--{'x' * size}--></body></html>".encode())
def files():
    return [path.name for path in Path(settings.STORAGES["default"]["OPTIONS"]["location"]).rglob("*") if path.is_file()]
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
answer = client.post("/plans/send/", {"unit": unit.pk, "period": month.code, "paper": paper(@SIZE@)})
tell(answer, rows=Submission.objects.count(), files=files())
"""


@pytest.fixture(scope="module")
def empty_house(tmp_path_factory):
    """A folder with tables and one user, made once and copied."""
    folder = tmp_path_factory.mktemp("house")
    house = House(folder)
    house.lay_tables()
    house.python(
        "from orgplan.accounts.models import User\n"
        "User.objects.create(login='otdel', name='Примеров П. П.', role='department')"
    )
    return folder


@pytest.fixture
def house(empty_house, tmp_path):
    shutil.copytree(empty_house, tmp_path, dirs_exist_ok=True)
    return House(tmp_path)


def asked(house: House, code: str) -> dict[str, object]:
    return json.loads(house.python(BEGIN + code).splitlines()[-1])


def test_locked_database_is_said_and_what_was_typed_can_be_sent_again(house):
    told = asked(house, LOCKED)
    assert (told["status"], told["units"], told["after"]) == (503, 0, 303)
    assert "База данных занята или не отвечает" in told["page"]
    assert '<textarea name="name" hidden>\nДепартамент проб</textarea>' in told["page"]
    assert "Отправить то же ещё раз" in told["page"]
    assert "Traceback" not in told["page"]


def test_database_that_is_gone_is_said(house):
    told = asked(house, GONE)
    assert told["status"] == 503
    assert "База данных занята или не отвечает" in told["page"]


@pytest.mark.parametrize("size", ["2_400_000", "4_000_000"], ids=["while it is stored", "while it arrives"])
def test_full_disk_leaves_neither_half_a_file_nor_a_row(house, size):
    told = asked(house, FULL.replace("@SIZE@", size))
    assert (told["status"], told["rows"], told["files"]) == (507, 0, [])
    assert "На диске сервера нет места" in told["page"]


def test_file_within_the_limit_is_stored(house):
    told = asked(house, FULL.replace("@SIZE@", "1_000_000"))
    assert (told["status"], told["rows"], len(told["files"])) == (303, 1, 1)


def test_worker_says_that_the_database_is_away_and_ends_with_one(house, tmp_path):
    (tmp_path / "orgplan.sqlite3").rename(tmp_path / "away.sqlite3")
    (tmp_path / "orgplan.sqlite3").mkdir()
    done = house.run([sys.executable, "-m", "orgplan", "worker", "--once"])
    assert done.returncode == 1
    assert done.stderr.startswith("Ошибка: База данных не ответила: ")
    assert "Traceback" not in done.stderr


def test_doctor_says_what_is_well_and_what_is_to_be_mended(house):
    done = house.run([sys.executable, "-m", "orgplan", "doctor", "--json"])
    found = {each["what"]: each["is_well"] for each in json.loads(done.stdout)["findings"]}
    assert (found["база данных"], found["почта"], found["исполнитель заданий"]) == (True, True, False)
    assert done.returncode == 1
    assert "исполнитель заданий" in done.stderr


def test_doctor_names_a_database_that_is_gone(house, tmp_path):
    (tmp_path / "orgplan.sqlite3").rename(tmp_path / "away.sqlite3")
    (tmp_path / "orgplan.sqlite3").mkdir()
    done = house.run([sys.executable, "-m", "orgplan", "doctor"])
    assert done.returncode == 1
    assert "ИСПРАВИТЬ  база данных: база данных не ответила" in done.stdout
    assert "Traceback" not in done.stderr
