"""The leaders whose columns a view shows: their posts, where they are not, what they take part in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.calendar.queries.entries import Entry, Known
from orgplan.calendar.queries.filtering import PRESENT
from orgplan.directory.models import Position
from orgplan.directory.queries import ActingIndex
from orgplan.directory.rules import capitalised
from orgplan.events.models import Participation
from orgplan.events.rules import Consent, ParticipationKind

_BATCH = 5_000
"""Keys asked for at once: databases bound the number of parameters."""


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader's column: person, post, short name, and in words where the leader is on days away."""

    person: int
    post: str
    name: str
    away: dict[date, str]


def leaders_of(posts: Sequence[Position], days: Sequence[date], only: Sequence[int] = ()) -> list[Leader]:
    """Return the columns of the holders of these posts, only those asked for; one query.

    Where a post passed to another within the days, both stand there.
    """
    index = ActingIndex(days[0], days[-1])
    away: defaultdict[int, dict[date, str]] = defaultdict(dict)
    for day in days:
        for person, words in index.shown_on(day).items():
            away[person][day] = words
    found: dict[int, Leader] = {}
    for post in posts:
        if not only or post.person_id in only:
            name = post.person.full_name.initials_first()
            found.setdefault(
                post.person_id, Leader(post.person_id, capitalised(post.post_words), name, away[post.person_id])
            )
    return list(found.values())


def presences(entries: Iterable[Entry], people: Iterable[int]) -> dict[int, list[tuple[int, bool]]]:
    """Return by event who of the people is there, and whether only desired; one query for 5,000 events."""
    keys = sorted({entry.key for entry in entries if entry.key})
    found: defaultdict[int, list[tuple[int, bool]]] = defaultdict(list)
    for at in range(0, len(keys), _BATCH):
        rows = Participation.objects.filter(event__in=keys[at : at + _BATCH], person__in=people, kind__in=PRESENT)
        rows = rows.exclude(consent=Consent.REFUSED).order_by()
        for event, person, kind in rows.values_list("event", "person", "kind"):
            found[event].append((person, kind == ParticipationKind.DESIRED))
    return found


def of_person(person: int, entries: Iterable[Entry], known: Known) -> list[Entry]:
    """Return the entries that take the person's time, in their order, each once."""
    return [
        entry
        for entry in entries
        if entry.chair == person or (entry.key and any(who == person for who, _desired in known.get(entry.key, ())))
    ]
