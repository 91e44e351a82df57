"""Letters over a real line: a worker killed in the middle sends nothing twice and loses nothing.

The mail server is ours, on the loopback; it keeps what it took. The worker is the real command in a process of its own.
"""

from __future__ import annotations

import json
import re
import shutil
import socketserver
import threading
from collections import Counter

import pytest

from tests.house import House

LETTERS = 12
STOP_AT = 5
PATIENCE = 120

WRITE = f"""
from orgplan.audit.actions import System
from orgplan.notices.actions import Letter, Recipient, write_messages
write_messages(
    [
        Letter(f"проба-{{n}}", Recipient(f"Примеров {{n}}", f"n{{n:02}}@omsk.example"), f"Письмо {{n}}", "Текст", "вы проба",
               "План на август", "/plans/1/", urgent=True)
        for n in range({LETTERS})
    ],
    by=System("проба"),
)
"""
EXPIRE = """
from datetime import timedelta
from django.utils import timezone
from orgplan.notices.models import Message
Message.objects.filter(state="sending").update(leased_until=timezone.now() - timedelta(seconds=1))
"""
READ = """
import json
from orgplan.notices.models import Message
print(json.dumps({each.recipient_email: each.state for each in Message.objects.all()}))
"""


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a sender needs; `taken` lists the Message-IDs it answered for or was given in full."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[tuple[str, str]] = []
        self.silent_at: dict[str, int] = {}
        self.counted: Counter[str] = Counter()
        self.answers: dict[str, bytes] = {}
        self.reached, self.go_on = threading.Event(), threading.Event()
        self.hangs_up = False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def falls_silent(self, where: str) -> bool:
        """Count the place; at the letter it is told to, say nothing any more and let the test know."""
        self.counted[where] += 1
        if self.silent_at.get(where) != self.counted[where]:
            return False
        self.reached.set()
        return True


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.say(b"220 loopback")
        recipient = ""
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                recipient = re.search(rb"<(.*)>", line)[1].decode()
                if self.server.falls_silent("rcpt") and not self.may_go_on():
                    return
                self.say(self.server.answers.get(recipient, b"250 ok"))
            elif verb == b"DATA":
                self.say(b"354 go on")
                text = b"".join(iter(self.rfile.readline, b".\r\n")).decode()
                self.server.taken.append((recipient, re.search(r"^Message-ID: (.*?)\r?$", text, re.MULTILINE)[1]))
                if self.server.falls_silent("text") and not self.may_go_on():
                    return
                self.say(b"250 taken")
            else:
                self.say(b"221 bye" if verb == b"QUIT" else b"250 ok")

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def may_go_on(self) -> bool:
        """Wait for the test's word; False: the line is cut."""
        return not self.server.hangs_up and self.server.go_on.wait(PATIENCE)


@pytest.fixture
def mail_server():
    with MailServer() as server:
        yield server
        server.hangs_up = True
        server.go_on.set()
        server.shutdown()


@pytest.fixture(scope="module")
def empty_house(tmp_path_factory):
    """A folder with tables, made once and copied."""
    folder = tmp_path_factory.mktemp("house")
    House(folder).lay_tables()
    return folder


@pytest.fixture
def house(empty_house, tmp_path, mail_server):
    """An installation whose letters wait and whose mail goes to the loopback."""
    shutil.copytree(empty_house, tmp_path, dirs_exist_ok=True)
    port = mail_server.server_address[1]
    made = House(tmp_path, ORGPLAN_MAIL=f"smtp://127.0.0.1:{port}", ORGPLAN_MAIL_FROM="orgplan@omsk.example")
    made.python(WRITE)
    return made


def states_in(house: House) -> dict[str, str]:
    return json.loads(house.python(READ))


def in_flight() -> str:
    return f"n{STOP_AT - 1:02}@omsk.example"


@pytest.mark.parametrize(("where", "is_taken"), [("rcpt", False), ("text", True)])
def test_killed_worker_sends_nothing_twice_and_shows_the_letter_in_flight(house, mail_server, where, is_taken):
    mail_server.silent_at = {where: STOP_AT}
    worker = house.worker()
    assert mail_server.reached.wait(PATIENCE)
    worker.kill()
    worker.wait()
    assert states_in(house)[in_flight()] == "sending"

    house.command("worker", "--once")  # what a dead worker holds is its own until the lease runs out
    assert len(mail_server.taken) == STOP_AT - 1 + is_taken

    house.python(EXPIRE)
    house.command("worker", "--once")
    house.command("worker", "--once")
    states = states_in(house)
    assert {address: state for address, state in states.items() if state != "sent"} == {in_flight(): "uncertain"}
    taken = Counter(recipient for recipient, _mark in mail_server.taken)
    assert set(taken.values()) == {1}
    assert (in_flight() in taken) == is_taken
    assert len(taken) == LETTERS - 1 + is_taken
    assert len({mark for _recipient, mark in mail_server.taken}) == len(mail_server.taken)


def test_told_to_end_the_worker_finishes_the_letter_and_gives_the_rest_back(house, mail_server):
    mail_server.silent_at = {"text": STOP_AT}
    worker = house.worker()
    assert mail_server.reached.wait(PATIENCE)
    worker.terminate()
    mail_server.go_on.set()
    assert worker.wait(PATIENCE) == 0
    states = Counter(states_in(house).values())
    assert states["sending"] == states["uncertain"] == 0
    assert states["sent"] == len(mail_server.taken)
    assert states["sent"] + states["waiting"] == LETTERS
    house.command("worker", "--once")
    assert set(states_in(house).values()) == {"sent"}
    assert set(Counter(recipient for recipient, _mark in mail_server.taken).values()) == {1}


def test_one_refused_address_holds_nobody_up(house, mail_server):
    mail_server.answers = {"n03@omsk.example": b"550 no such user", "n04@omsk.example": b"451 later"}
    house.command("worker", "--once")
    states = states_in(house)
    assert (states.pop("n03@omsk.example"), states.pop("n04@omsk.example")) == ("failed", "waiting")
    assert set(states.values()) == {"sent"}


def test_line_cut_after_the_text_leaves_that_letter_to_a_person(house, mail_server):
    mail_server.silent_at, mail_server.hangs_up = {"text": STOP_AT}, True
    house.command("worker", "--once")
    states = states_in(house)
    assert {address for address, state in states.items() if state != "sent"} == {in_flight()}
    assert states[in_flight()] == "uncertain"


def test_two_workers_at_once_send_each_letter_once(house, mail_server):
    workers = [house.worker("--once") for _number in range(2)]
    assert [worker.wait(PATIENCE) for worker in workers] == [0, 0]
    assert set(states_in(house).values()) == {"sent"}
    assert Counter(recipient for recipient, _mark in mail_server.taken) == Counter(states_in(house).keys())


def test_mail_server_that_is_away_costs_no_attempt(house, mail_server):
    mail_server.shutdown()
    mail_server.server_close()
    house.command("worker", "--once")
    assert set(states_in(house).values()) == {"waiting"}
    told = house.python(
        "from orgplan.notices.models import Message as M\nprint(M.objects.values_list('attempts', 'last_error')[0])"
    )
    assert told.startswith("(0, 'Почтовый сервер не отвечает")
