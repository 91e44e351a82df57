"""Days that somebody wrote into a text by hand: no room can move them, the list names each for a person to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.events.actions.facts import EventFacts
from orgplan.events.actions.following import Decisions, Demand, Effect, EventChange
from orgplan.events.following.outbox import first_day, moment_of, words_changed
from orgplan.events.rules import ChangeKind, EventState
from orgplan.events.rules.rewording import day_forms, named_days, named_hours, reworded

_OFF = (EventState.CANCELLED, EventState.NOT_HELD)
_LONGEST = 31
"""So many days of an event are known in words; a longer one is named by its ends."""


@dataclass(frozen=True, slots=True)
class Written:
    """Texts of one record: `key` is unique within its follower; `follows`: its room puts new words for old ones."""

    key: str
    heading: str
    address: str | Promise
    texts: tuple[str, ...]
    follows: bool = True


def by_hand(change: EventChange, rows: Iterable[Written]) -> list[Effect]:
    """Return a line for each record that would name a day other than the event's own once the event has moved.

    No query. Nothing for an event that is not moved, or not held at all.
    """
    if ChangeKind.MOVED not in change.kinds or change.after.state in _OFF:
        return []
    words, right = words_changed(change), _days_in_words(change.after)
    was, now = moment_of(change.before), moment_of(change.after)
    year = (first_day(change.after) or first_day(change.before) or date.min).year
    found = []
    for each in rows:
        texts = [reworded(text, words) if each.follows else text for text in each.texts]
        text = "\n".join(texts)
        if days := (*named_days(text, year=year, but=right), *named_hours(text, was, now)):
            found.append(look_at(each.key, each.heading, each.address, _days_words(days)))
    return found


def look_at(key: str, heading: str, address: str | Promise, sentence: str) -> Effect:
    """Return a line for a person to look at."""
    return Effect(key=f"hand-{key}", heading=heading, sentence=sentence, address=address, by_hand=True)


def _days_words(days: Sequence[str]) -> str:
    named = ", ".join(f"«{each}»" for each in days)
    return _("names %(days)s by hand: it does not move by itself, look whether it still holds") % {"days": named}


def _days_in_words(facts: EventFacts) -> tuple[str, ...]:
    days: set[date] = set()
    for each in facts.timing.occurrences:
        start, end = each.start or each.end, each.end or each.start
        if start and end:
            days |= {start + timedelta(days=shift) for shift in range(min((end - start).days, _LONGEST) + 1)} | {end}
    return tuple(form for day in days for form in (*day_forms(day), f"{day:%d.%m}", f"{day.day}.{day:%m}"))


@dataclass(frozen=True, slots=True)
class OwnWordsFollower:
    """The title and the note of the event itself where they name a day by hand."""

    key: str = "events.words"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Words of the event itself")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:  # noqa: ARG002 -- who sees the event reads them
        """Return the event where its own words name a day; no query."""
        address = reverse("events:edit", args=[change.event.pk])
        title = Written("title", _("Title of the event"), address, (change.after.title,), follows=False)
        note = Written("note", _("Note of the event"), address, (change.event.note,), follows=False)
        return by_hand(change, (title, note))

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:  # noqa: ARG002 -- people look
        """Do nothing: what somebody wrote is changed by somebody."""
        return []
