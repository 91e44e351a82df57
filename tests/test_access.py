"""Every address × everyone who may ask: who gets in, who reads only, who is a stranger.

302 leads to sign-in (or on, from it), 303 is done, 403 may see but not do this, 404 a stranger, 405 the other method,
409 and 422 let in and ask again. `name#record` is the same page of a record in another state: `year` is approved,
`city` is a draft, `plan` is the own unit's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.world_records import patterns

TABLE = Path(__file__).with_name("access.txt")
"""GET by anonymous, closed, department, protocol, leader, own and other coordinator, administrator; then the same POST."""


def _lines() -> Iterator[str]:
    return (line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))


ROWS = {name: tuple(map(int, statuses)) for name, *statuses in map(str.split, _lines())}


def test_every_address_stands_in_the_table():
    missing = set(patterns()) - {name.partition("#")[0] for name in ROWS}
    assert missing == set(), "add a line to access.txt: who may open it, who may send to it"


def test_the_table_names_no_address_that_is_gone():
    assert {name.partition("#")[0] for name in ROWS} - set(patterns()) == set()
