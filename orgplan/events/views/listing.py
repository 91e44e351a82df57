"""The list of events with its filter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.core.pages import keyed_window, render_page
from orgplan.directory.models import Unit, Venue
from orgplan.directory.queries import leaders_on, own_unit_key
from orgplan.events.models import Event
from orgplan.events.panels import offers_for
from orgplan.events.policy import can_create, can_edit
from orgplan.events.queries import BOUND, EventFilter, facets, filter_of, listed, matching
from orgplan.events.rules import EventKind, EventState, Level
from orgplan.saved_views.queries import default_address


@dataclass(frozen=True, slots=True)
class Select:
    """One choice of the filter: its name in the address, its value there, what can be chosen."""

    name: str
    label: str
    value: str
    choices: Sequence[tuple[str, str]]

    @property
    def is_gone(self) -> bool:
        """Tell whether the address asks for something that can no longer be chosen."""
        return bool(self.value) and self.value not in {key for key, _words in self.choices}


@require_GET
def event_list(request: UserRequest) -> HttpResponse:
    """Events from today on, or as the filter says; a list opened without any filter opens the default view."""
    if not request.GET and (address := default_address(request.user, "events")):
        return redirect(address)
    today = timezone.localdate()
    wanted = filter_of(request.GET.dict(), today)
    bound = BOUND if wanted.is_scanned else 0
    found = matching(request.user, wanted)
    window = keyed_window(request, found, listed, bound=bound, from_end=wanted.is_late)
    often, seldom = _selects(request, wanted, today)
    context = {
        "wanted": wanted,
        "window": window,
        "rows": _rows(request, window.items, today.year),
        "selects": often,
        "more_selects": seldom,
        "more_open": any(each.value for each in seldom),
        "gone": _gone((*often, *seldom)),
        "query": request.GET.urlencode(),
        "offers": offers_for(request.user),
        "may_create": can_create(request.user),
    }
    return render_page(request, "events/list.html", context, fragment="rows")


def _rows(request: UserRequest, events: Iterable[Event], year: int) -> list[tuple[Event, str, bool]]:
    unit_id = own_unit_key(request.user)
    return [
        (event, event.when_in(year), can_edit(request.user, unit_id=unit_id, owner_id=event.owner_id))
        for event in events
    ]


def _selects(request: UserRequest, wanted: EventFilter, today: date) -> tuple[list[Select], list[Select]]:
    """Return what is asked often and what seldom; three queries and those of upper rooms."""
    units = [(str(unit.pk), str(unit)) for unit in Unit.objects.visible_to(request.user)]
    leaders = {str(each.person_id): each.title for each in leaders_on(today)}
    venues = list(Venue.objects.visible_to(request.user).values_list("pk", "name", "district"))
    districts = sorted({district for _pk, _name, district in venues if district})
    often = [
        Select("leader", _("Leader"), str(wanted.leader or ""), list(leaders.items())),
        Select("unit", _("Unit"), str(wanted.unit or ""), units),
    ]
    seldom = [
        Select("kind", _("Kind"), wanted.kind, [(key, str(words)) for key, words in EventKind.choices]),
        Select("level", _("Level"), wanted.level, [(key, str(words)) for key, words in Level.choices]),
        Select("state", _("State"), wanted.state, [(key, str(words)) for key, words in EventState.choices]),
        Select("venue", _("Venue"), str(wanted.venue or ""), [(str(pk), name) for pk, name, _district in venues]),
        Select("district", _("District"), wanted.district, [(each, each) for each in districts]),
        *(
            Select(each.name, str(each.label), wanted.facets.get(each.name, ""), each.choices(request.user))
            for each in facets()
        ),
    ]
    return often, seldom


def _gone(selects: Iterable[Select]) -> list[str]:
    """Return sentences about what a kept filter asks for and is no longer there."""
    return [
        _("The filter asks for “%(what)s” that is no longer there: choose another one or clear it.")
        % {"what": each.label.lower()}
        for each in selects
        if each.is_gone
    ]
