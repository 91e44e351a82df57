"""Who gets which page of the directory: every address for every persona."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories

pytestmark = pytest.mark.django_db

LISTS = ("index", "units", "people", "organisations", "venues")
CARDS = ("unit", "person", "organisation", "venue")
EDITING = tuple(f"{verb}_{card}" for card in CARDS for verb in ("change", "remove"))
CREATING = tuple(f"create_{card}" for card in CARDS)
POSTING = tuple(f"{verb}_{card}" for card in CARDS for verb in ("retire", "reinstate"))
POSTS = ("change_position", "end_position")

READERS = [role for role in Role if role != Role.PERFORMER]  # opens the own work only: tests/test_personas.py
EDITORS = {Role.DEPARTMENT, Role.PROTOCOL, Role.ADMINISTRATOR}


@pytest.fixture
def keys() -> dict[str, int]:
    person = factories.person()
    return {
        "unit": factories.unit().pk,
        "person": person.pk,
        "organisation": factories.organisation().pk,
        "venue": factories.venue().pk,
        "position": factories.position(person).pk,
        "user": accounts.user().pk,
    }


def _address(name: str, keys: dict[str, int]) -> str:
    thing = "person" if name in {"correct_cases", "add_position"} else name.rpartition("_")[2]
    return reverse(f"directory:{name}", args=[keys[thing]])


@pytest.mark.parametrize("role", READERS)
def test_everybody_signed_in_reads(role: Role, keys: dict[str, int], client_of: Callable[..., Client]) -> None:
    unit = factories.unit() if role == Role.COORDINATOR else None
    client = client_of(role, unit=unit)
    assert {client.get(reverse(f"directory:{name}")).status_code for name in LISTS} == {200}
    assert {client.get(_address(name, keys)).status_code for name in CARDS} == {200}


@pytest.mark.parametrize("role", READERS)
def test_only_editors_edit(role: Role, keys: dict[str, int], client_of: Callable[..., Client]) -> None:
    client, allowed = client_of(role), 200 if role in EDITORS else 403
    assert {client.get(reverse(f"directory:{name}")).status_code for name in CREATING} == {allowed}
    names = (*EDITING, *POSTS, "correct_cases", "add_position")
    assert {client.get(_address(name, keys)).status_code for name in names} == {allowed}
    done = 303 if role in EDITORS else 403
    assert {client.post(_address(name, keys)).status_code for name in (*POSTING, "remove_position")} == {done}


@pytest.mark.parametrize("name", [*POSTING, "remove_position"])
def test_writes_are_posts(name: str, keys: dict[str, int], client_of: Callable[..., Client]) -> None:
    assert client_of(Role.DEPARTMENT).get(_address(name, keys)).status_code == 405


@pytest.mark.parametrize("role", READERS)
def test_places_of_work_are_for_the_administrator(
    role: Role, keys: dict[str, int], client_of: Callable[..., Client]
) -> None:
    client, is_administrator = client_of(role), role == Role.ADMINISTRATOR
    assert client.get(reverse("directory:members")).status_code == (200 if is_administrator else 403)
    assert client.get(reverse("directory:member", args=[keys["user"]])).status_code == (
        200 if is_administrator else 404
    )


def test_stranger_is_led_to_sign_in(keys: dict[str, int]) -> None:
    names = (*CARDS, *EDITING, *POSTS, *POSTING, "correct_cases", "add_position", "remove_position")
    pages = [*(reverse(f"directory:{name}") for name in (*LISTS, *CREATING, "members"))]
    pages += [_address(name, keys) for name in names] + [reverse("directory:member", args=[keys["user"]])]
    for page in pages:
        assert Client().get(page)["Location"] == f"/account/sign-in/?next={page}"


@pytest.mark.parametrize("name", [*CARDS, *EDITING, *POSTS, "correct_cases", "add_position"])
def test_record_that_is_not_there_is_404(name: str, client_of: Callable[..., Client]) -> None:
    keys = dict.fromkeys(("unit", "person", "organisation", "venue", "position"), 999)
    assert client_of(Role.DEPARTMENT).get(_address(name, keys)).status_code == 404


def test_two_coordinators_read_the_same_directory(client_of: Callable[..., Client]) -> None:
    first, second = factories.unit("Департамент А"), factories.unit("Департамент Б")
    pages = [client_of(Role.COORDINATOR, unit=unit).get(reverse("directory:units")) for unit in (first, second)]
    shown = [[each.unit for each in page.context["forest"]] for page in pages]
    assert shown == [[first, second]] * 2
