"""Times that are not for events, for programs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.tests.factories import Program, program
from orgplan.audit.models import Entry
from orgplan.availability.models import ClosedTime
from orgplan.availability.tests.factories import busy, days, layer
from orgplan.clashes.tests.factories import mayor
from orgplan.directory.tests import factories as directory

pytestmark = pytest.mark.django_db

DAY = date(2026, 8, 12)
STRETCH = {"start": "2026-08-12T10:00:00+06:00", "end": "2026-08-12T12:00:00+06:00"}
SPAN = {"since": "2026-08-01", "until": "2026-08-31"}


@pytest.fixture
def office() -> Program:
    return program()


def test_layer_says_why_and_whom_it_concerns(office: Program) -> None:
    hall = directory.venue("Зал")
    made = layer("Матчи", days(DAY), scope="venues", venues=[hall], kinds=["culture"])
    (shown,) = office.get("/layers").json()["items"]
    assert shown == {
        "id": made.pk,
        "edition": made.edition,
        "name": "Матчи",
        "kind": "exams",
        "level": "block_approval",
        "words": "Шум у школ запрещён.",
        "scope": "venues",
        "districts": [],
        "venues": [{"id": hall.pk, "name": "Зал"}],
        "people": [],
        "kinds": ["culture"],
        "is_active": True,
    }
    times = office.get(f"/layers/{made.pk}/times").json()["items"]
    assert times == [{"start": "2026-08-12T00:00:00+06:00", "end": "2026-08-13T00:00:00+06:00", "words": ""}]


def test_times_are_closed_once_and_opened_again(office: Program) -> None:
    made = layer("ЕГЭ")
    address = f"/layers/{made.pk}/times"
    sent = {"times": [STRETCH | {"words": "Русский язык"}]}
    assert [office.post(address, sent).json()["added"] for _each in range(2)] == [1, 0]
    (shown,) = office.get(address).json()["items"]
    assert shown == STRETCH | {"words": "Русский язык"}
    assert Entry.objects.filter(verb="availability.add_times").get().actor.endswith("(программа «Сайт города»)")
    assert office.post(f"{address}/open", STRETCH).status_code == 204
    again = office.post(f"{address}/open", STRETCH)
    assert (again.status_code, again.json()["type"], office.get(address).json()["items"]) == (
        409,
        "/api/problems/refused",
        [],
    )


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"times": []}, 422),
        ({"times": [STRETCH | {"end": STRETCH["start"]}]}, 409),
        ({"times": [STRETCH | {"end": "2036-08-12T10:00:00+06:00"}]}, 409),
        ({"times": [STRETCH | {"start": "2026-08-12T10:00:00"}]}, 422),
    ],
)
def test_nonsense_closes_nothing(sent: Any, status: int, office: Program) -> None:
    assert office.post(f"/layers/{layer().pk}/times", sent).status_code == status
    assert not ClosedTime.objects.exists()


def test_closed_days_name_bans_and_say_what_keeps_a_leader_only_to_who_may_read_it(office: Program) -> None:
    boss = mayor()
    layer("ЕГЭ", days(DAY))
    row = ClosedTime.objects.get()
    ClosedTime.objects.create(calendar=busy(boss), person=boss, start=row.start, end=row.end, words="Врач")
    (day,) = office.get("/closed-days", **SPAN).json()
    assert (day["day"], day["bans"][0]["why"]) == ("2026-08-12", "Шум у школ запрещён.")
    assert day["people"] == [{"id": boss.pk, "words": ["занят весь день"]}]
    (read,) = program(Role.PROTOCOL).get("/closed-days", **SPAN).json()
    assert read["people"][0]["words"] == ["занят весь день: Врач"]
    assert office.get("/closed-days", since="2026-08-01", until="2026-12-01").status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_layers_cost_a_fixed_number_of_queries(count: int, office: Program, django_assert_num_queries: Any) -> None:
    for number in range(count):
        made = layer(f"Слой {number}", days(DAY))
    office.get("/layers")
    with django_assert_num_queries(4):
        assert len(office.get("/layers").json()["items"]) == count
    with django_assert_num_queries(3):
        office.get(f"/layers/{made.pk}/times")
    with django_assert_num_queries(2):
        office.get("/closed-days", **SPAN)


def test_layers_are_kept_by_those_who_keep_them_on_the_page(office: Program) -> None:
    made = layer("ЕГЭ", days(DAY))
    for other in (program(Role.LEADER), program(user=directory.coordinator(directory.unit()))):
        assert other.get("/layers").status_code == 200
        assert other.post(f"/layers/{made.pk}/times", {"times": [STRETCH]}).status_code == 403
        assert other.post(f"/layers/{made.pk}/times/open", STRETCH).status_code == 403
    reader = program(scopes=(TokenScope.READ_CLASHES, TokenScope.WRITE_CLASHES))
    assert reader.post(f"/layers/{made.pk}/times", {"times": [STRETCH]}).json()["type"] == "/api/problems/scope"
    assert ClosedTime.objects.count() == 1
