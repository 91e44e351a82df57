"""An event said in one line and an event moved by a program: as on the page, with the same refusals."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.tests.factories import Program, program
from orgplan.api.tests.test_plans import GROUND, approved
from orgplan.audit.models import Entry
from orgplan.clashes.tests.factories import event, mayor, usual_rules
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.events.tests import factories as events
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

pytestmark = pytest.mark.django_db

LINE = "12 сентября 15:00 встреча с делегацией, каб. 401, 1 ч, мэр"


@pytest.fixture
def office() -> Program:
    made = program()
    directory.membership(made.user, unit=directory.unit("Организационный отдел"))
    return made


def move(office: Program, of: Event, **sent: Any) -> Any:
    return office.post(f"/events/{of.uid}/move", {"edition": of.edition, "day": "2026-08-13", **sent})


# One line


def test_line_is_read_without_recording(office: Program) -> None:
    boss = mayor()
    said = office.get("/events/said", say=LINE).json()
    assert said["title"] == "встреча с делегацией"
    assert said["timing"]["occurrences"][0]["start_time"] == "15:00"
    assert [[each["id"] for each in one["people"]] for one in said["people"]] == [[boss.pk]]
    assert (said["unit"]["name"], said["missing"]) == ("Организационный отдел", [])
    assert not Event.objects.exists()


def test_line_is_recorded_once_and_history_names_the_program(office: Program) -> None:
    boss = mayor()
    first, again = (office.post("/events/said", {"say": LINE}, **{"Idempotency-Key": "s"}) for _each in range(2))
    assert (first.status_code, again.content) == (201, first.content), first.content.decode()
    assert first.json()["title"] == "Встреча с делегацией"
    assert [each["person"] for each in first.json()["participants"]] == [boss.pk]
    assert office.get(first["Location"].removeprefix("/api/v1")).json() == first.json()
    assert Entry.objects.get(verb="events.create_event").actor.endswith("(программа «Сайт города»)")


def test_line_without_a_day_or_a_title_is_asked(office: Program) -> None:
    for say, said in (("встреча с делегацией", "когда"), ("12 сентября 15:00", "что")):
        answer = office.post("/events/said", {"say": say})
        assert (answer.status_code, answer.json()["type"]) == (409, "/api/problems/unclear")
        assert said in answer.json()["detail"].lower()
        assert office.get("/events/said", say=say).json()["missing"] == [answer.json()["detail"]]
    assert not Event.objects.exists()


def test_name_of_several_people_is_asked_and_answered_by_a_key(office: Program) -> None:
    one, other = directory.person("Примеров"), directory.person("Примеров", first_name="Иван")
    say = "12 сентября 15:00 совещание, Примеров"
    found = office.get("/events/said", say=say).json()["people"]
    assert sorted(each["id"] for each in found[0]["people"]) == [one.pk, other.pk]
    asked = office.post("/events/said", {"say": say})
    assert (asked.status_code, "Примеров" in asked.json()["detail"]) == (409, True)
    made = office.post("/events/said", {"say": say, "people": [other.pk]})
    assert [each["person"] for each in made.json()["participants"]] == [other.pk]


def test_holder_without_a_unit_names_one(office: Program) -> None:
    other, unit = program(), directory.unit()
    assert other.post("/events/said", {"say": LINE}).status_code == 409
    assert other.post("/events/said", {"say": LINE, "unit": unit.pk}).json()["owner"]["id"] == unit.pk
    assert other.post("/events/said", {"say": LINE, "unit": 2_000_000_000}).status_code == 409


# Moving


def test_event_is_moved_and_keeps_its_length(office: Program) -> None:
    made = events.event()
    answer = move(office, made, start_time="10:00")
    assert answer.status_code == 200, answer.content.decode()
    occurrence = {"start": "2026-08-13", "end": "2026-08-13", "start_time": "10:00", "end_time": "11:30"}
    assert answer.json()["timing"]["occurrences"] == [occurrence]
    assert answer["ETag"] == f'"{answer.json()["edition"]}"'
    made.refresh_from_db()
    kept = move(office, made, day="2026-08-14").json()["timing"]["occurrences"][0]
    assert (kept["start"], kept["start_time"], kept["end_time"]) == ("2026-08-14", "10:00", "11:30")


def test_move_over_a_newer_edition_writes_nothing(office: Program) -> None:
    made = events.event()
    answer = office.post(f"/events/{made.uid}/move", {"edition": 7, "day": "2026-08-13"})
    assert (answer.status_code, answer.json()["type"], answer["ETag"]) == (
        409,
        "/api/problems/changed-meanwhile",
        '"1"',
    )


def test_time_that_rules_forbid_is_refused_with_both_names(office: Program) -> None:
    usual_rules()
    boss = mayor()
    event("Совещание", "14:00–15:30", boss)
    made = event("Приём", "10:00–11:00", boss)
    answer = move(office, made, day="2026-08-12", start_time="14:30")
    assert (answer.status_code, "Совещание" in answer.json()["detail"]) == (409, True)
    assert Event.objects.get(pk=made.pk).edition == made.edition


def test_approved_event_asks_for_its_ground(office: Program) -> None:
    made = events.event()
    approved(made)
    made.refresh_from_db()
    refused = move(office, made)
    assert (refused.status_code, refused.json()["type"]) == (422, "/api/problems/ground-needed")
    assert move(office, made, **GROUND).status_code == 200


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"day": "2026-08-12", "start_time": "14:00"}, 409),
        ({"end_time": "10:00"}, 409),
        ({"start_time": "10:00", "end_time": "10:00"}, 409),
        ({"stretch": {"start": "2026-08-20"}}, 409),
        ({"stretch": {"start": "2026-08-12", "start_time": "14:00", "end_time": "15:30"}}, 200),
        ({"start_time": "25:00"}, 422),
        ({"day": "завтра"}, 422),
        ({"day": "9999-12-31"}, 409),
        ({"day": "0001-01-01"}, 409),
    ],
)
def test_nonsense_is_refused_with_its_place(sent: dict[str, Any], status: int, office: Program) -> None:
    answer = move(office, events.event(), **sent)
    assert answer.status_code == status, answer.content.decode()


def test_fault_is_named_by_its_place_in_what_was_sent(office: Program) -> None:
    answer = move(office, events.event(), stretch={"start": "вчера"})
    assert [each["location"] for each in answer.json()["errors"]] == ["body.stretch.start"]


def test_event_of_several_stretches_asks_which_one(office: Program) -> None:
    made = events.event("12 и 14 августа 2026 года")
    asked = move(office, made)
    assert (asked.status_code, asked.json()["type"]) == (409, "/api/problems/unclear")
    moved = move(office, made, day="2026-08-20", stretch={"start": "2026-08-12"}).json()["timing"]["occurrences"]
    assert [each["start"] for each in moved] == ["2026-08-14", "2026-08-20"]


def test_event_without_a_day_is_not_moved(office: Program) -> None:
    answer = move(office, events.event("по согласованию"))
    assert (answer.status_code, answer.json()["type"]) == (409, "/api/problems/refused")


# Who may


def test_program_of_another_unit_moves_and_records_nothing() -> None:
    own, other = directory.unit(), directory.unit()
    made = events.event(owner=own)
    stranger = program(user=directory.coordinator(other))
    assert move(stranger, made).status_code == 404
    assert stranger.post("/events/said", {"say": LINE, "unit": own.pk}).status_code == 403
    assert Event.objects.get().edition == made.edition


def test_leader_records_and_moves_nothing_by_a_program() -> None:
    leader = program(Role.LEADER)
    assert leader.get("/events/said", say=LINE).status_code == 403
    assert leader.post("/events/said", {"say": LINE}).status_code == 403
    assert move(leader, events.event()).status_code in {403, 404}


def test_reading_scope_writes_nothing() -> None:
    reader = program(scopes=(TokenScope.READ_EVENTS, TokenScope.READ_CLASHES))
    assert move(reader, events.event()).status_code == 403
    assert reader.post("/events/said", {"say": LINE}).status_code == 403


def test_line_and_move_cost_a_bounded_number_of_queries(office: Program, django_assert_max_num_queries: Any) -> None:
    mayor()
    office.get("/events/said", say=LINE)
    with django_assert_max_num_queries(8):
        office.get("/events/said", say=LINE)


def test_when_of_a_returning_event_written_anew_keeps_the_days_left_out(office):
    stretch = Occurrence(date(2027, 2, 1), date(2027, 3, 1), time(9), time(10))
    timing = Timing(TimingKind.RECURRING, (stretch,), "FREQ=WEEKLY;BYDAY=MO;EXDATE=20270208")
    made = events.event(timing=timing, wording="")
    address = f"/events/{made.uid}"
    words = "еженедельно по понедельникам с 01.02.2027 по 01.03.2027, 16:00–17:00"
    done = office.patch(address, {"when": words, "edition": 1}).json()
    assert (done["timing"]["rrule"], done["timing"]["exdates"]) == ("FREQ=WEEKLY;BYDAY=MO", ["2027-02-08"])
    assert done["timing"]["occurrences"][0]["start_time"] == "16:00"
    again = office.patch(address, {"when": done["when"], "edition": done["edition"]}).json()
    assert again["timing"] == done["timing"]


def test_line_tells_what_was_chosen_and_what_is_no_hour(office):
    said = office.get("/events/said", say="пн, ср 25:00 занятия").json()
    assert [note.split(" ")[0] for note in said["notes"]] == ["«пн,", "Времени"]
    assert said["title"] == "25:00 занятия"
