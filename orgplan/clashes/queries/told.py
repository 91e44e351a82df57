"""What clashes tell people: those that newly arose over a changed event, and open ones of the coming days."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.clashes.queries.finding import ShownClash, clashes_between, clashes_of_events
from orgplan.clashes.rules.judging import Judged
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.clashes.rules.occupation import Taken
from orgplan.events.models import Event
from orgplan.events.policy import sees_all
from orgplan.events.queries.told import Standing, subject_of
from orgplan.events.rules import EventState
from orgplan.language.counts import counted
from orgplan.notices.queries.crowd import Crowd
from orgplan.notices.queries.sources import DigestLine, DigestPart, NoticeKind, NoticeSource, TellingRoom, Told
from orgplan.notices.rules.telling import DigestSection

_NEW = NoticeKind("clash_new", _("New clashes"))
CITY = "вы следите за накладками города"
OWN = "накладка касается мероприятия вашего подразделения"
_AHEAD = timedelta(days=6)
_MOST = 6
_COMPARED = 3
"""With so many later events one is compared over a person or a hall, as on the first screen."""
_TOUCHED = frozenset(("occurrences", "venue", "place", "participations", "timing_kind", "state", "start_time", "title"))


def tell_clashes(entries: Sequence[Entry], crowd: Crowd) -> list[Told]:
    """Return the open clashes of events that were written, each told once; drafts clash for nobody. A dozen queries.

    Titles of others' events stand only in what is told to those who see all events.
    """
    touched = {int(each.object_key): each for each in entries if _TOUCHED & set(each.after)}
    stand = Event.objects.kept().filter(Q(last_day__gte=crowd.day) | Q(last_day__isnull=True), pk__in=list(touched))
    keys = set(stand.filter(state=EventState.PLANNED).values_list("pk", flat=True))
    found = [each for each in clashes_of_events(None, keys) if each.is_open and _stops(each)] if keys else []
    if not found:
        return []
    standing = Standing({key for each in found for key in each.clash.events if key})
    told = []
    for each in found:
        entry = next(touched[key] for key in (*each.clash.events, *touched) if key in touched)
        told += _told_of(each, entry, standing, crowd)
    return told


def _stops(shown: ShownClash) -> bool:
    """Tell whether the clash stops something: what only warns stands on the card and in the list."""
    return shown.clash.level in {ClashLevel.BLOCK, ClashLevel.BLOCK_APPROVAL}


def _sentence(clash: Judged) -> str:
    """Return the clash in words, with whom or what it is about where the sentence does not say it."""
    name = clash.resource_name
    return clash.sentence if not name or name in clash.sentence else f"{name}: {clash.sentence}"


def _told_of(shown: ShownClash, entry: Entry, standing: Standing, crowd: Crowd) -> list[Told]:
    clash = shown.clash
    mark = hashlib.sha256(clash.identity.encode()).hexdigest()[:24]
    everywhere = crowd.role(Role.DEPARTMENT, CITY) | crowd.role(Role.PROTOCOL, CITY)
    sides = [each for each in (clash.first, clash.second) if each is not None and each.event in standing.events]
    told = []
    for number, side in enumerate(sides):
        own = {
            user: OWN
            for user in standing.own_audience(standing.events[side.event], crowd)
            if not sees_all(crowd.readers[user].user)
        }
        if number == 0:
            told.append(
                _told(f"clash:{mark}", side, f"новая накладка: {_sentence(clash)}", everywhere, entry, standing)
            )
        words = (
            f"новая накладка: {clash.resource_name or 'время'} — {side.start:%d.%m %H:%M}; откройте карточку накладок"
        )
        told.append(_told(f"clash:{mark}:{side.event}", side, words, own, entry, standing))
    return told


def _told(key: str, side: Taken, words: str, audience: dict[int, str], entry: Entry, standing: Standing) -> Told:
    return Told(
        key=key,
        kind=_NEW.code,
        subject=subject_of(side.event),
        title=side.title,
        url=reverse("clashes:event", args=[side.event]),
        words=words,
        happened_at=entry.at,
        audience=audience,
        who=entry.actor,
        day=side.start.date(),
        unit=side.unit,
        has_leader=standing.has_leader(side.event),
    )


def clashes_of_digest(crowd: Crowd, today: date, _until: date) -> dict[int, list[DigestLine]]:
    """Return the open clashes of a week: for those who see all events the first ones; a dozen queries."""
    readers = [each for each in crowd.readers.values() if each.user.role in {Role.DEPARTMENT, Role.PROTOCOL}]
    if not readers:
        return {}
    shown = clashes_between(readers[0].user, today, today + _AHEAD, most=_COMPARED)
    found = [each.clash for each in shown if each.is_open and _stops(each)]
    if not found:
        return {}
    lines = [
        DigestLine(
            f"Накладка {each.first.start:%d.%m}: {_sentence(each)}",
            reverse("clashes:event", args=[each.first.event]),
            "",
            subject_of(each.first.event),
            CITY,
        )
        for each in found
        if each.first.event
    ]
    if len(lines) > _MOST:
        more = counted(len(lines) - _MOST, "накладка")
        lines = [*lines[:_MOST], DigestLine(f"и ещё {more}", reverse("clashes:list"), reason=CITY)]
    return {each.key: lines for each in readers}


CLASHES = NoticeSource(frozenset(("events.event",)), (_NEW,), tell_clashes)
CLASHES_IN_DIGEST = DigestPart(DigestSection.WAITING, clashes_of_digest)
CLASHES_TOLD = TellingRoom((CLASHES,), digest=(CLASHES_IN_DIGEST,))
