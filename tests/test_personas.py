"""What each address answers to each persona: as the table says, and what follows from it for those it does not name."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import transaction

from orgplan.accounts.rules import Role
from tests.test_access import ROWS
from tests.world import FURTHER_PERSONAS, PERSONAS, World

pytestmark = pytest.mark.django_db

#: Pages on the way in: somebody who is not signed in yet has to reach them.
WAY_IN = {
    *("accounts:sign_in", "accounts:cancel_code"),
    *("accounts:provider", "accounts:provider_back", "accounts:provider_confirm"),
    "bell:stop",  # a mail program mutes in one press: the signed mark says who and what
    "feeds:read",  # calendar programs cannot sign in: the secret in the address says who asks
}
#: Where somebody without the one-time codes of the role still gets: to set them up, and out.
WITHOUT_CODES = {"accounts:codes", "accounts:code", "accounts:cancel_code", "accounts:sign_out"}
#: What an assistant does in the own name while working for a leader: see the rights, begin, end.
IN_THE_OWN_NAME = {
    *("accounts:behalf", "accounts:behalf_begin", "accounts:behalf_end"),
    *("accounts:sign_out", "accounts:presence"),
}
#: Pages of decisions, which an assistant who was only given the day does not even open.
DECISIONS = {
    *("planning:return", "planning:approve", "planning:approve#year"),
    *(f"instructions:{name}" for name in ("create", "edit", "register", "set_term", "cancel", "put_back")),
    *("instructions:exchange", "instructions:send_out"),
    *(f"minutes:{name}" for name in ("create", "edit", "point")),
}
#: Where a performer is answered otherwise than the coordinator of the own unit.
OF_PERFORMER: dict[tuple[str, str], int] = {}


def in_the_table(place, method, persona):
    return ROWS[place][PERSONAS.index(persona) + (len(PERSONAS) if method == "post" else 0)]


def for_assistant(place, method, scope):
    """What the answer to a leader becomes for who works in the leader's name, as far as the scope says."""
    name = place.partition("#")[0]
    room = name.partition(":")[0]
    if name in IN_THE_OWN_NAME:
        return in_the_table(place, method, "protocol")
    if room in settings.ROOMS_OF_THE_PERSON and name != "accounts:take_back":  # that puts back rows of other rooms
        return 403
    writes = method == "post"
    if writes and (scope == "day" or (scope == "decide" and room not in settings.ROOMS_OF_DECISIONS)):
        return 403
    answer = in_the_table(place, method, "leader")
    return 403 if scope == "day" and place in DECISIONS and answer == 200 else answer


def for_performer(place, method):
    """What is open to a performer answers as to the own coordinator, unless told here; all else is closed."""
    name = place.partition("#")[0]
    if name in settings.LISTS_BEFORE_OWN_WORK and method == "get":
        return 302
    if name not in settings.PAGES_OF_PERFORMER:
        return 403
    return OF_PERFORMER.get((name, method), in_the_table(place, method, "own"))


def expected_of(place, method, persona):
    """What each further persona is answered, told by the table: nobody writes a second table that may contradict it."""
    name = place.partition("#")[0]
    match persona:
        case "half":  # the password was right, the one-time code is still to come
            if name == "accounts:code":
                return {"get": 200, "post": 422}[method]
            return in_the_table(place, method, "anonymous")
        case "unproved":  # the role is asked for one-time codes, the days to set them up are over
            return in_the_table(place, method, "department") if name in WITHOUT_CODES else 302
        case "emergency":
            return in_the_table(place, method, "administrator")
        case "performer":
            return for_performer(place, method)
        case _:
            return for_assistant(place, method, persona.removeprefix("assistant-"))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all addresses: every request takes back what it wrote, and building the world costs most."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.mark.parametrize("place", ROWS)
def test_address_answers_each_persona_as_the_table_says(place, world):
    asked = [(method, persona) for method in ("get", "post") for persona in PERSONAS]
    expected = dict(zip(asked, ROWS[place], strict=True))
    for method, persona in [(method, persona) for method in ("get", "post") for persona in FURTHER_PERSONAS]:
        expected[method, persona] = expected_of(place, method, persona)
    assert {(method, persona): world.status(persona, method, place) for method, persona in expected} == expected


@pytest.mark.parametrize("place", ROWS)
def test_nobody_gets_in_without_a_sign_in(place):
    if place not in WAY_IN:
        assert {ROWS[place][number] for number in (0, 1, 8, 9)} == {302}


@pytest.mark.parametrize("number", ["0", "999999999", "9" * 30])
@pytest.mark.parametrize(
    "place", ["/plans/{}/", "/events/{}/", "/directory/units/{}/", "/plans/submissions/{}/", "/plans/versions/{}/"]
)
def test_number_of_no_record_is_not_found(place, number, client_of):
    assert client_of(Role.DEPARTMENT).get(place.format(number)).status_code == 404
