"""What folders answer to a changed event: texts of leaders follow with its words, and with who comes instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.directory.models import Person
from orgplan.events.following import (
    Decision,
    Decisions,
    Demand,
    Effect,
    EventChange,
    Written,
    by_hand,
    goes_back,
    replaced_people,
    words_changed,
)
from orgplan.events.queries.card import may_have
from orgplan.events.rules.rewording import reworded
from orgplan.folders.actions.rewording import BRIEFING_WORDS, reword_texts
from orgplan.folders.models import Briefing, LeaderNote
from orgplan.folders.queries.flags import HAS_BRIEFING, HAS_NOTES

Text = Briefing | LeaderNote


@dataclass(frozen=True, slots=True)
class LeaderTextsFollower:
    """Texts for leaders and the briefing that name what was, or that are written for who does not come."""

    key: str = "folders.texts"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Texts for leaders")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return what names the old facts; two queries at most, none where nothing is written."""
        rows = _written(change, user)
        old = [_effect(each) for each in _of_old(change, rows)]
        return [*old, *by_hand(change, map(_as_texts, rows))]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Write the new words, give the texts to who comes."""
        back = goes_back(change)
        if not (back or decisions.may_concern(self.key)):
            return []
        rows = [
            each for each in _touched(change, None) if back or decisions.of(self.key, _effect(each)) == Decision.UPDATE
        ]
        if not rows:
            return []
        count = reword_texts(
            briefings=[each for each in rows if isinstance(each, Briefing)],
            notes=[each for each in rows if isinstance(each, LeaderNote)],
            words=words_changed(change),
            people=replaced_people(change),
            by=by,
        )
        return (
            [ngettext("%d text for leaders follows.", "%d texts for leaders follow.", count) % count] if count else []
        )


def _touched(change: EventChange, user: User | None) -> list[Text]:
    return _of_old(change, _written(change, user))


def _of_old(change: EventChange, rows: Sequence[Text]) -> list[Text]:
    words, people = words_changed(change), replaced_people(change)
    return [each for each in rows if _is_old(each, words, people)]


def _as_texts(row: Text) -> Written:
    effect = _effect(row)
    texts = (row.text,) if isinstance(row, LeaderNote) else tuple(getattr(row, name) for name in BRIEFING_WORDS)
    return Written(effect.key, effect.heading, effect.address, texts)


def _written(change: EventChange, user: User | None) -> list[Text]:
    """Return all texts of the event for leaders; none where the change alters no words and nobody comes instead."""
    if not words_changed(change) and not replaced_people(change):
        return []
    found: list[Text] = []
    if may_have(change.event, HAS_BRIEFING):
        briefings = Briefing.objects.visible_to(user) if user else Briefing.objects.all()
        found += briefings.filter(event=change.event).select_related("event")
    if may_have(change.event, HAS_NOTES):
        notes = LeaderNote.objects.visible_to(user) if user else LeaderNote.objects.all()
        found += notes.filter(event=change.event).select_related("event", "person")
    return found


def _is_old(row: Text, words: Mapping[str, str], people: Mapping[int, Person]) -> bool:
    if isinstance(row, LeaderNote):
        return row.person.pk in people or reworded(row.text, words) != row.text
    return any(reworded(getattr(row, name), words) != getattr(row, name) for name in BRIEFING_WORDS)


def _effect(row: Text) -> Effect:
    kind = "briefing" if isinstance(row, Briefing) else "note"
    heading = _("Briefing of the event") if isinstance(row, Briefing) else f"{row.get_kind_display()}: {row.person}"
    return Effect(
        key=f"{kind}-{row.pk}",
        heading=heading,
        sentence=_("names what was, or is written for somebody who does not come: follows"),
        address=row.get_absolute_url(),
        may=(Decision.UPDATE, Decision.LEAVE),
        default=Decision.UPDATE,
    )
