"""What comes back every year and has an event of its own: memorial dates and jubilees in the time of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from orgplan.almanac.models import Jubilee, JubileeRule, LaidDate, LaidJubilee, MemorialDate
from orgplan.almanac.queries import JubileeRow, age_rules, jubilees_to_lay, rule_in
from orgplan.almanac.rules.jubilees import JubileeKind, event_words
from orgplan.directory.models import Unit
from orgplan.events.actions import EventFacts, Participant
from orgplan.events.rules import EventKind, ParticipationKind
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.writing import write_timing

_LONGEST = 500  # of an event's title
_KINDS = {JubileeKind.CITY: EventKind.MASS_EVENT}


@dataclass(frozen=True, slots=True)
class Yearly:
    """A day of a year that has an event: what was laid of it before, an unsaved row to remember it by, the event."""

    laid: LaidDate | LaidJubilee | None
    new: LaidDate | LaidJubilee
    facts: EventFacts


def yearly_of(first: date, last: date) -> Iterator[Yearly]:
    """Return the dates and jubilees of the days, both inclusive, that lay an event."""
    yield from _dates(first, last)
    yield from _jubilees(first, last)


def _dates(first: date, last: date) -> Iterator[Yearly]:
    dates = MemorialDate.objects.select_related("event_unit").exclude(event_unit=None).exclude(event_title="")
    for each in dates:
        for year in range(first.year, last.year + 1):
            day = each.in_year(year)
            if day is None or not first <= day <= last:
                continue
            laid = LaidDate.objects.select_related("event").filter(date=each, year=year).first()
            yield Yearly(laid, LaidDate(date=each, year=year), _date_facts(each, day))


def _date_facts(each: MemorialDate, day: date) -> EventFacts:
    assert each.event_unit is not None, "chosen by the query"
    kind = EventKind.WREATH_LAYING if each.is_mourning else EventKind.MASS_EVENT
    return _facts(each.event_title, each.event_unit, day, kind, each.title)


def _jubilees(first: date, last: date) -> Iterator[Yearly]:
    rules = age_rules()
    rows = jubilees_to_lay(first, last, rules)
    kept = Jubilee.objects.in_bulk([row.jubilee for row in rows if row.jubilee])
    whose = Q(jubilee__in=kept) | Q(organisation__in=[row.organisation for row in rows if row.organisation])
    laid = LaidJubilee.objects.filter(whose).select_related("event") if rows else LaidJubilee.objects.none()
    known = {(each.jubilee_id, each.organisation_id, each.year): each for each in laid}
    for row in rows:
        new = LaidJubilee(jubilee_id=row.jubilee, organisation_id=row.organisation, year=row.day.year)
        facts = _jubilee_facts(row, kept.get(row.jubilee or 0), rule_in(rules, row.kind, row.day.year))
        yield Yearly(known.get((row.jubilee, row.organisation, row.day.year)), new, facts)


def _jubilee_facts(row: JubileeRow, kept: Jubilee | None, rule: JubileeRule) -> EventFacts:
    """Make the event; a person whom the office does not name in plans is named only on the page of jubilees."""
    assert rule.event_unit is not None, "chosen by the query"
    name = kept.public_name if kept else row.title
    title = event_words(rule.event_title, name, row.age, _LONGEST)
    note = str(row.kind.label).capitalize() if name else _("Whose jubilee it is, the page “Jubilees” says.")
    return _facts(title, rule.event_unit, row.day, _KINDS.get(row.kind, EventKind.CEREMONY), note)


def _facts(title: str, unit: Unit, day: date, kind: EventKind, note: str) -> EventFacts:
    timing = Timing(TimingKind.DAYS, (Occurrence(day, day),))
    return EventFacts(
        title=title,
        owner=unit,
        timing=timing,
        wording=write_timing(timing),
        kind=kind,
        note=note,
        participants=(Participant(ParticipationKind.RESPONSIBLE, unit=unit),),
    )
