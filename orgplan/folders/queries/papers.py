"""What the leader reads and says: texts of the department, the own place in the script, printed papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.documents.models import Document
from orgplan.events.models import Event
from orgplan.folders.models import LeaderNote
from orgplan.folders.rules.folder import Moment, Sheet, Wording
from orgplan.scripts.models import Script
from orgplan.scripts.queries import prints_of_events, table_of


@dataclass(frozen=True, slots=True)
class Papers:
    """By key of event: moments of the script, texts, papers."""

    moments: Mapping[int, tuple[Moment, ...]]
    texts: Mapping[int, tuple[Wording, ...]]
    sheets: Mapping[int, tuple[Sheet, ...]]


def papers_of(events: Sequence[Event], day: date, leader: int) -> Papers:
    """Return the papers of the events; three queries, and three for each event with a script of the day."""
    keys = [event.pk for event in events]
    texts: defaultdict[int, list[Wording]] = defaultdict(list)
    for note in LeaderNote.objects.filter(event__in=keys, person=leader):
        texts[note.event_id].append(Wording(str(note.get_kind_display()).capitalize(), note.text))
    moments: dict[int, tuple[Moment, ...]] = {}
    sheets = _sheets(keys, leader)
    for script in Script.objects.filter(event__in=keys, day=day).select_related("event"):
        sheets.setdefault(script.event_id or 0, []).insert(0, Sheet("Сценарный план", script.get_absolute_url()))
        rows = [row for row in table_of(script).rows if row.item.concerns(leader)]
        moments[script.event_id or 0] = tuple(
            Moment(f"{row.start:%H:%M}", row.item.title, row.item.place, row.item.cue) for row in rows
        )
        texts[script.event_id or 0] += [
            Wording("Текст по сценарию", row.item.text, f"{row.start:%H:%M}, {row.item.title}")
            for row in rows
            if row.item.text and row.item.person_id == leader
        ]
    told = {key: tuple(each) for key, each in texts.items()}
    return Papers(moments, told, {key: tuple(each) for key, each in sheets.items()})


def _sheets(keys: Sequence[int], leader: int) -> dict[int, list[Sheet]]:
    latest: defaultdict[int, dict[tuple[str, str], Document]] = defaultdict(dict)
    for event, document in sorted(prints_of_events(keys), key=lambda each: each[1].number):
        if f"person {leader}" in document.subject or " whole " in document.subject:
            latest[event][document.kind, document.subject] = document
    return {
        event: [Sheet(each.title, each.get_absolute_url()) for each in found.values()]
        for event, found in latest.items()
    }
