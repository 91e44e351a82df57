"""The leader's package: the block, the lists of people, the briefing note, as their forms print them."""

from __future__ import annotations

from typing import Any

from orgplan.document_sets.documents.acts import Printing
from orgplan.document_sets.rules.asked import Fact
from orgplan.document_sets.rules.kinds import Content
from orgplan.document_sets.rules.papers import within_sentence
from orgplan.document_sets.rules.sizes import people_words
from orgplan.events.rules import ParticipationKind
from orgplan.scripts.documents import script_data

_LISTS: dict[Content, tuple[str, str, Fact]] = {
    Content.PARTICIPANTS: ("СПИСОК", "участников мероприятия", Fact.PARTICIPANTS),
    Content.SPEAKERS: ("СПИСОК", "выступающих на мероприятии", Fact.SPEAKERS),
    Content.PRESIDIUM: ("СОСТАВ", "президиума мероприятия", Fact.PRESIDIUM),
    Content.AWARDEES: ("СПИСОК", "награждаемых на мероприятии", Fact.AWARDEES),
}


def people_data(printing: Printing) -> dict[str, Any]:
    """Return one of the lists of people."""
    heading, what, fact = _LISTS[printing.paper.content]
    rows = [
        {"number": number, "name": row.name, "post": row.post, "role": row.role}
        for number, row in enumerate(printing.known.rows(fact), start=1)
    ]
    return printing.common(heading, f"{what} {printing.name}") | printing.dated | {"rows": rows}


def block_data(printing: Printing) -> dict[str, Any]:
    """Return the block of the first leader who takes part, out of the script."""
    table, person = printing.known.script, printing.known.person_of_block()
    assert table is not None, "asked before"
    return script_data(table, person) | {"draft": printing.signing is None, "footer": printing.footer}


def briefing_data(printing: Printing) -> dict[str, Any]:
    """Return the note for the leader: facts of the records, what it is about, talking points."""
    known = printing.known
    rows = [{"label": label, "text": text} for label, text in _facts(printing) if text]
    theses = [{"number": number, "text": line} for number, line in enumerate(known.lines(Fact.THESES), start=1)]
    return printing.common("СПРАВКА", f"о мероприятии {printing.name}") | {
        "about": known.answer(Fact.ABOUT),
        "rows": rows,
        "theses": theses,
        "executor": known.answer(Fact.EXECUTOR),
    }


def _facts(printing: Printing) -> list[tuple[str, str]]:
    known, event = printing.known, printing.known.event
    people = event.expected_turnout
    script = known.script
    return [
        ("Когда", within_sentence(event.when)),
        ("Где", event.where),
        ("Организатор", event.owner.name),
        ("Ожидается", people_words(people) if people is not None else ""),
        ("Ведёт", _named(printing, ParticipationKind.HOSTS)),
        ("Выступают", _named(printing, ParticipationKind.SPEAKS)),
        ("Участвуют", _named(printing, ParticipationKind.ATTENDS)),
        ("Сценарий", f"с {script.rows[0].start:%H:%M} до {script.ends:%H:%M}" if script else ""),
    ]


def _named(printing: Printing, kind: str) -> str:
    rows = [each for each in printing.known.event.participations.all() if each.kind == kind]
    return "\n".join(printing.known.with_post(each) for each in printing.known.by_rank(rows))
