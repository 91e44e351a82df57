"""Readers of one calendar after one another: statements are kept between them, what each may see is not."""

from __future__ import annotations

import pytest
from django.test import Client

from orgplan.accounts.rules import Role
from orgplan.calendar.rules.spans import View
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Participant
from orgplan.events.rules import ParticipationKind
from orgplan.events.tests.factories import event

pytestmark = pytest.mark.django_db
WHEN = "12 августа 2026 года, 14:00–15:30"
TITLES = ("Концерт в парке", "Забег по набережной")


def shown(client, view, query):
    """Return which of the titles stand on the page; of a year, which numbers."""
    answer = client.get(f"/calendar/{view}/2026-08-12/{query}")
    if view == View.YEAR:
        return sum(day.count for month in answer.context["page"].months for day in month.days)
    return [title for title in TITLES if title in answer.content.decode()]


@pytest.mark.parametrize("view", View)
def test_each_reader_sees_what_is_the_readers_whoever_read_before(view, client_of):
    own, other = directory.unit("Свой Пробный"), directory.unit("Чужой Пробный")
    mayor, deputy = directory.person("Образцов"), directory.person("Примеров")
    for order, person in enumerate((mayor, deputy), 1):
        directory.position(person, "руководитель", leader_order=order)
    for title, unit, person in zip(TITLES, (own, other), (mayor, deputy), strict=True):
        hosts = Participant(ParticipationKind.HOSTS, person=person)
        event(WHEN, title=title, owner=unit, level="regional", venue=directory.venue(), participants=(hosts,))
    office, clerk = client_of(Role.DEPARTMENT), Client()
    clerk.force_login(directory.coordinator(own))
    both, first, second = list(TITLES), [TITLES[0]], [TITLES[1]]
    for _again in range(2):
        for client, query, titles in (
            (office, "", both),
            (clerk, "", first),
            (office, f"?leader={mayor.pk}", first),
            (office, f"?unit={other.pk}", second),
            (clerk, f"?unit={other.pk}", []),
        ):
            assert shown(client, view, query) == (len(titles) if view == View.YEAR else titles), query


def test_statement_follows_the_day_that_is_asked(client_of):
    office = client_of(Role.DEPARTMENT)
    event(WHEN, title=TITLES[0])
    event("12 октября 2026 года, 14:00", title=TITLES[1])
    for day, titles in (("2026-08-12", [TITLES[0]]), ("2026-10-12", [TITLES[1]]), ("2025-10-12", [])) * 2:
        page = office.get(f"/calendar/month/{day}/").content.decode()
        assert [title for title in TITLES if title in page] == titles
