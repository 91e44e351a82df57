"""The day itself: the course by the clock, marks as they are pressed, also long after, also by two people."""

from __future__ import annotations

import json
from http import HTTPStatus
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page
from orgplan.scripts.actions import take_marks
from orgplan.scripts.imports import UnreadableMarksError, read_marks
from orgplan.scripts.models import Script
from orgplan.scripts.queries import course_of, items_of, live_state, marks_of, may_mark, state_tag
from orgplan.scripts.rules.kinds import MarkVerb
from orgplan.scripts.views.found import script_found


def _on_its_day(request: UserRequest, pk: int) -> Script:
    """Return a script that has a day; a template's has none."""
    script = script_found(request, pk)
    if script.day is None:
        raise Http404
    return script


def _to_mark(request: UserRequest, pk: int) -> Script:
    script = _on_its_day(request, pk)
    if not may_mark(request.user, script):
        raise PermissionDenied(_("The event is timed by the units that hold it, the department and the protocol."))
    return script


@require_GET
def live(request: UserRequest, pk: int) -> HttpResponse:
    """What runs now and what is next, with big buttons; opens without network once it was opened with it."""
    script = _on_its_day(request, pk)
    items, marks, now = items_of(script), marks_of(script), timezone.now()
    context = {
        "script": script,
        "course": course_of(script, items, now),
        "marks": marks,
        "state": json.dumps(live_state(script, items, marks) | {"now": now.isoformat()}),
        "may_mark": may_mark(request.user, script),
        "zone": settings.TIME_ZONE,
        "is_today": script.day == timezone.localdate(),
    }
    return render_page(request, "scripts/live.html", context)


@require_GET
def state(request: UserRequest, pk: int) -> HttpResponse:
    """The marks of everybody and the items, for the page that is open; 304 while nothing changed."""
    script = _on_its_day(request, pk)
    tag = quote_etag(state_tag(script))
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
    found = live_state(script, items_of(script), marks_of(script)) | {"now": timezone.now().isoformat()}
    return JsonResponse(found, headers={"ETag": tag, "Cache-Control": "no-cache"})


@require_POST
def marks(request: UserRequest, pk: int) -> HttpResponse:
    """Take marks: those of the offline queue as JSON, or the one of a plain form, which is of now."""
    script = _to_mark(request, pk)
    if request.content_type == "application/json":
        return _queued(request, script)
    now, verb = timezone.now(), request.POST.get("verb", "")
    undoes = request.POST.get("undoes", "") if verb == MarkVerb.BACK else ""
    item = row_key(request.POST.get("item", ""))
    entry = {"id": str(uuid4()), "item": item, "verb": verb, "at": now.isoformat(), "undoes": undoes or None}
    try:
        take_marks(script, marks=read_marks({"entries": [entry]}), now=now, by=request.user)
    except UnreadableMarksError as error:
        messages.warning(request, str(error))
    return HttpResponse(status=303, headers={"Location": reverse("scripts:live", args=[script.pk])})


def _queued(request: UserRequest, script: Script) -> HttpResponse:
    try:
        read = read_marks(json.loads(request.body))
    except ValueError as error:
        said = str(error) if isinstance(error, UnreadableMarksError) else _("This is no JSON.")
        return JsonResponse({"detail": said}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    taken = take_marks(script, marks=read, now=timezone.now(), by=request.user)
    gone = _("The item is not in the script any more.")
    refused = [{"id": str(key), "why": gone} for key in taken.unknown]
    return JsonResponse({"kept": [str(key) for key in taken.kept], "refused": refused})
