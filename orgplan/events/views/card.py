"""The card of an event and its form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.accounts.policy import has_role
from orgplan.accounts.rules import Role
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import SeeOther, Window, counted_window, render_page, saved
from orgplan.directory.models import Person, Unit, Venue
from orgplan.directory.queries import leaders_on, own_unit_key, unit_of
from orgplan.events.actions import WITH_FACTS, Wanted, change_with_undo, create_with_undo, prepare_change
from orgplan.events.actions.programmes import put_into_programmes
from orgplan.events.following import GroundNeededError, ProposalOnlyError, page_of
from orgplan.events.forms import EventForm, QuickForm, filled_by
from orgplan.events.models import Event, Programme, ProposedChange, UndoStep
from orgplan.events.panels import panels_of
from orgplan.events.policy import can_create, can_edit, sees_granted
from orgplan.events.queries import offers_of_event
from orgplan.events.queries.card import card_flags, read_co_owners
from orgplan.events.queries.outcomes import is_reportable
from orgplan.events.queries.programmes import programmes_of
from orgplan.events.rules import reading_period
from orgplan.events.views.foreseen import hints_of_line
from orgplan.events.views.outcomes import may_report
from orgplan.events.views.undo import undo_address
from orgplan.language.timing.reading import read_timing
from orgplan.language.timing.writing import write_timing

_OF_PEOPLE = tuple(each for each in WITH_FACTS if isinstance(each, Prefetch))


def _found(
    request: UserRequest, pk: int, *, deleted: bool | None = False, facts: Sequence[str | Prefetch[Any]] = WITH_FACTS
) -> Event:
    events = Event.objects.visible_to(request.user, deleted=deleted).select_related(
        "owner", "venue", "part_of", "outcome"
    )
    return get_object_or_404(events.prefetch_related(*facts).annotate(**card_flags()), pk=pk)


def _parts_window(request: UserRequest, event: Event) -> Window[Event]:
    """Return a window of what the event consists of, with the days of the parts and of the event read together."""
    window = counted_window(request, event.parts.visible_to(request.user))
    prefetch_related_objects([event, *window.items], "occurrences")
    return window


@require_GET
def event_page(request: UserRequest, pk: int) -> HttpResponse:
    """The card: facts, who takes part, what it consists of, in which plans it stands, what units wrote."""
    event = _found(request, pk, deleted=None, facts=_OF_PEOPLE)
    read_co_owners(event)
    parts = _parts_window(request, event)
    own = can_edit(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id)
    context = {
        "event": event,
        "participations": event.participations.all(),
        "parts": parts,
        "part_rows": [(part.pk, part.when, part.title) for part in parts.items],
        "programmes": [] if sees_granted(request.user) else programmes_of(request.user, event),
        "shows_trail": not sees_granted(request.user),
        "shows_whole": event.part_of is not None and not sees_granted(request.user),
        "offers": offers_of_event(event, timezone.localdate()),
        "panels": panels_of(request.user, event),
        "may_edit": own and not event.is_deleted,
        "may_restore": own and event.is_deleted,
        "outcome": getattr(event, "outcome", None),
        "may_report": is_reportable(event, timezone.localdate()) and may_report(request, event),
    }
    return render_page(request, "events/event.html", context)


def _form(request: UserRequest, record: Event | None, **options: Any) -> EventForm:
    return _with_choices(request, posted(request), record, options)


def _blank(request: UserRequest, **options: Any) -> EventForm:
    """Return the card to be filled in, whatever another form of the page posted."""
    return _with_choices(request, None, None, options)


def _with_choices(
    request: UserRequest, data: QueryDict | None, record: Event | None, options: dict[str, Any]
) -> EventForm:
    units = Unit.objects.visible_to(request.user).filter(is_active=True)
    own = unit_of(request.user)
    if own and has_role(request.user, Role.COORDINATOR):
        units = units.filter(pk=own.pk)
    people = [each.person_id for each in leaders_on(timezone.localdate())]
    leaders = Person.objects.visible_to(request.user).filter(pk__in=people)
    venues = Venue.objects.visible_to(request.user)
    programmes = Programme.objects.visible_to(request.user)
    return EventForm(data, record=record, units=units, leaders=leaders, venues=venues, programmes=programmes, **options)


@require_http_methods(["GET", "POST"])
def create(request: UserRequest) -> HttpResponse:
    """Record a new event by its card; with `?say=` the card is filled by one line, and what was understood is shown."""
    own = _may_create(request)
    said = request.GET.get("say", "")
    quick = QuickForm(owner=own, initial={"say": said})
    if request.htmx and request.method == "GET":
        return render_page(
            request, "events/quick.html", {"quick": quick, "hints": hints_of_line(request.user, quick.card)}
        )
    filled = filled_by(quick.card) if quick.card else {}
    form = _form(request, None, initial={"owner": own.pk if own else None} | filled)
    made = submitted(form, lambda: _made(request, form))
    if made is not None:
        return _recorded(request, *made)
    context = {"form": form, "quick": quick, "hints": hints_of_line(request.user, quick.card)}
    return render_page(request, "events/form.html", context, status=form.status)


@require_POST
def quick(request: UserRequest) -> HttpResponse:
    """Record a new event by one line; what is missing is said, and the line and the card filled by it stay."""
    own = _may_create(request)
    line = QuickForm(request.POST, owner=own)
    made = submitted(line, lambda: create_with_undo(facts=line.to_write(), by=request.user))
    if made is not None:
        return _recorded(request, *made)
    filled = filled_by(line.card) if line.card else {}
    form = _blank(request, initial={"owner": own.pk if own else None} | filled)
    return render_page(
        request,
        "events/form.html",
        {"form": form, "quick": line, "hints": hints_of_line(request.user, line.card)},
        status=422,
    )


def _may_create(request: UserRequest) -> Unit | None:
    """Return the unit of whoever may record events; PermissionDenied for others."""
    if not can_create(request.user):
        raise PermissionDenied(_("Events are recorded by the department, the protocol service and unit coordinators."))
    return unit_of(request.user)


def _recorded(request: UserRequest, event: Event, step: UndoStep) -> HttpResponse:
    sentence = _("The event is recorded.")
    return saved(request, reverse("events:event", args=[event.pk]), sentence, undo=undo_address(step))


@transaction.atomic
def _made(request: UserRequest, form: EventForm) -> tuple[Event, UndoStep]:
    """Record the event with its programmes."""
    event, step = create_with_undo(facts=form.to_write(), by=request.user)
    if form.chosen_programmes:
        put_into_programmes(event, programmes=form.chosen_programmes, by=request.user)
    return event, step


@transaction.atomic
def _changed(request: UserRequest, event: Event, form: EventForm) -> UndoStep | ProposedChange:
    """Change the event; where more is asked than the form holds, keep what was typed for the page of the change."""
    facts, edition = form.to_write(), form.cleaned_data["edition"]
    chosen = list(form.chosen_programmes) if form.has_other_programmes else None
    try:
        return change_with_undo(wanted=[Wanted(event, facts, edition)], programmes=chosen, by=request.user)
    except (GroundNeededError, ProposalOnlyError):
        if chosen is not None:
            put_into_programmes(event, programmes=chosen, by=request.user)
        return prepare_change(event, facts=facts, edition=edition, by=request.user)


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """Change an event; two people at once see each other's words."""
    event = _found(request, pk)
    if not can_edit(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id):
        raise PermissionDenied(_("This event belongs to another unit."))
    form = _form(request, event)
    done = submitted(form, lambda: _changed(request, event, form))
    if isinstance(done, ProposedChange):
        return SeeOther(page_of(done))
    if done is not None:
        sentence = _("The event is changed.")
        return saved(request, reverse("events:event", args=[event.pk]), sentence, undo=undo_address(done))
    return render_page(request, "events/form.html", {"form": form, "event": event}, status=form.status)


@require_GET
def understood(request: UserRequest) -> HttpResponse:
    """How a date in words is understood, while it is being typed."""
    text = request.GET.get("wording", "")[:500]
    reading = read_timing(text, reading_period(timezone.localdate())) if text.strip() else None
    words = write_timing(reading.timing, year_shown=True) if reading and reading.timing.occurrences else ""
    return render_page(request, "events/understood.html", {"reading": reading, "words": words})
