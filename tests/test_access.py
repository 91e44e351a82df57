"""Every address × everyone who may ask: who gets in, who reads only, who is a stranger.

302 leads to sign-in (or on, from it), 303 is done, 403 may see but not do this, 404 a stranger, 405 the other method,
409 and 422 let in and ask again. `name#record` is the same page of a record in another state: `year` is approved,
`city` is a draft, `plan` is the own unit's.
"""

from __future__ import annotations

import pytest

from orgplan.accounts.rules import Role
from tests.world import PERSONAS, World, patterns

pytestmark = pytest.mark.django_db

# GET by anonymous, closed, department, protocol, leader, own and other coordinator, administrator; then the same POST.
TABLE = """
home:today                         302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:list                      302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:open                      302 302 200 403 403 403 403 403  302 302 422 403 403 403 403 403
planning:send                      302 302 200 403 403 200 200 403  302 302 422 403 403 422 422 403
planning:submission                302 302 200 200 200 200 404 200  302 302 405 405 405 405 405 405
planning:original                  302 302 200 200 200 200 404 200  302 302 405 405 405 405 405 405
planning:submit                    302 302 405 405 405 405 405 405  302 302 303 403 403 303 404 403
planning:discard                   302 302 405 405 405 405 405 405  302 302 303 403 403 303 404 403
planning:show_row                  302 302 303 403 403 303 404 403  302 302 405 405 405 405 405 405
planning:edit_row                  302 302 200 403 403 200 404 403  302 302 422 403 403 422 404 403
planning:row_verb                  302 302 405 405 405 405 405 405  302 302 303 403 403 303 404 403
planning:deadlines                 302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:create_deadline           302 302 200 403 403 403 403 200  302 302 422 403 403 403 403 422
planning:change_deadline           302 302 200 403 403 403 403 200  302 302 422 403 403 403 403 422
planning:remove_deadline           302 302 405 405 405 405 405 405  302 302 303 403 403 403 403 303
planning:plan                      302 302 200 200 200 200 404 200  302 302 405 405 405 405 405 405
planning:plan#year                 302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:plan#city                 302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
planning:executions                302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:period_document           302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:report_term               302 302 200 403 403 403 403 403  302 302 422 403 403 403 403 403
planning:execution                 302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:execution#city            302 302 404 404 404 404 404 404  302 302 405 405 405 405 405 405
planning:execution_units           302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:execution_document        302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:report                    302 302 405 405 405 405 405 405  302 302 403 403 403 403 403 403
planning:report#reported           302 302 405 405 405 405 405 405  302 302 303 303 403 303 403 403
planning:take_back_report          302 302 405 405 405 405 405 405  302 302 303 303 403 303 403 403
planning:edit                      302 302 200 403 403 404 404 403  302 302 422 403 403 404 404 403
planning:edit#plan                 302 302 403 403 403 403 404 403  302 302 403 403 403 403 404 403
planning:edit#year                 302 302 200 403 403 403 403 403  302 302 422 403 403 403 403 403
planning:fill                      302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
planning:take_out                  302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
planning:send_for_approval         302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
planning:return                    302 302 200 403 200 404 404 403  302 302 422 403 422 404 404 403
planning:approve                   302 302 200 403 200 404 404 403  302 302 422 403 422 404 404 403
planning:approve#year              302 302 200 403 200 403 403 403  302 302 422 403 422 403 403 403
planning:document                  302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
planning:document#plan             302 302 403 403 403 403 404 403  302 302 405 405 405 405 405 405
planning:document#year             302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:consolidation             302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
planning:consolidation#year        302 302 200 200 200 403 403 200  302 302 405 405 405 405 405 405
planning:decide                    302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
planning:find_pairs                302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
planning:take_back                 302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
planning:edit_line                 302 302 200 403 403 404 404 403  302 302 422 403 403 404 404 403
planning:version                   302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:version_document          302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
events:list                        302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
events:create                      302 302 200 200 403 200 200 403  302 302 422 422 403 422 422 403
events:understood                  302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
events:event                       302 302 200 200 200 200 404 200  302 302 405 405 405 405 405 405
events:edit                        302 302 200 200 403 200 404 403  302 302 422 422 403 422 404 403
events:outcome                     302 302 200 200 403 200 404 403  302 302 422 422 403 422 404 403
events:take_back_outcome           302 302 405 405 405 405 405 405  302 302 303 303 403 303 404 403
events:substitute                  302 302 303 303 403 303 404 403  302 302 303 303 403 303 404 403
directory:index                    302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:units                    302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:create_unit              302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:unit                     302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:change_unit              302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:retire_unit              302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:reinstate_unit           302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:remove_unit              302 302 200 200 403 403 403 200  302 302 409 409 403 403 403 409
directory:people                   302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:create_person            302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:person                   302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:change_person            302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:correct_cases            302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:add_position             302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:retire_person            302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:reinstate_person         302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:remove_person            302 302 200 200 403 403 403 200  302 302 409 409 403 403 403 409
directory:change_position          302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:end_position             302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:remove_position          302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:organisations            302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:create_organisation      302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:organisation             302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:change_organisation      302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:retire_organisation      302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:reinstate_organisation   302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:remove_organisation      302 302 200 200 403 403 403 200  302 302 303 303 403 403 403 303
directory:venues                   302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:create_venue             302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:venue                    302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:change_venue             302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:retire_venue             302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:reinstate_venue          302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:remove_venue             302 302 200 200 403 403 403 200  302 302 303 303 403 403 403 303
directory:absences                 302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:record_absence           302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:absence                  302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:change_absence           302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:take_back_absence        302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:members                  302 302 403 403 403 403 403 200  302 302 405 405 405 405 405 405
directory:member                   302 302 404 404 404 404 404 200  302 302 404 404 404 404 404 303
documents:list                     302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
documents:document                 302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
documents:document_file            302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
documents:register                 302 302 200 200 403 404 404 403  302 302 422 422 403 404 404 403
documents:kinds                    302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
documents:kind                     302 302 200 200 200 200 200 200  302 302 422 403 403 403 403 422
documents:kind_file                302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
documents:use_shipped              302 302 405 405 405 405 405 405  302 302 303 403 403 403 403 303
documents:template                 302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
documents:template_file            302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
documents:use                      302 302 405 405 405 405 405 405  302 302 303 403 403 403 403 303
accounts:sign_in                   200 200 302 302 302 302 302 302  422 422 302 302 302 302 302 302
accounts:sign_out                  302 302 405 405 405 405 405 405  302 302 302 302 302 302 302 302
accounts:password                  302 302 200 200 200 200 200 200  302 302 422 422 422 422 422 422
accounts:users                     302 302 403 403 403 403 403 200  302 302 405 405 405 405 405 405
accounts:create                    302 302 403 403 403 403 403 200  302 302 403 403 403 403 403 422
accounts:user                      302 302 404 404 404 404 404 200  302 302 405 405 405 405 405 405
accounts:change                    302 302 404 404 404 404 404 200  302 302 404 404 404 404 404 422
accounts:set_password              302 302 404 404 404 404 404 200  302 302 404 404 404 404 404 422
core:gallery                       302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
"""
ROWS = {name: tuple(map(int, statuses)) for name, *statuses in map(str.split, TABLE.strip().splitlines())}


