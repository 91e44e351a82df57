"""What other rooms say about an event in the calendar: the one place where their marks come in.

A mark is a short sentence with a tone and the page that tells more, shown on the block, in the list and in print.
`marked` is asked once a page for all entries shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.calendar.queries.entries import Entry
from orgplan.clashes.queries import ShownClash, clashes_and_taken, clashes_of_events
from orgplan.clashes.queries.obstacles import KnownObstacles
from orgplan.clashes.rules.judging import Judged
from orgplan.clashes.rules.kinds import ClashLevel, Subject
from orgplan.clashes.rules.norms import Norms
from orgplan.clashes.rules.occupation import Taken
from orgplan.directory.models import Position
from orgplan.events.rules import EventState
from orgplan.language.timing.model import TimingKind

_COMPARED = 2
"""With so many later events over one person or hall an event is compared: one is named, and that there are more."""
_NEAR = timedelta(days=10)
"""Up to so many days all events are compared; a list over more asks for its own events only."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about an event and where more is told: `tone` is `plain`, `warn` or `bad`.

    Where there is little room `short` stands first and `what`, if there is anything to say, behind the rest.
    """

    tone: str
    words: str
    url: str
    short: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of an event and the clash it is said of; blocks are given the words alone."""

    said: Said
    clash: Judged

    @property
    def full(self) -> str:
        """Return the sentence that names both events; put into words when it is asked for."""
        sentence = self.clash.sentence
        return f"{self.clash.resource_name}: {sentence}" if self.clash.resource_name else sentence


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks by event and, of few days, what they were found among: all that stands, the settings.

    `short` are the roads told to be too long: person and both events; others are too long by no rule's word.
    """

    marks: dict[int, Mark]
    taken: Sequence[Taken] = ()
    norms: Norms = field(default_factory=Norms)
    short: frozenset[tuple[int, int, int]] = frozenset()


def marked(
    user: User,
    entries: Iterable[Entry],
    first: date,
    last: date,
    posts: Sequence[Position] | None = None,
    known: KnownObstacles | None = None,
) -> Marked:
    """Return by event the weightiest of its clashes on the days, and what the roads between need.

    At most six queries, none where nothing is to come. Only what is to take place is marked: nobody can part what is
    over. `posts` are those of the leaders of the days, `known` what is not free on them, as far as it was read.
    """
    keys = {entry.key for entry in entries if _may_clash(entry)}
    taken, settings = list[Taken](), Norms()
    if not keys:
        return Marked({})
    if last - first <= _NEAR:
        found, taken, settings = clashes_and_taken(
            user, first, last, posts=posts, events=keys, most=_COMPARED, known=known
        )
    else:
        found = clashes_of_events(user, keys, known)
    root = reverse("clashes:list")
    of_event: defaultdict[int, list[ShownClash]] = defaultdict(list)
    for shown in found:
        for key in keys.intersection(shown.clash.events):
            of_event[key].append(shown)
    marks = {key: _mark(key, clashes, root) for key, clashes in of_event.items()}
    return Marked(marks, taken, settings, frozenset(pair for each in found if (pair := _short_road(each.clash))))


def _short_road(clash: Judged) -> tuple[int, int, int] | None:
    if clash.subject != Subject.TRAVEL or clash.second is None:
        return None
    return clash.resource, clash.first.event, clash.second.event


def _may_clash(entry: Entry) -> bool:
    return bool(entry.key) and entry.exact == TimingKind.TIMED and entry.state == EventState.PLANNED


def _mark(key: int, clashes: Sequence[ShownClash], root: str) -> Mark:
    shown = max(clashes, key=lambda each: (each.is_open, each.clash.severity))
    clash = shown.clash
    other = next((each for each in clash.events if each != key), None)
    what = _what(shown) if shown.is_open else ""
    words = _("clash: %(what)s") % {"what": what} if shown.is_open else _("clash accepted")
    short = _("clash") if shown.is_open else words
    tone = ("bad" if clash.level == ClashLevel.BLOCK else "warn") if shown.is_open else "plain"
    words = _("%(clash)s and more") % {"clash": words} if len(clashes) > 1 else words
    url = f"{root}both/{key}/{other}/" if other else f"{root}event/{key}/"
    return Mark(Said(tone, words, url, short, what), clash)


def _what(shown: ShownClash) -> str:
    clash = shown.clash
    if clash.subject == Subject.TRAVEL:
        return _("no time for the road, %(who)s") % {"who": clash.resource_name}
    if clash.obstacle is not None:
        return f"{clash.resource_name} {clash.obstacle.words}".strip()
    return clash.resource_name
