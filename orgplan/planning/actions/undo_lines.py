"""Lines as they stood before a write, with their events and the places of those: kept, and put back by actions.

Words, section, unit and state are put back as they were. Where a line was accepted before or after, its event follows
by the same actions as in consolidation, and then stands as it stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many, state_of
from orgplan.audit.queries import history_of
from orgplan.events.actions import WITH_FACTS, change_event, facts_of, from_plain, to_plain
from orgplan.events.models import Event
from orgplan.events.rules import Basis
from orgplan.planning.actions.lines import accept_lines, reopen_lines
from orgplan.planning.actions.pairs import lines_same_as
from orgplan.planning.actions.plans import take_events
from orgplan.planning.models import PairVerdict, Plan, PlanItem, PlanLine, PlanReturn, PlanSection
from orgplan.planning.rules.states import LineState, Verdict

_WORDS = ("title", "date_text", "place", "responsible", "section_text", "problems", "confidence", "edited_by_hand")
_DAYS = ("timing_kind", "rrule", "occurrences", "first_day", "last_day", "start_time")
_PLACE = ("plan_id", "section_id", "event_id", "state", "decline_reason", "decided_at", "decided_by")
_KEPT = (*_WORDS, *_DAYS, *_PLACE)
_SHOWN = ("title", "date_text", "place", "responsible", "state", "section")
_NAMED = 5
"""So many lines that stay are named each with its reason; more are counted."""

Kept = Mapping[str, Any]


def before_lines(keys: Sequence[int]) -> dict[str, Any]:
    """Return how the lines stand, their events, and the events that they would join; six queries, locks the lines."""
    lines = list(PlanLine.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    joined = {line.event_id for line in lines if line.event_id} | _of_the_same(keys)
    events = Event.objects.filter(pk__in=joined).select_related("owner", "venue", "part_of")
    items = list(PlanItem.objects.filter(event__in=joined, plan__unit=None).values_list("event", "plan", "section"))
    return {
        "lines": [{"line": line.pk, "before": {name: getattr(line, name) for name in _KEPT}} for line in lines],
        "events": [
            {
                "event": event.pk,
                "facts": to_plain(facts_of(event)),
                "places": [[plan, section] for key, plan, section in items if key == event.pk],
            }
            for event in events.prefetch_related(*WITH_FACTS)
        ],
    }


def after_lines(befores: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was kept with the editions after the write, by which others' later words are told; two queries."""
    keys = [each["line"] for each in befores["lines"]]
    now = {row[0]: row[1:] for row in PlanLine.objects.filter(pk__in=keys).values_list("pk", "edition", "event")}
    known = {each["event"]: each for each in befores["events"]}
    joined = {*known, *(event for _edition, event in now.values() if event)}
    editions = dict(Event.objects.filter(pk__in=joined).values_list("pk", "edition"))
    return {
        "lines": [each | {"edition": now[each["line"]][0], "event": now[each["line"]][1]} for each in befores["lines"]],
        "events": [
            known.get(key, {"event": key, "facts": None, "places": []}) | {"edition": edition}
            for key, edition in editions.items()
        ],
    }


@audited
def put_lines_back(*, plan: Plan, kept: Kept, by: Actor) -> tuple[int, list[str]]:
    """Put back the lines that nobody changed since; return how many, and a sentence for each other one."""
    fresh, left = _fresh(kept)
    if fresh:
        city = Plan.objects.filter(unit=None, period_code=plan.period_code).first()
        if city is not None:
            _put_decisions_back(city, fresh, by)
        _put_words_back(fresh)
        _put_events_back(kept, fresh, by)
        _put_return_back(kept, whole=not left)
    else:
        nothing_changed()
    return len(fresh), left


@dataclass(frozen=True, slots=True)
class _Back:
    """A line as it stands and as it stood."""

    line: PlanLine
    before: Kept

    @property
    def was_accepted(self) -> bool:
        return bool(self.before["state"] == LineState.ACCEPTED)

    @property
    def is_reopened(self) -> bool:
        """Tell whether the decision on it has to be taken back first."""
        declined = self.was_accepted and self.line.state == LineState.DECLINED
        return declined or (self.line.state == LineState.ACCEPTED and not self.was_accepted)

    @property
    def is_accepted_again(self) -> bool:
        return self.was_accepted and self.line.state != LineState.ACCEPTED


def _of_the_same(keys: Sequence[int]) -> set[int]:
    same = PairVerdict.objects.filter(Q(first__in=keys) | Q(second__in=keys), verdict=Verdict.SAME)
    paired = {key for pair in same.values_list("first", "second") for key in pair} & set(keys)
    found = PlanLine.objects.filter(pk__in=paired)
    return {other.event_id for line in found for other in lines_same_as(line) if other.event_id}


def _fresh(kept: Kept) -> tuple[list[_Back], list[str]]:
    """Return the lines that are, with their events, as the write left them, and why each other one stays."""
    keys = [each["line"] for each in kept["lines"]]
    rows = PlanLine.objects.select_for_update(of=("self",)).select_related("plan__unit", "event", "section")
    lines = rows.in_bulk(keys)
    editions = {each["event"]: each["edition"] for each in kept["events"]}
    now = dict(Event.objects.filter(pk__in=editions).values_list("pk", "edition"))
    stale = {key for key, edition in editions.items() if now.get(key) != edition}
    fresh, others = [], []
    for each in kept["lines"]:
        line = lines.get(each["line"])
        if line is not None and line.edition == each["edition"] and not {each["event"], line.event_id} & stale:
            fresh.append(_Back(line, each["before"]))
        else:
            others.append(line)
    return fresh, _why_left(others)


