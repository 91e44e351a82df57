"""Calendars that come in from outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.availability import actions
from orgplan.availability.forms.calendars import ICS, CalendarFileForm, CalendarForm
from orgplan.availability.models import IncomingCalendar, Layer
from orgplan.availability.policy import can_keep_calendars
from orgplan.availability.queries.calendars import calendars, next_times
from orgplan.availability.rules.incoming import LARGEST
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Person
from orgplan.directory.queries import leaders_on

_DEEDS: dict[str, tuple[Callable[..., Any], str | Promise]] = {
    "stop": (actions.stop_calendar, gettext_lazy("The calendar is not read any more; what was read stays.")),
    "resume": (actions.resume_calendar, gettext_lazy("The calendar is read again.")),
    "read": (actions.read_soon, gettext_lazy("The calendar is read within minutes.")),
    "remove": (actions.remove_calendar, gettext_lazy("The calendar is removed with its busy times.")),
}


def keeping(request: UserRequest) -> None:
    """Refuse those who do not keep calendars."""
    if not can_keep_calendars(request.user):
        raise PermissionDenied(_("Calendars of leaders are kept by the protocol service and the department."))


@require_GET
def calendar_list(request: UserRequest) -> HttpResponse:
    """All calendars from outside, those that are not read first."""
    keeping(request)
    context = {"calendars": calendars(request.user), "may_calendars": True}
    return render_page(request, "availability/calendars.html", context)


def _form(request: UserRequest, record: IncomingCalendar | None) -> CalendarForm:
    leaders = [post.person_id for post in leaders_on(timezone.localdate())]
    if record is not None and record.person_id is not None:
        leaders.append(record.person_id)
    wanted = row_key(request.GET.get("layer", ""))
    return CalendarForm(
        posted(request),
        record=record,
        people=Person.objects.visible_to(request.user).filter(pk__in=leaders),
        layers=Layer.objects.visible_to(request.user),
        initial={"layer": wanted} if wanted and record is None else None,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def create_calendar(request: UserRequest) -> HttpResponse:
    """Order that a calendar be read."""
    keeping(request)
    form = _form(request, None)
    done = submitted(form, lambda: actions.write_calendar(facts=form.to_write(), by=request.user))
    if done is not None:
        return saved(request, done, _("The calendar is saved: it is read within minutes, or give its file."))
    return render_page(request, "availability/calendar_form.html", {"form": form}, status=form.status)


@never_cache
@require_http_methods(["GET", "POST"])
def change_calendar(request: UserRequest, pk: int) -> HttpResponse:
    """Change a calendar or its address."""
    record = get_object_or_404(IncomingCalendar.objects.visible_to(request.user), pk=pk)
    form = _form(request, record)
    done = submitted(
        form,
        lambda: actions.write_calendar(
            facts=form.to_write(), calendar=record, edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done is not None:
        return saved(request, done, _("The calendar is saved."))
    context = {"form": form, "calendar": record}
    return render_page(request, "availability/calendar_form.html", context, status=form.status)


@require_GET
def calendar(request: UserRequest, pk: int) -> HttpResponse:
    """A calendar: when it was read, what came, what could not be read."""
    rows = IncomingCalendar.objects.visible_to(request.user).select_related("person", "layer")
    return _card(request, get_object_or_404(rows, pk=pk), CalendarFileForm())


def _card(request: UserRequest, found: IncomingCalendar, form: CalendarFileForm) -> HttpResponse:
    context = {"calendar": found, "times": next_times(request.user, found), "form": form, "ics": ICS}
    return render_page(request, "availability/calendar.html", context, status=422 if form.errors else 200)


@require_POST
def take_file(request: UserRequest, pk: int) -> HttpResponse:
    """Read the calendar from a file; what was known stays where it cannot be read."""
    found = get_object_or_404(IncomingCalendar.objects.visible_to(request.user), pk=pk)
    form = CalendarFileForm(request.POST, request.FILES)

    def take() -> Any:
        given = form.cleaned_data["file"]
        content = given.read(LARGEST + 1)
        return actions.take_file(found, content=content, file_title=given.name, by=request.user)

    done = submitted(form, take)
    if done is None:
        return _card(request, found, form)
    count = len(done.spans)
    said = ngettext("%(count)d busy time is read.", "%(count)d busy times are read.", count) % {"count": count}
    return saved(request, found, said)


@require_POST
def act(request: UserRequest, pk: int, deed: str) -> HttpResponse:
    """Stop, go on, read now, remove."""
    found = get_object_or_404(IncomingCalendar.objects.visible_to(request.user), pk=pk)
    if deed not in _DEEDS:
        raise Http404
    run, said = _DEEDS[deed]
    try:
        run(found, by=request.user)
    except RefusedError as refusal:
        return refused(request, found, str(refusal))
    return saved(request, reverse("availability:calendars") if deed == "remove" else found, str(said))
