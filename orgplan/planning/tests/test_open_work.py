from __future__ import annotations

import pytest

from orgplan.audit.actions import System
from orgplan.directory.tests import factories as directory
from orgplan.planning.actions.submissions import read_in
from orgplan.planning.imports import Source, read_source
from orgplan.planning.panels import papers_of_user
from orgplan.planning.tests import factories

pytestmark = pytest.mark.django_db


def test_papers_read_in_and_not_sent_are_told_when_their_reader_leaves() -> None:
    unit = directory.unit()
    leaving, plan = directory.coordinator(unit), factories.unit_plan(unit)
    assert papers_of_user(leaving) is None
    other = directory.unit("Департамент соседей")
    source = Source(name="план.csv", data="Дата;Мероприятие\n5 августа;Концерт\n".encode())
    read_in(plan=plan, source=source, reading=read_source(source, factories.AUGUST), by=leaving)
    reading = read_source(source, factories.AUGUST)
    read_in(plan=factories.unit_plan(other), source=source, reading=reading, by=System("другой"))
    work = papers_of_user(leaving)
    assert work is not None
    assert [item.label.partition(" — ")[0] for item in work.items] == ["план.csv"]
    assert work.hand_over is None
