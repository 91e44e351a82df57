"""What the filter of events can ask for: the same choices above every list and calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.directory.models import Position, Unit, Venue
from orgplan.events.queries.finding import EventFilter, facets
from orgplan.events.rules import EventKind, EventState, Level


@dataclass(frozen=True, slots=True)
class Select:
    """One choice of the filter: its name in the address, its value there, what can be chosen."""

    name: str
    label: str
    value: str
    choices: Sequence[tuple[str, str]]

    @property
    def is_gone(self) -> bool:
        """Tell whether the address asks for something that can no longer be chosen."""
        return bool(self.value) and self.value not in {key for key, _words in self.choices}


def filter_choices(user: User, wanted: EventFilter, posts: Sequence[Position]) -> tuple[list[Select], list[Select]]:
    """Return what is asked often and what seldom; two queries and those of upper rooms. `posts` are the leaders'."""
    units = [(str(unit.pk), str(unit)) for unit in Unit.objects.visible_to(user)]
    leaders = {str(each.person_id): each.title for each in posts}
    venues = list(Venue.objects.visible_to(user).values_list("pk", "name", "district"))
    districts = sorted({district for _pk, _name, district in venues if district})
    often = [
        Select("leader", _("Leader"), str(wanted.leader or ""), list(leaders.items())),
        Select("unit", _("Unit"), str(wanted.unit or ""), units),
    ]
    seldom = [
        Select("kind", _("Kind"), wanted.kind, [(key, str(words)) for key, words in EventKind.choices]),
        Select("level", _("Level"), wanted.level, [(key, str(words)) for key, words in Level.choices]),
        Select("state", _("State"), wanted.state, [(key, str(words)) for key, words in EventState.choices]),
        Select("venue", _("Venue"), str(wanted.venue or ""), [(str(pk), name) for pk, name, _district in venues]),
        Select("district", _("District"), wanted.district, [(each, each) for each in districts]),
        *(
            Select(each.name, str(each.label), wanted.facets.get(each.name, ""), each.choices(user))
            for each in facets()
        ),
    ]
    return often, seldom


def gone_words(selects: Iterable[Select]) -> list[str]:
    """Return sentences about what a kept filter asks for and is no longer there."""
    return [
        _("The filter asks for “%(what)s” that is no longer there: choose another one or clear it.")
        % {"what": each.label.lower()}
        for each in selects
        if each.is_gone
    ]
