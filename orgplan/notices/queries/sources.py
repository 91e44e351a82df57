"""What rooms above tell, by the seam «telling_rooms» (`config/telling.py`).

A source reads entries of history (docs/adr/0044): nothing that stands only in a form or
a draft has one for the kinds of objects that sources name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.functional import Promise

from orgplan.audit.models import Entry
from orgplan.core.seams import bound
from orgplan.notices.queries.crowd import Crowd, Reader
from orgplan.notices.rules.telling import DigestSection, Gravity


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notices as people read it and mute it."""

    code: str
    words: str | Promise


@dataclass(slots=True)
class Told:
    """What happened and who is to know: `audience` names users with the reason why to each.

    `actors` are the keys of those who did it: nobody is told of the own act. `subject` is what it is about
    («event:7»), of a kind that some room names in its `subjects`. `is_mailed`: the room writes letters of
    its own about it, so the notice stands in the page only.
    """

    key: str
    kind: str
    subject: str
    title: str
    url: str
    words: str
    happened_at: datetime
    audience: Mapping[int, str]
    actors: Collection[str] = ()
    who: str = ""
    day: date | None = None
    unit: int | None = None
    has_leader: bool = False
    gravity: Gravity = Gravity.USUAL
    is_mailed: bool = False


@dataclass(frozen=True, slots=True)
class NoticeSource:
    """A room's reading of history: entries about `object_kinds` become what is told, in a fixed number of queries."""

    object_kinds: frozenset[str]
    kinds: tuple[NoticeKind, ...]
    tell: Callable[[Sequence[Entry], Crowd], list[Told]]


@dataclass(frozen=True, slots=True)
class NoticeSubject:
    """What notices are about.

    `seen` says who of the readers may see which of the keys now, in a fixed number of queries; it agrees with
    `visible_to`. `named` gives the title and the address of one of them for its page.
    """

    code: str
    seen: Callable[[Collection[Reader], Collection[int]], set[tuple[int, int]]]
    named: Callable[[int], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DigestLine:
    """A line of a digest: words, where it leads, what stands behind them, why it is told to this reader.

    `stands_for`: how many things it tells of, where it sums up those for which there was no place.
    """

    words: str
    url: str = ""
    note: str = ""
    subject: str = ""
    reason: str = ""
    stands_for: int = 1


@dataclass(frozen=True, slots=True)
class DigestPart:
    """A room's part of digests: lines by key of user, for all readers in a fixed number of queries.

    `lines(readers, today, until)`; both days inclusive.
    """

    section: DigestSection
    lines: Callable[[Crowd, date, date], Mapping[int, Sequence[DigestLine]]]


def lines_for(
    told: Iterable[tuple[Mapping[int, str], DigestLine]], *, most: int, rest: str
) -> dict[int, list[DigestLine]]:
    """Return the lines by reader, each with the reader's own reason; above `most` one line leads to `rest`."""
    found: dict[int, list[DigestLine]] = {}
    more: dict[int, int] = {}
    for audience, line in told:
        for user, reason in audience.items():
            own = found.setdefault(user, [])
            if len(own) < most:
                own.append(replace(line, reason=reason))
            else:
                more[user] = more.get(user, 0) + line.stands_for
    for user, count in more.items():
        found[user].append(DigestLine(f"и ещё {count}", rest, stands_for=count))
    return found


EventAudience = Callable[[Collection[int], Crowd], Mapping[int, Mapping[int, str]]]
"""A room's answer to «who else is told of changes of these events, and why», by key of event; one query or two."""


@dataclass(frozen=True, slots=True)
class TellingRoom:
    """All that a room tells: what it reads in history, whom changes of events concern, its lines in digests."""

    sources: tuple[NoticeSource, ...] = ()
    subjects: tuple[NoticeSubject, ...] = ()
    digest: tuple[DigestPart, ...] = ()
    audience: EventAudience | None = None


def rooms() -> tuple[TellingRoom, ...]:
    """Return what the rooms tell."""
    return bound("telling_rooms")


def event_audiences(events: Collection[int], crowd: Crowd) -> dict[int, dict[int, str]]:
    """Return by event whom the rooms above name; who is named by several keeps the first reason."""
    found: dict[int, dict[int, str]] = {}
    for room in rooms():
        if room.audience is None:
            continue
        for event, audience in room.audience(events, crowd).items():
            known = found.setdefault(event, {})
            for user, reason in audience.items():
                known.setdefault(user, reason)
    return found


def sources() -> list[NoticeSource]:
    """Return every room's sources."""
    return [source for room in rooms() for source in room.sources]


def digest_parts() -> list[DigestPart]:
    """Return every room's parts of digests."""
    return [part for room in rooms() for part in room.digest]


def kind_words() -> dict[str, str]:
    """Return the kinds of notices by code, in words."""
    return {kind.code: str(kind.words) for source in sources() for kind in source.kinds}


def seen_subjects(readers: Collection[Reader], subjects: Iterable[str]) -> set[tuple[int, str]]:
    """Return who of the readers may see which subjects now; a subject that no room knows is seen by nobody."""
    by_code: dict[str, set[int]] = {}
    for subject in subjects:
        code, _colon, key = subject.partition(":")
        if key.isdecimal():
            by_code.setdefault(code, set()).add(int(key))
    found = set()
    for each in (subject for room in rooms() for subject in room.subjects):
        if keys := by_code.get(each.code):
            found |= {(user, f"{each.code}:{key}") for user, key in each.seen(readers, keys)}
    return found


def name_of(subject: str) -> tuple[str, str]:
    """Return the title and the address of a thing that the reader may see; LookupError where no room knows it."""
    code, _colon, key = subject.partition(":")
    for room in rooms():
        for each in room.subjects:
            if each.code == code:
                return each.named(int(key))
    raise LookupError(subject)
