"""What narrow columns say: a clash before the title, the road that does not fit, long words parted, the title whole."""

from __future__ import annotations

import pytest

from orgplan.accounts.rules import Role
from orgplan.clashes.tests.factories import DAY, event, mayor, usual_rules
from orgplan.directory.tests import factories as directory
from orgplan.language.hyphens import SOFT_HYPHEN

pytestmark = pytest.mark.django_db

LONG_TITLE = "Предпринимательство Пробное"


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def test_road_that_does_not_fit_stands_between_the_two_blocks_of_its_leader(office):
    usual_rules()
    near = directory.venue("Малый зал", latitude=54.98, longitude=73.37)
    far = directory.venue("Аэропорт", latitude=54.96, longitude=73.8)
    leader = mayor()
    event("Планёрка", "10:00–11:00", leader, venue=near)
    event("Встреча", "11:20–12:00", leader, venue=far)
    answer = office.get(f"/calendar/day/{DAY}/")
    lane = answer.context["page"].lanes[0]
    (road,) = lane.roads
    assert road.words.startswith("дорога: не хватает ")
    assert road.css == "s37 l4 k0-1"
    assert [block.clash.short for block in lane.blocks] == ["накладка", "накладка"]
    page = answer.content.decode()
    assert page.index('<i class="mark warn">накладка</i>') < page.index("<b>Планёрка</b>")


@pytest.mark.parametrize("view", ["day", "week", "hours", "venues", "venue-week"])
def test_long_words_are_parted_and_the_title_is_found_whole(office, view):
    leader, hall = mayor(), directory.venue("Малый зал")
    event(LONG_TITLE, "10:00–11:00", leader, venue=hall)
    page = office.get(f"/calendar/{view}/{DAY}/").content.decode()
    assert f"ма{SOFT_HYPHEN}тель" in page
    if view in {"day", "hours", "venues"}:
        assert f'title="{LONG_TITLE}"' in page
