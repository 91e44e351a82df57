"""Letters about the event that have not left: they must not say where and when it no longer is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import OuterRef, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.directory.models import Person
from orgplan.events.actions.facts import EventFacts
from orgplan.events.actions.following import Decisions, Demand, Effect, EventChange
from orgplan.events.actions.letters import cause_of
from orgplan.events.queries.card import EventFlag, may_have
from orgplan.events.rules import ChangeKind, Decision, EventState
from orgplan.events.rules.rewording import Moment, replacements, reworded
from orgplan.notices.actions import cancel, change_message
from orgplan.notices.models import Message
from orgplan.notices.rules import UNSENT

_OFF = (EventState.CANCELLED, EventState.NOT_HELD)
_TOUCHING = frozenset(
    {ChangeKind.MOVED, ChangeKind.RE_VENUED, ChangeKind.RENAMED, ChangeKind.CANCELLED, ChangeKind.NOT_HELD}
)
_LABEL = 200

HAS_UNSENT = EventFlag(
    "has_unsent", lambda: Message.objects.filter(state__in=UNSENT, about_label=Left(OuterRef("title"), _LABEL))
)
"""Whether letters about the event wait in the outbox: asked with its own row (events.queries.card)."""


def words_changed(change: EventChange) -> dict[str, str]:
    """Return which words of the old facts stand for which of the new ones, for texts that somebody wrote."""
    before, after = change.before, change.after
    names = ("when", "where", "title")
    found = replacements(
        {name: str(getattr(before, name)) for name in names},
        {name: str(getattr(after, name)) for name in names},
        moments=(moment_of(before), moment_of(after)),
    )
    return found if change.kinds & _TOUCHING else {}


def moment_of(facts: EventFacts) -> Moment:
    """Return the first day of the event with its hours, as far as they are known."""
    days = [each for each in facts.timing.occurrences if each.start]
    first = min(days, key=lambda each: (each.start or date.max, each.start_time or time.min), default=None)
    return Moment(first.start, first.start_time, first.end_time) if first is not None else Moment()


def first_day(facts: EventFacts) -> date | None:
    """Return the first day of the event, None where it has none."""
    return min((each.start for each in facts.timing.occurrences if each.start), default=None)


def replaced_people(change: EventChange) -> dict[int, Person]:
    """Return who comes for whom, by the key of the one who does not: only where one comes for one."""
    before, after = (
        {each.person for each in facts.participants if each.person} for facts in (change.before, change.after)
    )
    left, joined = before - after, after - before
    return {next(iter(left)).pk: next(iter(joined))} if len(left) == len(joined) == 1 else {}


def goes_back(change: EventChange) -> bool:
    """Tell whether the change takes another back: what went along with that one comes back without being asked."""
    return change.recorded is not None and change.recorded.takes_back_id is not None


@dataclass(frozen=True, slots=True)
class UnsentLettersFollower:
    """Letters that wait in the outbox: put into the new words, or taken back where the event is cancelled."""

    key: str = "events.unsent"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Letters that have not left")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the letters that name the old time or place; one query, none without letters."""
        return [_effect(change, each) for each in _touched(change, user)]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Write the new words into the letters, or take them back."""
        if not (decisions.may_concern(self.key) or goes_back(change)):
            return []
        rows = [
            each
            for each in _touched(change, None)
            if goes_back(change) or decisions.of(self.key, _effect(change, each)) == Decision.UPDATE
        ]
        if change.after.state in _OFF:
            count = len(cancel(rows, why=_("The event is not held."), by=by)) if rows else 0
            words = ngettext("%d letter is taken back.", "%d letters are taken back.", count)
        else:
            count = sum(_written(change, each, by) for each in rows)
            words = ngettext("%d waiting letter is corrected.", "%d waiting letters are corrected.", count)
        return [words % count] if count else []


def _touched(change: EventChange, user: User | None) -> list[Message]:
    if not change.kinds & _TOUCHING or not may_have(change.event, HAS_UNSENT):
        return []
    rows = Message.objects.visible_to(user) if user else Message.objects.all()
    card = reverse("events:event", args=[change.event.pk])
    about = Q(about_label=change.before.title[:_LABEL]) | Q(about_url=card)
    rows = rows.filter(about, state__in=UNSENT).order_by("pk")
    if change.recorded is not None:
        rows = rows.exclude(cause=cause_of(change.recorded))
    if change.after.state in _OFF:
        return [each for each in rows if each.about_url == card or _names_old(change, each)]
    words = words_changed(change)
    return [
        each
        for each in rows
        if reworded(each.text, words) != each.text or reworded(each.subject, words) != each.subject
    ]


def _names_old(change: EventChange, message: Message) -> bool:
    """Tell whether a letter of another page speaks of this event: another one may bear the same title."""
    return bool(change.before.when) and change.before.when in message.text


def _effect(change: EventChange, message: Message) -> Effect:
    off = change.after.state in _OFF
    return Effect(
        key=str(message.pk),
        heading=f"{message.recipient_name}: {message.subject}",
        sentence=_("has not left yet: is taken back")
        if off
        else _("has not left yet: names the old facts, is corrected"),
        address=message.get_absolute_url(),
        may=(Decision.UPDATE, Decision.LEAVE),
        default=Decision.UPDATE,
    )


def _written(change: EventChange, message: Message, by: Actor) -> bool:
    words = words_changed(change)
    subject = reworded(message.subject, words)
    text = reworded(message.text, words)
    if (subject, text) == (message.subject, message.text):
        return False
    change_message(message, email=message.recipient_email, subject=subject, text=text, edition=message.edition, by=by)
    return True
