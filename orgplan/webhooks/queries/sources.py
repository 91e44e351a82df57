"""What may be told of: rooms above answer, by the seam «webhook_sources» (`config/webhooks.py`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from orgplan.accounts.models import User
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.audit.models import Entry
from orgplan.core.seams import bound


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that can be ordered; a token needs the scope to order it."""

    name: str
    words: str | Promise
    scope: TokenScope


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of object whose entries of history become messages; `name` and `path` name it in the interface.

    `topic_of` names the topic of an entry, None for one that tells programs nothing. `seen` returns which of the keys
    the holder may see now, with their identities. `tell` reads the object as JSON for the holder; None where the
    holder sees it no more: then only the identity that was told before is told.
    """

    object_kind: str
    name: str
    path: str
    topics: tuple[Topic, ...]
    topic_of: Callable[[Entry], str | None]
    seen: Callable[[User, Collection[str]], dict[str, str]]
    tell: Callable[[User, str], dict[str, Any] | None]


def sources() -> tuple[Source, ...]:
    """Return every room's source."""
    return bound("webhook_sources")


def source_of(object_kind: str) -> Source | None:
    """Return the source of a kind of object."""
    return next((each for each in sources() if each.object_kind == object_kind), None)


def topics() -> dict[str, Topic]:
    """Return every topic by name."""
    return {topic.name: topic for source in sources() for topic in source.topics}


def topic_words(names: Iterable[str]) -> list[str]:
    """Return topics in words; one that no room knows any more stays as it is."""
    known = topics()
    return [str(known[name].words) if name in known else name for name in names]
