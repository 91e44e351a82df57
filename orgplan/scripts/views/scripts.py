"""Scripts: the list, one as a table, its beginning, pasted lines, what is taken back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import render_page, saved, window_of
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event, EventTemplate
from orgplan.events.parts import Source
from orgplan.scripts.actions import begin_script, paste_items, take_back_script, write_script
from orgplan.scripts.forms import PasteForm, ScriptForm
from orgplan.scripts.models import ScriptUndo
from orgplan.scripts.policy import can_keep_kinds, can_write_script
from orgplan.scripts.queries import listed_scripts, script_of, template_scripts
from orgplan.scripts.rules.pasting import read_lines
from orgplan.scripts.views.found import render_script, script_found, script_to_write, written


@require_GET
def script_list(request: UserRequest) -> HttpResponse:
    """Scripts of events ahead, or of those that are over; below them the usual ones of templates."""
    past, words = request.GET.get("past") == "1", request.GET.get("words", "").strip()
    today = timezone.localdate()
    context = {
        "window": window_of(request, listed_scripts(request.user, words=words, past=past, today=today)),
        "past": past,
        "words": words,
        "today": today,
        "usual": [] if past or words else template_scripts(request.user),
        "may_keep_kinds": can_keep_kinds(request.user),
    }
    return render_page(request, "scripts/list.html", context, fragment="rows")


@require_GET
def script_page(request: UserRequest, pk: int) -> HttpResponse:
    """The script as a table with running times and totals."""
    return render_script(request, script_found(request, pk))


def _begin(request: UserRequest, source: Source) -> HttpResponse:
    """Open the script that stands; by POST begin one."""
    script = script_of(source)
    if script is None and request.method == "POST":
        of_template, own = isinstance(source, EventTemplate), own_unit_key(request.user)
        if not can_write_script(request.user, unit_id=own, owner_id=source.owner_id, of_template=of_template):
            raise PermissionDenied(_("A script is written by the unit that prepares the event, and by the department."))
        script = begin_script(source=source, by=request.user)
        return saved(request, script, _("The script is begun: paste its lines or add items one by one."))
    if script is None:
        card = "events:template" if isinstance(source, EventTemplate) else "events:event"
        return saved(request, reverse(card, args=[source.pk]), _("There is no script yet."))
    return HttpResponse(status=303, headers={"Location": script.get_absolute_url()})


@require_http_methods(["GET", "POST"])
def begin_for_event(request: UserRequest, pk: int) -> HttpResponse:
    """The script of an event: shown where it stands, begun by POST."""
    return _begin(request, get_object_or_404(Event.objects.visible_to(request.user), pk=pk))


@require_http_methods(["GET", "POST"])
def begin_for_template(request: UserRequest, pk: int) -> HttpResponse:
    """The usual script of a template: shown where it stands, begun by POST."""
    return _begin(request, get_object_or_404(EventTemplate.objects.visible_to(request.user), pk=pk))


@require_http_methods(["GET", "POST"])
def beginning(request: UserRequest, pk: int) -> HttpResponse:
    """Say on which day and at what time the script begins."""
    script = script_to_write(request, pk)
    form = ScriptForm(posted(request), record=script, of_template=script.template_id is not None)
    done = submitted(
        form,
        lambda: write_script(script, facts=form.to_write(), edition=form.cleaned_data["edition"], by=request.user),
    )
    if done is not None:
        return saved(request, script, _("The beginning of the script is set."))
    return render_page(request, "scripts/beginning.html", {"form": form, "script": script}, status=form.status)


@require_http_methods(["GET", "POST"])
def paste(request: UserRequest, pk: int) -> HttpResponse:
    """Read pasted lines, show how each is understood, and take them at the second press."""
    script = script_to_write(request, pk)
    form = PasteForm(posted(request))
    read = read_lines(form.cleaned_data["lines"]) if form.is_bound and form.is_valid() else None
    if read and read.lines and "take" in request.POST:
        done = submitted(form, lambda: paste_items(script, lines=read.lines, by=request.user))
        if done is not None:
            words = ngettext("%d item is taken.", "%d items are taken.", len(read.lines)) % len(read.lines)
            return written(request, script, done, words)
    context = {"form": form, "script": script, "read": read}
    return render_page(request, "scripts/paste.html", context, status=422 if form.errors else 200)


@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    """Put the items back as they stood before the reader's own write."""
    step = get_object_or_404(ScriptUndo.objects.visible_to(request.user).select_related("script"), pk=pk)
    try:
        take_back_script(step, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return saved(request, step.script, _("Nothing was taken back."))
    return saved(request, step.script, _("Taken back: the script stands as before."))
