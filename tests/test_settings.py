"""Settings: the table of variables equals its document, mistakes are one sentence, every page keeps the strict policy."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from orgplan.accounts.tests import factories as accounts
from orgplan.config.environment import VARIABLES, read_database
from tests.world import World
from tests.world_records import patterns

ROOT = Path(__file__).resolve().parent.parent
MOST_VARIABLES = 20
TABLE_ROW = re.compile(r"^\| `(\w+)` \| (?:`(.*?)`|—) \| .+? \| (.+?) \|$", re.MULTILINE)


def test_document_of_settings_tells_every_variable_with_its_default_and_meaning():
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert {name: (default, meaning) for name, default, meaning in TABLE_ROW.findall(text)} == VARIABLES


def test_variables_are_few_and_named_alike():
    assert len(VARIABLES) <= MOST_VARIABLES
    assert [name for name in VARIABLES if not name.startswith("ORGPLAN_")] == []


def test_settings_file_is_short():
    assert (ROOT / "orgplan/config/settings.py").read_text(encoding="utf-8").count("\n") <= 200


def start(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Load the settings in a process of its own with the variables."""
    code = (
        "import django; django.setup(); from django.conf import settings as s; print(s.DEBUG, s.SESSION_COOKIE_SECURE)"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ORGPLAN_")}
    environment |= {"ORGPLAN_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "orgplan.config.settings"}
    environment |= {"PYTHONIOENCODING": "utf-8"} | variables
    return subprocess.run(  # noqa: PLW1510 -- the code is looked at
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, encoding="utf-8", cwd=ROOT
    )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ORGPLAN_DEBUG", "да", "нужно yes или no, а стоит «да»"),
        ("ORGPLAN_HTTPS", "1", "нужно yes или no, а стоит «1»"),
        ("ORGPLAN_DATABASE", "mysql://a@b/c", "нужно postgresql://"),
        ("ORGPLAN_DATABASE", "postgresql://a@b", "нужно postgresql://"),
        ("ORGPLAN_DATABASE", "postgresql://a@b:порт/c", "нужно postgresql://"),
        ("ORGPLAN_DATABASE", "postgresql://a@[b/c", "нужно postgresql://"),
        ("ORGPLAN_FORM_BOUNDS", "20,0,5", "нужны три целых числа больше нуля через запятую"),
        ("ORGPLAN_FORM_BOUNDS", "20", "нужны три целых числа больше нуля через запятую"),
        ("ORGPLAN_TIME_ZONE", "Омск", "нужно имя часового пояса, например Asia/Omsk, а стоит «Омск»"),
        ("ORGPLAN_TIME_ZONE", "../etc", "нужно имя часового пояса"),
        ("ORGPLAN_MAIL", "mail.example.org", "нужно smtp://"),
        ("ORGPLAN_MAIL", "smtp://user@host:порт", "нужно smtp://"),
        ("ORGPLAN_MAIL_FROM", "отдел", "нужен адрес почты, а стоит «отдел»"),
        ("ORGPLAN_ADDRESS", "plan.example.org", "нужно https://узел"),
        ("ORGPLAN_HOSTS", " , ", "нужно хотя бы одно имя узла"),
    ],
)
def test_wrong_value_stops_the_start_with_one_sentence(tmp_path, name, value, words):
    answer = start(tmp_path, **{name: value})
    assert answer.returncode != 0
    last = answer.stderr.strip().splitlines()[-1]
    assert f"{name}: {words}" in last


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "postgresql://a:b@c:1/d",
            "-c jit=off -c random_page_cost=1.1 -c work_mem=16MB -c max_parallel_workers_per_gather=0",
        ),
        ("postgresql://a:b@c:1/d?options=-c%20jit%3Don", "-c jit=on"),
        ("postgresql://a:b@c:1/d?options=", ""),
    ],
)
def test_address_of_postgresql_may_say_how_it_plans(tmp_path, monkeypatch, address, said):
    monkeypatch.setenv("ORGPLAN_DATABASE", address)
    found = read_database(tmp_path)
    assert (found["NAME"], found["OPTIONS"]["options"]) == ("d", said)


def test_settings_load_with_nothing_given_and_keep_the_key(tmp_path):
    assert start(tmp_path).stdout.split() == ["False", "False"]
    key = (tmp_path / "secret-key").read_text()
    assert len(key) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
    assert start(tmp_path, ORGPLAN_HTTPS="yes").stdout.split() == ["False", "True"]
    assert (tmp_path / "secret-key").read_text() == key


def test_policy_of_pages_allows_nothing_inline_and_nothing_foreign():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    allowed = {str(source) for sources in directives.values() for source in sources}
    assert [source for source in allowed if "unsafe" in source or "http" in source or "*" in source] == []
    assert directives["default-src"] == ["'none'"]


HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: The address of a feed is its secret: no page learns it, not even ours.
SECRET_ADDRESSES = {"feeds:read": {"Referrer-Policy": "no-referrer"}}
PAGES = sorted(name for name in patterns() if name != "planning:original")
FOREIGN = re.compile(r"""(?:src|href|action|formaction|poster|srcset|hx-\w+)\s*=\s*["']\s*(?:\w+:)?//""", re.IGNORECASE)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle\s*=|<[^>]+\son[a-z]+\s*=|javascript:", re.IGNORECASE)


@pytest.mark.django_db
@pytest.mark.parametrize("persona", ["anonymous", "department", "own", "administrator"])
def test_every_page_keeps_the_policy_and_names_no_other_host(persona):
    world = World()
    faults = []
    for name in PAGES:
        response = world.clients[persona].get(world.address(name))
        if response.streaming:
            b"".join(response)  # a file is closed when it has been read
        policy = response.headers.get("Content-Security-Policy", "")
        if "default-src 'none'" not in policy or "unsafe" in policy:
            faults.append(f"{name}: policy «{policy}»")
        wanted = HEADERS | SECRET_ADDRESSES.get(name, {})
        faults += [f"{name}: {header}" for header, value in wanted.items() if response.headers.get(header) != value]
        if response.headers["Content-Type"].startswith("text/html"):
            page = response.content.decode()
            faults += [f"{name}: {hit.group(0)}" for hit in (*FOREIGN.finditer(page), *INLINE.finditer(page))]
    assert faults == []


@pytest.mark.django_db
def test_error_page_keeps_the_policy_too():
    response = Client().get("/no-such-page/")
    assert response.status_code == 404
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert (FOREIGN.findall(response.content.decode()), INLINE.findall(response.content.decode())) == ([], [])


@pytest.mark.django_db
def test_session_is_kept_from_scripts_and_other_sites():
    accounts.user(login="otdel")
    client = Client()
    client.post("/account/sign-in/", {"username": "otdel", "password": accounts.PASSWORD})
    session = client.cookies["sessionid"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
