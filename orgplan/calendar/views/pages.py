"""The one page of the calendar: a view, a day, a filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from orgplan.calendar.queries.venues import VenuesPage, venues_page
from orgplan.calendar.queries.week import week_page
from orgplan.calendar.queries.year import year_page
from orgplan.calendar.rules.spans import View, days_of, is_sane, window
from orgplan.calendar.rules.wording import SHORT_WEEKDAYS, read_day
from orgplan.calendar.views.frame import Address, filter_context, frame_context
from orgplan.core.pages import render_page
from orgplan.directory.models import Position
from orgplan.directory.queries import leaders_between
from orgplan.saved_views.queries import default_address

_LONGEST = 60
Page = Callable[[User, CalendarFilter, Sequence[Position], tuple[View, date], date], Any]


def _days(at: tuple[View, date]) -> list[date]:
    return days_of(*window(*at))


def _venues(
    user: User, wanted: CalendarFilter, posts: Sequence[Position], at: tuple[View, date], today: date
) -> VenuesPage:
    return venues_page(user, wanted, posts, _days(at), today)


_PAGES: dict[View, tuple[str, Page]] = {
    View.DAY: ("day", lambda user, wanted, posts, at, today: day_page(user, wanted, posts, at[1], today)),
    View.WEEK: ("week", lambda user, wanted, posts, at, today: week_page(user, wanted, posts, _days(at), today)),
    View.HOURS: ("hours", lambda user, wanted, posts, at, today: hours_page(user, wanted, posts, _days(at), today)),
    View.MONTH: ("month", month_page),
    View.QUARTER: ("month", month_page),
    View.YEAR: ("year", lambda user, wanted, _posts, at, today: year_page(user, wanted, window(*at), today)),
    View.LIST: ("list", lambda user, wanted, posts, at, today: list_page(user, wanted, posts, at[1], today)),
    View.VENUES: ("venues", _venues),
    View.VENUE_WEEK: (
        "venue_week",
        _venues,
    ),
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
    posts = leaders_between(*window(*shown))
    page = make(request.user, wanted, posts, shown, now.date())
    context = {
        "page": page,
        "today": now.date(),
        "typed": typed,
        # A list goes on over months: no plan holds all its days.
        "standing": None if shown[0] == View.LIST else standing_of(request.user, *window(*shown)),
        "week_days": _days(shown) if shown[0] == View.VENUE_WEEK else (),
        "weekday_names": SHORT_WEEKDAYS,
        "now_css": now_css(now.hour * 60 + now.minute, page.hours) if hasattr(page, "hours") else "",
        **frame_context(address, wanted),
        # Where nothing is found the filter stands open: what it asks for may be there no longer.
        **({} if wanted.is_empty or not page.is_bare else filter_context(request.user, wanted, posts)),
    }
    return render_page(request, f"calendar/{template}.html", context)


@require_GET
def filter_page(request: UserRequest, view: str, day: str) -> HttpResponse:
    """The filter alone: opened on the page when it is asked for, a page of its own without JavaScript."""
    address = Address(*_asked(view, day), request.GET)
    wanted = calendar_filter(request.GET.dict(), request.GET.getlist("leader"))
    choices = filter_context(request.user, wanted, leaders_between(*window(address.view, address.day)))
    return render_page(request, "calendar/filter.html", frame_context(address, wanted) | choices, fragment="form")


def _asked(view: str, day: str) -> tuple[View, date]:
    try:
        found = View(view), date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if not is_sane(found[1]):
        raise Http404
    return found
