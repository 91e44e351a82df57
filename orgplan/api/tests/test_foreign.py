"""A token of another unit leaks nothing: every operation is asked for a unit's records by a stranger's program."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.api.app import api
from orgplan.api.tests.factories import Program, program, words_of
from orgplan.audit.models import Entry
from orgplan.availability.models import ClosedTime, VenueBlocking, VenueBooking
from orgplan.availability.tests.factories import booked, busy, days, layer
from orgplan.clashes.actions import accept_clash
from orgplan.clashes.models import AcceptedClash
from orgplan.clashes.queries import clashes_of
from orgplan.clashes.tests.factories import event as meeting
from orgplan.clashes.tests.factories import mayor, usual_rules
from orgplan.directory.tests import factories as directory
from orgplan.document_sets.models import SetDuty, SetPaper
from orgplan.document_sets.tests.factories import composed
from orgplan.events.actions import TemplateFacts, write_template
from orgplan.events.models import Event, Programme, UndoStep
from orgplan.feeds.tests.factories import subscribed as fed
from orgplan.instructions.models import Instruction
from orgplan.instructions.tests.factories import instruction, performer
from orgplan.planning.actions.plans import take_events
from orgplan.planning.models import Plan
from orgplan.planning.tests.factories import BY, city_plan, line, unit_plan
from orgplan.preparation.models import Step
from orgplan.preparation.tests.factories import step
from orgplan.resources.models import Need
from orgplan.resources.tests.factories import asked
from orgplan.scheduling.actions import ask_for_proposals, pin_event
from orgplan.scheduling.models import MonthSearch, Move, Pin, Proposal, Unkept
from orgplan.search.actions import compare_all
from orgplan.webhooks.tests.factories import subscribed as told

pytestmark = pytest.mark.django_db

SECRET = "Тайнописание"
ROOT = "/api/v1"
SPAN = {"since": "2026-08-01", "until": "2026-08-31"}
GROUND = {"reason": "Проба", "basis": {"text": "записка"}}
OPERATIONS = [
    f"{method.upper()} {path.removeprefix(ROOT)}"
    for path, operations in api.get_openapi_schema(path_prefix=f"{ROOT}/")["paths"].items()
    for method in operations
]
OWN = {"POST /feeds", "POST /webhooks"}
"""What anybody may open in the own name."""


EVERYBODYS = {
    *("GET /layers/{layer_id}/times", "GET /programmes/{programme_id}"),
    "GET /event-templates/{template_id}",
}
"""What everybody who signs in may see: which days are not for events, and why; which programmes there are;
the ladders of templates, which all units use."""


class World:
    """A unit with a record of each kind, every one with the secret word; and a coordinator of another unit."""

    def __init__(self) -> None:
        usual_rules()
        self.unit, boss = directory.unit(), mayor()
        self.own = directory.unit()
        self.event = meeting(SECRET, "14:00–15:30", boss, owner=self.unit, place=SECRET, note=SECRET)
        self.other = meeting(f"{SECRET} второе", "15:00–16:00", boss, owner=self.unit)
        (clash,) = clashes_of(accounts.user(), self.event)
        self.accepted = accept_clash(clash.clash, reason=SECRET, by=BY)
        self.plan = city_plan()
        take_events(plan=self.plan, events=[self.event], by=BY)
        self.unit_plan = unit_plan(self.unit)
        line(self.unit_plan, title=SECRET)
        holder = directory.coordinator(self.unit)
        self.feed = fed(holder)[0]
        self.webhook = told(holder)[0]
        self.search = self._searched()
        self.boss = boss
        self.layer = layer("ЕГЭ", days(date(2026, 8, 12)))
        calendar = busy(boss, SECRET)
        closed = {"start": self.layer.times.get().start, "end": self.layer.times.get().end, "words": SECRET}
        ClosedTime.objects.create(calendar=calendar, person=boss, **closed)
        self.booking, self.blocking = booked(self.unit, directory.venue("Дворец", owner=self.unit))
        VenueBooking.objects.update(note=SECRET, asked_by=SECRET)
        self.programme = Programme.objects.create(name="80 лет Победы", code="П80", first_year=2025, last_year=2026)
        self.programme.events.add(self.event)
        pin_event(self.event, by=BY)
        self.step = UndoStep.objects.create(user=holder, verb=SECRET)
        self.instruction = instruction(performer(self.unit), text=SECRET)
        self.plan_step = step(self.event, SECRET, unit=self.unit)
        template = write_template(facts=TemplateFacts("Шаблон совещания", self.unit), by=BY)
        self.template, self.need = template, asked(self.event, self.unit)[2]
        Need.objects.update(note=SECRET)
        self.document_set = composed(self.event)[0]
        SetPaper.objects.update(title=SECRET)
        SetDuty.objects.update(link=f"https://{SECRET}.example/")
        compare_all(now=timezone.now())

    def _searched(self) -> MonthSearch:
        search = ask_for_proposals(month=date(2026, 8, 1), by=BY)
        proposal, now = Proposal.objects.create(search=search, aim="fewest_moves"), timezone.now()
        moving = {"stood_at": now, "starts_at": now + timedelta(hours=3), "minutes": 60, "why": SECRET}
        self.move = Move.objects.create(proposal=proposal, event=self.other, edition=self.other.edition, **moving)
        Unkept.objects.create(proposal=proposal, event=self.event, sentence=SECRET, why=SECRET)
        return search

    def keys(self) -> dict[str, Any]:
        """Return the keys of the unit's records, by their names in addresses."""
        return {
            "event_id": self.event.uid,
            "accepted_id": self.accepted.pk,
            "search_id": self.search.pk,
            "aim": "fewest_moves",
            "plan_id": self.plan.pk,
            "number": 1,
            "layer_id": self.layer.pk,
            "booking_id": self.booking.pk,
            "blocking_id": self.blocking.pk,
            "programme_id": self.programme.pk,
            "step_id": self.step.pk,
            "instruction_id": self.instruction.pk,
            "plan_step_id": self.plan_step.pk,
            "template_id": self.template.pk,
            "set_id": self.document_set.pk,
            "feed_id": self.feed.pk,
            "webhook_id": self.webhook.uid,
        }

    def asked(self) -> dict[str, Any]:
        """Return what is asked of operations that need something said: right in form, about the unit's records."""
        day, zone = "2026-08-12", "+06:00"
        stretch = {"start": f"{day}T00:00:00{zone}", "end": f"2026-08-13T00:00:00{zone}"}
        new = {"title": "Приём", "owner": self.unit.pk, "when": "12 августа 2026, 14:00"}
        return {
            "GET /events": {"updated_since": f"2020-01-01T00:00:00{zone}", "unit": self.unit.pk},
            "POST /events": new,
            "GET /events/removed": {"since": f"2020-01-01T00:00:00{zone}"},
            "PATCH /events/{event_id}": {"title": "Иное", "edition": self.event.edition, **GROUND},
            "GET /calendar": {"since": f"{day}T00:00:00{zone}", "until": f"{day}T23:59:00{zone}"},
            "GET /events/said": {"say": f"12 августа 14:00 {SECRET[:4]}"},
            "POST /events/said": {"say": "12 августа 2026 года, 14:00 приём", "unit": self.unit.pk},
            "POST /events/{event_id}/move": {"edition": self.event.edition, "day": "2026-08-20", **GROUND},
            "GET /clashes": SPAN | {"state": "all"},
            "POST /events/{event_id}/clashes/accept": {"clash": "x", "reason": "Проба"},
            "GET /events/{event_id}/closed-times": SPAN,
            "GET /free-times": {"person": self.boss.pk, **SPAN},
            "GET /load": {"month": "2026-08"},
            "POST /scheduling": {"month": "2026-08"},
            "POST /scheduling/{search_id}/{aim}/accept": {"lines": [self.move.pk], **GROUND},
            "POST /plans/{plan_id}/rows": {"event": str(self.other.uid)},
            "POST /plans/{plan_id}/rows/{event_id}/take-out": GROUND,
            "GET /closed-days": SPAN,
            "POST /layers/{layer_id}/times": {"times": [stretch]},
            "POST /layers/{layer_id}/times/open": stretch,
            "POST /bookings": {"event": str(self.event.uid)},
            **{f"POST /bookings/{{booking_id}}/{verb}": {"edition": 1} for verb in ("approve", "withdraw")},
            "POST /bookings/{booking_id}/refuse": {"edition": 1, "reason": "Проба"},
            "POST /blockings": {"venue": self.booking.venue_id, "words": "Проба", **stretch},
            "POST /programmes": {"name": "Иная", "code": "И", "first_year": 2026, "last_year": 2026},
            "PATCH /programmes/{programme_id}": {"edition": 1, "name": "Иная"},
            "POST /events/{event_id}/script/marks": {"entries": []},
            "POST /instructions": {
                "text": "Проба",
                "units": [self.unit.pk],
                "signed_on": day,
                "due_on": "2026-08-20",
            },
            "POST /instructions/{instruction_id}/registration": {"edition": 1, "number": "1"},
            "POST /instructions/{instruction_id}/report": {"edition": 1, "text": "Проба", "done_on": day},
            "POST /steps/{plan_step_id}/done": {"edition": 1, "done_on": day},
            "GET /search": {"q": SECRET},
            "POST /feeds": {"name": "Свой"},
            "POST /webhooks": {"name": "Свой", "address": "https://gorod.example/", "topics": ["event.created"]},
        }

    def state(self) -> list[Any]:
        """Return the unit's records as they stand."""
        return [
            *Event.objects.order_by("pk").values_list("pk", "title", "edition", "first_day", "deleted_at"),
            *AcceptedClash.objects.values_list("pk", "reason"),
            *Plan.objects.order_by("pk").values_list("pk", "state"),
            self.plan.items.count(),
            *type(self.feed).objects.filter(pk=self.feed.pk).values_list("digest", "revoked_at"),
            *type(self.webhook).objects.filter(pk=self.webhook.pk).values_list("state", "sealed_secret"),
            self.webhook.deliveries.count(),
            *VenueBooking.objects.values_list("pk", "state", "edition"),
            VenueBlocking.objects.count(),
            *Programme.objects.values_list("pk", "name", "edition"),
            *UndoStep.objects.values_list("pk", "used_at"),
            Pin.objects.count(),
            *Instruction.objects.values_list("pk", "state", "edition"),
            MonthSearch.objects.count(),
            *Step.objects.values_list("pk", "state", "edition"),
            *Move.objects.values_list("pk", "event"),
            *ClosedTime.objects.order_by("pk").values_list("pk", "start"),
        ]


