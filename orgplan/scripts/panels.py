"""What scripts add to the cards of events and templates."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.seams import Panel
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event, EventTemplate
from orgplan.events.queries.card import may_have
from orgplan.scripts.policy import can_write_script
from orgplan.scripts.queries import ScriptTable, course_begun, may_mark, script_of, suggestions_for, table_of
from orgplan.scripts.queries.flags import HAS_SCRIPT


def script_of_event(user: User, event: Event) -> Panel | None:
    """The script with its length and what is missing, or where it is begun; nothing for those who only read."""
    script = script_of(event) if may_have(event, HAS_SCRIPT) else None
    may = can_write_script(user, unit_id=own_unit_key(user), owner_id=event.owner_id, of_template=False)
    if script is None and not may:
        return None
    table: ScriptTable | None = None
    if script is not None:
        script.event = event
        table = table_of(script)
    context = {
        "event": event,
        "script": script,
        "table": table,
        "may_write": may,
        "may_mark": script is not None and may_mark(user, script),
        "is_timed": table is not None and course_begun(table),
    }
    return Panel(_("Script of the event"), "scripts/panels/event.html", context)


def script_of_template(user: User, template: EventTemplate) -> Panel | None:
    """The usual script, with how many lengths real events suggest otherwise; or where it is begun."""
    script = script_of(template)
    own = own_unit_key(user)
    may = can_write_script(user, unit_id=own, owner_id=template.owner_id, of_template=True)
    if script is None and not may:
        return None
    context = {
        "template": template,
        "script": script,
        "table": table_of(script) if script else None,
        "suggestions": suggestions_for(script) if script else [],
        "may_write": may,
    }
    return Panel(_("Usual script"), "scripts/panels/template.html", context)
