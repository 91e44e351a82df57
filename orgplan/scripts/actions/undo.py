"""Taking back a write to a script: its items stand as before, unless somebody has written since."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor, audited, record
from orgplan.core.editing import RefusedError
from orgplan.scripts.models import Script, ScriptItem, ScriptUndo

_PLAIN = ("position", "title", "minutes", "hold", "who", "place", "cue", "text", "note")
_KEYS = ("kind_id", "person_id", "unit_id", "origin_id")


def snapshot(script: Script) -> dict[str, Any]:
    """Return the items as plain data."""
    return {"items": [_plain(item) for item in ScriptItem.objects.filter(script=script).prefetch_related("leaders")]}


def _plain(item: ScriptItem) -> dict[str, Any]:
    return {
        "id": item.pk,
        "hold_at": item.hold_at.isoformat() if item.hold_at else None,
        "leaders": [each.pk for each in item.leaders.all()],
    } | {name: getattr(item, name) for name in (*_PLAIN, *_KEYS)}


def touch(script: Script, before: dict[str, Any], writer: Actor) -> ScriptUndo | None:
    """Note that the script was written, and keep how it stood; None where no person wrote it."""
    script.edition += 1
    script.changed_by = str(writer)[:200]
    script.save(update_fields=["edition", "changed_by", "changed_at"])
    if not isinstance(writer, User):
        return None
    return ScriptUndo.objects.create(script=script, user=writer, edition=script.edition, before=before)


@audited
def take_back_script(step: ScriptUndo, *, by: User) -> Script:
    """Put the items back as they stood before the write; RefusedError where somebody wrote or marked since."""
    step = ScriptUndo.objects.select_for_update().get(pk=step.pk)
    script: Script = Script.objects.select_for_update().get(pk=step.script_id)
    if step.used_at:
        raise RefusedError(_("This step was taken back already."))
    if script.edition != step.edition:
        raise RefusedError(
            _("The script was changed since, by %(who)s: what you wrote stays.") % {"who": script.changed_by}
        )
    _restore(script, step.before["items"])
    step.used_at = timezone.now()
    step.save(update_fields=["used_at"])
    script.edition += 1
    script.changed_by = str(by)[:200]
    script.save(update_fields=["edition", "changed_by", "changed_at"])
    record(script, after={"undone": True, "items": len(step.before["items"])})
    return script


def _restore(script: Script, rows: list[dict[str, Any]]) -> None:
    kept = {row["id"] for row in rows}
    added = ScriptItem.objects.filter(script=script).exclude(pk__in=kept)
    if added.filter(marks__isnull=False).exists():
        raise RefusedError(_("An item is marked already: it is not taken back."))
    added.delete()
    standing = ScriptItem.objects.in_bulk(list(kept))
    known_origins = set(
        ScriptItem.objects.filter(pk__in=[row["origin_id"] for row in rows]).values_list("pk", flat=True)
    )
    for row in rows:
        item = standing.get(row["id"]) or ScriptItem(pk=row["id"], script=script)
        for name in (*_PLAIN, *_KEYS):
            setattr(item, name, row[name])
        item.hold_at = time.fromisoformat(row["hold_at"]) if row["hold_at"] else None
        item.origin_id = row["origin_id"] if row["origin_id"] in known_origins else None
        item.edition += 1
        item.save()
        item.leaders.set(row["leaders"])