def ask(office: Program, world: World, operation: str) -> Any:
    method, path = operation.split(" ")
    address = re.sub(r"{(\w+)}", lambda found: str(world.keys()[found[1]]), path)
    said = world.asked().get(operation, {})
    if method == "GET":
        return office.get(address, **said)
    if method == "DELETE":
        return office.client.delete(f"{ROOT}{address}")
    return office.send(method.lower(), address, said)


def stranger_of(world: World) -> User:
    return directory.coordinator(world.own)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_program_of_another_unit_learns_and_changes_nothing(operation: str) -> None:
    world = World()
    before, stranger = world.state(), program(user=stranger_of(world))
    entries = Entry.objects.count()
    answer = ask(stranger, world, operation)
    said = words_of(answer)
    assert SECRET not in said
    assert answer.status_code != 500, said
    for key in (world.event.uid, world.other.uid, world.webhook.uid):
        assert str(key) not in said
    if (operation not in EVERYBODYS and "{" in operation) or (not operation.startswith("GET") and operation not in OWN):
        assert answer.status_code in {403, 404}, said
        assert Entry.objects.count() == entries
    assert world.state() == before


def test_program_of_the_unit_itself_sees_its_records() -> None:
    """Without this the table above would pass where nobody sees anything."""
    world = World()
    own = program(user=world.step.user)
    seen = {each for each in OPERATIONS if each.startswith("GET") and SECRET in words_of(ask(own, world, each))}
    assert seen == {
        *("GET /events", "GET /events/{event_id}", "GET /calendar", "GET /search"),
        *("GET /clashes", "GET /events/{event_id}/clashes"),
        *("GET /bookings", "GET /bookings/{booking_id}", "GET /undo"),
        *("GET /instructions", "GET /instructions/{instruction_id}"),
        *("GET /steps", "GET /events/{event_id}/steps", "GET /needs"),
        *("GET /document-sets", "GET /document-sets/{set_id}", "GET /set-papers"),
        *("GET /clashes/accepted", "GET /clashes/accepted/{accepted_id}", "GET /events/{event_id}/closed-times"),
    }


def test_program_of_the_department_sees_every_kind() -> None:
    world = World()
    office = program()
    seen = {each for each in OPERATIONS if each.startswith("GET") and SECRET in words_of(ask(office, world, each))}
    assert {"GET /plans/{plan_id}/rows", "GET /scheduling/{search_id}/{aim}/lines"} <= seen
    assert "GET /scheduling/{search_id}/{aim}/unkept" in seen


def test_unit_plan_of_another_unit_is_not_found() -> None:
    world = World()
    stranger = program(user=stranger_of(world))
    assert stranger.get(f"/plans/{world.unit_plan.pk}/lines").status_code == 404
    assert str(world.unit_plan.pk) not in {each["id"] for each in stranger.get("/plans").json()["items"]}


def test_program_of_nobodys_unit_is_a_stranger_everywhere() -> None:
    """A coordinator without a unit is no one's: nothing opens by mistake where the unit is missing."""
    world = World()
    nobody = program(user=accounts.user(Role.COORDINATOR))
    for operation in OPERATIONS:
        answer = ask(nobody, world, operation)
        assert SECRET not in words_of(answer), operation
        assert answer.status_code != 500, operation
