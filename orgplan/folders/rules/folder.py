"""A leader's day as plain values: what the page, the paper and the comparison of two looks take.

All times are words of the city's clock («09:35»), all days are words: nothing here is reckoned with any more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody who will be there: the name in other cases, how the person is addressed, what part is taken."""

    key: int
    name: str
    post: str
    part: str
    address: str
    to_whom: str
    with_whom: str
    phone: str = ""
    consent: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text to be said or read: kind and where it comes from in words."""

    heading: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """An open instruction or lesson that those people may speak of."""

    text: str
    who: str
    term: str
    url: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call about what."""

    what: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper that belongs to the event."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Moment:
    """When the leader acts by the script of the event: what, where, at which cue."""

    time: str
    what: str
    place: str = ""
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Road:
    """How one gets there: when to leave at the latest, from where, how long it takes, what is left.

    `is_short`: the time does not suffice.
    """

    leave: str
    start: str
    words: str
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class FolderEvent:
    """An event of the leader's day."""

    key: int
    url: str
    title: str
    start: str
    end: str
    where: str
    address: str
    part: str
    consent: str = ""
    geo: str = ""
    road: Road | None = None
    warning: str = ""
    entrance: str = ""
    dress: str = ""
    plan_b: str = ""
    plan_b_decides: str = ""
    people: tuple[Met, ...] = ()
    moments: tuple[Moment, ...] = ()
    texts: tuple[Wording, ...] = ()
    promises: tuple[Promise, ...] = ()
    lessons: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    papers: tuple[Sheet, ...] = ()

    @property
    def when(self) -> str:
        """Return «10:00–11:30», «10:00» or «весь день»."""
        return "–".join(filter(None, (self.start, self.end))) if self.start else "весь день"


@dataclass(frozen=True, slots=True)
class Folder:
    """A leader's day: who, which day, what stands on it, who goes along, who acts where the leader is away."""

    person: int
    name: str
    post: str
    day: str
    day_words: str
    day_off: str = ""
    away: str = ""
    escort: tuple[Contact, ...] = ()
    events: tuple[FolderEvent, ...] = field(default=())

    @property
    def data(self) -> dict[str, Any]:
        """Return the folder as JSON keeps it."""
        made: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return made

    @property
    def digest(self) -> str:
        """Return a mark that is the same as long as nothing in the folder changed."""
        return digest_of(self.data)

    @property
    def summary(self) -> str:
        """Return «с 09:30 до 18:15», empty where no event has an hour."""
        timed = [each for each in self.events if each.start]
        if not timed:
            return ""
        return f"с {timed[0].start} до {max(each.end or each.start for each in timed)}"


def digest_of(data: Mapping[str, Any]) -> str:
    """Return the mark of a folder's data."""
    written = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:32]
