"""What real lengths say of a template, accepted by a person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record
from orgplan.core.editing import RefusedError
from orgplan.scripts.actions.undo import snapshot, touch
from orgplan.scripts.models import Script, ScriptItem
from orgplan.scripts.queries import suggestions_for


@audited
def accept_length(item: ScriptItem, *, minutes: int, by: Actor) -> ScriptItem:
    """Let an item of a template take as long as it takes at real events; RefusedError where they say otherwise now."""
    script = Script.objects.select_for_update().get(pk=item.script_id)
    found = next((each for each in suggestions_for(script) if each.item.pk == item.pk), None)
    if found is None or found.median != minutes:
        raise RefusedError(_("Real lengths say something else by now: look at the list again."))
    before = snapshot(script)
    current = found.item
    old, current.minutes = current.minutes, minutes
    current.edition += 1
    current.save(update_fields=["minutes", "edition"])
    record(script, before={f"{current.title[:60]} · minutes": old}, after={f"{current.title[:60]} · minutes": minutes})
    touch(script, before, by)
    return current