def test_every_address_stands_in_the_table():
    missing = set(patterns()) - {name.partition("#")[0] for name in ROWS}
    assert missing == set(), "add a line to TABLE: who may open it, who may send to it"


def test_the_table_names_no_address_that_is_gone():
    assert {name.partition("#")[0] for name in ROWS} - set(patterns()) == set()


@pytest.mark.parametrize("place", ROWS)
def test_address_answers_each_persona_as_the_table_says(place):
    world = World()
    asked = [(method, persona) for method in ("get", "post") for persona in PERSONAS]
    answers = {(method, persona): world.status(persona, method, place) for method, persona in asked}
    assert answers == dict(zip(asked, ROWS[place], strict=True))


@pytest.mark.parametrize("place", ROWS)
def test_nobody_gets_in_without_a_sign_in(place):
    if place != "accounts:sign_in":
        assert {ROWS[place][number] for number in (0, 1, 8, 9)} == {302}


@pytest.mark.parametrize("number", ["0", "999999999", "9" * 30])
@pytest.mark.parametrize(
    "place", ["/plans/{}/", "/events/{}/", "/directory/units/{}/", "/plans/submissions/{}/", "/plans/versions/{}/"]
)
def test_number_of_no_record_is_not_found(place, number, client_of):
    assert client_of(Role.DEPARTMENT).get(place.format(number)).status_code == 404
