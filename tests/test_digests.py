"""Digests over a real line: a worker killed in the middle sends nothing twice and loses nothing."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tests.house import House
from tests.test_sending import EXPIRE, PATIENCE, MailServer

READERS = 8
STOP_AT = 3

WRITE = f"""
from datetime import time
from django.utils import timezone
from orgplan.accounts.models import User
from orgplan.directory.models import Membership, Unit
from orgplan.audit.actions import System
from orgplan.events.actions import EventFacts, create_event
from orgplan.events.rules import EventState
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.notices.models import NoticeRules, OutboxRules
NoticeRules.objects.create(pk=1, digest_at=time(0, 0))
OutboxRules.objects.create(pk=1, quiet_since=time(0, 0), quiet_until=time(0, 0), quiet_days_off=False)
today = timezone.localdate()
for n in range({READERS}):
    unit = Unit.objects.create(name=f"Пробное подразделение {{n}}", short_name=f"П{{n}}")
    user = User(login=f"k{{n}}", name=f"Примеров {{n}}", role="coordinator", email=f"n{{n:02}}@omsk.example")
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, unit=unit)
    timing = Timing(TimingKind.DAYS, (Occurrence(today, today),))
    create_event(facts=EventFacts(f"Концерт {{n}}", unit, timing=timing, state=EventState.PLANNED), by=System("проба"))
"""
COMPOSE = """
from django.utils import timezone
from orgplan.notices.actions.telling import compose_digests
compose_digests(now=timezone.now())
"""
KILL_WHILE_COMPOSING = f"""
import os, signal
from django.utils import timezone
from orgplan.notices.actions import telling
telling.CHUNK = 2
written = telling.write_messages
calls = []
def dies(letters, *, by):
    found = written(letters, by=by)
    calls.append(1)
    if len(calls) == {STOP_AT}:
        os.kill(os.getpid(), signal.SIGKILL)
    return found
telling.write_messages = dies
telling.compose_digests(now=timezone.now())
"""
READ = """
import json
from orgplan.notices.models import Digest, Message
rows = list(Message.objects.order_by("pk").values_list("recipient_email", "state"))
print(json.dumps([rows, Digest.objects.count(), Digest.objects.filter(message=None).count()]))
"""


@pytest.fixture
def mail_server():
    with MailServer() as server:
        yield server
        server.hangs_up = True
        server.go_on.set()
        server.shutdown()


@pytest.fixture
def house(tmp_path, mail_server):
    port = mail_server.server_address[1]
    made = House(tmp_path, ORGPLAN_MAIL=f"smtp://127.0.0.1:{port}", ORGPLAN_MAIL_FROM="orgplan@omsk.example")
    made.lay_tables()
    made.python(WRITE)
    return made


def test_worker_killed_while_composing_and_while_sending_sends_each_digest_once(house, mail_server):
    with pytest.raises(AssertionError):
        house.python(KILL_WHILE_COMPOSING)
    rows, digests, _empty = json.loads(house.python(READ))
    assert len(rows) == digests == 2 * (STOP_AT - 1), "whole pieces stand, the one under way left nothing"

    house.python(COMPOSE)
    mail_server.silent_at = {"text": STOP_AT}
    worker = house.worker()
    assert mail_server.reached.wait(PATIENCE)
    worker.kill()
    worker.wait()
    house.python(EXPIRE)
    house.python(COMPOSE)
    house.command("worker", "--once")
    house.command("worker", "--once")

    rows, digests, empty = json.loads(house.python(READ))
    assert (len(rows), digests, empty) == (READERS, READERS, 0)
    taken = Counter(recipient for recipient, _mark in mail_server.taken)
    assert taken == Counter({f"n{number:02}@omsk.example": 1 for number in range(READERS)})
    assert Counter(state for _to, state in rows) == {"sent": READERS - 1, "uncertain": 1}
