"""One clash: both events side by side with the day around them; accepted with a reason, or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.clashes.actions import accept_clash, take_back_acceptance
from orgplan.clashes.forms import AcceptForm
from orgplan.clashes.models import AcceptedClash
from orgplan.clashes.policy import can_accept
from orgplan.clashes.queries import ShownClash, clashes_of
from orgplan.clashes.queries.finding import day_around
from orgplan.clashes.rules.kinds import Subject
from orgplan.clashes.rules.occupation import Taken
from orgplan.core.editing import RefusedError, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.queries import unit_of
from orgplan.events.actions import WITH_FACTS
from orgplan.events.models import Event
from orgplan.events.policy import can_edit


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two events as the page shows it; `may_move` tells whether the reader may look for another time."""

    event: Event
    may_move: bool


@dataclass(frozen=True, slots=True)
class DayOf:
    """The day of the person or the hall around a clash."""

    day: date
    name: str
    rows: Sequence[tuple[Taken, bool]]


def _event(request: UserRequest, pk: int) -> Event:
    events = Event.objects.visible_to(request.user).select_related("owner", "venue", "part_of")
    return get_object_or_404(events.prefetch_related(*WITH_FACTS), pk=pk)


def _side(request: UserRequest, event: Event) -> Side:
    unit = unit_of(request.user)
    return Side(event, can_edit(request.user, unit_id=unit.pk if unit else None, owner_id=event.owner_id))


@require_GET
def both(request: UserRequest, first: int, second: int) -> HttpResponse:
    """Both events side by side, what they clash over, and the day of the person or the hall around them."""
    event = _event(request, first)
    other = Event.objects.visible_to(request.user).select_related("owner", "venue").filter(pk=second).first()
    found = [each for each in clashes_of(request.user, event) if second in each.clash.events]
    sides = [_side(request, each) for each in (event, other) if each is not None]
    return _page(request, event, found, sides)


@require_GET
def of_event(request: UserRequest, pk: int) -> HttpResponse:
    """All clashes of one event, those with times that are not free among them."""
    event = _event(request, pk)
    return _page(request, event, clashes_of(request.user, event), [_side(request, event)])


def _page(
    request: UserRequest,
    event: Event,
    found: list[ShownClash],
    sides: list[Side],
    *,
    form: AcceptForm | None = None,
) -> HttpResponse:
    context = {
        "event": event,
        "found": found,
        "sides": sides,
        "days": _days(request, found),
        "form": form or AcceptForm(),
        "posted": form["identity"].value() if form else "",
        "may_accept": can_accept(request.user),
        "accepted_before": AcceptedClash.objects.visible_to(request.user)
        .filter(first=event)
        .exclude(identity__in=[each.clash.identity for each in found])[:5],
    }
    return render_page(request, "clashes/both.html", context, status=422 if form else 200)


def _days(request: UserRequest, found: list[ShownClash]) -> list[DayOf]:
    """Return the day around the first clash over each person or hall: one look at each, three queries a look."""
    days: dict[tuple[bool, int, date], DayOf] = {}
    for shown in found[:_MOST_DAYS]:
        clash = shown.clash
        is_venue = clash.subject == Subject.VENUE
        if clash.subject == Subject.OBSTACLE and clash.resource not in clash.first.people:
            continue
        day = clash.first.start.date()
        key = (is_venue, clash.resource, day)
        if key not in days:
            person, venue = (None, clash.resource) if is_venue else (clash.resource, None)
            rows = [(each, each.event in clash.events) for each in day_around(request.user, person, venue, day)]
            days[key] = DayOf(day, clash.resource_name, rows)
    return list(days.values())


_MOST_DAYS = 3


@require_POST
def accept(request: UserRequest, pk: int) -> HttpResponse:
    """Let a clash of the event stay, with a reason."""
    event = _event(request, pk)
    if not can_accept(request.user):
        raise PermissionDenied(_("Clashes are accepted by the organisational department and the protocol service."))
    found = clashes_of(request.user, event)
    form = AcceptForm(request.POST)
    chosen = next((each for each in found if each.clash.identity == request.POST.get("identity")), None)

    def write() -> AcceptedClash:
        if chosen is None:
            raise RefusedError(_("This clash is no longer there: one of the events was changed."))
        return accept_clash(chosen.clash, reason=form.cleaned_data["reason"], by=request.user)

    if submitted(form, write) is None:
        return _page(request, event, found, [_side(request, event)], form=form)
    return saved(request, _next(event), _("The clash is accepted; the reason stays beside it."))


def _next(event: Event) -> str:
    return reverse("clashes:event", args=[event.pk])


@require_POST
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    """Let an accepted clash count again."""
    accepted: AcceptedClash = get_object_or_404(
        AcceptedClash.objects.visible_to(request.user).select_related("first"), pk=pk
    )
    if not can_accept(request.user):
        raise PermissionDenied(_("Clashes are accepted by the organisational department and the protocol service."))
    event = accepted.first
    if event is None:
        raise Http404
    take_back_acceptance(accepted, by=request.user)
    return saved(request, _next(event), _("The clash counts again."))
