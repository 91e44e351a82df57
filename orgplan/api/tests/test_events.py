from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from orgplan.accounts.actions.tokens import revoke_token
from orgplan.accounts.models import Token
from orgplan.accounts.rules import Role
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.tests.factories import BY, program
from orgplan.audit.models import Entry
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.events.tests import factories as events
from orgplan.planning.actions.plans import approve_plan, take_events
from orgplan.planning.tests.factories import city_plan

pytestmark = pytest.mark.django_db


def new(unit, **fields):
    return {"title": "Приём делегации", "owner": unit.pk, "when": "12 августа 2026, 14:00–16:00"} | fields


def test_event_is_recorded_read_and_named_in_history():
    office, unit = program(), directory.unit()
    made = office.post("/events", new(unit, participants=[{"kind": "responsible", "wording": "Примеров П. П."}]))
    assert made.status_code == 201, made.content.decode()
    assert made["Location"] == f"/api/v1/events/{made.json()['id']}"
    shown = office.get(f"/events/{made.json()['id']}")
    assert shown.json() == made.json()
    assert shown["ETag"] == '"1"'
    occurrence = {"start": "2026-08-12", "end": "2026-08-12", "start_time": "14:00", "end_time": "16:00"}
    assert shown.json()["timing"] == {"kind": "timed", "occurrences": [occurrence], "rrule": None, "exdates": []}
    assert shown.json()["participants"][0]["name"] == "Примеров П. П."
    assert Entry.objects.get(verb="events.create_event").actor == f"{office.user.name} (программа «Сайт города»)"


def test_time_given_as_days_is_kept_as_days():
    made = program().post("/events", new(directory.unit(), when=None, occurrences=[{"start": "2026-08-12"}]))
    assert made.json()["timing"]["kind"] == "days"
    assert made.json()["when"] == "12 августа 2026 года"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"owner": 2_000_000_000}, "body.owner"),
        ({"venue": 2_000_000_000}, "body.venue"),
        ({"participants": [{"kind": "hosts", "person": 2_000_000_000}]}, "body.participants.person"),
        ({"participants": [{"kind": "hosts"}]}, "body.participants"),
        ({"occurrences": [{"start": "2026-08-12", "end": "2026-08-01"}]}, "body.occurrences"),
        ({"occurrences": [{"start": "2026-08-12", "end_time": "10:00"}]}, "body.occurrences"),
        ({"part_of": "00000000-0000-4000-8000-000000000000"}, "body.part_of"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_place(fields, said):
    answer = program().post("/events", new(directory.unit(), **fields))
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert said in answer.json()["detail"]
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"title": "а\0б"},
        {"unknown": 1},
        {"occurrences": [{"start": "2026-08-12", "start_time": "10:00+03:00"}]},
        {"state": "cancelled"},
    ],
)
def test_what_breaks_the_description_is_a_list_of_faults(fields):
    answer = program().post("/events", new(directory.unit(), **fields))
    assert answer.status_code == 422
    assert answer.json()["errors"]


def test_words_that_are_no_time_are_kept_and_told():
    made = program().post("/events", new(directory.unit(), when="31 февраля 2026")).json()
    assert (made["wording"], made["timing"]["kind"]) == ("31 февраля 2026", "unscheduled")
    assert made["problems"]


def test_misspelt_name_in_the_query_is_told():
    answer = program().get("/events", updated_sinse="2026-08-01")
    assert (answer.status_code, answer.json()["errors"][0]["location"]) == (422, "query.updated_sinse")


@pytest.mark.parametrize(("method", "path", "status"), [("get", "/nothing", 404), ("delete", "/events", 405)])
def test_wrong_address_and_method_are_problems(method, path, status):
    answer = getattr(program().client, method)(f"/api/v1{path}")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_change_needs_the_edition_that_was_read():
    office = program()
    address = f"/events/{events.event(title='Прежнее').uid}"
    assert office.patch(address, {"title": "Новое"}).status_code == 422
    stale = office.patch(address, {"title": "Новое", "edition": 7})
    assert (stale.status_code, stale.json()["type"], stale["ETag"]) == (409, "/api/problems/changed-meanwhile", '"1"')
    done = office.patch(address, {"title": "Новое", "edition": 1})
    assert (done.status_code, done.json()["title"], done["ETag"]) == (200, "Новое", '"2"')


def test_change_leaves_what_is_not_named():
    event = events.event(title="Прежнее", place="каб. 210", note="как было")
    done = program().patch(f"/events/{event.uid}", {"place": "каб. 401", "edition": 1}).json()
    assert (done["title"], done["place"], done["note"]) == ("Прежнее", "каб. 401", "как было")


def test_approved_event_asks_a_program_too_for_reason_and_basis():
    event, plan, office = events.event(), city_plan(), program()
    take_events(plan=plan, events=[event], by=BY)
    approve_plan(plan=plan, approved_on=date(2026, 7, 25), approver_name="О. О.", approver_post="Мэр", basis="", by=BY)
    address = f"/events/{event.uid}"
    refused = office.patch(address, {"title": "Иное", "edition": event.edition})
    assert (refused.status_code, refused.json()["type"]) == (422, "/api/problems/ground-needed")
    assert refused.json()["errors"]
    ground = {"reason": "Просьба гостей", "basis": {"text": "служебная записка"}}
    done = office.patch(address, {"title": "Иное", "edition": event.edition, **ground})
    assert done.status_code == 200, done.content.decode()


