"""Invented acts in the manner of Russian offices of 2003–2024, judged before the importer had read them."""

from __future__ import annotations

import pytest

from orgplan.language.periods import Period
from orgplan.planning.rules.reading.reading import read_plan
from orgplan.planning.tests.rules_reading.acts_awkward import AWKWARD_ACTS
from orgplan.planning.tests.rules_reading.acts_celebrations import ACTS
from orgplan.planning.tests.rules_reading.acts_fourth import FOURTH_ACTS
from orgplan.planning.tests.rules_reading.acts_offices import OFFICE_ACTS
from orgplan.planning.tests.rules_reading.acts_second import SECOND_ACTS
from orgplan.planning.tests.rules_reading.acts_second_more import SECOND_MORE
from orgplan.planning.tests.rules_reading.acts_services import MORE_ACTS
from orgplan.planning.tests.rules_reading.acts_third import THIRD_ACTS
from orgplan.planning.tests.rules_reading.invented import Invented
from orgplan.planning.tests.rules_reading.notation import Expected, expected, paper, shown

ANY = "?"


def wanted(plan: Invented, titles: set[str]) -> list[Expected]:
    """Return the expected rows without those that may be missing and are."""
    rows = [row for row in expected(plan.rows) if not row.title.startswith(ANY) or row.title[1:] in titles]
    return [Expected(row.title.removeprefix(ANY), row.timing, row.place, row.responsible) for row in rows]


PLANS = [*ACTS, *MORE_ACTS, *OFFICE_ACTS, *AWKWARD_ACTS, *SECOND_ACTS, *SECOND_MORE, *THIRD_ACTS, *FOURTH_ACTS]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_act_reads_as_a_careful_person_does(plan: Invented) -> None:
    reading = read_plan(paper(plan.paper), Period.parse(plan.period))
    got = shown(reading)
    rows = wanted(plan, {row.title for row in got})
    assert [row.title for row in got] == [row.title for row in rows]
    pairs = list(zip(got, rows, strict=True))
    assert [g.place for g, w in pairs if w.place != ANY] == [w.place for _, w in pairs if w.place != ANY]
    assert [g.responsible for g, w in pairs if w.responsible != ("~",)] == [
        w.responsible for _, w in pairs if w.responsible != ("~",)
    ]
    assert [g.timing for g, w in pairs if g.timing not in w.timing.split(" OR ") and w.timing != ANY] == []
    if plan.title:
        assert reading.title == plan.title
    if plan.approved_on:
        assert str(reading.approved_on) == plan.approved_on
