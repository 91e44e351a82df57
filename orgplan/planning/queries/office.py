"""The hours of the office, the terms of collecting plans, and whom units call."""

from __future__ import annotations

from orgplan.accounts.rules import Role
from orgplan.directory.models import Membership
from orgplan.planning.models import CollectingTerms, OfficeYear
from orgplan.worktime.office import OfficeYears

_NOBODY = "организационный отдел"


def office_years() -> OfficeYears:
    """Return the office hours by year; one query."""
    return OfficeYears({each.year: each.hours for each in OfficeYear.objects.all()})


def collecting_terms() -> CollectingTerms:
    """Return the terms that people set, or the usual ones, not saved; one query."""
    return CollectingTerms.objects.first() or CollectingTerms(pk=1, edition=0)


def contact_words(terms: CollectingTerms) -> str:
    """Return whom a unit calls about its plan: what the terms say, else the department with its telephone."""
    if terms.contact:
        return terms.contact
    department = Membership.objects.filter(user__role=Role.DEPARTMENT, user__is_active=True, unit__isnull=False)
    found = department.select_related("unit").order_by("unit__position", "pk").first()
    if found is None or found.unit is None:
        return _NOBODY
    return f"{found.unit.name}, тел. {found.unit.phone}" if found.unit.phone else found.unit.name
