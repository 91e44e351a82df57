"""The leaders whose columns a view shows: their posts, where they are not, what they take part in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.calendar.queries.entries import Entry, Known
from orgplan.directory.models import Position
from orgplan.directory.queries import ActingIndex
from orgplan.directory.rules import capitalised


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader's column: person, post, short name, and in words where the leader is on days away."""

    person: int
    post: str
    name: str
    away: dict[date, str]


def leaders_of(
    posts: Sequence[Position], days: Sequence[date], only: Sequence[int], index: ActingIndex
) -> list[Leader]:
    """Return the columns of the holders of these posts, only those asked for; `index` are the absences of the days.

    Where a post passed to another within the days, both stand there.
    """
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


def by_person(entries: Iterable[Entry], known: Known) -> dict[int, list[Entry]]:
    """Return by person the entries that take the person's time, in their order, each once."""
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        people = {who for who, _desired in known.get(entry.key, ())} if entry.key else set()
        for person in people | {entry.chair} if entry.chair else people:
            found[person].append(entry)
    return found
