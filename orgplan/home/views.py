"""The first screen."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.accounts.queries.security import emergency_sign_ins
from orgplan.almanac.queries import dates_between, jubilees_ahead
from orgplan.core.pages import render_page
from orgplan.events.queries import Day, days_of
from orgplan.home.queries import (
    absent_on,
    awaiting_approval,
    desks,
    leaders_desk,
    open_clashes,
    own_person,
    own_plans,
    plans_at_hand,
    plans_to_send,
    trouble,
    unsent_papers,
)

_JUBILEES = 5


@require_GET
def today(request: UserRequest) -> HttpResponse:
    """Leaders' days, what waits for the reader, the plans under work."""
    day = timezone.localdate()
    found, following = days_of(request.user, (day, day + timedelta(days=1)))
    own = own_person(request.user, found)
    if own is not None:
        return _own_day(request, own, (found, following))
    absent, desk, plans = absent_on(day), leaders_desk(request.user, found), plans_at_hand(request.user, day)
    context = {
        "day": day,
        "emergency": emergency_sign_ins(request.user),
        "today": desk,
        "absent": absent,
        "first_away": absent.of(desk.first.person) if desk.first else None,
        "tomorrow": leaders_desk(request.user, following),
        "events": found.events,
        "approvals": awaiting_approval(request.user, plans),
        "papers": unsent_papers(request.user),
        "desks": desks(request.user, plans, timezone.now()),
        "to_send": plans_to_send(request.user, day, timezone.now()),
        "own_plans": own_plans(request.user, day),
        "dates": dates_between(request.user, day, day),
        "jubilees": jubilees_ahead(request.user, day)[:_JUBILEES],
        "trouble": trouble(request.user),
    }
    return render_page(request, "home/today.html", context)


def _own_day(request: UserRequest, person: int, days: tuple[Day, Day]) -> HttpResponse:
    """Show a leader's own version: the day, what waits for a decision, tomorrow."""
    found, following = days
    plans = plans_at_hand(request.user, found.day)
    context = {
        "day": found.day,
        "emergency": emergency_sign_ins(request.user),
        "today": leaders_desk(request.user, found, own=person),
        "tomorrow": leaders_desk(request.user, following, own=person),
        "approvals": awaiting_approval(request.user, plans),
        "clashes": open_clashes(request.user, person, found.day, following.day),
    }
    return render_page(request, "home/own_day.html", context)
