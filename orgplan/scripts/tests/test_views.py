"""Pages of scripts."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from orgplan.accounts.rules import Role
from orgplan.directory.tests import factories as directory
from orgplan.events.tests import factories as events
from orgplan.scripts.models import Mark, Script, ScriptItem
from orgplan.scripts.queries import items_of
from orgplan.scripts.rules.kinds import MarkVerb
from orgplan.scripts.tests.factories import at, item, mark, script

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def form_of(**values):
    return {"title": "Гимн", "minutes": "4", "hold": "", "hold_at": "", "edition": "1", "opened": "{}"} | values


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_a_fixed_number_of_queries(count, office, django_assert_num_queries):
    made = script(*[5] * count)
    office.get(f"/scripts/{made.pk}/")
    with django_assert_num_queries(9):
        office.get(f"/scripts/{made.pk}/")


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_a_fixed_number_of_queries(count, office, django_assert_num_queries):
    for _each in range(count):
        script(5, when="12 августа 2026 года, 10:00–11:00")
    office.get("/scripts/?past=1")
    with django_assert_num_queries(5):
        answer = office.get("/scripts/?past=1")
    assert answer.content.decode().count('class="what"') == count


def test_script_is_begun_on_the_card_and_filled_by_pasting(office):
    event = events.event()
    assert "Начать сценарий" in office.get(f"/events/{event.pk}/").content.decode()
    office.post(f"/scripts/event/{event.pk}/")
    made = Script.objects.get()
    lines = "10:00–10:05 Гимн – Хоров Х. Х.\n10:05–10:15 Речь"
    looked = office.post(f"/scripts/{made.pk}/paste/", {"lines": lines, "look": "1"})
    assert (looked.status_code, ScriptItem.objects.count()) == (200, 0)
    assert "Хоров Х. Х." in looked.content.decode()
    office.post(f"/scripts/{made.pk}/paste/", {"lines": lines, "take": "1"})
    assert [each.title for each in ScriptItem.objects.all()] == ["Гимн", "Речь"]


def test_two_people_change_one_item_and_see_each_other(office):
    made = script(5)
    (one,) = items_of(made)
    address = f"/scripts/{made.pk}/items/{one.pk}/"
    assert office.post(address, form_of()).status_code == 303
    second = office.post(address, form_of(title="Гимн города"))
    assert second.status_code == 409
    assert "Гимн города" in second.content.decode()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"hold": "exactly"}, "Укажите время"),
        ({"hold_at": "12:00"}, "Время указано"),
        ({"title": ""}, "Не сохранено"),
        ({"minutes": "-3"}, "Не сохранено"),
    ],
)
def test_mistake_in_an_item_is_said_and_saves_nothing(values, said, office):
    made = script()
    answer = office.post(f"/scripts/{made.pk}/items/new/", form_of(**values))
    assert (answer.status_code, ScriptItem.objects.count()) == (422, 0)
    assert said in answer.content.decode()


def test_block_of_a_leader_holds_only_what_concerns_him(office):
    made, leader = script(), directory.person("Главный")
    item(made, "Речь", person=leader)
    item(made, "Награждение", leaders=(leader,))
    item(made, "Монтаж сцены")
    page = office.get(f"/scripts/{made.pk}/block/{leader.pk}/").content.decode()
    assert "Речь" in page
    assert "Награждение" in page
    assert "Монтаж сцены" not in page


@pytest.mark.parametrize(("code", "form", "begins"), [("script", "pdf", b"%PDF"), ("script_a5", "docx", b"PK")])
def test_script_is_printed_and_kept_once(code, form, begins, office):
    made = script(5)
    first = office.get(f"/scripts/{made.pk}/{code}.{form}")
    assert first.content.startswith(begins)
    assert office.get(f"/scripts/{made.pk}/{code}.{form}").content == first.content
    assert made.prints.count() == 1


def test_marks_of_the_queue_are_kept_once_and_the_state_tells_them(office):
    made = script(5)
    (one,) = items_of(made)
    entry = {"id": str(uuid4()), "item": one.pk, "verb": "start", "at": at("10:01", made).isoformat(), "undoes": None}
    gone = entry | {"id": str(uuid4()), "item": 10**6}
    body = json.dumps({"entries": [entry, gone]})
    for _again in range(2):
        answer = office.post(f"/scripts/{made.pk}/live/marks/", body, content_type="application/json")
        assert answer.json()["kept"] == [entry["id"]]
        assert [each["id"] for each in answer.json()["refused"]] == [gone["id"]]
    found = office.get(f"/scripts/{made.pk}/live/state/")
    assert [each["id"] for each in found.json()["marks"]] == [entry["id"]]
    tag = {"HTTP_IF_NONE_MATCH": found.headers["ETag"]}
    assert office.get(f"/scripts/{made.pk}/live/state/", **tag).status_code == 304
    mark(one, MarkVerb.FINISH, "10:06")
    assert office.get(f"/scripts/{made.pk}/live/state/", **tag).status_code == 200


@pytest.mark.parametrize(
    "body",
    ["nonsense", "[]", '{"entries": [{}]}', '{"entries": [{"id": "1", "item": 1, "verb": "start", "at": "x"}]}'],
)
def test_unreadable_marks_are_refused_in_words(body, office):
    answer = office.post(f"/scripts/{script(5).pk}/live/marks/", body, content_type="application/json")
    assert (answer.status_code, Mark.objects.count()) == (422, 0)
    assert answer.json()["detail"]


def test_day_is_marked_without_javascript(office):
    made = script(5)
    (one,) = items_of(made)
    office.post(f"/scripts/{made.pk}/live/marks/", {"item": one.pk, "verb": "start", "undoes": ""})
    undoes = str(Mark.objects.get().uid)
    page = office.get(f"/scripts/{made.pk}/live/").content.decode()
    assert f'value="{undoes}"' in page
    office.post(f"/scripts/{made.pk}/live/marks/", {"item": one.pk, "verb": "back", "undoes": undoes})
    one.refresh_from_db()
    assert one.started_at is None


def test_planned_and_real_stand_beside_each_other(office):
    made = script(5)
    (one,) = items_of(made)
    mark(one, MarkVerb.START, "10:02")
    mark(one, MarkVerb.FINISH, "10:10")
    page = office.get(f"/scripts/{made.pk}/real/").content.decode()
    assert "отставание 2 мин" in page
    assert "+3 мин" in page
