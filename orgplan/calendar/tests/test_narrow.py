"""What narrow columns say: a clash before the title, the road that does not fit, long words parted, the title whole."""

from __future__ import annotations

import pytest

from orgplan.accounts.rules import Role
from orgplan.clashes.actions import RuleFacts, write_rule
from orgplan.clashes.tests.factories import BY, DAY, event, mayor, usual_rules
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


@pytest.fixture
def on_the_way():
    """A leader who goes from hall to hall: with time to spare, with none between, and stays where the last was."""
    usual_rules()
    near = directory.venue("Малый зал", latitude=54.98, longitude=73.37)
    far = directory.venue("Дом молодёжи", latitude=54.97, longitude=73.42)
    leader = mayor()
    for title, hours, hall in (
        ("Планёрка", "10:00–11:00", near),
        ("Встреча", "12:30–13:00", far),
        ("Приём", "13:10–14:00", near),
        ("Беседа", "15:00–16:00", near),
    ):
        event(title, hours, leader, venue=hall)
    return leader


def test_road_stands_between_the_events_of_a_leader_in_the_day(office, on_the_way):
    lane = office.get(f"/calendar/day/{DAY}/").context["page"].lanes[0]
    assert lane.key == str(on_the_way.pk)
    assert [(strip.words, strip.tone, strip.css) for strip in lane.roads] == [
        ("дорога 20\u00a0мин", "plain", "s51 l4 k0-1")
    ]
    assert [block.road for block in lane.blocks] == ["", "", "дорога 20\u00a0мин: не хватает 10\u00a0мин", ""]


def test_road_stands_before_the_event_that_it_leads_to_in_the_week(office, on_the_way):
    answer = office.get(f"/calendar/week/{DAY}/")
    roads = [block.road for row in answer.context["page"].rows for cell in row.cells for block in cell.blocks]
    assert roads == ["", "дорога 20\u00a0мин", "дорога 20\u00a0мин: не хватает 10\u00a0мин", ""]
    assert '<small class="item-road no-print">дорога 20\u00a0мин</small>' in answer.content.decode()


def test_road_that_a_rule_ignores_is_told_without_what_is_short(office, on_the_way):
    facts = RuleFacts("ignore", "Дорогу руководитель считает сам.", 1, subject="travel")
    write_rule(facts=facts, by=BY)
    page = office.get(f"/calendar/week/{DAY}/").context["page"]
    roads = [block.road for row in page.rows for cell in row.cells for block in cell.blocks]
    assert roads == ["", "дорога 20\u00a0мин", "дорога 20\u00a0мин", ""]


def test_roads_stand_in_the_hours_of_one_leader_only(office, on_the_way):
    alone = office.get(f"/calendar/hours/{DAY}/?leader={on_the_way.pk}").context["page"]
    assert [strip.words for lane in alone.lanes for strip in lane.roads] == ["дорога 20\u00a0мин"]
    everybody = office.get(f"/calendar/hours/{DAY}/").context["page"]
    assert [strip for lane in everybody.lanes for strip in lane.roads] == []


@pytest.mark.parametrize("view", ["day", "week", "hours", "venues", "venue-week"])
def test_long_words_are_parted_and_the_title_is_found_whole(office, view):
    leader, hall = mayor(), directory.venue("Малый зал")
    event(LONG_TITLE, "10:00–11:00", leader, venue=hall)
    page = office.get(f"/calendar/{view}/{DAY}/").content.decode()
    assert f"ма{SOFT_HYPHEN}тель" in page
    if view in {"day", "hours", "venues"}:
        assert f'title="{LONG_TITLE}"' in page
