"""What the wizard of a new event by an example offers: examples, days by rule with what each costs, parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from orgplan.accounts.models import User
from orgplan.core.lookups import has_words
from orgplan.events.models import Event, EventTemplate, Origin
from orgplan.events.parts import EventPart, Source, event_parts
from orgplan.events.rules import EventState
from orgplan.events.rules.yearly import YearRule, likely_rules, year_in_title
from orgplan.preparation.models import Step
from orgplan.preparation.queries.plan import days_of, of_source, unclaimed
from orgplan.preparation.rules.kinds import StepState
from orgplan.preparation.rules.schedule import Span
from orgplan.search.queries.finding import best, understand
from orgplan.search.queries.sources import sources
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.reckoning import is_working_day

_SHOWN = 30
_AHEAD = timedelta(days=120)
_YEAR = timedelta(days=365)
_MOST_YEARS = 6


@dataclass(frozen=True, slots=True)
class DayOffered:
    """A day of the new event: by which rule, whether people work on it, what becomes of the steps."""

    value: str
    day: date
    words: str
    is_working: bool
    first_step: date | None
    gone: int


@dataclass(frozen=True, slots=True)
class PartOffered:
    """A part that can be taken along, with how many records it has."""

    part: EventPart
    count: int


def examples(user: User, text: str, today: date) -> list[Any]:
    """Return past events by words in any form; without words, those of a year ago that come back soon.

    One query; with words those of the search, too, and the best answer first.
    """
    rows = Event.objects.visible_to(user).filter(part_of=None, last_day__lt=today)
    rows = rows.exclude(state__in=(EventState.CANCELLED, EventState.NOT_HELD)).select_related("owner")
    if text:
        return _found(user, text, today, rows)
    since = today - _YEAR
    soon = rows.filter(first_day__gte=since, first_day__lte=since + _AHEAD, steps__isnull=False)
    return list(soon.distinct().order_by("first_day")[:_SHOWN])


def _found(user: User, text: str, today: date, rows: QuerySet[Any]) -> list[Any]:
    """Return the events of the index, the best first, then those whose titles hold the words as they are typed."""
    of_events = [each for each in sources() if each.model is Event]
    ranked = best(understand(text, today=today), reader=user, today=today, of=of_events)
    keys = [key for _source, found in ranked for key in found]
    place = {key: number for number, key in enumerate(keys)}
    known = sorted(rows.filter(pk__in=keys), key=lambda each: place[each.pk])
    if known:
        return known[:_SHOWN]
    return list(rows.filter(has_words(text, "title")).order_by("-moment")[:_SHOWN])


def parts_of(source: Source) -> list[PartOffered]:
    """Return the parts of which the source has something; one query each."""
    return [PartOffered(part, count) for part in event_parts() if (count := part.count(source))]


def unclaimed_of(source: Source) -> list[str]:
    """Return in sentences which steps of the source nobody answers for now; one query.

    Of a past event all steps come again as open ones.
    """
    steps = list(Step.objects.filter(**of_source(source)).select_related("unit", "person"))
    for each in steps:
        each.state = StepState.PLANNED
    return unclaimed(steps)


def days_offered(source: Source, today: date) -> list[DayOffered]:
    """Return the next days of the source by the rules that fit it, the likeliest first; five queries at most."""
    calendar = WorkingCalendar.bundled()
    steps = list(Step.objects.filter(**of_source(source)))
    length = timedelta(days=0)
    if isinstance(source, Event) and source.first_day and source.last_day:
        length = source.last_day - source.first_day
    found: dict[date, DayOffered] = {}
    for rule in _rules(source, calendar):
        day = _next(rule, source, today, calendar)
        if day is not None and day not in found:
            found[day] = _offered(rule, day, Span(day, day + length), steps, today)
    return list(found.values())


def _rules(source: Source, calendar: WorkingCalendar) -> list[YearRule]:
    if isinstance(source, EventTemplate):
        return [source.year_rule] if source.year_rule else []
    likely = likely_rules(_holdings(source), calendar)
    origin = Origin.objects.select_related("template").filter(event=source).first()
    said = origin.template.year_rule if origin and origin.template else None
    return [said, *(rule for rule in likely if rule != said)] if said else likely


def _holdings(event: Event) -> list[date]:
    """Return the first days of the event and of those out of which it was made, or that bear its name in past years."""
    days = [event.first_day] if event.first_day else []
    at = event
    for _year in range(_MOST_YEARS):
        origin = Origin.objects.select_related("source").filter(event=at).first()
        if origin is None or origin.source is None or origin.source.first_day is None:
            break
        at = origin.source
        days.append(origin.source.first_day)
    return days if len(days) != 1 else days + _of_the_same_name(event, days[0])


def _of_the_same_name(event: Event, day: date) -> list[date]:
    """Return the first days of the events of past years whose titles differ in years and jubilees alone."""
    years = range(day.year - _MOST_YEARS, day.year)
    titles = {year: year_in_title(event.title, day.year, year) for year in years}
    rows = Event.objects.kept().filter(title_start__in={each[:100] for each in titles.values()}, first_day__lt=day)
    known = rows.filter(first_day__year__gte=years[0]).order_by("-first_day").values_list("title", "first_day")
    found = {held.year: held for title, held in known if held and titles.get(held.year) == title}
    return list(found.values())


def _next(rule: YearRule, source: Source, today: date, calendar: WorkingCalendar) -> date | None:
    """Return the next day by the rule, after today and after the source's own year."""
    first = today.year
    if isinstance(source, Event) and source.first_day:
        first = max(first, source.first_day.year + 1)
    days = (rule.day(year, calendar) for year in range(first, first + 9))
    return next((day for day in days if day and day > today), None)


def _offered(rule: YearRule, day: date, span: Span, steps: list[Step], today: date) -> DayOffered:
    days = days_of(steps, span)
    first = min(days.values(), default=None)
    gone = sum(each < today for each in days.values())
    return DayOffered(day.isoformat(), day, rule.words, is_working_day(day, WorkingCalendar.bundled()), first, gone)
