"""Clashes, times and load for programs: the same judgement as on the pages, and nobody's row besides."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.tests.factories import Program, program, words_of
from orgplan.audit.models import Entry
from orgplan.clashes.models import AcceptedClash
from orgplan.clashes.tests.factories import DAY, event, mayor, usual_rules
from orgplan.directory.models import Person
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event

pytestmark = pytest.mark.django_db

SPAN = {"since": "2026-08-01", "until": "2026-08-31"}
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def office() -> Program:
    usual_rules()
    return program()


@pytest.fixture
def boss() -> Person:
    person: Person = mayor()
    return person


@pytest.fixture
def pair(boss: Person) -> tuple[Event, Event]:
    return event("Совещание", "14:00–15:30", boss), event("Церемония", "15:00–16:00", boss)


def listed(program: Program, **wanted: Any) -> list[dict[str, Any]]:
    answer = program.get("/clashes", **SPAN | wanted)
    assert answer.status_code == 200, answer.content.decode()
    return list(answer.json()["items"])


def accept(program: Program, of: Event, clash: dict[str, Any], **sent: str) -> Any:
    return program.post(f"/events/{of.uid}/clashes/accept", {"clash": clash["id"], "reason": "Так решил мэр", **sent})


# Reading


def test_clash_names_both_events_whose_time_and_how_much_is_missing(office: Program, boss: Person, pair: Any) -> None:
    (clash,) = listed(office)
    assert (clash["subject"], clash["level"], clash["minutes"]) == ("person", "block", 30)
    assert (clash["person"]["id"], clash["venue"], clash["accepted"]) == (boss.pk, None, None)
    assert [clash[side]["event"] for side in ("first", "second")] == [str(each.uid) for each in pair]
    assert clash["first"]["start"] == "2026-08-12T14:00:00+06:00"
    assert "«Совещание»" in clash["sentence"]
    assert office.get(f"/events/{pair[1].uid}/clashes").json() == [clash]


def test_time_that_is_not_free_is_a_clash_without_a_second_event(office: Program, boss: Person) -> None:
    directory.absence(boss, date(2026, 8, 10), ends_on=date(2026, 8, 14))
    event("Приём", "10:00–11:00", boss)
    (clash,) = listed(office)
    assert (clash["subject"], clash["second"], clash["person"]["id"]) == ("obstacle", None, boss.pk)
    assert (clash["closed_since"][:10], clash["closed_until"][:10]) == ("2026-08-10", "2026-08-15")


def test_absence_without_an_end_has_none(office: Program, boss: Person) -> None:
    directory.absence(boss, date(2026, 8, 10), ends_on=None)
    event("Приём", "10:00–11:00", boss)
    assert listed(office)[0]["closed_until"] is None


def test_filter_narrows(office: Program, boss: Person, pair: Any) -> None:
    hall = directory.venue()
    event("Выставка", "10:00–12:00", venue=hall)
    event("Концерт", "11:00–13:00", venue=hall)
    for wanted, count in (
        ({}, 2),
        ({"leader": boss.pk}, 1),
        ({"venue": hall.pk}, 1),
        ({"subject": "venue"}, 1),
        ({"level": "block", "leader": boss.pk}, 1),
        ({"level": "warn", "leader": boss.pk}, 0),
        ({"state": "accepted"}, 0),
        ({"state": "all"}, 2),
        ({"since": "2026-08-13"}, 0),
    ):
        assert len(listed(office, **wanted)) == count, wanted


def test_days_are_bounded(office: Program) -> None:
    for since, until in (("2026-01-01", "2026-08-01"), ("2026-08-02", "2026-08-01")):
        answer = office.get("/clashes", since=since, until=until)
        assert (answer.status_code, "92" in answer.json()["detail"]) == (409, True)


def test_pages_give_each_clash_once(office: Program, boss: Person) -> None:
    for number in range(5):
        event(f"Встреча {number}", "10:00–11:00", boss)
    everything = [each["id"] for each in listed(office)]
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = office.get("/clashes", **SPAN, limit=3, cursor=cursor).json()
        seen, cursor = seen + [each["id"] for each in page["items"]], page["next"]
    assert (seen, len(set(seen))) == (everything, 10)


@pytest.mark.parametrize("path", ["/clashes", "/clashes/accepted", "/events/{}/clashes"])
def test_lists_cost_as_many_queries_for_many_clashes_as_for_one(path: str, office: Program, boss: Person) -> None:
    made = [event(f"Встреча {number}", "10:00–11:00", boss) for number in range(2)]
    address, span = path.format(made[0].uid), SPAN | {"state": "all"} if path == "/clashes" else {}

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert office.get(address, **span).status_code == 200
        return len(queries)

    accept(office, made[0], listed(office)[0])
    of_one = cost()
    for number in range(3):
        event(f"Ещё одна {number}", "10:00–11:00", boss)
    for clash in listed(office)[:3]:
        office.post(f"/events/{clash['first']['event']}/clashes/accept", {"clash": clash["id"], "reason": "Так"})
    assert len(office.get(address, **span).json()) > 1
    assert (cost(), of_one <= 15) == (of_one, True)


# Deciding


def test_accepted_clash_stays_with_its_reason_and_counts_again(office: Program, pair: Any) -> None:
    (clash,) = listed(office)
    made = accept(office, pair[0], clash)
    assert (made.status_code, made.json()["reason"]) == (201, "Так решил мэр")
    assert [made.json()[side] for side in ("first", "second")] == [str(each.uid) for each in pair]
    assert listed(office) == []
    (kept,) = listed(office, state="accepted")
    assert kept["accepted"]["id"] == made.json()["id"]
    assert office.get("/clashes/accepted").json()["items"] == [made.json()]
    assert Entry.objects.get(verb="clashes.accept_clash").actor.endswith("(программа «Сайт города»)")
    gone = office.client.delete(made["Location"])
    assert (gone.status_code, len(listed(office))) == (204, 1)
    assert office.client.delete(made["Location"]).status_code == 404


def test_accepting_twice_and_of_another_event_is_refused_in_words(office: Program, pair: Any) -> None:
    (clash,) = listed(office)
    other = event("Прочее", "09:00–10:00")
    assert accept(office, other, clash).status_code == 409
    assert accept(office, pair[0], clash).status_code == 201
    again = accept(office, pair[1], clash)
    assert (again.status_code, "принят" in again.json()["detail"]) == (409, True)
    assert accept(office, pair[0], clash, reason=" ").status_code == 422


def test_repeated_acceptance_with_a_key_is_answered_alike(office: Program, pair: Any) -> None:
    (clash,) = listed(office)
    sent = {"clash": clash["id"], "reason": "Так решил мэр"}
    first, again = (
        office.post(f"/events/{pair[0].uid}/clashes/accept", sent, **{"Idempotency-Key": "a"}) for _each in range(2)
    )
    assert (first.content, again["Idempotency-Replayed"]) == (again.content, "true")
    assert AcceptedClash.objects.count() == 1


def test_accepted_since_a_moment(office: Program, pair: Any) -> None:
    accept(office, pair[0], listed(office)[0])
    later = timezone.now() + timedelta(minutes=1)
    assert len(office.get("/clashes/accepted", updated_since=timezone.now() - timedelta(hours=1)).json()["items"]) == 1
    assert office.get("/clashes/accepted", updated_since=later).json()["items"] == []


# Times


def test_closed_times_say_why_and_offers_avoid_them(office: Program, boss: Person) -> None:
    event("Совещание", "14:00–15:30", boss)
    mine = event("Церемония", "10:00–11:00", boss)
    found = office.get(f"/events/{mine.uid}/closed-times", since="2026-08-12", until="2026-08-12").json()
    assert found["stays"] == ""
    assert any("Совещание" in each["words"] and each["is_firm"] for each in found["closed"])
    assert all(each["after"] < each["before"] for each in found["closed"])
    assert office.get(f"/events/{mine.uid}/closed-times", since="2026-08-01", until="2026-12-01").status_code == 409


def test_offers_of_an_event_ahead_are_three_with_reasons(office: Program, boss: Person) -> None:
    day = timezone.localdate() + timedelta(days=7)
    mine = event("Церемония", "10:00–11:00", boss, day=day)
    offers = office.get(f"/events/{mine.uid}/offers").json()
    assert len(offers) == 3
    assert all(each["why"] for each in offers)


def test_free_times_of_several_leaders_and_a_hall_keep_all_of_them(office: Program, boss: Person) -> None:
    day = timezone.localdate() + timedelta(days=7)
    deputy, hall = directory.person(), directory.venue()
    event("Утро", "08:00–12:00", boss, day=day)
    event("День", "12:00–15:00", deputy, day=day)
    event("Вечер", "16:00–21:00", venue=hall, day=day)
    wanted = {"person": [boss.pk, deputy.pk], "venue": hall.pk, "minutes": 30, "since": day, "until": day}
    offers = office.get("/free-times", **wanted).json()
    assert offers
    assert all(f"{day}T15:00" <= each["start"] and each["end"] <= f"{day}T16:00" for each in offers)
    anybody = office.get("/free-times", **wanted | {"person": [], "venue": ""})
    assert anybody.status_code == 422
    assert office.get("/free-times", since=day, until=day).status_code == 409
    unknown = office.get("/free-times", **wanted | {"person": [2_000_000_000]})
    assert (unknown.status_code, "query.person" in unknown.json()["detail"]) == (409, True)


def test_times_cost_few_queries(office: Program, boss: Person, django_assert_max_num_queries: Any) -> None:
    mine, hall = event("Церемония", "10:00–11:00", boss), directory.venue()
    listed(office)
    with django_assert_max_num_queries(15):
        office.get(f"/events/{mine.uid}/closed-times", since="2026-08-10", until="2026-08-16")
    with django_assert_max_num_queries(15):
        office.get(f"/events/{mine.uid}/offers")
    with django_assert_max_num_queries(15):
        office.get("/free-times", person=boss.pk, venue=hall.pk, **SPAN)
    with django_assert_max_num_queries(15):
        office.get("/load", month="2026-08")


def test_load_is_told_per_leader_and_month(office: Program, boss: Person, pair: Any) -> None:
    (row,) = office.get("/load", month="2026-08").json()
    assert row["leader"]["id"] == boss.pk
    assert (row["events"], row["minutes"], row["evenings"], row["days_off"]) == (2, 120, 0, 0)
    assert office.get("/load", month="2026-09").json()[0]["events"] == 0
    assert office.get("/load", month="2026-08", leader=2_000_000_000).json() == []
    assert office.get("/load", month="2026-13").status_code == 422


# Who may


def test_program_of_another_unit_reads_no_title_and_no_key_of_a_hidden_event(office: Program, boss: Person) -> None:
    own, other = directory.unit(), directory.unit()
    mine = event("Своё", "14:00–15:30", boss, owner=own)
    hidden = event("Тайное дело", "15:00–16:00", boss, owner=other)
    event("Тайное дело 2", "15:00–16:00", boss, owner=other)
    stranger = program(user=directory.coordinator(own))
    found = listed(stranger)
    assert len(found) == 2
    assert {each["second"]["event"] for each in found} == {None}
    times = stranger.get(f"/events/{mine.uid}/closed-times", since=str(DAY), until=str(DAY))
    office_clash = next(each for each in listed(office) if each["second"]["event"] == str(hidden.uid))
    accept(office, mine, office_clash)
    said = "".join(
        words_of(each)
        for each in (
            times,
            stranger.get("/clashes", **SPAN, state="all"),
            stranger.get(f"/events/{mine.uid}/clashes"),
            stranger.get("/clashes/accepted"),
        )
    )
    assert times.status_code == 200
    assert "другого подразделения" in said
    assert "Тайное" not in said
    assert str(hidden.uid) not in said


def test_program_of_another_unit_opens_nothing_of_an_event(office: Program, boss: Person) -> None:
    hidden = event("Тайное дело", "15:00–16:00", boss)
    event("Ещё", "15:00–16:00", boss)
    stranger = program(user=directory.coordinator(directory.unit()))
    days = {"since": str(DAY), "until": str(DAY)}
    assert stranger.get(f"/events/{hidden.uid}/clashes").status_code == 404
    assert stranger.get(f"/events/{hidden.uid}/offers").status_code == 404
    assert stranger.get(f"/events/{hidden.uid}/closed-times", **days).status_code == 404
    assert stranger.get("/load", month="2026-08").status_code == 403
    assert accept(stranger, hidden, listed(office)[0]).status_code == 404
    assert listed(stranger) == []


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEADER, Role.ADMINISTRATOR])
def test_only_department_and_protocol_decide(role: Role, office: Program, pair: Any) -> None:
    other = program(role)
    (clash,) = listed(office)
    assert accept(other, pair[0], clash).status_code in {403, 404}
    kept = accept(office, pair[0], clash)
    assert other.client.delete(kept["Location"]).status_code in {403, 404}
    assert AcceptedClash.objects.count() == 1


def test_scopes_of_events_open_no_clashes_and_reading_decides_nothing(office: Program, pair: Any) -> None:
    events = program(scopes=(TokenScope.READ_EVENTS, TokenScope.WRITE_EVENTS))
    for path in ("/clashes", "/clashes/accepted", "/free-times", "/load", f"/events/{pair[0].uid}/offers"):
        assert (events.get(path).status_code, events.get(path).json()["type"]) == (403, "/api/problems/scope"), path
    reader = program(scopes=(TokenScope.READ_CLASHES,))
    assert accept(reader, pair[0], listed(office)[0]).status_code == 403
    assert reader.get(f"/events/{NOBODY}/clashes").status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_event_at_the_end_of_all_calendars_clashes_with_nothing(day: str, office: Program, boss: Person) -> None:
    stretch = {"start": day, "start_time": "22:00", "end_time": "02:00"}
    sent = {"title": "Нигде", "owner": directory.unit().pk, "occurrences": [stretch], "participants": []}
    sent["participants"] = [{"kind": "hosts", "person": boss.pk}]
    made = office.post("/events", sent)
    assert made.status_code == 201, made.content.decode()
    address = f"/events/{made.json()['id']}"
    days = {"since": "2026-08-01", "until": "2026-08-07"}
    assert office.get(f"{address}/clashes").json() == []
    assert office.get(f"{address}/offers").json() == []
    assert office.get(f"{address}/closed-times", **days).json()["closed"] == []
    assert office.patch(address, {"title": "Всё ещё нигде", "edition": 1}).status_code == 200
    assert (
        office.patch(address, {"occurrences": [{"start": day, "start_time": "10:00"}], "edition": 2}).status_code == 200
    )
