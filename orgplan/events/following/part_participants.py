"""Who takes part in the parts that go along with a changed event: they may be told, each by one letter of all parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.directory.models import Person, Unit
from orgplan.events.actions.along import is_by_job
from orgplan.events.actions.facts import EventFacts
from orgplan.events.actions.following import Decisions, Demand, Effect, EventChange
from orgplan.events.following.letters import put_letters
from orgplan.events.following.participants import effect_on, letter_to, named_in
from orgplan.events.following.parts import PARTS_KEY, parts_along, words_of
from orgplan.events.models import Event, Participation
from orgplan.events.rules import Decision

PART_PARTICIPANTS_KEY = "events.part_participants"
SHOWN = 20
"""So many parts stand in one letter one by one; of more, their number is said."""

_Along = tuple[int, EventFacts, EventFacts]


@dataclass(frozen=True, slots=True)
class PartParticipantsFollower:
    """People and units of the parts, but those of the whole event: it has its own group, and nobody gets two letters.

    Stands before the parts in `config/following.py`: it asks what they are before they are changed.
    """

    key: str = PART_PARTICIPANTS_KEY

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Participants of the parts")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return everybody of the parts that could go along; four queries beside those of the parts."""
        along = parts_along(change, user)
        return [_effect(*each) for each in _touched(change, along)]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Put letters about the parts that do go along into the outbox; a job that carries them writes at its end."""
        if not (decisions.may_concern(self.key) and decisions.may_concern(PARTS_KEY)):
            return []
        along = [
            each for each in parts_along(change, None) if decisions.of_key(PARTS_KEY, str(each[0])) == Decision.UPDATE
        ]
        return [] if is_by_job(len(along), by) else tell_of_parts(change, along, decisions, by)


def tell_of_parts(change: EventChange, along: Sequence[_Along], decisions: Decisions, by: Actor) -> list[str]:
    """Write to whom it was decided to write, each of all own parts among these; return what was done."""
    letters = [
        letter_to(change, one, _part_lines(parts))
        for key, one, parts in _touched(change, along)
        if decisions.of_key(PART_PARTICIPANTS_KEY, key) == Decision.NOTIFY
    ]
    count = put_letters(letters, by=by)
    if not count:
        return []
    words = ngettext("%d letter to participants of parts.", "%d letters to participants of parts.", count)
    return [words % count]


def _touched(change: EventChange, along: Sequence[_Along]) -> Iterator[tuple[str, Person | Unit, list[_Along]]]:
    """Yield everybody of these parts but the participants of the whole, with their parts."""
    told = {**named_in(change.before), **named_in(change.after)}
    parts: defaultdict[str, list[_Along]] = defaultdict(list)
    by_key = {each[0]: each for each in along}
    for name, part in dict.fromkeys(_names_of_parts(by_key)) if by_key else ():
        if name not in told:
            parts[name].append(by_key[part])
    for name, one in _found(parts).items():
        yield name, one, parts[name]


def _names_of_parts(parts: Mapping[int, _Along]) -> Iterator[tuple[str, int]]:
    """Yield who belongs to which part: owners, co-owners, people and units; two queries."""
    owned = Event.objects.filter(pk__in=parts).order_by()
    taking_part = Participation.objects.filter(event__in=parts).order_by()
    units = owned.values_list("pk", "owner").union(
        owned.filter(co_owners__isnull=False).values_list("pk", "co_owners"),
        taking_part.filter(unit__isnull=False).values_list("event", "unit"),
    )
    people = taking_part.filter(person__isnull=False).values_list("event", "person")
    yield from ((f"unit-{unit}", part) for part, unit in sorted(units))
    yield from ((f"person-{person}", part) for part, person in sorted(people))


def _found(names: Mapping[str, object]) -> dict[str, Person | Unit]:
    """Return the people and the units by their names, in the order of the directory; two queries."""
    keys: dict[str, set[int]] = {"person": set(), "unit": set()}
    for name in names:
        kind, _dash, key = name.partition("-")
        keys[kind].add(int(key))
    units = {f"unit-{each.pk}": each for each in Unit.objects.filter(pk__in=keys["unit"])}
    people = {f"person-{each.pk}": each for each in Person.objects.filter(pk__in=keys["person"])}
    return {**units, **people}


def _effect(name: str, one: Person | Unit, parts: Sequence[_Along]) -> Effect:
    count = len(parts)
    _key, before, after = parts[0]
    if count == 1:
        return effect_on(name, one, f"{before.title}: {words_of(before, after)}")
    return effect_on(name, one, ngettext("%d part goes along", "%d parts go along", count) % count)


def _part_lines(parts: Sequence[_Along]) -> list[str]:
    lines = [f"{before.title}: {words_of(before, after)}" for _key, before, after in parts[:SHOWN]]
    rest = len(parts) - SHOWN
    return [*lines, ngettext("and %d part more", "and %d parts more", rest) % rest] if rest > 0 else lines
