"""What every page of a script begins with: the script that the reader may see, and whether it may be written."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.accounts.http import UserRequest
from orgplan.core.pages import render_page, tell_saved
from orgplan.scripts.actions.items import Written
from orgplan.scripts.models import Script, ScriptItem
from orgplan.scripts.queries import leaders_concerned, may_mark, may_write, scripts_for, table_of


def script_found(request: UserRequest, pk: int) -> Script:
    """Return the script; a stranger's is 404."""
    script: Script = get_object_or_404(scripts_for(request.user).prefetch_related("event__occurrences"), pk=pk)
    return script


def script_to_write(request: UserRequest, pk: int) -> Script:
    """Return the script where the reader may write it; 403 with the reason else."""
    script = script_found(request, pk)
    if not may_write(request.user, script):
        raise PermissionDenied(_("A script is written by the unit that prepares the event, and by the department."))
    return script


def item_found(script: Script, pk: int) -> ScriptItem:
    """Return an item of the script."""
    items = script.items.select_related("kind", "person", "unit").prefetch_related("leaders")  # the script was found
    item: ScriptItem = get_object_or_404(items, pk=pk)
    return item


def render_script(request: UserRequest, script: Script, status: int = 200, **more: Any) -> HttpResponse:
    """Answer with the script's page or its table; `form` opens a row: `editing` (key of an item) or `after` (a key)."""
    table = table_of(script)
    context = {
        "script": script,
        "table": table,
        "may_write": may_write(request.user, script),
        "may_mark": may_mark(request.user, script),
        "leaders": leaders_concerned([row.item for row in table.rows]),
    }
    return render_page(request, "scripts/script.html", context | more, fragment="rows", status=status)


def written(request: UserRequest, script: Script, done: Written, said: str) -> HttpResponse:
    """Say what was done with its undo, and show the table anew; without HTMX the page comes by a redirect."""
    tell_saved(request, said, undo=reverse("scripts:undo", args=[done.step.pk]) if done.step else "")
    if request.htmx:
        return render_script(request, script_found(request, script.pk))
    return HttpResponse(status=303, headers={"Location": script.get_absolute_url()})