def test_pages_give_each_event_once_while_others_write():
    office = program()
    made = [events.event(title=f"Событие {number}") for number in range(5)]
    first = office.get("/events", limit=2).json()
    events.event(title="Ещё одно")
    Event.objects.get(pk=made[0].pk).save()  # written meanwhile: it comes again, at the end
    seen, cursor = [each["id"] for each in first["items"]], first["next"]
    while cursor:
        page = office.get("/events", limit=2, cursor=cursor).json()
        seen, cursor = seen + [each["id"] for each in page["items"]], page["next"]
    assert sorted(seen) == sorted([str(event.uid) for event in Event.objects.all()] + [str(made[0].uid)])


def test_changes_since_a_moment_name_what_went_into_the_basket():
    office = program()
    as_of = office.get("/events").json()["as_of"]
    gone = events.event()
    Event.objects.filter(pk=gone.pk).update(deleted_at=timezone.now(), deleted_by="Кто-то")
    assert office.get("/events").json()["items"] == []
    (shown,) = office.get("/events", updated_since=as_of).json()["items"]
    assert (shown["id"], bool(shown["deleted_at"])) == (str(gone.uid), True)


@pytest.mark.parametrize("cursor", ["xxx", "MTp8", "ничего", "MXxub3QtYS1kYXRl"])
def test_foreign_cursor_is_a_problem(cursor):
    answer = program().get("/events", cursor=cursor)
    assert (answer.status_code, answer.json()["type"]) == (404, "/api/problems/cursor")


@pytest.mark.parametrize("count", [1, 4])
def test_list_costs_a_fixed_number_of_queries(count, django_assert_num_queries):
    office = program()
    office.get("/events")  # the use of the token is written down once
    for _number in range(count):
        events.event()
    with django_assert_num_queries(6):
        assert len(office.get("/events").json()["items"]) == count


# Who may


def test_stranger_without_token_is_told_how_to_come_in(client):
    answer = client.get("/api/v1/events")
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("spoil", ["revoked", "over", "closed", "wrong"])
def test_token_that_does_not_hold_opens_nothing(spoil):
    office = program()
    match spoil:
        case "revoked":
            revoke_token(office.issued.token, by=BY)
        case "over":
            past = timezone.now() - timedelta(days=2)
            Token.objects.update(created_at=past, expires_at=past + timedelta(hours=1))
        case "closed":
            office.user.is_active = False
            office.user.save()
        case _:
            office.client = Client(headers={"Authorization": "Bearer opl_" + "x" * 43})
    assert office.get("/events").status_code == 401


def test_token_does_no_more_than_its_scope():
    reader = program(scopes=(TokenScope.READ_EVENTS,))
    assert reader.get("/events").status_code == 200
    answer = reader.post("/events", new(directory.unit()))
    assert (answer.status_code, answer.json()["type"]) == (403, "/api/problems/scope")
    assert "events:write" in answer.json()["detail"]


def test_program_of_a_coordinator_sees_and_writes_the_own_unit_only():
    own, other = directory.unit(), directory.unit()
    coordinator = program(user=directory.coordinator(own))
    mine, foreign = events.event(owner=own), events.event(owner=other)
    assert [each["id"] for each in coordinator.get("/events").json()["items"]] == [str(mine.uid)]
    assert coordinator.get(f"/events/{foreign.uid}").status_code == 404
    assert coordinator.post("/events", new(other)).status_code == 403
    given_away = coordinator.patch(f"/events/{mine.uid}", {"owner": other.pk, "edition": 1})
    assert given_away.status_code == 403


def test_program_of_a_leader_records_nothing():
    assert program(Role.LEADER).post("/events", new(directory.unit())).status_code == 403


# Twice


def test_repeated_request_with_a_key_records_once():
    office, unit = program(), directory.unit()
    first = office.post("/events", new(unit), **{"Idempotency-Key": "a-1"})
    again = office.post("/events", dict(reversed(new(unit).items())), **{"Idempotency-Key": "a-1"})
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again["Idempotency-Replayed"] == "true"
    assert again["ETag"] == first["ETag"]
    assert Event.objects.count() == 1


def test_key_of_another_request_is_refused():
    office, unit = program(), directory.unit()
    office.post("/events", new(unit), **{"Idempotency-Key": "a-1"})
    other = office.post("/events", new(unit, title="Иное"), **{"Idempotency-Key": "a-1"})
    assert (other.status_code, other.json()["type"]) == (409, "/api/problems/idempotency-key")


def test_key_of_another_token_is_its_own():
    unit = directory.unit()
    for office in (program(), program()):
        assert office.post("/events", new(unit), **{"Idempotency-Key": "a-1"}).status_code == 201
    assert Event.objects.count() == 2


def test_refused_request_with_a_key_is_refused_again_alike():
    office = program()
    first = office.post("/events", {"title": ""}, **{"Idempotency-Key": "a-2"})
    again = office.post("/events", {"title": ""}, **{"Idempotency-Key": "a-2"})
    assert (first.status_code, again.content) == (422, first.content)
