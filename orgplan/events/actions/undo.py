"""Taking back: each write of a person over the list leaves its inverse, used once and never over others' words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.audit.actions import audited, nothing_changed
from orgplan.audit.queries import history_of
from orgplan.core.editing import RefusedError
from orgplan.events.actions.basket import Chosen, put_into_basket, restore_events
from orgplan.events.actions.changes import Ground, Wanted, change_event, change_events, write_changes
from orgplan.events.actions.facts import EventFacts, facts_of, from_plain, to_plain
from orgplan.events.actions.programmes import put_into_programmes
from orgplan.events.actions.recording import create_event
from orgplan.events.models import Change, Event, Programme, UndoStep
from orgplan.events.rules import Basis

_CHANGED, _DELETED, _CREATED, _TOGETHER = "changed", "deleted", "created", "together"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many events stand as before, for each other one a sentence why not, and what followed in other rooms."""

    done: int
    left: list[str]
    said: list[str] = field(default_factory=list)


@audited
def change_with_undo(
    *,
    wanted: Sequence[Wanted],
    programmes: Collection[Programme] | None = None,
    reason: str = "",
    basis: Basis | None = None,
    by: User,
) -> UndoStep:
    """Change the events as `change_events` does and keep what they were; with `programmes` they belong to these."""
    befores = [to_plain(facts_of(each.event)) for each in wanted]
    before_in = [_programmes_of(each.event) for each in wanted] if programmes is not None else []
    for each in wanted if programmes is not None else ():
        put_into_programmes(each.event, programmes=programmes or (), by=by)
    events = _changed(wanted, reason, basis, by)
    return _keep(_CHANGED, events, befores, by, before_in)


def _programmes_of(event: Event) -> list[int]:
    return list(event.programmes.order_by("pk").values_list("pk", flat=True))


@audited
def delete_with_undo(*, chosen: Sequence[Chosen], reason: str = "", basis: Basis | None = None, by: User) -> UndoStep:
    """Put the events into the basket as `put_into_basket` does; one step brings all back."""
    events = put_into_basket(chosen=chosen, reason=reason, basis=basis, by=by)
    return _keep(_DELETED, events, [{}] * len(events), by)


@audited
def create_with_undo(*, facts: EventFacts, by: User) -> tuple[Event, UndoStep]:
    """Record a new event; taking it back puts it into the basket."""
    event = create_event(facts=facts, by=by)
    return event, _keep(_CREATED, [event], [{}], by)


@audited
def step_together(*, was: Sequence[tuple[Event, EventFacts]], made: Sequence[Event], by: User) -> UndoStep:
    """Keep that these events stood so, and that those were made: all go back or none."""
    rows = [{"event": event.pk, "edition": event.edition, "facts": to_plain(facts)} for event, facts in was]
    rows += [{"event": event.pk, "edition": event.edition, "facts": {}} for event in made]
    verbs = [_CHANGED] * len(was) + [_CREATED] * len(made)
    kept = [row | {"verb": verb} for row, verb in zip(rows, verbs, strict=True)]
    nothing_changed()  # the entries are those of the actions that changed them
    return UndoStep.objects.create(user=by, verb=_TOGETHER, befores=kept)


@audited
def take_back(step: UndoStep, *, by: User) -> TakenBack:
    """Put back what nobody changed since; RefusedError where nothing is left to take back, with who changed it."""
    step = UndoStep.objects.select_for_update().get(pk=step.pk)
    if step.used_at:
        raise RefusedError(_("This was taken back already."))
    events = Event.objects.select_related("owner", "venue", "part_of").in_bulk([each["event"] for each in step.befores])
    fresh, left = [], []
    for each in step.befores:
        event = events.get(each["event"])
        if event is not None and event.edition == each["edition"]:
            fresh.append((event, each))
        else:
            left.append(_why_left(event))
    if not fresh or (left and step.verb == _TOGETHER):
        raise RefusedError(" ".join(left))
    verbs = {each.get("verb", step.verb) for _event, each in fresh}
    said = []
    for verb in sorted(verbs):
        said += _put_back(verb, [pair for pair in fresh if pair[1].get("verb", step.verb) == verb], by)
    step.used_at = timezone.now()
    step.save(update_fields=["used_at"])
    nothing_changed()  # the entries are those of the actions above
    return TakenBack(len(fresh), left, said)


def _put_back(verb: str, fresh: Sequence[tuple[Event, Mapping[str, Any]]], by: User) -> list[str]:
    """Put the events back and return what followers did with them, in sentences."""
    reason = _("The change was taken back.")
    if verb == _DELETED:
        restore_events(events=[event for event, _before in fresh], by=by)
    elif verb == _CREATED:
        put_into_basket(chosen=[Chosen(event, event.edition) for event, _before in fresh], reason=reason, by=by)
    else:
        wanted = [Wanted(event, from_plain(before["facts"]), event.edition) for event, before in fresh]
        for event, before in fresh:
            if "programmes" in before:
                known = Programme.objects.filter(pk__in=before["programmes"])
                put_into_programmes(event, programmes=list(known), by=by)
        ground = Ground(reason, Basis(str(by)), takes_back=_undone([event for event, _before in fresh]))
        return write_changes(wanted, ground, by).done
    return []


def _undone(events: Sequence[Event]) -> dict[int, Change]:
    """Return the last recorded change of each event, unless it was taken back or takes one back itself; one query."""
    rows = Change.objects.filter(event__in=events).order_by("pk").select_related("taken_back_by")
    last = {row.event_id: row for row in rows.defer("before", "after", "shown") if row.event_id}
    return {key: row for key, row in last.items() if row.takes_back_id is None and not hasattr(row, "taken_back_by")}


def _changed(wanted: Sequence[Wanted], reason: str, basis: Basis | None, by: User) -> list[Event]:
    """Change one event under the verb that the card's history knows, or many."""
    if len(wanted) == 1:
        (one,) = wanted
        return [change_event(one.event, facts=one.facts, edition=one.edition, reason=reason, basis=basis, by=by)]
    return change_events(wanted=wanted, reason=reason, basis=basis, by=by)


def _why_left(event: Event | None) -> str:
    if event is None:
        return _("The event is no longer on record.")
    last = history_of(event).first()
    words = {"title": event.title, "who": last.actor if last else "", "at": timezone.localtime(event.changed_at)}
    return _("“%(title)s” was changed since, by %(who)s at %(at)s: open the card to see it.") % (
        words | {"at": f"{words['at']:%H:%M}"}
    )


def _keep(
    verb: str,
    events: Sequence[Event],
    befores: Sequence[Mapping[str, Any]],
    by: User,
    programmes: Sequence[list[int]] = (),
) -> UndoStep:
    kept = [
        {"event": event.pk, "edition": event.edition, "facts": before}
        for event, before in zip(events, befores, strict=True)
    ]
    for each, keys in zip(kept, programmes, strict=False):
        each["programmes"] = keys
    return UndoStep.objects.create(user=by, verb=verb, befores=kept)
