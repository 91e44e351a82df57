"""The list of resources, and how much of each there is."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Unit
from orgplan.resources.models import Resource, ResourceTerms, StockEntry
from orgplan.resources.rules.kinds import Use
from orgplan.resources.rules.wording import days_words


@dataclass(frozen=True, slots=True)
class ResourceFacts:
    """All that is written of a resource itself; `lead_days` are working days."""

    name: str
    measure: str
    use: str = Use.KEPT
    keeper: Unit | None = None
    lead_days: int = 10
    note: str = ""
    is_active: bool = True


@audited
def write_resource(*, facts: ResourceFacts, resource: Resource | None = None, edition: int = 0, by: Actor) -> Resource:
    """Put a resource into the list, or write over the one of that edition; RefusedError for a name that is taken."""
    # Compared here: not every database knows capitals of Russian letters.
    own = resource.pk if resource else 0
    taken = {each.casefold() for key, each in Resource.objects.values_list("pk", "name") if key != own}
    if facts.name.casefold() in taken:
        raise RefusedError(_("“%(name)s” stands in the list already: change that one.") % {"name": facts.name})
    current = take_edition(resource, edition) if resource else Resource()
    names = [each.name for each in fields(facts)]
    before = state_of(current, *names) if resource else {}
    for name in names:
        setattr(current, name, getattr(facts, name))
    current.save()
    record(current, before=before, after=state_of(current, *names))
    return current


@audited
def add_stock(
    resource: Resource, *, amount: int, since: date, until: date | None = None, words: str, by: Actor
) -> StockEntry:
    """Say that so much more is there from a day on; below nought: so much less, in repair or lent.

    RefusedError for nought, without words, or where it ends before it begins.
    """
    if not amount:
        raise RefusedError(_("Name how much more there is, or with a minus how much less."))
    if until is not None and until < since:
        raise RefusedError(_("The last day is earlier than the first: check both."))
    if not words.strip():
        raise RefusedError(_("Say on what ground: a purchase, a repair, a loan."))
    entry = StockEntry.objects.create(
        resource=resource, amount=amount, since=since, until=until, words=words.strip()[:300]
    )
    record(resource, before={"stock": None}, after={"stock": _said(entry)})
    return entry


@audited
def remove_stock(entry: StockEntry, *, by: Actor) -> None:
    """Take an entry back."""
    record(entry.resource, before={"stock": _said(entry)}, after={"stock": None})
    entry.delete()


def _said(entry: StockEntry) -> str:
    when = (
        days_words(entry.since, entry.until) if entry.until else _("from %(day)s") % {"day": f"{entry.since:%d.%m.%Y}"}
    )
    return f"{entry.amount:+d} {entry.resource.measure}, {when}: {entry.words}"


@audited
def write_terms(*, days_ahead: int, terms: ResourceTerms | None = None, edition: int = 0, by: Actor) -> ResourceTerms:
    """Say how many days ahead shortages are looked for."""
    current = take_edition(terms, edition) if terms and terms.pk else ResourceTerms()
    before: dict[str, Any] = state_of(current, "days_ahead") if current.pk else {}
    current.days_ahead = days_ahead
    current.save()
    record(current, before=before, after=state_of(current, "days_ahead"))
    return current
