"""Every address × everyone who may ask: who gets in, who reads only, who is a stranger.

302 leads to sign-in (or on, from it), 303 is done, 403 may see but not do this, 404 a stranger, 405 the other method,
409 and 422 let in and ask again. `name#record` is the same page of a record in another state: `year` is approved,
`city` is a draft, `plan` is the own unit's.
"""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import transaction

from orgplan.accounts.rules import Role
from tests.world import FURTHER_PERSONAS, PERSONAS, World, patterns

pytestmark = pytest.mark.django_db

# GET by anonymous, closed, department, protocol, leader, own and other coordinator, administrator; then the same POST.
TABLE = """
home:today                         302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
home:ahead                         302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
home:leaders                       302 302 200 200 403 403 403 403  302 302 303 303 403 403 403 403
home:seen                          302 302 405 405 405 405 405 405  302 302 303 303 403 303 303 403
calendar:index                     302 302 302 302 302 302 302 302  302 302 405 405 405 405 405 405
calendar:page                      302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
calendar:move                         302 302 200 200 403 200 404 403  302 302 422 422 403 422 404 403
calendar:closed                       302 302 200 200 200 200 404 200  302 302 405 405 405 405 405 405
calendar:filter                    302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:list                      302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:open                      302 302 200 403 403 403 403 403  302 302 422 403 403 403 403 403
planning:send                      302 302 200 403 403 200 200 403  302 302 422 403 403 422 422 403
planning:submission                302 302 200 200 200 200 404 200  302 302 405 405 405 405 405 405
planning:original                  302 302 200 200 200 200 404 200  302 302 405 405 405 405 405 405
planning:submit                    302 302 405 405 405 405 405 405  302 302 303 403 403 303 404 403
planning:columns                   302 302 200 403 403 200 404 403  302 302 303 403 403 303 404 403
planning:discard                   302 302 405 405 405 405 405 405  302 302 303 403 403 303 404 403
planning:show_row                  302 302 303 403 403 303 404 403  302 302 405 405 405 405 405 405
planning:edit_row                  302 302 200 403 403 200 404 403  302 302 422 403 403 422 404 403
planning:row_verb                  302 302 405 405 405 405 405 405  302 302 303 403 403 303 404 403
planning:deadlines                 302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:create_deadline           302 302 200 403 403 403 403 200  302 302 422 403 403 403 403 422
planning:change_deadline           302 302 200 403 403 403 403 200  302 302 422 403 403 403 403 422
planning:remove_deadline           302 302 405 405 405 405 405 405  302 302 303 403 403 403 403 303
planning:office                    302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:office_hours              302 302 200 403 403 403 403 200  302 302 422 403 403 403 403 422
planning:remove_office_hours       302 302 405 405 405 405 405 405  302 302 303 403 403 403 403 303
planning:collecting_terms          302 302 200 403 403 403 403 200  302 302 422 403 403 403 403 422
planning:plan                      302 302 200 200 200 200 404 200  302 302 405 405 405 405 405 405
planning:clash_marks               302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
planning:plan#year                 302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:plan#city                 302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
planning:executive_calendar        302 302 200 200 200 403 403 200  302 302 405 405 405 405 405 405
planning:executive_document        302 302 200 200 200 403 403 200  302 302 405 405 405 405 405 405
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
planning:fill                      302 302 200 403 403 404 404 403  302 302 303 403 403 404 404 403
planning:take_out                  302 302 200 403 403 404 404 403  302 302 303 403 403 404 404 403
planning:send_for_approval         302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
planning:return                    302 302 200 403 200 404 404 403  302 302 422 403 422 404 404 403
planning:approve                   302 302 200 403 200 404 404 403  302 302 422 403 422 404 404 403
planning:approve#year              302 302 200 403 200 403 403 403  302 302 422 403 422 403 403 403
planning:document                  302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
planning:document#plan             302 302 403 403 403 403 404 403  302 302 405 405 405 405 405 405
planning:document#year             302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:board                     302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
planning:reminders                 302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:create_reminder           302 302 200 403 403 403 403 200  302 302 422 403 403 403 403 422
planning:change_reminder           302 302 200 403 403 403 403 200  302 302 422 403 403 403 403 422
planning:remind                    302 302 200 403 403 404 404 403  302 302 303 403 403 404 404 403
planning:board#year                302 302 200 200 200 403 403 200  302 302 405 405 405 405 405 405
planning:plan_deadline             302 302 200 403 403 404 404 403  302 302 422 403 403 404 404 403
planning:drop_deadline             302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
planning:return_lines              302 302 405 405 405 405 405 405  302 302 303 403 403 403 404 403
planning:send_again                302 302 405 405 405 405 405 405  302 302 303 403 403 303 404 403
planning:remarks                   302 302 200 200 200 200 404 200  302 302 303 403 303 403 404 403
planning:correct_line              302 302 303 403 403 303 404 403  302 302 303 403 403 303 404 403
planning:answer_remark             302 302 405 405 405 405 405 405  302 302 303 403 403 303 404 403
planning:settle_remark             302 302 405 405 405 405 405 405  302 302 303 403 303 403 404 403
planning:consolidation             302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
planning:consolidation#year        302 302 200 200 200 403 403 200  302 302 405 405 405 405 405 405
planning:take_in_events            302 302 405 405 405 405 405 405  302 302 303 403 403 403 403 403
planning:nearest_consolidation     302 302 303 303 303 403 403 303  302 302 405 405 405 405 405 405
planning:decide                    302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
planning:find_pairs                302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
planning:take_back                 302 302 405 405 405 405 405 405  302 302 303 404 404 404 404 404
planning:cell                      302 302 200 403 403 404 404 403  302 302 422 403 403 404 404 403
planning:cell#plan                 302 302 200 403 403 200 404 403  302 302 422 403 403 422 404 403
planning:bulk_lines                302 302 303 403 403 404 404 403  302 302 303 403 403 404 404 403
planning:put_lines                 302 302 303 403 403 404 404 403  302 302 303 403 403 404 404 403
planning:lines_basket              302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
planning:bulk_lines#plan            302 302 303 403 403 303 404 403  302 302 303 403 403 303 404 403
planning:put_lines#plan             302 302 303 403 403 303 404 403  302 302 303 403 403 303 404 403
planning:lines_basket#plan          302 302 200 200 200 200 404 200  302 302 405 405 405 405 405 405
planning:restore_line              302 302 405 405 405 405 405 405  302 302 404 403 403 404 404 403
planning:understood                302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
planning:edit_line                 302 302 200 403 403 404 404 403  302 302 422 403 403 404 404 403
planning:version                   302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:version_document          302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:changes#year              302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:changes                   302 302 403 403 403 404 404 403  302 302 405 405 405 405 405 405
planning:changes_document          302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:version_changes           302 302 404 404 404 404 404 404  302 302 405 405 405 405 405 405
planning:approval_rule             302 302 200 403 403 403 403 200  302 302 422 403 403 403 403 422
planning:lay                       302 302 200 403 403 404 404 403  302 302 422 403 403 404 404 403
planning:round                     302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
planning:sheet_document             302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
planning:withdraw_round            302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
planning:resolve_remark            302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
planning:answer_agreement          302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
planning:make_remark               302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
planning:hand_over                 302 302 200 403 403 404 404 403  302 302 422 403 403 404 404 403
planning:published                 302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:published_file            302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
planning:publish                   302 302 405 405 405 405 405 405  302 302 303 403 403 403 403 403
planning:unpublish                 302 302 200 403 403 403 403 403  302 302 422 403 403 403 403 403
events:list                        302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
events:create                      302 302 200 200 403 200 200 403  302 302 422 422 403 422 422 403
events:quick                         302 302 405 405 405 405 405 405  302 302 422 422 403 422 422 403
events:understood                  302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
events:event                       302 302 200 200 200 200 404 200  302 302 405 405 405 405 405 405
events:bulk                        302 302 405 405 405 405 405 405  302 302 303 303 403 303 303 403
events:bulk_work                   302 302 404 404 404 404 404 404  302 302 405 405 405 405 405 405
events:stop_bulk                   302 302 405 405 405 405 405 405  302 302 404 404 404 404 404 404
events:basket                      302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
events:put_in                      302 302 303 303 303 303 303 303  302 302 303 303 303 303 303 303
events:basket_term                 302 302 200 403 403 403 403 200  302 302 422 403 403 403 403 422
events:take_back                   302 302 405 405 405 405 405 405  302 302 303 404 404 404 404 404
events:restore                     302 302 405 405 405 405 405 405  302 302 303 303 403 303 404 403
events:line                        302 302 200 200 403 200 404 403  302 302 422 422 403 422 404 403
events:edit                        302 302 200 200 403 200 404 403  302 302 422 422 403 422 404 403
events:outcome                     302 302 200 200 403 200 404 403  302 302 422 422 403 422 404 403
events:take_back_outcome           302 302 405 405 405 405 405 405  302 302 303 303 403 303 404 403
events:substitute                  302 302 303 303 403 303 404 403  302 302 303 303 403 303 404 403
changes:list                       302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
changes:begin                      302 302 200 200 403 200 404 403  302 302 422 422 403 422 404 403
changes:change                     302 302 200 200 200 200 404 200  302 302 303 303 403 303 404 403
changes:meet                       302 302 405 405 405 405 405 405  302 302 303 303 403 303 404 403
changes:drop                       302 302 405 405 405 405 405 405  302 302 303 303 403 303 404 403
changes:decline                    302 302 200 403 403 403 404 403  302 302 422 403 403 403 404 403
changes:undo                       302 302 405 405 405 405 405 405  302 302 303 303 403 303 404 403
changes:stop                       302 302 405 405 405 405 405 405  302 302 303 303 403 303 404 403
changes:go_on                      302 302 405 405 405 405 405 405  302 302 303 303 403 303 404 403
changes:correct                    302 302 405 405 405 405 405 405  302 302 303 303 403 303 404 403
scheduling:months                  302 302 200 200 403 403 403 403  302 302 405 405 405 405 405 405
scheduling:ask                     302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 403
scheduling:result                  302 302 200 200 403 403 403 403  302 302 405 405 405 405 405 405
scheduling:stop                    302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 403
scheduling:accept                  302 302 405 405 405 405 405 405  302 302 404 404 403 403 403 403
scheduling:pin                     302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 403
clashes:list                       302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
clashes:both                       302 302 200 200 200 200 404 200  302 302 405 405 405 405 405 405
clashes:event                      302 302 200 200 200 200 404 200  302 302 405 405 405 405 405 405
clashes:accept                     302 302 405 405 405 405 405 405  302 302 422 422 403 403 404 403
clashes:take_back                  302 302 405 405 405 405 405 405  302 302 303 303 403 403 404 403
clashes:times                      302 302 200 200 403 200 404 403  302 302 422 422 403 422 404 403
clashes:load                       302 302 200 200 200 403 403 200  302 302 405 405 405 405 405 405
clashes:rules                      302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
clashes:lay_usual                  302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
clashes:create_rule                302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
clashes:change_rule                302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
clashes:remove_rule                302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
clashes:kind_times                 302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
clashes:hours                      302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
clashes:road                       302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
clashes:pairs                      302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
clashes:create_pair                302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
clashes:change_pair                302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
clashes:remove_pair                302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
availability:index                 302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
availability:create_layer          302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
availability:layer                 302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
availability:change_layer          302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
availability:remove_layer          302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
availability:add_time              302 302 405 405 405 405 405 405  302 302 422 422 403 403 403 422
availability:paste_times           302 302 405 405 405 405 405 405  302 302 422 422 403 403 403 422
availability:remove_time           302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
almanac:index                      302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
almanac:cycles                     302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
almanac:scheme                     302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
almanac:scheme_document            302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
almanac:create_cycle               302 302 200 200 403 403 403 403  302 302 422 422 403 403 403 403
almanac:lay                        302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 403
almanac:cycle                      302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
almanac:change_cycle               302 302 200 200 403 403 403 403  302 302 422 422 403 403 403 403
almanac:remove_cycle               302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 403
almanac:create_exception           302 302 200 200 403 403 403 403  302 302 422 422 403 403 403 403
almanac:remove_exception           302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 403
almanac:dates                      302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
almanac:create_date                302 302 200 200 403 403 403 403  302 302 422 422 403 403 403 403
almanac:change_date                302 302 200 200 403 403 403 403  302 302 422 422 403 403 403 403
almanac:remove_date                302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 403
almanac:jubilees                   302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
almanac:create_jubilee             302 302 200 200 403 403 403 403  302 302 422 422 403 403 403 403
almanac:change_jubilee             302 302 200 200 403 403 403 403  302 302 422 422 403 403 403 403
almanac:remove_jubilee             302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 403
almanac:jubilee_rule               302 302 200 200 403 403 403 403  302 302 422 422 403 403 403 403
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
directory:move_unit                302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:rename_unit              302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:pass_duties              302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:transfer_person          302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:post_history             302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:photo                    302 302 404 404 404 404 404 404  302 302 405 405 405 405 405 405
directory:put_photo                302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:remove_photo             302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:precedence               302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:bring_precedence         302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:precedence_table         302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:replace_precedence       302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:remove_precedence        302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:proof                    302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:check_person             302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:check_post               302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:correct_post             302 302 200 200 403 403 403 200  302 302 200 200 403 403 403 200
directory:bring                    302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:intake                   302 302 200 200 403 403 403 200  302 302 405 405 405 405 405 405
directory:apply_intake             302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:drop_intake              302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:sample                   302 302 200 200 403 403 403 200  302 302 405 405 405 405 405 405
directory:absences                 302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:record_absence           302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:absence                  302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
directory:change_absence           302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
directory:take_back_absence        302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
directory:members                  302 302 403 403 403 403 403 200  302 302 405 405 405 405 405 405
directory:member                   302 302 404 404 404 404 404 200  302 302 404 404 404 404 404 303
planning:export                    302 302 200 403 403 404 404 403  302 302 405 405 405 405 405 405
planning:export#plan               302 302 200 403 403 200 404 403  302 302 405 405 405 405 405 405
planning:bring_back                302 302 200 403 403 404 404 403  302 302 422 403 403 404 404 403
planning:bring_back#plan           302 302 200 403 403 200 404 403  302 302 422 403 403 422 404 403
planning:workbook                  302 302 200 403 403 404 404 403  302 302 405 405 405 405 405 405
planning:take_in                   302 302 405 405 405 405 405 405  302 302 422 403 403 404 404 403
planning:put_aside                 302 302 405 405 405 405 405 405  302 302 303 403 403 404 404 403
documents:list                     302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
documents:document                 302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
documents:document_file            302 302 200 200 200 404 404 200  302 302 405 405 405 405 405 405
documents:register                 302 302 200 200 403 404 404 403  302 302 422 422 403 404 404 403
documents:next_version             302 302 405 405 405 405 405 405  302 302 303 303 403 404 404 403
documents:kinds                    302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
documents:kind                     302 302 200 200 200 200 200 200  302 302 422 403 403 403 403 422
documents:kind_file                302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
documents:use_shipped              302 302 405 405 405 405 405 405  302 302 303 403 403 403 403 303
documents:template                 302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
documents:template_file            302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
documents:use                      302 302 405 405 405 405 405 405  302 302 303 403 403 403 403 303
notices:outbox                     302 302 200 200 403 403 403 200  302 302 405 405 405 405 405 405
notices:rules                      302 302 200 200 403 403 403 200  302 302 422 422 403 403 403 422
notices:act_on_occasion            302 302 405 405 405 405 405 405  302 302 303 303 403 403 403 303
notices:message                    302 302 200 200 404 404 404 200  302 302 405 405 405 405 405 405
notices:change                     302 302 200 200 404 404 404 200  302 302 422 422 404 404 404 422
notices:act                        302 302 405 405 405 405 405 405  302 302 303 303 404 404 404 303
jobs:list                          302 302 403 403 403 403 403 200  302 302 405 405 405 405 405 405
jobs:stop                          302 302 405 405 405 405 405 405  302 302 404 404 404 404 404 303
jobs:again                         302 302 405 405 405 405 405 405  302 302 404 404 404 404 404 303
webhooks:list                      302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
webhooks:create                    302 302 200 200 200 200 200 200  302 302 422 422 422 422 422 422
webhooks:subscription              302 302 404 404 404 404 404 200  302 302 405 405 405 405 405 405
webhooks:act                       302 302 405 405 405 405 405 405  302 302 404 404 404 404 404 303
webhooks:again                     302 302 405 405 405 405 405 405  302 302 404 404 404 404 404 303
search:search                      302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
search:palette                     302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
saved_views:list                   302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
saved_views:keep                   302 302 200 200 200 200 200 200  302 302 422 422 422 422 422 422
saved_views:counts                 302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
saved_views:default                302 302 405 405 405 405 405 405  302 302 303 303 303 303 303 303
feeds:list                         302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
feeds:subscribe                    302 302 200 200 200 200 200 200  302 302 422 422 422 422 422 422
feeds:feed                         302 302 404 404 404 404 404 200  302 302 405 405 405 405 405 405
feeds:change                       302 302 404 404 404 404 404 403  302 302 404 404 404 404 404 403
feeds:renew                        302 302 405 405 405 405 405 405  302 302 404 404 404 404 404 403
feeds:revoke                       302 302 405 405 405 405 405 405  302 302 404 404 404 404 404 303
feeds:event                        302 302 200 200 200 200 404 200  302 302 405 405 405 405 405 405
feeds:days                         302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
feeds:read                         200 200 200 200 200 200 200 200  405 405 405 405 405 405 405 405
saved_views:change                 302 302 200 403 403 403 403 403  302 302 422 403 403 403 403 403
saved_views:remove                 302 302 405 405 405 405 405 405  302 302 303 403 403 403 403 403
saved_views:move                   302 302 405 405 405 405 405 405  302 302 303 403 403 403 403 403
accounts:sign_in                   200 200 302 302 302 302 302 302  422 422 302 302 302 302 302 302
accounts:sign_out                  302 302 405 405 405 405 405 405  302 302 302 302 302 302 302 302
accounts:code                      302 302 302 302 302 302 302 302  302 302 302 302 302 302 302 302
accounts:cancel_code               405 405 405 405 405 405 405 405  302 302 302 302 302 302 302 302
accounts:provider                  404 404 404 404 404 404 404 404  405 405 405 405 405 405 405 405
accounts:provider_back             404 404 404 404 404 404 404 404  405 405 405 405 405 405 405 405
accounts:provider_confirm          404 404 404 404 404 404 404 404  404 404 404 404 404 404 404 404
accounts:codes                     302 302 200 200 200 200 200 200  302 302 422 422 422 422 422 422
accounts:behalf                    302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
accounts:behalf_give               302 302 403 403 200 403 403 200  302 302 403 403 422 403 403 422
accounts:behalf_begin              302 302 405 405 405 405 405 405  302 302 404 404 404 404 404 303
accounts:behalf_end                302 302 405 405 405 405 405 405  302 302 303 303 303 303 303 303
accounts:behalf_revoke             302 302 405 405 405 405 405 405  302 302 404 404 404 404 404 303
accounts:end_session               302 302 405 405 405 405 405 405  302 302 404 404 404 404 404 303
accounts:presence                  302 302 405 405 405 405 405 405  302 302 200 404 404 404 404 404
accounts:security                  302 302 403 403 403 403 403 200  302 302 405 405 405 405 405 405
accounts:unlock                    302 302 405 405 405 405 405 405  302 302 403 403 403 403 403 404
accounts:limits                    302 302 403 403 403 403 403 200  302 302 403 403 403 403 403 422
accounts:policy                    302 302 403 403 403 403 403 200  302 302 403 403 403 403 403 422
accounts:close                     302 302 404 404 404 404 404 200  302 302 404 404 404 404 404 422
accounts:reopen                    302 302 405 405 405 405 405 405  302 302 404 404 404 404 404 303
accounts:sessions                  302 302 404 404 404 404 404 200  302 302 405 405 405 405 405 405
accounts:end_sessions              302 302 405 405 405 405 405 405  302 302 404 404 404 404 404 303
accounts:reset_codes               302 302 404 404 404 404 404 200  302 302 404 404 404 404 404 422
accounts:unlink                    302 302 404 404 404 404 404 200  302 302 404 404 404 404 404 422
accounts:tokens                    302 302 200 200 200 200 200 200  302 302 405 405 405 405 405 405
accounts:issue_token               302 302 200 200 200 200 200 200  302 302 422 422 422 422 422 422
accounts:revoke_token              302 302 405 405 405 405 405 405  302 302 404 404 404 404 404 303
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


#: Pages on the way in: somebody who is not signed in yet has to reach them.
WAY_IN = {
    *("accounts:sign_in", "accounts:cancel_code"),
    *("accounts:provider", "accounts:provider_back", "accounts:provider_confirm"),
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
DECISIONS = {"planning:return", "planning:approve", "planning:approve#year"}


def in_the_table(place, method, persona):
    return ROWS[place][PERSONAS.index(persona) + (len(PERSONAS) if method == "post" else 0)]


def for_assistant(place, method, scope):
    """What the answer to a leader becomes for who works in the leader's name, as far as the scope says."""
    name = place.partition("#")[0]
    room = name.partition(":")[0]
    if name in IN_THE_OWN_NAME:
        return in_the_table(place, method, "protocol")
    if room in settings.ROOMS_OF_THE_PERSON:
        return 403
    writes = method == "post"
    if writes and (scope == "day" or (scope == "decide" and room not in settings.ROOMS_OF_DECISIONS)):
        return 403
    answer = in_the_table(place, method, "leader")
    return 403 if scope == "day" and place in DECISIONS and answer == 200 else answer


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
