"""What preparation tells people: steps that were given to them or fell away; terms in the morning digest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.audit.models import Entry
from orgplan.events.queries.told import UNTOLD, subject_of
from orgplan.notices.queries.crowd import Crowd, merged
from orgplan.notices.queries.sources import (
    DigestLine,
    DigestPart,
    NoticeKind,
    NoticeSource,
    TellingRoom,
    Told,
    lines_for,
)
from orgplan.notices.rules.telling import DigestSection
from orgplan.preparation.models import Step
from orgplan.preparation.rules.kinds import StepState

_GIVEN = NoticeKind("step_given", _("Steps of preparation given to you"))
ANSWERS = "вы отвечаете за шаг"
UNIT_ANSWERS = "за шаг отвечает ваше подразделение"
_MOST = 15


def _concerned(crowd: Crowd, person: int | None, unit: int | None) -> dict[int, str]:
    """Return who answers for a step: the person, else the unit."""
    return crowd.person(person, ANSWERS) if person else crowd.unit(unit, UNIT_ANSWERS)


def tell_steps(entries: Sequence[Entry], crowd: Crowd) -> list[Told]:
    """Return the steps that were given to somebody: those of drafts and templates tell nobody; one query."""
    given = {int(each.object_key): each for each in entries if {"unit", "person"} & set(each.after)}
    rows = Step.objects.kept().filter(pk__in=given, state=StepState.PLANNED).exclude(event__state__in=UNTOLD)
    return [_told(row, given[row.pk], crowd) for row in rows.select_related("event")]


def _told(row: Any, entry: Entry, crowd: Crowd) -> Told:
    due = f", срок {row.due_on:%d.%m.%Y}" if row.due_on else ""
    return Told(
        key=f"step:{row.pk}:{entry.pk}",
        kind=_GIVEN.code,
        subject=subject_of(row.event_id),
        title=row.event.title,
        url=reverse("preparation:plan", args=[row.event_id]),
        words=f"вам поручен шаг подготовки: {row.title}{due}",
        happened_at=entry.at,
        audience=_concerned(crowd, row.person_id, row.unit_id),
        actors={entry.actor_key, entry.behalf_key} - {""},
        who=entry.actor,
        day=row.event.first_day,
        unit=row.event.owner_id,
    )


def audience_of_steps(events: Collection[int], crowd: Crowd) -> Mapping[int, Mapping[int, str]]:
    """Return who answers for open steps of the events; one query."""
    rows = Step.objects.filter(event__in=list(events), state=StepState.PLANNED).order_by()
    found: dict[int, dict[int, str]] = {}
    for event, person, unit in rows.values_list("event", "person", "unit"):
        found[event] = merged((found.get(event, {}), _concerned(crowd, person, unit)))
    return found


def _open_steps(condition: Q) -> Any:
    rows = Step.objects.kept().filter(condition, state=StepState.PLANNED).exclude(event__state__in=UNTOLD)
    return rows.select_related("event").order_by("due_on", "position", "pk")


def _lines(rows: Any, crowd: Crowd, today: date) -> dict[int, list[DigestLine]]:
    told = ((_concerned(crowd, row.person_id, row.unit_id), _line(row, today)) for row in rows)
    return lines_for(told, most=_MOST, rest=reverse("preparation:mine"))


def _line(row: Any, today: date) -> DigestLine:
    url = reverse("preparation:plan", args=[row.event_id])
    return DigestLine(f"{_due(row.due_on, today)} — {row.title}", url, row.event.title, subject_of(row.event_id))


def _due(day: date, today: date) -> str:
    if day < today:
        return f"Срок был {day:%d.%m.%Y}"
    return "Срок сегодня" if day == today else f"Срок {day:%d.%m}"


def late_steps(crowd: Crowd, today: date, _until: date) -> dict[int, list[DigestLine]]:
    """Return the steps whose term is over; one query."""
    return _lines(_open_steps(Q(due_on__lt=today)), crowd, today)


def due_steps(crowd: Crowd, today: date, until: date) -> dict[int, list[DigestLine]]:
    """Return the steps whose term ends on these days; one query."""
    return _lines(_open_steps(Q(due_on__range=(today, until))), crowd, today)


STEPS = NoticeSource(frozenset(("preparation.step",)), (_GIVEN,), tell_steps)
STEPS_IN_DIGEST = (DigestPart(DigestSection.LATE, late_steps), DigestPart(DigestSection.DUE, due_steps))
STEPS_TOLD = TellingRoom((STEPS,), digest=STEPS_IN_DIGEST, audience=audience_of_steps)
