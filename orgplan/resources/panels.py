"""What the room adds to the cards of events and of templates."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.seams import Panel
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event, EventTemplate
from orgplan.events.policy import can_edit, can_edit_template
from orgplan.events.queries.card import may_have
from orgplan.events.rules import EventState
from orgplan.resources.queries import need_rows
from orgplan.resources.queries.flags import HAS_NEEDS

_OVER = (EventState.CANCELLED, EventState.NOT_HELD)


def needs_of_event(user: User, event: Event) -> Panel | None:
    """What the event needs, what of it is promised, what is short; the way to ask."""
    if event.is_deleted or event.state in _OVER:
        return None
    rows = need_rows(user, event) if may_have(event, HAS_NEEDS) else []
    may_ask = can_edit(user, unit_id=own_unit_key(user), owner_id=event.owner_id)
    if not rows and not may_ask:
        return None
    return Panel(_("Resources"), "resources/panels/event.html", {"event": event, "rows": rows, "may_ask": may_ask})


def needs_of_template(user: User, template: EventTemplate) -> Panel | None:
    """What every event of this template asks for."""
    rows = need_rows(user, template)
    may_ask = can_edit_template(user, unit_id=own_unit_key(user), owner_id=template.owner_id)
    if not rows and not may_ask:
        return None
    context = {"template": template, "rows": rows, "may_ask": may_ask}
    return Panel(_("Resources"), "resources/panels/template.html", context)
