"""Pages of calendar subscriptions, and calendars as files."""

from __future__ import annotations

import re
from datetime import time

import icalendar
import pytest
from django.core.cache import cache
from django.urls import reverse

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.directory.tests import factories as directory
from orgplan.events.rules import EventKind
from orgplan.events.tests import factories as events
from orgplan.feeds.actions.feeds import revoke_feed
from orgplan.feeds.models import Feed
from orgplan.feeds.tests.factories import BY, made, read
from orgplan.language.timing.model import Timing, TimingKind
from orgplan.saved_views.actions import keep_view

pytestmark = pytest.mark.django_db
ADDRESS = re.compile(r'id="calendar-address">(http://127\.0\.0\.1:8000(/feeds/read/(opf_[\w-]+)\.ics))<')
FORM = {"source": "all", "name": "", "with_desired": "on", "days_back": "30", "list_name": "events", "query": ""}


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def first(pattern, page):
    """Return what the pattern's group holds in the page."""
    found = re.search(pattern, page)
    assert found
    return found[1]


def who(client):
    return User.objects.get(pk=client.session["_auth_user_id"])


def test_address_is_shown_once_and_reads(office):
    answer = office.post("/feeds/new/", FORM)
    whole, _path, secret = ADDRESS.search(answer.content.decode()).groups()
    assert answer.status_code == 200
    assert f'href="{whole.replace("http", "webcal")}"' in answer.content.decode()
    feed = Feed.objects.get()
    assert (feed.name, feed.user, read(secret).status_code) == ("Все мероприятия, которые мне видны", who(office), 200)
    for page in ("/feeds/", f"/feeds/{feed.pk}/", f"/feeds/{feed.pk}/change/"):
        assert secret not in office.get(page).content.decode()


def test_list_leads_to_a_subscription_to_its_filter(office):
    page = office.get("/events/?kind=sport").content.decode()
    link = first(r'href="(/feeds/new/\?[^"]+)"', page).replace("&amp;", "&")
    form = office.get(link).content.decode()
    assert re.search(r'value="filter" selected', form)
    office.post(link, FORM | {"source": "filter", "query": "kind=sport", "name": "Спорт"})
    feed = Feed.objects.get()
    assert (feed.name, feed.query, feed.list_name) == ("Спорт", "kind=sport", "events")


def test_subscription_to_a_kept_filter_and_to_a_leader(office):
    view = keep_view(list_name="calendar", name="Концерты", query="kind=culture", by=who(office))
    person = directory.person("Примеров")
    directory.position(person, "Мэр города", leader_order=1)
    office.post("/feeds/new/", FORM | {"source": f"view:{view.pk}"})
    office.post("/feeds/new/", FORM | {"source": f"person:{person.pk}"})
    leader, kept = Feed.objects.order_by("-pk")
    assert (kept.view, kept.list_name, kept.name) == (view, "calendar", "Концерты")
    assert (leader.person, leader.name) == (person, "Мэр города — Примеров Пётр Пробович")


def test_view_of_somebody_else_cannot_be_subscribed_to(office, client_of):
    view = keep_view(list_name="events", name="Чужой", query="kind=sport", by=who(client_of(Role.PROTOCOL)))
    answer = office.post("/feeds/new/", FORM | {"source": f"view:{view.pk}"})
    assert (answer.status_code, Feed.objects.count()) == (422, 0)


def test_new_address_ends_the_former_one(office):
    one = made(who(office))
    answer = office.post(f"/feeds/{one.feed.pk}/renew/")
    _whole, _path, secret = ADDRESS.search(answer.content.decode()).groups()
    assert (read(one.secret).status_code, read(secret).status_code) == (404, 200)


def test_revoked_subscription_gets_no_new_address(office):
    one = made(who(office))
    revoke_feed(one.feed, by=BY)
    answer = office.post(f"/feeds/{one.feed.pk}/renew/", follow=True)
    assert "Подписка отозвана: оформите новую." in answer.content.decode()


