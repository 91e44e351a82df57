"""The one page of the calendar: a view, a day, a filter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.accounts.models import User
from orgplan.calendar.queries import CalendarFilter, calendar_filter, standing_of
from orgplan.calendar.queries.blocks import now_css
from orgplan.calendar.queries.day import day_page, hours_page
from orgplan.calendar.queries.listing import list_page
from orgplan.calendar.queries.month import month_page
from orgplan.calendar.queries.venues import venues_page
from orgplan.calendar.queries.week import week_page
from orgplan.calendar.queries.year import year_page
from orgplan.calendar.rules.spans import View, days_of, is_sane, window
from orgplan.calendar.rules.wording import SHORT_WEEKDAYS, read_day, window_words
from orgplan.calendar.views.frame import Address, filter_context
from orgplan.core.pages import render_page
from orgplan.saved_views.queries import default_address

_LONGEST = 60
Page = Callable[[User, CalendarFilter, View, date, date], Any]


def _weekly(make: Callable[..., Any]) -> Page:
    return lambda user, wanted, view, day, today: make(user, wanted, days_of(*window(view, day)), today)


def _monthly(user: User, wanted: CalendarFilter, view: View, day: date, today: date) -> Any:
    return month_page(user, wanted, view, window(view, day), today)


_PAGES: dict[View, tuple[str, Page]] = {
    View.DAY: ("day", lambda user, wanted, _view, day, today: day_page(user, wanted, day, today)),
    View.WEEK: ("week", _weekly(week_page)),
    View.HOURS: ("hours", _weekly(hours_page)),
    View.MONTH: ("month", _monthly),
    View.QUARTER: ("month", _monthly),
    View.YEAR: ("year", lambda user, wanted, view, day, today: year_page(user, wanted, window(view, day), today)),
    View.LIST: ("list", lambda user, wanted, _view, day, today: list_page(user, wanted, day, today)),
    View.VENUES: ("venues", _weekly(venues_page)),
    View.VENUE_WEEK: ("venue_week", _weekly(venues_page)),
}
"""By view the template and what it shows."""


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """The calendar without a day: this week, or with the reader's own filter where one was chosen."""
    kept = default_address(request.user, "calendar") if not request.GET else ""
    query = QueryDict(kept.partition("?")[2]) if kept else request.GET
    return redirect(Address(View.WEEK, timezone.localdate(), query).here)


@require_GET
def calendar_page(request: UserRequest, view: str, day: str) -> HttpResponse:
    """One view of the calendar; `?to=` is a day that somebody typed and leads there."""
    shown, now = _asked(view, day), timezone.localtime()
    address = Address(*shown, request.GET)
    typed = request.GET.get("to", "")[:_LONGEST].strip()
    if typed and (found := read_day(typed, shown[1], now.date())) is not None:
        return redirect(address.on(found))
    wanted = calendar_filter(request.GET.dict(), request.GET.getlist("leader"))
    template, make = _PAGES[shown[0]]
    page = make(request.user, wanted, *shown, now.date())
    context = {
        "view": shown[0].value,
        "day": shown[1],
        "today": now.date(),
        "title": window_words(*shown),
        "page": page,
        "typed": typed,
        "address": address,
        "standing": standing_of(request.user, *window(*shown)),
        "week_days": days_of(*window(shown[0], shown[1])) if shown[0] == View.VENUE_WEEK else (),
        "weekday_names": SHORT_WEEKDAYS,
        "now_css": now_css(now.hour * 60 + now.minute, page.hours) if hasattr(page, "hours") else "",
        **filter_context(request.user, wanted, shown[1]),
    }
    return render_page(request, f"calendar/{template}.html", context)


def _asked(view: str, day: str) -> tuple[View, date]:
    try:
        found = View(view), date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if not is_sane(found[1]):
        raise Http404
    return found
