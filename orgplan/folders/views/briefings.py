"""What the department writes for folders: briefing of an event, texts, the leader's escort."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Person, Venue
from orgplan.directory.queries import leaders_on
from orgplan.events.models import Event
from orgplan.folders import actions
from orgplan.folders.forms import BriefingForm, EscortForm, NoteForm
from orgplan.folders.models import Briefing, Escort, LeaderNote
from orgplan.folders.policy import can_prepare


def _preparing(request: UserRequest) -> None:
    if not can_prepare(request.user):
        raise PermissionDenied(_("Folders are put together by the department and the protocol service."))


def _event(request: UserRequest, pk: int) -> Event:
    return get_object_or_404(Event.objects.visible_to(request.user).select_related("venue", "owner"), pk=pk)


def _leaders(request: UserRequest, event: Event) -> Any:
    """Return who may be given a text: the leaders of the event's day, and whoever takes part in it."""
    day = event.first_day or timezone.localdate()
    keys = {post.person_id for post in leaders_on(day)}
    return Person.objects.visible_to(request.user).filter(pk__in=keys)


@require_http_methods(["GET", "POST"])
def briefing(request: UserRequest, pk: int) -> HttpResponse:
    """Who meets the leader, plan B; texts for leaders below."""
    event = _event(request, pk)
    _preparing(request)
    known = Briefing.objects.visible_to(request.user).filter(event=event).first()
    form = BriefingForm(posted(request), record=known)
    done = submitted(
        form,
        lambda: actions.write_briefing(
            event, facts=form.to_write(), edition=form.cleaned_data.get("edition", 0), by=request.user
        ),
    )
    if done is not None:
        return saved(request, done, _("The briefing is saved: it stands in the folders."))
    notes = LeaderNote.objects.visible_to(request.user).filter(event=event).select_related("person")
    context = {"event": event, "form": form, "notes": notes}
    return render_page(request, "folders/briefing.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
def new_note(request: UserRequest, pk: int) -> HttpResponse:
    """A text for a leader at the event."""
    event = _event(request, pk)
    _preparing(request)
    form = NoteForm(posted(request), people=_leaders(request, event))
    done = submitted(form, lambda: actions.write_note(event, facts=form.to_write(), by=request.user))
    if done is not None:
        return saved(request, reverse("folders:briefing", args=[event.pk]), _("The text is put into the folder."))
    return render_page(request, "folders/note_form.html", {"event": event, "form": form}, status=form.status)


def _note(request: UserRequest, pk: int) -> LeaderNote:
    rows = LeaderNote.objects.visible_to(request.user).select_related("event", "person")
    found: LeaderNote = get_object_or_404(rows, pk=pk)
    get_object_or_404(Event.objects.visible_to(request.user), pk=found.event_id)
    return found


@require_http_methods(["GET", "POST"])
def note(request: UserRequest, pk: int) -> HttpResponse:
    """Change a text."""
    found = _note(request, pk)
    event = found.event
    form = NoteForm(posted(request), record=found, people=_leaders(request, event))
    done = submitted(
        form,
        lambda: actions.write_note(
            event, facts=form.to_write(), note=found, edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done is not None:
        return saved(request, reverse("folders:briefing", args=[event.pk]), _("The text is changed."))
    context = {"event": event, "form": form, "note": found}
    return render_page(request, "folders/note_form.html", context, status=form.status)


@require_POST
def remove_note(request: UserRequest, pk: int) -> HttpResponse:
    """Take a text out of the folder."""
    found = _note(request, pk)
    actions.remove_note(found, by=request.user)
    return saved(request, reverse("folders:briefing", args=[found.event_id]), _("The text is taken out of the folder."))


@require_http_methods(["GET", "POST"])
def escort(request: UserRequest, person: int) -> HttpResponse:
    """Driver, car and assistant of a leader."""
    _preparing(request)
    leader = get_object_or_404(Person.objects.visible_to(request.user), pk=person)
    known = Escort.objects.visible_to(request.user).filter(person=leader).first()
    places = Venue.objects.visible_to(request.user).filter(is_active=True, latitude__isnull=False)
    form = EscortForm(posted(request), record=known, places=places)
    done = submitted(
        form,
        lambda: actions.write_escort(
            leader, facts=form.to_write(), edition=form.cleaned_data.get("edition", 0), by=request.user
        ),
    )
    if done is not None:
        return saved(request, reverse("folders:index"), _("The escort is saved: it stands in the folders."))
    context = {"leader": leader, "form": form}
    return render_page(request, "folders/escort_form.html", context, status=form.status)
