"""An event of a unit, whom it concerns, and the gathering of what they are told: for tests over all rooms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import System
from orgplan.audit.models import Entry
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_event, facts_of
from orgplan.events.models import Event
from orgplan.events.rules import EventState
from orgplan.events.tests import factories as events
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing
from orgplan.notices.actions.gathering import write_notices

BY = System("тест")


def words_on(day: date, clock: str = "14:00–15:30") -> str:
    return f"{date_format(day, 'j E Y')} года, {clock}"


def planned(day: date, **facts: Any) -> Event:
    return events.event(words_on(day), state=EventState.PLANNED, **facts)


def moved(event: Event, to: date, by: Any = BY) -> None:
    wording = words_on(to)
    timing = read_timing(wording, Period.parse(str(to.year))).timing
    fresh = Event.objects.get(pk=event.pk)
    facts = replace(facts_of(fresh), wording=wording, timing=timing)
    change_event(fresh, facts=facts, edition=fresh.edition, reason="Просьба театра", by=by)


def coordinator(unit: Any, **fields: Any) -> Any:
    number = accounts.user(Role.COORDINATOR, **{"email": f"u{unit.pk}@omsk.example"} | fields)
    directory.membership(number, unit=unit)
    return number


def told(now: datetime | None = None) -> int:
    return write_notices(list(Entry.objects.order_by("pk")), now=now or timezone.now())


def soon(days: int = 2) -> date:
    return timezone.localdate() + timedelta(days=days)


def owned_event() -> tuple[Event, Any, Any]:
    """Return an event of a unit ten days ahead, the unit's coordinator, a clerk of the department."""
    unit = directory.unit()
    user = coordinator(unit)
    clerk = accounts.user(Role.DEPARTMENT, email="otdel@omsk.example")
    return planned(soon(10), owner=unit), user, clerk
