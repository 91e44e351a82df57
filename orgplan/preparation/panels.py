"""What preparation adds to the cards of events and of templates."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.seams import Panel
from orgplan.directory.queries import own_unit_key, unit_of
from orgplan.events.models import Event, EventTemplate
from orgplan.events.policy import can_create, can_edit, can_edit_template
from orgplan.events.queries.card import may_have
from orgplan.events.rules import EventState
from orgplan.preparation.models import Step
from orgplan.preparation.queries.leads import leads_of, steps_of_template
from orgplan.preparation.queries.mine import steps_of_event
from orgplan.preparation.queries.plan import HAS_STEPS, Summary, summary_of, unclaimed
from orgplan.preparation.rules.kinds import Anchor, OffsetUnit
from orgplan.preparation.rules.leads import Lead
from orgplan.preparation.rules.wording import offset_words

_GONE = (EventState.CANCELLED, EventState.NOT_HELD)


def preparation_of_event(user: User, event: Event) -> Panel | None:
    """How far the preparation is, lessons that ask for an answer, a new event by this example; one query."""
    if event.is_deleted or event.state in _GONE:
        return None
    summary = summary_of(event, timezone.localdate()) if may_have(event, HAS_STEPS) else Summary()
    may = can_edit(user, unit_id=own_unit_key(user), owner_id=event.owner_id)
    if not summary.count and not may:
        return None
    context = {"event": event, "summary": summary, "may_create": can_create(user)}
    return Panel(_("Preparation"), "preparation/panels/event.html", context, beside=True)


def own_steps_of_event(user: User, event: Event) -> Panel | None:
    """The steps of the event that a performer carries out; one query."""
    steps = steps_of_event(user, event)
    if not steps:
        return None
    context = {"steps": steps, "event": event, "today": timezone.localdate()}
    return Panel(_("My steps"), "preparation/panels/own.html", context)


def similar_events(user: User, event: Event) -> Panel | None:  # noqa: ARG001 -- the seam's shape
    """Past events that are like a coming one; looked for once the card is there, no query here."""
    today = timezone.localdate()
    if event.is_deleted or event.state in _GONE or event.part_of_id or (event.last_day or today) < today:
        return None
    return Panel(_("Similar past events"), "preparation/panels/similar.html", {"event": event}, beside=True)


@dataclass(frozen=True, slots=True)
class LadderRow:
    """A step of a template beside its real lead, in words."""

    step: Step
    lead: Lead
    real: str = ""
    suggested: str = ""


def steps_in_template(user: User, template: EventTemplate) -> Panel | None:
    """The ladder of the template, planned beside real; three queries."""
    steps = steps_of_template(template)
    leads = leads_of(steps)
    unit = unit_of(user)
    context = {
        "template": template,
        "rows": [_row(each, leads[each.pk]) for each in steps],
        "unclaimed": unclaimed(steps),
        "may_edit": can_edit_template(user, unit_id=unit.pk if unit else None, owner_id=template.owner_id),
        "may_create": can_create(user) and template.is_active,
    }
    return Panel(_("Steps of preparation"), "preparation/panels/template.html", context)


def _row(step: Step, lead: Lead) -> LadderRow:
    anchor, unit = Anchor(step.anchor), OffsetUnit(step.offset_unit)
    after = step.after.title if step.after else ""
    real = offset_words(anchor, lead.median, unit, after) if lead.median is not None else ""
    suggested = offset_words(anchor, lead.suggested, unit, after) if lead.suggested is not None else ""
    return LadderRow(step, lead, real, suggested)
