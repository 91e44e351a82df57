"""What the cards of units show of their instructions."""

from __future__ import annotations

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.instructions.panels import instructions_of_unit
from orgplan.instructions.tests.factories import instruction, performer, reported

pytestmark = pytest.mark.django_db


def test_unit_sees_what_it_carries_out_alone_and_together(django_assert_num_queries):
    lead, other = performer(), performer()
    ready = instruction(lead)
    reported(ready)
    late = instruction(other, lead)
    instruction(other)
    office = accounts.user(Role.DEPARTMENT)
    with django_assert_num_queries(2):
        panel = instructions_of_unit(office, lead.unit)
    assert panel is not None
    assert panel.context["counts"] == {"total": 2, "late": 1}
    assert [row for row, _status in panel.context["rows"]] == [ready, late]


def test_stranger_reads_nothing_of_another_unit():
    lead = performer()
    instruction(lead)
    assert instructions_of_unit(directory.coordinator(directory.unit()), lead.unit) is None
    assert instructions_of_unit(accounts.user(Role.DEPARTMENT), directory.unit()) is None
