"""Pages of minutes: the list, the head, the pass from points to instructions."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved, window_of
from orgplan.directory.models import Person, Unit
from orgplan.directory.queries import leaders_on
from orgplan.events.models import Event
from orgplan.instructions.models import ControlLevel, TermRule
from orgplan.instructions.queries.rules import in_force
from orgplan.minutes.actions import (
    add_points,
    change_minutes,
    correct_point,
    give_points,
    leave_point_out,
    write_minutes,
)
from orgplan.minutes.forms import AddForm, MinutesForm, PointForm
from orgplan.minutes.models import Minutes, MinutesLine
from orgplan.minutes.policy import can_keep_minutes
from orgplan.minutes.queries import lines_of, listed_minutes


@require_GET
def minutes_list(request: UserRequest) -> HttpResponse:
    """Minutes, the latest first, with how many of their points were given and are still under control."""
    window = window_of(request, listed_minutes(request.user))
    context = {"window": window, "may_keep": can_keep_minutes(request.user)}
    return render_page(request, "minutes/list.html", context)


def _keeping(request: UserRequest) -> None:
    if not can_keep_minutes(request.user):
        raise PermissionDenied(_("Minutes are kept by the department, the protocol service and leaders."))


def _choices(request: UserRequest) -> dict[str, Any]:
    people = Person.objects.visible_to(request.user).filter(is_active=True)
    chairs = [each.person_id for each in leaders_on(timezone.localdate())]
    return {
        "chair": people.filter(pk__in=chairs),
        "level": ControlLevel.objects.visible_to(request.user).filter(is_active=True),
        "event": Event.objects.visible_to(request.user),
    }


@require_http_methods(["GET", "POST"])
def create(request: UserRequest) -> HttpResponse:
    """Write minutes down with their text; of an event, its title and day stand in the form already."""
    _keeping(request)
    key = row_key(request.GET.get("event", ""))
    event = Event.objects.visible_to(request.user).filter(pk=key).first() if key else None
    initial = {"title": event.title[:300], "event": event.pk} if event else {}
    if event and event.first_day and event.first_day <= timezone.localdate():
        initial |= {"held_on": event.first_day}
    form = MinutesForm(posted(request), choices=_choices(request), initial=initial)
    made = submitted(
        form, lambda: write_minutes(facts=form.to_write(), text=form.cleaned_data["text"], by=request.user)
    )
    if made is not None:
        return saved(request, made, _("The minutes are written down. Look at the points, then give them."))
    return render_page(request, "minutes/form.html", {"form": form, "event": event}, status=form.status)


def _found(request: UserRequest, pk: int) -> Minutes:
    rows = Minutes.objects.visible_to(request.user).select_related("chair", "event", "level")
    return get_object_or_404(rows, pk=pk)


def _kept(request: UserRequest, pk: int) -> Minutes:
    minutes = _found(request, pk)
    _keeping(request)
    return minutes


@require_GET
def minutes_page(request: UserRequest, pk: int) -> HttpResponse:
    """The pass: each point with what was read of it, what is missing said in words; what was given is a link."""
    return _page(request, _found(request, pk), AddForm())


def _page(request: UserRequest, minutes: Minutes, form: AddForm) -> HttpResponse:
    lines = lines_of(request.user, minutes)
    today = timezone.localdate()
    context = {
        "minutes": minutes,
        "rows": [(line, line.instruction.status_on(today) if line.instruction else None) for line in lines],
        "ready": sum(line.is_ready for line in lines),
        "open": sum(line.instruction_id is None and not line.is_left_out for line in lines),
        "given": sum(line.instruction_id is not None for line in lines),
        "total": len(lines),
        "form": form,
        "may_keep": can_keep_minutes(request.user),
    }
    return render_page(request, "minutes/minutes.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """Change the head of minutes."""
    minutes = _kept(request, pk)
    form = MinutesForm(posted(request), record=minutes, choices=_choices(request))
    done = submitted(
        form,
        lambda: change_minutes(minutes, facts=form.to_write(), edition=form.cleaned_data["edition"], by=request.user),
    )
    if done is not None:
        return saved(request, done, _("The minutes are changed."))
    return render_page(request, "minutes/form.html", {"form": form, "minutes": minutes}, status=form.status)


@require_POST
def add(request: UserRequest, pk: int) -> HttpResponse:
    """Read more text into points."""
    minutes = _kept(request, pk)
    form = AddForm(request.POST)
    done = submitted(form, lambda: add_points(minutes, text=form.cleaned_data["text"], by=request.user))
    if done is None:
        return _page(request, minutes, form)
    words = ngettext("%d point is read.", "%d points are read.", len(done)) % len(done)
    return saved(request, minutes, words)


@require_http_methods(["GET", "POST"])
def point(request: UserRequest, pk: int, line_pk: int) -> HttpResponse:
    """Correct a point; its words in the minutes stand above the form."""
    minutes = _kept(request, pk)
    line = get_object_or_404(minutes.lines.filter(instruction=None), pk=line_pk)
    units = Unit.objects.visible_to(request.user).filter(is_active=True)
    held = in_force(
        TermRule.objects.visible_to(request.user).filter(is_active=True), minutes.level_id, minutes.signed_on
    )
    choices = {
        "unit": units,
        "others": units,
        "person": Person.objects.visible_to(request.user).filter(is_active=True),
        "term_rule": TermRule.objects.visible_to(request.user).filter(pk__in=[each.pk for each in held]),
    }
    form = PointForm(posted(request), record=line, choices=choices)
    done = submitted(
        form,
        lambda: correct_point(line, facts=form.to_write(), edition=form.cleaned_data["edition"], by=request.user),
    )
    if done is not None:
        return saved(request, f"{minutes.get_absolute_url()}#line-{line.pk}", _("The point is corrected."))
    context = {"minutes": minutes, "line": line, "form": form}
    return render_page(request, "minutes/point.html", context, status=form.status)


@require_POST
def leave_out(request: UserRequest, pk: int, line_pk: int) -> HttpResponse:
    """Say that a point gives nothing to anybody, or take that back."""
    minutes = _kept(request, pk)
    line: MinutesLine = get_object_or_404(minutes.lines.filter(instruction=None), pk=line_pk)
    leave_point_out(line, left_out=not line.is_left_out, edition=line.edition, by=request.user)
    told = _("The point counts again.") if line.is_left_out else _("The point is left out; the text keeps it.")
    return saved(request, f"{minutes.get_absolute_url()}#line-{line.pk}", told)


@require_POST
def give(request: UserRequest, pk: int) -> HttpResponse:
    """Give all points that are ready as instructions; the others stay here."""
    minutes = _kept(request, pk)
    pairs = (each.partition(":") for each in request.POST.getlist("line"))
    seen = {key: edition for a, _colon, b in pairs if (key := row_key(a)) and (edition := row_key(b))}
    try:
        given = give_points(minutes, seen=seen, by=request.user)
    except (RefusedError, ChangedMeanwhileError) as refusal:
        return refused(request, minutes, str(refusal))
    words = ngettext("%d instruction is put on control.", "%d instructions are put on control.", len(given))
    return saved(request, minutes, words % len(given))
