"""What folders tell leaders: texts and briefings that were written for them or changed; the folder in the digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.clashes.queries.occupation import KEEPING
from orgplan.directory.queries import leaders_on
from orgplan.events.models import Event, Participation
from orgplan.events.queries.told import UNTOLD, subject_of
from orgplan.folders.models import Briefing, LeaderNote
from orgplan.notices.queries.crowd import Crowd
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

_TEXT = NoticeKind("folder_text", _("Texts and briefings of your folder"))
GOES = "вы участвуете в мероприятии"
OWN = "это ваша папка"


def tell_briefings(entries: Sequence[Entry], crowd: Crowd) -> list[Told]:
    """Return what was written of events for those leaders who go there; two queries, nothing of drafts."""
    rows = Briefing.objects.filter(pk__in={int(each.object_key) for each in entries}, event__deleted_at=None)
    known = {each.pk: each for each in rows.exclude(event__state__in=UNTOLD).select_related("event")}
    leaders = {each.person_id for each in leaders_on(crowd.day)}
    going: dict[int, list[int]] = {}
    taking = Participation.objects.filter(event__in=[each.event_id for each in known.values()], kind__in=KEEPING)
    for event, person in taking.filter(person__in=leaders).values_list("event", "person"):
        going.setdefault(event, []).append(person)
    found = []
    for entry in entries:
        row = known.get(int(entry.object_key))
        if row is None or not entry.after:
            continue
        words = "план Б изменён" if "plan_b" in entry.after else "изменено, кто встречает и куда идти"
        found += [_told(entry, row.event, person, words, crowd) for person in going.get(row.event_id, ())]
    return found


def tell_texts(entries: Sequence[Entry], crowd: Crowd) -> list[Told]:
    """Return texts that were written for a leader or changed; one query, nothing of drafts."""
    rows = LeaderNote.objects.filter(pk__in={int(each.object_key) for each in entries}, event__deleted_at=None)
    known = {each.pk: each for each in rows.exclude(event__state__in=UNTOLD).select_related("event")}
    return [
        _told(entry, row.event, row.person_id, f"в папке {_said(entry)}: {row.get_kind_display()}", crowd)
        for entry in entries
        if (row := known.get(int(entry.object_key))) is not None and entry.after
    ]


def _said(entry: Entry) -> str:
    return "изменён текст" if entry.before.get("text") else "новый текст"


def _told(entry: Entry, event: Event, person: int, words: str, crowd: Crowd) -> Told:
    url = reverse("events:event", args=[event.pk])
    if event.first_day is not None:
        url = reverse("folders:folder", args=[person, event.first_day.isoformat()])
    return Told(
        key=f"folder:{entry.pk}:{person}",
        kind=_TEXT.code,
        subject=subject_of(event.pk),
        title=event.title,
        url=url,
        words=words,
        happened_at=entry.at,
        audience=crowd.person(person, GOES),
        actors={entry.actor_key, entry.behalf_key} - {""},
        who=entry.actor,
        day=event.first_day,
        unit=event.owner_id,
        has_leader=True,
    )


def folders_of_digest(crowd: Crowd, today: date, until: date) -> dict[int, list[DigestLine]]:
    """Return the folders of both days to those leaders whose days they are; one query."""
    told: list[tuple[Mapping[int, str], DigestLine]] = []
    for person in dict.fromkeys(each.person_id for each in leaders_on(today)):
        own = crowd.person(person, OWN)
        leading = {user: why for user, why in own.items() if crowd.readers[user].user.role == Role.LEADER}
        for day in (today, until) if leading else ():
            url = reverse("folders:folder", args=[person, day.isoformat()])
            words = "Папка на сегодня" if day == today else f"Папка на {day:%d.%m}"
            told.append((leading, DigestLine(words, url)))
    return lines_for(told, most=4, rest="")


BRIEFINGS = NoticeSource(frozenset(("folders.briefing",)), (), tell_briefings)
TEXTS = NoticeSource(frozenset(("folders.leadernote",)), (_TEXT,), tell_texts)
FOLDERS_TOLD = TellingRoom((BRIEFINGS, TEXTS), digest=(DigestPart(DigestSection.DAYS, folders_of_digest),))
