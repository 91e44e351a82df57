"""A changed event and its script: the script moves along, printed ones are marked and made anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.directory.models import Person
from orgplan.documents.actions import mark_outdated
from orgplan.documents.models import Document
from orgplan.events.actions import EventFacts
from orgplan.events.following import (
    ChangeKind,
    Decision,
    Decisions,
    Demand,
    Effect,
    EventChange,
    Written,
    by_hand,
    goes_back,
    look_at,
    outdated_fact,
    paper_effect,
    papers_made_anew,
    replaced_people,
    touches_papers,
    words_changed,
)
from orgplan.events.queries.card import may_have
from orgplan.events.rules.rewording import reworded
from orgplan.scripts.actions import reword_script, shift_script
from orgplan.scripts.actions.scripts import WORDED
from orgplan.scripts.models import Script, ScriptItem
from orgplan.scripts.queries import latest_prints, prints_of_events, script_of
from orgplan.scripts.queries.flags import HAS_SCRIPT

_SCRIPT = "script"
_WORDS = "words"
_NAMED = 3
"""So many items the list names; the script's page shows all."""


def note_outdated_scripts(changes: Sequence[EventChange], by: Actor) -> list[str]:
    """Mark every document that prints the script of a changed event; one query where none does."""
    told = {each.event.pk: each for each in changes if touches_papers(each)}
    found = prints_of_events(told) if told else []
    facts = [outdated_fact(told[key], document) for key, document in found]
    if facts:
        mark_outdated(facts=facts, by=by)
    return []


@dataclass(frozen=True, slots=True)
class _Move:
    """Where the script goes: its day, and by how many minutes it and its hold points move."""

    day: date | None
    minutes: int


@dataclass(frozen=True, slots=True)
class ScriptFollower:
    """The script moves to the event's new day and by as many minutes as its beginning; printed ones are made anew."""

    key: str = "scripts.scripts"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Script of the event")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the script where it would move, and its printed versions; three queries, one without a script."""
        script = script_of(change.event) if may_have(change.event, HAS_SCRIPT) else None
        if script is None:
            return []
        _read_items(script, change)
        papers = latest_prints(script) if touches_papers(change) else []
        keys = [each.pk for each in papers]
        visible = Document.objects.visible_to(user).filter(pk__in=keys) if keys else ()
        effects = [*_script_effects(script, change), *_word_effects(script, change)]
        named = (
            Written(
                str(each.pk),
                _("Item of the script: %(item)s") % {"item": each.title},
                script.get_absolute_url(),
                tuple(getattr(each, name) for name in WORDED),
            )
            for each in script.items.all()
        )
        looks = [*by_hand(change, named), *_places_to_look_at(script, change)]
        return [*effects, *looks, *(paper_effect(each) for each in visible)]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Move the script and make its papers anew, as was decided; a form that refuses is said."""
        back = goes_back(change)
        script = script_of(change.event) if back or decisions.may_concern(self.key) else None
        if script is None:
            return []
        _read_items(script, change)
        done: list[str] = []
        moved = _move(change)
        effects = _script_effects(script, change)
        stood = back and moved is not None and script.day == _first(change.before)[0]
        if moved and (stood or decisions.chosen(self.key, effects, Decision.UPDATE)):
            shift_script(script, day=moved.day, minutes=moved.minutes, by=by)
            done.append(_("The script moved with the event."))
        if back or decisions.chosen(self.key, _word_effects(script, change), Decision.UPDATE):
            done += _written_anew(script, change, by)
        papers = latest_prints(script) if touches_papers(change) else []
        return [*done, *papers_made_anew(self.key, papers, decisions, by)]


def _places_to_look_at(script: Script, change: EventChange) -> list[Effect]:
    """Return the places within the old venue that items name: nobody else knows whether the new one has them."""
    if ChangeKind.RE_VENUED not in change.kinds:
        return []
    words = _words(change)
    named = dict.fromkeys(each.place for each in script.items.all() if each.place)
    stay = [each for each in named if reworded(each, words) == each and each != change.after.where]
    if not stay:
        return []
    places = ", ".join(f"«{each}»" for each in stay[:_NAMED]) + (" …" if len(stay) > _NAMED else "")
    words_of = _("items name %(places)s: look whether the new place has them") % {"places": places}
    return [look_at("places", _("Places in the script"), script.get_absolute_url(), words_of)]


def _move(change: EventChange) -> _Move | None:
    since, to = _first(change.before), _first(change.after)
    if since == to:
        return None
    apart = 0
    if since[1] and to[1]:
        apart = (to[1].hour - since[1].hour) * 60 + to[1].minute - since[1].minute
    return _Move(to[0], apart)


def _first(facts: EventFacts) -> tuple[date | None, time | None]:
    first = next(iter(facts.timing.occurrences), None)
    return (first.start or first.end, first.start_time) if first else (None, None)


def _script_effects(script: Script, change: EventChange) -> list[Effect]:
    moved = _move(change)
    if moved is None or (moved.day == script.day and not moved.minutes):
        return []
    tied = sum(1 for item in script.items.all() if item.hold_at)
    words = _("Moves with the event: to another day or hour")
    if moved.minutes and tied:
        also = ngettext("with %d item tied to the clock", "with %d items tied to the clock", tied) % tied
        words = f"{words}, {also}"
    return [
        Effect(
            key=_SCRIPT,
            heading=_("Script of the event"),
            sentence=words,
            address=script.get_absolute_url(),
            may=(Decision.UPDATE, Decision.LEAVE),
            default=Decision.UPDATE,
        )
    ]


def _initialled(person: Person) -> str:
    return person.full_name.initials_first()


def _initials_last(person: Person) -> str:
    return person.full_name.surname_first()


def _words(change: EventChange) -> dict[str, str]:
    """Return the words that change: of time, place and title, and the name of who comes for somebody."""
    before = {each.person.pk: each.person for each in change.before.participants if each.person}
    names = {
        words: said(new)
        for key, new in replaced_people(change).items()
        for said in (str, _initialled, _initials_last)
        if (words := said(before[key]))
    }
    return words_changed(change) | names


def _read_items(script: Script, change: EventChange) -> None:
    """Read the items once; whom they concern only where somebody comes for somebody."""
    prefetch_related_objects([script], "items__leaders" if replaced_people(change) else "items")


def _word_effects(script: Script, change: EventChange) -> list[Effect]:
    words, people = _words(change), replaced_people(change)
    items = [each for each in script.items.all() if _names_old(each, words, people)] if words or people else []
    if not items:
        return []
    named = "; ".join(each.title for each in items[:_NAMED])
    count = ngettext("%d item names the old facts", "%d items name the old facts", len(items)) % len(items)
    return [
        Effect(
            key=_WORDS,
            heading=_("Items of the script"),
            sentence=f"{count}: {named}",
            address=script.get_absolute_url(),
            may=(Decision.UPDATE, Decision.LEAVE),
            default=Decision.UPDATE,
        )
    ]


def _names_old(item: ScriptItem, words: Mapping[str, str], people: Mapping[int, Person]) -> bool:
    said = any(reworded(getattr(item, name), words) != getattr(item, name) for name in WORDED)
    return said or any(item.concerns(key) for key in people)


def _written_anew(script: Script, change: EventChange, by: Actor) -> list[str]:
    count = reword_script(script, words=_words(change), people=replaced_people(change), by=by)
    return (
        [ngettext("%d item of the script is written anew.", "%d items of the script are written anew.", count) % count]
        if count
        else []
    )
