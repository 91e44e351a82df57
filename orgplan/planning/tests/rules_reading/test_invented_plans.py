"""Invented plans of more than seventy layouts, each read exactly as a careful person reads it."""

from __future__ import annotations

import pytest

from orgplan.language.periods import Period
from orgplan.planning.rules.reading.reading import read_plan
from orgplan.planning.tests.rules_reading.invented import Invented
from orgplan.planning.tests.rules_reading.invented_families import FAMILIES
from orgplan.planning.tests.rules_reading.invented_lists import LISTS
from orgplan.planning.tests.rules_reading.invented_more import MORE
from orgplan.planning.tests.rules_reading.invented_rare import RARE
from orgplan.planning.tests.rules_reading.invented_tables import TABLES
from orgplan.planning.tests.rules_reading.notation import expected, paper, shown


@pytest.mark.parametrize("plan", [*TABLES, *LISTS, *MORE, *RARE, *FAMILIES], ids=lambda plan: plan.name)
def test_invented_plan_reads_as_a_careful_person_does(plan: Invented) -> None:
    reading = read_plan(paper(plan.paper), Period.parse(plan.period))
    wanted = expected(plan.rows)
    got = shown(reading)
    assert [row.title for row in got] == [row.title for row in wanted]
    assert [row.place for row in got] == [row.place for row in wanted]
    assert [row.responsible for row in got] == [row.responsible for row in wanted]
    assert [g.timing for g, w in zip(got, wanted, strict=True) if w.timing != "?"] == [
        w.timing for w in wanted if w.timing != "?"
    ]
    if plan.title:
        assert reading.title == plan.title
    if plan.approved_on:
        assert str(reading.approved_on) == plan.approved_on
