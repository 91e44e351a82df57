"""The hours of the office by year, and the terms of collecting plans."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import time

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.clashes.actions import renew_norms
from orgplan.core.editing import ChangedMeanwhileError
from orgplan.planning.models import CollectingTerms, OfficeYear

_HOURS = ("year", "words", "basis")
_TERMS = ("contact", "stale_days", "ahead_days")


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """When the office works from a year on."""

    opens: time
    closes: time
    friday: time | None = None
    lunch_from: time | None = None
    lunch_until: time | None = None
    basis: str = ""


@audited
def set_office_hours(*, year: int, facts: OfficeFacts, edition: int = 0, by: Actor) -> OfficeYear:
    """Say when the office works from the year on; edition 0 where nothing was said of the year before."""
    hours = OfficeYear.objects.select_for_update().filter(year=year).first()
    if hours is not None and hours.edition != edition:
        raise ChangedMeanwhileError(hours)
    before = state_of(hours, *_HOURS) if hours else {}
    hours = hours or OfficeYear(year=year, edition=0)
    for name, value in asdict(facts).items():
        setattr(hours, name, value)
    hours.edition += 1
    hours.save()
    record(hours, before=before, after=state_of(hours, *_HOURS), reason=facts.basis)
    renew_norms()
    return hours


@audited
def drop_office_hours(hours: OfficeYear, *, by: Actor) -> None:
    """Take the hours of a year away: those of the year before hold on."""
    record(hours, before=state_of(hours, *_HOURS))
    hours.delete()
    renew_norms()


@audited
def set_collecting_terms(
    *, contact: str, stale_days: int, ahead_days: int, edition: int = 0, by: Actor
) -> CollectingTerms:
    """Say whom units call, how long a missed reminder is sent, how far ahead plans stand on «Today»."""
    terms = CollectingTerms.objects.select_for_update().first()
    if terms is not None and terms.edition != edition:
        raise ChangedMeanwhileError(terms)
    before = state_of(terms, *_TERMS) if terms else {}
    terms = terms or CollectingTerms(pk=1, edition=0)
    terms.contact, terms.stale_days, terms.ahead_days = contact.strip(), stale_days, ahead_days
    terms.edition += 1
    terms.save()
    record(terms, before=before, after=state_of(terms, *_TERMS))
    return terms
