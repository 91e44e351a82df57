"""Programmes are written, and events put into them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.events.models import Event, Programme

_FIELDS = ("name", "code", "first_year", "last_year")


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """What is written of a programme; both years belong to it."""

    name: str
    code: str
    first_year: int
    last_year: int


@audited
def write_programme(
    *, facts: ProgrammeFacts, programme: Programme | None = None, edition: int = 0, by: Actor
) -> Programme:
    """Record a programme, or write over the one of that edition; RefusedError for what is taken or turned round."""
    _refuse_nonsense(facts, programme)
    current = take_edition(programme, edition) if programme else Programme()
    before = state_of(current, *_FIELDS) if programme else {}
    for name in _FIELDS:
        setattr(current, name, getattr(facts, name))
    current.save()
    record(current, before=before, after=state_of(current, *_FIELDS))
    return current


def _refuse_nonsense(facts: ProgrammeFacts, programme: Programme | None) -> None:
    if facts.last_year < facts.first_year:
        raise RefusedError(_("The last year comes before the first one."))
    # Read and compared here: not every database knows capitals of Russian letters.
    others = Programme.objects.exclude(pk=programme.pk if programme else 0).values("name", "code")
    taken = {(name, str(value).casefold()) for each in others for name, value in each.items()}
    for name in ("name", "code"):
        if (name, getattr(facts, name).casefold()) in taken:
            raise RefusedError(_("“%s”: another programme has this already.") % getattr(facts, name))


@audited
def put_into_programmes(event: Event, *, programmes: Collection[Programme], by: Actor) -> Event:
    """Say to which programmes an event belongs, to these and no others."""
    before = sorted(str(each) for each in event.programmes.all())
    event.programmes.set(programmes)
    event.save(update_fields=["changed_at"])  # who keeps a copy of the event hears of it
    record(event, before={"programmes": before}, after={"programmes": sorted(str(each) for each in programmes)})
    return event