def test_two_people_changing_one_subscription_see_each_other(office):
    one = made(who(office))
    page = office.get(f"/feeds/{one.feed.pk}/change/").content.decode()
    opened = first(r'name="opened" value="([^"]+)"', page).replace("&quot;", '"')
    sent = {"name": "Иначе", "days_back": "7", "edition": "1", "opened": opened}
    assert office.post(f"/feeds/{one.feed.pk}/change/", sent).status_code == 303
    assert office.post(f"/feeds/{one.feed.pk}/change/", sent | {"name": "Ещё иначе"}).status_code == 409
    one.feed.refresh_from_db()
    assert (one.feed.name, one.feed.days_back) == ("Иначе", 7)


@pytest.mark.parametrize("days", ["-1", "367", "", "много"])
def test_wrong_number_of_days_is_told_and_nothing_is_lost(office, days):
    answer = office.post("/feeds/new/", FORM | {"days_back": days, "name": "Моё"})
    assert (answer.status_code, 'value="Моё"' in answer.content.decode()) == (422, True)


def test_administrator_revokes_but_neither_changes_nor_sees_the_address(client_of, office):
    one, admin = made(who(office)), client_of(Role.ADMINISTRATOR)
    assert admin.post(f"/feeds/{one.feed.pk}/renew/").status_code == 403
    assert admin.post(f"/feeds/{one.feed.pk}/revoke/").status_code == 303
    assert read(one.secret).status_code == 410


def test_closing_page_names_the_calendars_that_end(client_of, office):
    made(who(office))
    page = client_of(Role.ADMINISTRATOR).get(f"/account/users/{who(office).pk}/close/").content.decode()
    assert ("Подписки на календарь" in page, "сразу и насовсем перестанут отвечать" in page) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_many_queries_for_one_as_for_three(office, count, django_assert_num_queries):
    for _number in range(count):
        made(who(office))
    office.get("/feeds/")
    with django_assert_num_queries(5):
        office.get("/feeds/")


def test_event_is_taken_as_a_file_and_one_without_a_day_says_so(office):
    row = events.event(title="Заседание")
    card = office.get(f"/events/{row.pk}/").content.decode()
    assert f'href="/feeds/events/{row.pk}.ics"' in card
    answer = office.get(reverse("feeds:event", args=[row.pk]))
    (note,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(note["SUMMARY"]), answer["Content-Type"]) == ("Заседание", "text/calendar; charset=utf-8")
    assert answer["Content-Disposition"] == f'attachment; filename="event-{row.pk}.ics"'
    empty = events.event(timing=Timing(TimingKind.UNSCHEDULED), wording="")
    answer = office.get(reverse("feeds:event", args=[empty.pk]), follow=True)
    assert "ещё нет даты" in answer.content.decode()


def test_page_of_the_calendar_is_taken_as_a_file_with_its_filter(office):
    inside = events.event("12 августа 2026 года, 14:00–15:30", title="Матч", kind=EventKind.SPORT)
    events.event("12 августа 2026 года", title="Концерт", kind=EventKind.CULTURE)
    events.event("2 сентября 2026 года", title="Позже", kind=EventKind.SPORT)
    page = office.get("/calendar/month/2026-08-12/?kind=sport").content.decode()
    link = first(r'href="(/feeds/calendar/month/[^"]+)"', page)
    found = icalendar.Calendar.from_ical(office.get(link).content)
    (note,) = found.walk("VEVENT")
    assert (str(note["UID"]), note["DTSTART"].dt.time(), str(found["NAME"])) == (
        str(inside.uid),
        time(14),
        "Август 2026 года",
    )


@pytest.mark.parametrize("place", ["month/2026-13-01", "month/0001-01-01", "nonsense/2026-08-01"])
def test_days_that_nobody_can_show_are_not_found(office, place):
    assert office.get(f"/feeds/calendar/{place}.ics").status_code == 404
