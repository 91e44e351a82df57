"""The rows of a plan as its workbook carries them."""

from __future__ import annotations

from django.utils import timezone

from orgplan.events.rules import EventState
from orgplan.planning.models import Plan, PlanLine
from orgplan.planning.queries.plans import rows_in
from orgplan.planning.rules.exchange import Column, Sent, SentRow
from orgplan.planning.rules.people import responsible_as_text
from orgplan.planning.rules.states import LineState


def present(plan: Plan) -> list[SentRow]:
    """Return the rows as they stand now, in print order: events of a city plan, lines of a unit's; six queries."""
    return _lines(plan) if plan.unit_id else _events(plan)


def sent_of(plan: Plan) -> Sent:
    """Return what goes out now."""
    at = timezone.localtime().isoformat(timespec="minutes")
    return Sent(plan.pk, plan.period_code, at, tuple(present(plan)))


def _events(plan: Plan) -> list[SentRow]:
    rows, states = [], {}
    for event, edition, state in plan.items.values_list("event", "event__edition", "event__state"):
        states[event] = edition, str(EventState(state).label)
    for event, row in rows_in(plan, plan.items.all()).items():
        edition, state = states[event]
        values = {
            Column.SECTION: row.section,
            Column.WHEN: row.when,
            Column.TITLE: row.title,
            Column.PLACE: row.place,
            Column.RESPONSIBLE: "\n".join(row.responsible),
            Column.STATE: state,
        }
        rows.append(SentRow(event, edition, values))
    return rows


def _lines(plan: Plan) -> list[SentRow]:
    found = PlanLine.objects.filter(plan=plan).exclude(state=LineState.WITHDRAWN)
    return [
        SentRow(
            line.pk,
            line.edition,
            {
                Column.WHEN: line.date_text,
                Column.TITLE: line.title,
                Column.PLACE: line.place,
                Column.RESPONSIBLE: responsible_as_text(line.responsible),
            },
        )
        for line in found
    ]
