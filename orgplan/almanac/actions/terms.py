"""How far the almanac looks, as people set it."""

from __future__ import annotations

from orgplan.almanac.models import AlmanacTerms
from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import ChangedMeanwhileError

_TERMS = ("dates_ahead", "moved_within")


@audited
def set_almanac_terms(*, dates_ahead: int, moved_within: int, edition: int = 0, by: Actor) -> AlmanacTerms:
    """Say how far ahead dates are shown, and by how many days a single meeting may be moved; both in days."""
    terms = AlmanacTerms.objects.select_for_update().first()
    if terms is not None and terms.edition != edition:
        raise ChangedMeanwhileError(terms)
    before = state_of(terms, *_TERMS) if terms else {}
    terms = terms or AlmanacTerms(pk=1, edition=0)
    terms.dates_ahead, terms.moved_within = dates_ahead, moved_within
    terms.edition += 1
    terms.save()
    record(terms, before=before, after=state_of(terms, *_TERMS))
    return terms
