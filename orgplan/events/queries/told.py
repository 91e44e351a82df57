"""What events tell people: changes of those that stand, proposals that wait; and the days of the morning digest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.core.seams import bound
from orgplan.events.models import Change, Event, Occurrence, Participation, ProposedChange
from orgplan.events.policy import sees_all, sees_granted, sees_own
from orgplan.events.rules import ChangeKind, EventState, ParticipationKind, ProposalState, TimingKindChoice
from orgplan.language.wording import weekday
from orgplan.notices.queries.crowd import Crowd, Reader, merged
from orgplan.notices.queries.sources import (
    DigestLine,
    DigestPart,
    NoticeKind,
    NoticeSource,
    NoticeSubject,
    TellingRoom,
    Told,
    event_audiences,
    lines_for,
)
from orgplan.notices.rules.telling import DigestSection, Gravity

_LATE = timedelta(minutes=2)
UNTOLD = (EventState.DRAFT, EventState.CANCELLED, EventState.NOT_HELD)
"""Events of which nobody is told but by the change itself: drafts, and what is off."""
_SHIFTS = frozenset((ChangeKind.MOVED, ChangeKind.RE_VENUED, ChangeKind.CANCELLED, ChangeKind.REINSTATED))
_IN_PERSON = (ParticipationKind.HOSTS, ParticipationKind.SPEAKS, ParticipationKind.ATTENDS, ParticipationKind.DESIRED)
_MOST = 12
_TOGETHER = 50

_KINDS = {
    ChangeKind.MOVED: NoticeKind("event_moved", _("Events moved")),
    ChangeKind.CANCELLED: NoticeKind("event_cancelled", _("Events cancelled")),
    ChangeKind.RE_VENUED: NoticeKind("event_place", _("Places of events changed")),
}
_OTHER = NoticeKind("event_changed", _("Other changes of events"))
_ASKED = NoticeKind("proposal_asked", _("Changes proposed by units"))
_ANSWERED = NoticeKind("proposal_answered", _("Decisions on proposed changes"))

OWN = "мероприятие вашего подразделения"
TAKES_PART = "вы участвуете в мероприятии"
ANSWERS = "вы ответственный за мероприятие"
CITY_PLAN = "вы ведёте план города"
PROTOCOL = "в мероприятии участвует руководитель"
DECIDES = "вы решаете о предложенных изменениях"


def subject_of(event: int) -> str:
    """Return how notices name the event."""
    return f"event:{event}"


def seen_by(readers: Collection[Reader], keys: Collection[int]) -> set[tuple[int, int]]:
    """Return who may see which of the events, those in the basket too; agrees with `visible_to`.

    Two queries, and one for every fifty performers, whose rights hang on what is given to them.
    """
    owners: dict[int, set[int]] = {
        key: {owner} for key, owner in Event.objects.filter(pk__in=keys).values_list("pk", "owner")
    }
    shared = Event.co_owners.through.objects.filter(event__in=list(owners)).values_list("event", "unit")
    for event, unit in shared:
        owners[event].add(unit)
    return _seen_by_performers(readers, list(owners)) | {
        (each.key, event)
        for each in readers
        for event, units in owners.items()
        if sees_all(each.user) or (sees_own(each.user) and each.unit in units)
    }


def _seen_by_performers(readers: Collection[Reader], keys: Collection[int]) -> set[tuple[int, int]]:
    performers = [each for each in readers if sees_granted(each.user)] if keys else []
    found: set[tuple[int, int]] = set()
    for start in range(0, len(performers), _TOGETHER):
        first, *others = (
            Event.objects.visible_to(each.user, deleted=None)
            .filter(pk__in=keys)
            .order_by()
            .annotate(reader=Value(each.key, output_field=BigIntegerField()))
            .values_list("reader", "pk")
            for each in performers[start : start + _TOGETHER]
        )
        found |= set(first.union(*others, all=True) if others else first)
    return found


def seen_with_events(
    readers: Collection[Reader], rows: Iterable[tuple[int, int, int | None]], sees_all: Callable[[User], bool]
) -> set[tuple[int, int]]:
    """Return who may see which of things that hang on events, given as key, event and a unit that it asks besides.

    Whoever sees all; a coordinator whose unit it asks, or who sees the event. As many queries as `seen_by`.
    """
    things = list(rows)
    events = seen_by(readers, {event for _key, event, _unit in things})
    return {
        (each.key, key)
        for each in readers
        for key, event, unit in things
        if sees_all(each.user)
        or (
            each.user.role == Role.COORDINATOR
            and each.unit is not None
            and (each.unit == unit or (each.key, event) in events)
        )
    }


class Standing:
    """What is asked of many events at once: units, people, leaders among them, days; three queries."""

    def __init__(self, keys: Iterable[int]) -> None:
        rows = Event.objects.filter(pk__in=list(keys)).select_related("owner").prefetch_related("co_owners")
        self.events: dict[int, Event] = {row.pk: row for row in rows}
        taking = Participation.objects.filter(event__in=list(self.events), person__isnull=False)
        self.taking: dict[int, list[tuple[int, str]]] = {}
        for event, person, kind in taking.values_list("event", "person", "kind"):
            self.taking.setdefault(event, []).append((person, kind))

    def has_leader(self, event: int) -> bool:
        """Tell whether a leader hosts, speaks or attends."""
        return any(kind in _IN_PERSON for _person, kind in self.taking.get(event, ()))

    def own_audience(self, event: Event, crowd: Crowd) -> dict[int, str]:
        """Return whom the event concerns by its own facts: those who answer, who take part, whose unit holds it."""
        taking = self.taking.get(event.pk, ())
        answers = [person for person, kind in taking if kind == ParticipationKind.RESPONSIBLE]
        in_person = [person for person, kind in taking if kind in _IN_PERSON]
        units = [event.owner_id, *(unit.pk for unit in event.co_owners.all())]
        return merged((crowd.people(answers, ANSWERS), crowd.people(in_person, TAKES_PART), crowd.units(units, OWN)))


def tell_changes(entries: Sequence[Entry], crowd: Crowd) -> list[Told]:
    """Return what changed in events that stood; what is written on a draft has no such record and tells nobody."""
    by_event: dict[int, list[Entry]] = {}
    for entry in entries:
        by_event.setdefault(int(entry.object_key), []).append(entry)
    first, last = min(each.at for each in entries), max(each.at for each in entries)
    changes = list(
        Change.objects.filter(event__in=list(by_event), made_at__range=(first - _LATE, last + _LATE)).order_by("pk")
    )
    if not changes:
        return []
    standing = Standing({each.event_id for each in changes})
    others = event_audiences(list(standing.events), crowd)
    watching = crowd.watching(subject_of(key) for key in standing.events)
    written = _entries_of(changes, by_event)
    found = []
    for change in changes:
        event = standing.events[change.event_id]
        if change.pk not in written:
            continue
        entry = written[change.pk]
        concerned = merged(
            (
                standing.own_audience(event, crowd),
                others.get(event.pk, {}),
                watching.get(subject_of(event.pk), {}),
                crowd.role(Role.DEPARTMENT, CITY_PLAN),
                crowd.role(Role.PROTOCOL, PROTOCOL) if standing.has_leader(event.pk) else {},
            )
        )
        found.append(_told(change, event, entry, concerned, has_leader=standing.has_leader(event.pk)))
    return found


def _entries_of(changes: Sequence[Change], by_event: Mapping[int, Sequence[Entry]]) -> dict[int, Entry]:
    """Return by change the entry that was written with it: the two are nearest in time to each other."""
    found: dict[int, Entry] = {}
    for event, entries in by_event.items():
        own = [each for each in changes if each.event_id == event]
        for entry in entries:
            at = entry.at
            nearest = min(own, key=lambda each: abs(each.made_at - at), default=None)
            if nearest is None or abs(nearest.made_at - at) > _LATE:
                continue
            known = found.get(nearest.pk)
            if known is None or abs(nearest.made_at - at) < abs(nearest.made_at - known.at):
                found[nearest.pk] = entry
    return found


def _told(change: Change, event: Event, entry: Entry, audience: Mapping[int, str], *, has_leader: bool) -> Told:
    kinds = change.kind_list
    kind = next((_KINDS[each] for each in (*_KINDS,) if each in kinds), _OTHER)
    return Told(
        key=f"event-change:{change.pk}",
        kind=kind.code,
        subject=subject_of(event.pk),
        title=event.title,
        url=reverse("events:event", args=[event.pk]),
        words=words_of(change),
        happened_at=change.made_at,
        audience=audience,
        actors={entry.actor_key, entry.behalf_key} - {""},
        who=change.made_by,
        day=_nearest_day(change, event),
        unit=event.owner_id,
        has_leader=has_leader,
        gravity=Gravity.SHIFT if _SHIFTS & set(kinds) else Gravity.USUAL,
    )


def words_of(change: Change) -> str:
    """Return «перенесено: 5 декабря, 10:00 → 6 декабря, 11:00; изменено место: …» with the reason."""
    parts = []
    for label, before, after in change.lines:
        shift = " → ".join(" ".join(each.split()) for each in (before, after) if each)
        parts.append(f"{label}: {shift}" if shift else label)
    reason = f". Причина: {change.reason.strip()}" if change.reason.strip() else ""
    return "; ".join(parts) + reason


def _nearest_day(change: Change, event: Event) -> date | None:
    """Return the earlier of the day before and the day after the change, as far as it had not passed then."""
    days = [_first_day(change.before), _first_day(change.after), event.first_day]
    made = timezone.localdate(change.made_at)
    return min((day for day in days if day is not None and day >= made), default=event.first_day)


def _first_day(facts: Mapping[str, Any]) -> date | None:
    occurrences = (facts.get("timing") or {}).get("occurrences") or []
    return min((date.fromisoformat(start) for start, *_rest in occurrences if start), default=None)


def tell_proposals(entries: Sequence[Entry], crowd: Crowd) -> list[Told]:
    """Return the proposals that were laid before the department or decided; those still being written tell nobody."""
    rows = ProposedChange.objects.filter(pk__in={int(each.object_key) for each in entries}).select_related("event")
    known = {row.pk: row for row in rows}
    found = []
    for entry in entries:
        row, state = known.get(int(entry.object_key)), entry.after.get("state")
        if row is None or state not in {ProposalState.PROPOSED, ProposalState.APPLIED, ProposalState.DECLINED}:
            continue
        if state != ProposalState.PROPOSED and entry.before.get("state") != ProposalState.PROPOSED:
            continue
        found.append(_told_proposal(row, entry, state, crowd))
    return found


def _told_proposal(row: ProposedChange, entry: Entry, state: str, crowd: Crowd) -> Told:
    if state == ProposalState.PROPOSED:
        kind, words = _ASKED, f"предложено изменение, ждёт вашего решения. Причина: {row.reason.strip()}"
        audience = crowd.role(Role.DEPARTMENT, DECIDES)
    else:
        kind = _ANSWERED
        said = (
            "предложенное изменение принято" if state == ProposalState.APPLIED else "предложенное изменение отклонено"
        )
        words = f"{said}. {row.answer.strip()}".strip(". ") if row.answer.strip() else said
        author = int(row.made_by_key) if row.made_by_key.isdecimal() else 0
        audience = {author: "изменение предложили вы"} if author in crowd.readers else {}
    return Told(
        key=f"proposal:{row.pk}:{state}",
        kind=kind.code,
        subject=subject_of(row.event_id),
        title=row.event.title,
        url=bound("change_page")[0](row),
        words=words,
        happened_at=entry.at,
        audience=audience,
        actors={entry.actor_key, entry.behalf_key} - {""},
        who=entry.actor,
        day=row.event.first_day,
        unit=row.event.owner_id,
    )


def days_of_digest(crowd: Crowd, today: date, until: date) -> dict[int, list[DigestLine]]:
    """Return the events of the days by reader: the own ones, for the department and the protocol those with leaders."""
    rows = Occurrence.objects.filter(
        start__lte=until,
        end__gte=today,
        event__timing_kind__in=(TimingKindChoice.TIMED, TimingKindChoice.DAYS),
        event__state=EventState.PLANNED,
        event__deleted_at__isnull=True,
    ).select_related("event__venue")
    stretches = sorted(
        rows, key=lambda row: (max(row.start or today, today), row.start_time is not None, str(row.start_time))
    )
    standing = Standing({row.event_id for row in stretches})
    city = crowd.role(Role.DEPARTMENT, CITY_PLAN) | crowd.role(Role.PROTOCOL, PROTOCOL)
    told = []
    for row in stretches:
        event = standing.events[row.event_id]
        readers = standing.own_audience(event, crowd)
        if standing.has_leader(event.pk):
            readers = merged((readers, city))
        told.append((readers, _line(row, today)))
    return lines_for(told, most=_MOST, rest=reverse("events:list"))


def _line(row: Occurrence, today: date) -> DigestLine:
    day = max(row.start or today, today)
    clock = f", {row.start_time:%H:%M}" if row.start_time and row.start == day else ""
    when = "Сегодня" if day == today else f"{weekday(day).capitalize()}, {day:%d.%m}"
    event = row.event
    where = event.place or (event.venue.name if event.venue else "")
    url = reverse("events:event", args=[event.pk])
    return DigestLine(f"{when}{clock} — {event.title}", url, where, subject_of(event.pk))


def proposals_of_digest(crowd: Crowd, _today: date, _until: date) -> dict[int, list[DigestLine]]:
    """Return the proposals that wait for the department; one query."""
    rows = ProposedChange.objects.filter(state=ProposalState.PROPOSED, event__deleted_at__isnull=True)
    deciders = crowd.role(Role.DEPARTMENT, DECIDES)
    told = [
        (
            deciders,
            DigestLine(
                f"Предложено изменение: {row.event.title}",
                bound("change_page")[0](row),
                f"предлагает {row.made_by}",
                subject_of(row.event_id),
            ),
        )
        for row in rows.select_related("event").order_by("made_at")[:_MOST]
    ]
    return lines_for(told, most=_MOST, rest=reverse("events:list"))


def named(key: int) -> tuple[str, str]:
    """Return the title and the address of an event."""
    return Event.objects.values_list("title", flat=True).get(pk=key), reverse("events:event", args=[key])


EVENT = NoticeSubject("event", seen_by, named)
EVENTS = NoticeSource(frozenset(("events.event",)), (*_KINDS.values(), _OTHER), tell_changes)
PROPOSALS = NoticeSource(frozenset(("events.proposedchange",)), (_ASKED, _ANSWERED), tell_proposals)
EVENTS_IN_DIGEST = DigestPart(DigestSection.DAYS, days_of_digest)
PROPOSALS_IN_DIGEST = DigestPart(DigestSection.WAITING, proposals_of_digest)
EVENTS_TOLD = TellingRoom((EVENTS, PROPOSALS), (EVENT,), (EVENTS_IN_DIGEST, PROPOSALS_IN_DIGEST))
