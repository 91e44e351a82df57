"""Why events come into approved plans and go out of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.template.defaultfilters import date as date_words
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor
from orgplan.events.actions.following import Demand, refuse_unmet
from orgplan.events.models import Event
from orgplan.planning.filling import Grounds
from orgplan.planning.models import ItemChange, Plan
from orgplan.planning.queries.approval import rule_of


def keep_ground(plan: Plan, events: Sequence[Event], *, came_in: bool, ground: Grounds, actor: Actor) -> None:
    """Keep why the events come into the approved plan or go out; GroundNeededError where its rule asks for more.

    A plan without an approved version asks nothing and keeps nothing.
    """
    version = plan.versions.first() if events and plan.unit_id is None else None
    if version is None:
        return
    rule = rule_of(plan.kind)
    approved = {"plan": version.title, "day": date_words(version.approved_on, "j E Y")}
    because = _("The plan “%(plan)s” was approved on %(day)s.") % approved
    refuse_unmet([Demand(because, rule.asks_reason, rule.asks_basis)], ground.reason, ground.basis)
    rows = [
        ItemChange(plan=plan, event=event, event_key=event.pk, event_label=event.title, came_in=came_in)
        for event in events
    ]
    for row in rows:
        row.reason, row.ground, row.made_by = ground.reason.strip(), ground.basis, str(actor)[:200]
    ItemChange.objects.bulk_create(rows, batch_size=300)
