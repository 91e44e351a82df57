"""What resources tell people: what is asked of a unit, what it answered, what falls short; both in the digest too."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.events.models import Event
from orgplan.events.queries.told import UNTOLD, seen_with_events
from orgplan.notices.queries.crowd import Crowd, Reader, merged
from orgplan.notices.queries.sources import (
    DigestLine,
    DigestPart,
    NoticeKind,
    NoticeSource,
    NoticeSubject,
    TellingRoom,
    Told,
    lines_for,
)
from orgplan.notices.rules.telling import DigestSection
from orgplan.resources.models import Need, Resource
from orgplan.resources.policy import sees_all_needs
from orgplan.resources.queries.days import needed_between, supplied_to
from orgplan.resources.queries.demand import terms
from orgplan.resources.rules.demand import Shortage, shortages
from orgplan.resources.rules.kinds import NeedState, Use
from orgplan.resources.rules.wording import amount_words, days_words

_ASKED = NoticeKind("resource_asked", _("Resources asked of your unit"))
_ANSWERED = NoticeKind("resource_answered", _("Answers about resources"))
_SHORT = NoticeKind("resource_short", _("Shortages of resources"))
GIVES = "ресурс предоставляет ваше подразделение"
ASKS = "ресурс просит ваше подразделение"
CITY = "вы ведёте ресурсы города"
_MOST = 12


def subject_of(event: int) -> str:
    """Return how notices name what the event needs: one line of the page for all of it."""
    return f"event_needs:{event}"


def seen_needs(readers: Collection[Reader], keys: Collection[int]) -> set[tuple[int, int]]:
    """Return who may see any of the needs of which of the events; three queries. Agrees with `visible_to`."""
    rows = Need.objects.filter(event__in=keys, event__deleted_at=None).order_by()
    asked = rows.values_list("event", "event", "resource__keeper").distinct()
    return seen_with_events(readers, asked, sees_all_needs)


def named(key: int) -> tuple[str, str]:
    """Return the event, and the list of what the city has: whoever gives a resource may not open the event."""
    return f"Ресурсы: {Event.objects.get(pk=key).title}", reverse("resources:index")


def seen_resources(readers: Collection[Reader], keys: Collection[int]) -> set[tuple[int, int]]:
    """Return that everybody who signs in sees what the city has; one query."""
    known = Resource.objects.filter(pk__in=keys).values_list("pk", flat=True)
    return {(each.key, key) for key in known for each in readers if each.user.is_active}


def resource_named(key: int) -> tuple[str, str]:
    """Return the resource and the address of its card."""
    row = Resource.objects.get(pk=key)
    return str(row), row.get_absolute_url()


def _givers(resource: Resource, crowd: Crowd) -> dict[int, str]:
    """Return who answers for the resource: the coordinators of its keeper, the department where no unit gives it."""
    return crowd.unit(resource.keeper_id, GIVES) if resource.keeper_id else crowd.role(Role.DEPARTMENT, CITY)


def _answer_page(need: Need) -> str:
    return reverse("resources:answer", args=[need.pk])


def tell_needs(entries: Sequence[Entry], crowd: Crowd) -> list[Told]:
    """Return what was asked, answered, and what falls short with it; nothing of drafts; six queries.

    The room's own letters carry questions and answers, so these stand in the page only.
    """
    rows = Need.objects.filter(pk__in={int(each.object_key) for each in entries}, event__deleted_at=None)
    rows = rows.exclude(event__state__in=UNTOLD).filter(event__isnull=False)
    known = {each.pk: each for each in rows.select_related("event", "resource")}
    found = []
    for entry in entries:
        need, state = known.get(int(entry.object_key)), entry.after.get("state")
        if need is None:
            continue
        if state in {NeedState.PROMISED, NeedState.REFUSED}:
            found.append(_told(entry, need, _ANSWERED, _answer(need), _askers(need, crowd), need.get_absolute_url()))
        elif "amount" in entry.after or state == NeedState.ASKED:
            words = f"просят {amount_words(need.amount, need.resource.measure)}, ждут вашего ответа"
            found.append(_told(entry, need, _ASKED, words, _givers(need.resource, crowd), _answer_page(need)))
    return [*found, *_shortages_told(entries, known, crowd)]


def _askers(need: Need, crowd: Crowd) -> dict[int, str]:
    """Return the owner's coordinators; where it has none the department, which is told only of what is not given."""
    assert need.event is not None, "templates ask nobody"
    is_whole = need.promised is not None and need.promised >= need.amount
    return crowd.unit(need.event.owner_id, ASKS) or ({} if is_whole else crowd.role(Role.DEPARTMENT, CITY))


def _answer(need: Need) -> str:
    if need.state == NeedState.REFUSED:
        return f"отказано: {need.answer}"
    given = amount_words(need.promised or 0, need.resource.measure)
    return f"обещано {given}: {need.answer}" if need.answer else f"обещано {given}"