def _why_left(lines: Sequence[PlanLine | None]) -> list[str]:
    left = [_of_whom(line) if line else _("The line is no longer on record.") for line in lines[:_NAMED]]
    if more := len(lines) - _NAMED:
        words = ngettext("%d more line was changed since.", "%d more lines were changed since.", more)
        left += [words % more] if more > 0 else []
    return left


def _of_whom(line: PlanLine) -> str:
    entries = history_of(line)
    if line.event is not None:
        entries = (entries | history_of(line.event)).order_by("-pk")
    last = entries.first()
    if last is None:
        return _("“%(title)s” was changed since: the page shows how it stands.") % {"title": line}
    when = timezone.localtime(last.at)
    return _("“%(title)s” was changed since, by %(who)s at %(at)s: the page shows how it stands.") % {
        "title": line,
        "who": last.actor,
        "at": f"{when:%H:%M}",
    }


def _put_decisions_back(city: Plan, fresh: Sequence[_Back], by: Actor) -> None:
    if reopened := [each.line for each in fresh if each.is_reopened]:
        reopen_lines(plan=city, lines=reopened, by=by)
    if accepted := [each for each in fresh if each.is_accepted_again]:
        waiting = [each.line for each in accepted if each.line.state not in {LineState.ACCEPTED, LineState.SUBMITTED}]
        PlanLine.objects.filter(pk__in=[line.pk for line in waiting]).update(
            state=LineState.SUBMITTED, decline_reason=""
        )
        accept_lines(plan=city, lines=[each.line for each in accepted], by=by)


def _put_words_back(fresh: Sequence[_Back]) -> None:
    """Write the kept fields over the lines as the decisions above have left them."""
    rows = PlanLine.objects.select_related("plan__unit", "section").in_bulk([each.line.pk for each in fresh])
    sections = set(PlanSection.objects.values_list("pk", flat=True))
    events = set(Event.objects.filter(pk__in={each.before["event_id"] for each in fresh}).values_list("pk", flat=True))
    changes = []
    for each in fresh:
        line = rows[each.line.pk]
        before = state_of(line, *_SHOWN)
        made_event = line.event_id
        for name in _KEPT:
            setattr(line, name, _typed(name, each.before[name]))
        if line.section_id not in sections:
            line.section_id = None
        if each.was_accepted or (each.is_reopened and line.event_id is None):
            line.event_id = made_event  # a draft to which an acceptance comes back
        elif line.event_id not in events:
            line.event_id = None
        line.edition += 1
        changes.append((line, before, line))
    names = [name.removesuffix("_id") for name in _KEPT]
    PlanLine.objects.bulk_update([line for line, _before, _line in changes], [*names, "edition"], batch_size=200)
    now = PlanLine.objects.select_related("section").in_bulk([line.pk for line, _before, _line in changes])
    record_many([(line, before, state_of(now[line.pk], *_SHOWN)) for line, before, _line in changes])


def _typed(name: str, stored: Any) -> Any:
    """Return a kept value as the row holds it: days and moments were kept as text."""
    field = PlanLine._meta.get_field(name.removesuffix("_id"))
    return field.to_python(stored) if isinstance(stored, str) and isinstance(field, Field) else stored


def _put_events_back(kept: Kept, fresh: Sequence[_Back], by: Actor) -> None:
    """Let the events of lines that were or are accepted stand as they stood, in the plans where they stood."""
    decided = [each for each in fresh if each.is_reopened or each.was_accepted]
    concerned = {key for each in decided for key in (each.line.event_id, each.before["event_id"]) if key}
    reason, basis = _("What was done a moment ago is taken back."), Basis(str(by))
    for each in kept["events"]:
        event = Event.objects.kept().filter(pk=each["event"]).first() if each["event"] in concerned else None
        if event is None or each["facts"] is None:
            continue
        facts = from_plain(each["facts"])
        if facts_of(event) != facts:
            event = change_event(event, facts=facts, edition=event.edition, reason=reason, basis=basis, by=by)
        _put_places_back(event, each["places"], by)


def _put_places_back(event: Event, places: Iterable[tuple[int, int | None]], by: Actor) -> None:
    for plan_key, section_key in places:
        plan = Plan.objects.filter(pk=plan_key).first()
        if plan is None:
            continue
        section = plan.sections.filter(pk=section_key or 0).first()
        item = plan.items.filter(event=event).first()
        if item is None:
            reason, basis = _("What was done a moment ago is taken back."), Basis(str(by))
            take_events(plan=plan, events=[event], section=section, reason=reason, basis=basis, by=by)
        elif item.section_id != section_key:
            item.section = section
            item.save(update_fields=["section"])


def _put_return_back(kept: Kept, *, whole: bool) -> None:
    """Forget a return that came to nothing: the unit is asked for nothing any more."""
    made = PlanReturn.objects.filter(pk=kept.get("return") or 0, answered_at=None).select_related("plan").first()
    if made is None:
        return
    if whole:
        record(made.plan, before={"lines returned": made.line_count}, after={"lines returned": 0}, reason=made.reason)
        made.delete()
    else:
        made.line_count = made.plan.lines.filter(state=LineState.RETURNED).count()
        made.save(update_fields=["line_count"])
