"""Saved views: kept, shared, ordered, a list that opens with one."""

from __future__ import annotations

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.core.editing import RefusedError
from orgplan.saved_views.actions import choose_default_view, keep_view, move_view
from orgplan.saved_views.models import SavedView
from orgplan.saved_views.queries import default_address
from orgplan.saved_views.rules import ALL, is_same_filter

pytestmark = pytest.mark.django_db


def kept(user, name="Спорт", query="kind=sport&since=", audience=""):
    return keep_view(list_name="events", name=name, query=query, audience=audience, by=user)


def test_filter_is_the_same_in_any_order_and_window():
    assert is_same_filter("kind=sport&since=", "since=&kind=sport&page=3&unit=")
    assert not is_same_filter("kind=sport", "kind=sport&since=")


def test_filter_is_kept_and_stands_above_the_list(client_of):
    client = client_of(Role.DEPARTMENT)
    answer = client.post("/views/events/keep/", {"name": "Спорт", "query": "kind=sport&since=", "audience": ""})
    assert (answer.status_code, answer["Location"]) == (303, "/events/?kind=sport&since=")
    page = client.get(answer["Location"]).content.decode()
    assert 'aria-current="true">Спорт' in page
    assert "Сохранить отбор" not in page


def test_own_view_is_seen_by_nobody_else_and_a_shared_one_by_its_group():
    mine, colleague, leader = (accounts.user(role) for role in (Role.DEPARTMENT, Role.DEPARTMENT, Role.LEADER))
    kept(mine, "Моё")
    kept(mine, "Отделу", audience="role:department")
    kept(mine, "Всем", audience=ALL)
    seen = {user: [each.name for each in SavedView.objects.visible_to(user)] for user in (mine, colleague, leader)}
    assert seen == {mine: ["Моё", "Отделу", "Всем"], colleague: ["Отделу", "Всем"], leader: ["Всем"]}


def test_second_view_of_the_same_name_is_refused():
    user = accounts.user(Role.DEPARTMENT)
    kept(user)
    with pytest.raises(RefusedError, match="уже есть отбор"):
        kept(user)


def test_list_opens_with_the_default_view_only_when_nothing_is_asked(client_of):
    user = accounts.user(Role.DEPARTMENT)
    view = kept(user)
    choose_default_view(view=view, list_name="events", by=user)
    assert default_address(user, "events") == "/events/?kind=sport&since="
    choose_default_view(view=None, list_name="events", by=user)
    assert default_address(user, "events") == ""


def test_default_that_is_no_longer_shared_is_left_out():
    owner, reader = accounts.user(Role.DEPARTMENT), accounts.user(Role.LEADER)
    view = kept(owner, audience=ALL)
    choose_default_view(view=view, list_name="events", by=reader)
    SavedView.objects.update(audience="")
    assert default_address(reader, "events") == ""


def test_views_are_ordered_by_their_owner():
    user = accounts.user(Role.DEPARTMENT)
    first, second = kept(user, "Первый"), kept(user, "Второй")
    move_view(second, up=True, by=user)
    assert list(SavedView.objects.all()) == [second, first]


def test_filter_for_a_unit_that_is_gone_says_so(client_of):
    page = client_of(Role.DEPARTMENT).get("/events/?since=&unit=999999").content.decode()
    assert "«подразделение»" in page