def _told(entry: Entry, need: Need, kind: NoticeKind, words: str, audience: Mapping[int, str], url: str) -> Told:
    assert need.event is not None, "templates ask nobody"
    return Told(
        key=f"need:{entry.pk}",
        kind=kind.code,
        subject=subject_of(need.event.pk),
        title=need.event.title,
        url=url,
        words=f"{need.resource}: {words}",
        happened_at=entry.at,
        audience=audience,
        actors={entry.actor_key, entry.behalf_key} - {""},
        who=entry.actor,
        day=need.event.first_day,
        unit=need.event.owner_id,
        is_mailed=True,
    )


@dataclass(frozen=True, slots=True)
class _Short:
    """A shortage with its resource, in words."""

    resource: Resource
    shortage: Shortage

    @property
    def words(self) -> str:
        missing = amount_words(self.shortage.short, self.resource.measure)
        return f"не хватает {missing}, {days_words(self.shortage.first, self.shortage.last)}"

    @property
    def mark(self) -> str:
        """Tell one shortage from another: other days or another amount are told anew."""
        said = f"{self.shortage.resource}|{self.shortage.first}|{self.shortage.last}|{self.shortage.short}"
        return hashlib.sha256(said.encode()).hexdigest()[:24]


def _short_within(today: date, resources: Collection[int] | None = None) -> list[_Short]:
    """Return the shortages of the days looked at; four queries, one where nothing is needed."""
    last = today + timedelta(days=terms().days_ahead)
    kept = Resource.objects.filter(use=Use.KEPT).select_related("keeper")
    known = {each.pk: each for each in (kept if resources is None else kept.filter(pk__in=resources))}
    needs = needed_between(today, last, resources=list(known)) if known else []
    found = shortages(needs, supplied_to(last, resources=list(known)), today, last) if needs else []
    return [_Short(known[each.resource], each) for each in found]


def _shortages_told(entries: Sequence[Entry], known: Mapping[int, Need], crowd: Crowd) -> list[Told]:
    by_resource = {each.resource_id: each for each in known.values()}
    last = {known[int(each.object_key)].resource_id: each for each in entries if int(each.object_key) in known}
    return [
        Told(
            key=f"short:{each.mark}",
            kind=_SHORT.code,
            subject=f"resource:{each.resource.pk}",
            title=str(each.resource),
            url=each.resource.get_absolute_url(),
            words=each.words,
            happened_at=last[each.resource.pk].at,
            audience=_concerned(each, crowd),
            who=last[each.resource.pk].actor,
            day=each.shortage.first,
        )
        for each in (_short_within(crowd.day, list(by_resource)) if by_resource else ())
    ]


def _concerned(short: _Short, crowd: Crowd) -> dict[int, str]:
    return merged((_givers(short.resource, crowd), crowd.role(Role.DEPARTMENT, CITY)))


def needs_of_digest(crowd: Crowd, today: date, _until: date) -> dict[int, list[DigestLine]]:
    """Return what units are asked for and have not answered, and what falls short; six queries."""
    lines = [*_asked_lines(crowd, today), *_short_lines(crowd, today)]
    return lines_for(lines, most=_MOST, rest=reverse("resources:index"))


def _asked_lines(crowd: Crowd, today: date) -> Iterable[tuple[Mapping[int, str], DigestLine]]:
    rows = Need.objects.filter(state=NeedState.ASKED, event__deleted_at=None, event__last_day__gte=today)
    rows = rows.exclude(event__state__in=UNTOLD).select_related("event", "resource").order_by("event__first_day", "pk")
    for need in rows:
        words = f"Просят: {need.resource}, {amount_words(need.amount, need.resource.measure)}"
        when = f"{need.event.first_day:%d.%m}, " if need.event.first_day else ""
        line = DigestLine(words, _answer_page(need), f"{when}{need.event.title}", subject_of(need.event.pk))
        yield _givers(need.resource, crowd), line


def _short_lines(crowd: Crowd, today: date) -> Iterable[tuple[Mapping[int, str], DigestLine]]:
    for each in _short_within(today):
        line = DigestLine(f"{each.resource}: {each.words}", each.resource.get_absolute_url())
        yield _concerned(each, crowd), line


NEEDS_OF_EVENT = NoticeSubject("event_needs", seen_needs, named)
RESOURCE = NoticeSubject("resource", seen_resources, resource_named)
NEEDS = NoticeSource(frozenset(("resources.need",)), (_ASKED, _ANSWERED, _SHORT), tell_needs)
RESOURCES_TOLD = TellingRoom(
    (NEEDS,), (NEEDS_OF_EVENT, RESOURCE), (DigestPart(DigestSection.WAITING, needs_of_digest),)
)
