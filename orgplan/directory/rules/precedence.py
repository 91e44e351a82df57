"""The place of a person in the order of precedence, and why: «должность … — строка 4»."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgplan.language.lemmas import lemmas


@dataclass(frozen=True, slots=True)
class PrecedenceLine:
    """A row of the table as plain data: its place, the beginning of a post, words of a body, the key of a person."""

    rank: int
    post: str
    body: str
    person: int | None


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post as the table is asked for it; `bodies` are all names of where it is held."""

    title: str
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place found: the row by its number in the list given, and the post by which it was found; None: by name."""

    rank: int
    line: int
    post: HeldPost | None


def place_of(person: int, posts: Iterable[HeldPost], lines: Sequence[PrecedenceLine]) -> Place | None:
    """Return the place of a person with these posts; None where no row is for them.

    A row with the person's own name decides. Else the row whose words say most of the post decides; among rows that
    say the same, and among several posts, the highest place.
    """
    for number, line in enumerate(lines):
        if line.person == person:
            return Place(line.rank, number, None)
    found: list[Place] = []
    for post in posts:
        fitting = [(_weight(line, post), -line.rank, number) for number, line in enumerate(lines)]
        weight, negative, number = max(fitting, default=(0, 0, 0), key=lambda each: (each[0], each[1], -each[2]))
        if weight:
            found.append(Place(-negative, number, post))
    return min(found, key=lambda each: (each.rank, each.line), default=None)


def _weight(line: PrecedenceLine, post: HeldPost) -> int:
    """Return how many words of the row the post bears out; 0 where one contradicts."""
    if line.person is not None:
        return 0
    row_post, row_body = lemmas(line.post), lemmas(line.body)
    if row_post and lemmas(post.title)[: len(row_post)] != row_post:
        return 0
    if row_body and not any(_within(row_body, lemmas(body)) for body in (*post.bodies, post.title)):
        return 0
    return len(row_post) * 2 + len(row_body)


def _within(words: Sequence[str], text: Sequence[str]) -> bool:
    length = len(words)
    return any(tuple(text[start : start + length]) == tuple(words) for start in range(len(text) - length + 1))
