"""What the leader reads and says: texts of the department and of the set, the own place in the script, papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from orgplan.document_sets.models import SetPaper
from orgplan.document_sets.rules.asked import Fact
from orgplan.document_sets.rules.kinds import Content, PaperState, Part
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
    """Return the papers of the events; four queries, and three for each event with a script of the day."""
    keys = [event.pk for event in events]
    texts: defaultdict[int, list[Wording]] = defaultdict(list)
    for note in LeaderNote.objects.filter(event__in=keys, person=leader):
        texts[note.event_id].append(Wording(str(note.get_kind_display()).capitalize(), note.text))
    moments: dict[int, tuple[Moment, ...]] = {}
    sheets = _sheets(keys, leader)
    for paper in _of_sets(keys):
        texts[paper.document_set.event_id] += _words_of(paper)
        sheets.setdefault(paper.document_set.event_id, []).extend(_sheet_of(paper))
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


_TOLD = (
    (Fact.ABOUT, Content.BRIEFING, "О мероприятии"),
    (Fact.THESES, Content.BRIEFING, "Тезисы выступления"),
    (Fact.AWARDEES, Content.AWARDEES, "Награждаемые"),
)
"""What of a set's common facts the leader reads without a network, and the paper for which it was written."""
_LEADER_READS = (Content.PROGRAMME, Content.BRIEFING, Content.AWARDEES)


def _of_sets(keys: Sequence[int]) -> list[SetPaper]:
    """Return the leader's papers of the sets and the events' programmes that are needed, in their order; one query."""
    rows = SetPaper.objects.filter(
        Q(part=Part.LEADER) | Q(kind__content__in=_LEADER_READS), document_set__event__in=keys
    ).exclude(state=PaperState.NOT_NEEDED)
    return list(rows.select_related("kind", "document_set", "document").order_by("position", "pk"))


def _words_of(paper: SetPaper) -> list[Wording]:
    """Return what people wrote for this paper: it is read without a network too."""
    answers, source = paper.document_set.answers, f"Комплект документов: {paper.title}"
    return [
        Wording(heading, words, source)
        for fact, content, heading in _TOLD
        if content == paper.content and (words := str(answers.get(fact.value, "")).strip())
    ]


def _sheet_of(paper: SetPaper) -> list[Sheet]:
    """Return the paper as far as it is drafted; what nobody has signed says so."""
    if paper.document is None:
        return []
    title = paper.title if paper.state == PaperState.SIGNED else f"{paper.title} (проект)"
    return [Sheet(title, paper.document.get_absolute_url())]


def _sheets(keys: Sequence[int], leader: int) -> dict[int, list[Sheet]]:
    latest: defaultdict[int, dict[tuple[str, str], Document]] = defaultdict(dict)
    for event, document in sorted(prints_of_events(keys), key=lambda each: each[1].number):
        if f"person {leader}" in document.subject or " whole " in document.subject:
            latest[event][document.kind, document.subject] = document
    return {
        event: [Sheet(each.title, each.get_absolute_url()) for each in found.values()]
        for event, found in latest.items()
    }
