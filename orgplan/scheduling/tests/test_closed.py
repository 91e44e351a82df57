"""What is not free reaches the search: whom it keeps, which events it means, what only warns."""

from datetime import date

import pytest

from orgplan.availability.tests.factories import days, layer
from orgplan.clashes.tests.factories import event, mayor
from orgplan.directory.tests import factories as directory
from orgplan.events.rules import EventKind
from orgplan.scheduling.queries import month_of
from orgplan.scheduling.rules.draft import Keeps

pytestmark = pytest.mark.django_db
FIRST = date(2030, 2, 1)
DAY = date(2030, 2, 13)


def closed():
    return [(each.keeps, each.price is None, each.words) for each in month_of(FIRST).draft.closed]


def test_ban_of_the_city_is_physics_or_priced_by_its_level():
    layer("Выборы", days(DAY), level="block")
    layer("Память", days(DAY), level="warn")
    assert closed() == [(Keeps.ALL, True, "Выборы"), (Keeps.ALL, False, "Память")]


def test_ban_means_only_events_of_its_kinds():
    concert = event("Концерт", "12:00–14:00", day=DAY, kind=EventKind.CULTURE)
    event("Совещание", "10:00–11:00", day=DAY)
    layer("ЕГЭ", days(DAY), kinds=("culture",))
    (found,) = month_of(FIRST).draft.closed
    assert list(found.only or ()) == [concert.pk]


def test_ban_of_a_district_closes_its_halls_and_a_warning_closes_none():
    hall = directory.venue("Зал", district="Кировский")
    event("Собрание", "10:00–11:00", mayor(), day=DAY, venue=hall)
    event("Приём", "12:00–13:00", day=DAY, venue=directory.venue("Дальний зал", district="Советский"))
    layer("Работы", days(DAY), scope="districts", districts=["Кировский"], level="block_approval")
    layer("Матч", days(DAY), scope="districts", districts=["Кировский"], level="warn")
    assert [(each.keeps, each.resource, each.words) for each in month_of(FIRST).draft.closed] == [
        (Keeps.VENUE, hall.pk, "Работы")
    ]
