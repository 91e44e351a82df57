"""What leaders are given to read follows a changed event: new words of day and place, another leader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orgplan.audit.actions import Actor, audited, nothing_changed, record_many, state_of
from orgplan.directory.models import Person
from orgplan.events.rules.rewording import reworded
from orgplan.folders.models import Briefing, LeaderNote

BRIEFING_WORDS = ("greeter", "entrance", "dress", "plan_b", "plan_b_decides")
"""What of a briefing may name the event's day or place."""


@audited
def reword_texts(
    *,
    briefings: Sequence[Briefing],
    notes: Sequence[LeaderNote],
    words: Mapping[str, str],
    people: Mapping[int, Person],
    by: Actor,
) -> int:
    """Put new words for old ones, and give the texts of who does not come to who does; return how many changed.

    A text stays with its leader where the other one has one of the same kind.
    """
    entries = []
    for row in (*briefings, *notes):
        names = BRIEFING_WORDS if isinstance(row, Briefing) else ("person", "text")
        before = state_of(row, *names)
        if isinstance(row, LeaderNote):
            row.text = reworded(row.text, words)
            _give(row, people)
        else:
            for name in BRIEFING_WORDS:
                longest = 200 if name != "plan_b" else None
                setattr(row, name, reworded(getattr(row, name), words)[:longest])
        if state_of(row, *names) != before:
            row.edition += 1
            row.save()
            entries.append((row, before, state_of(row, *names)))
    if not entries:
        nothing_changed()
        return 0
    record_many(entries)
    return len(entries)


def _give(note: LeaderNote, people: Mapping[int, Person]) -> None:
    joining = people.get(note.person.pk)
    same = {"event": note.event, "kind": note.kind}
    if joining is not None and not LeaderNote.objects.filter(person=joining, **same).exists():
        note.person = joining
