"""One deed for many instructions: another term for each, a reminder to their performers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from orgplan.audit.actions import Actor, audited, nothing_changed, record_many
from orgplan.instructions.actions.ladder import by_recipient
from orgplan.instructions.actions.terms import set_term
from orgplan.instructions.models import Instruction
from orgplan.instructions.queries.ladder import DueStep, Told, performers_told
from orgplan.language.counts import counted
from orgplan.notices.actions import Letter, Recipient, write_messages


@dataclass(frozen=True, slots=True)
class NewTerm:
    """The term that an instruction gets; the instruction bears the edition that was seen."""

    instruction: Instruction
    due_on: date


@audited
def extend_many(*, terms: Sequence[NewTerm], reason: str, by: Actor) -> list[Instruction]:
    """Set another term for each, all or none, on the giver's word; the history of each keeps the term before.

    ChangedMeanwhileError for one that was changed since it was read, RefusedError where a term cannot be.
    """
    if not terms:
        nothing_changed()
    return [
        set_term(each.instruction, due_on=each.due_on, reason=reason, edition=each.instruction.edition, by=by)
        for each in terms
    ]


@audited
def remind_performers(*, instructions: Sequence[Instruction], words: str, today: date, by: Actor) -> list[DueStep]:
    """Write one letter to each performer with all of these instructions; return whom each of them tells.

    The same reminder goes once a day, however often the button is pressed.
    """
    found = performers_told(instructions, today)
    letters = [_letter(told, steps, words, today) for told, steps in by_recipient(found)]
    if not letters:
        nothing_changed()
        return found
    write_messages(letters, by=by)
    record_many([(each.instruction, {}, {"warned": [told.name for told in each.told]}) for each in found if each.told])
    return found


def _letter(told: Told, steps: Sequence[DueStep], words: str, today: date) -> Letter:
    rows = sorted((each.instruction for each in steps), key=lambda row: (row.due_on, row.pk))
    marks = " ".join(f"{row.pk}:{row.due_on}" for row in rows)
    digest = hashlib.sha256(f"{today} {words} {marks}".encode()).hexdigest()[:24]
    late = sum(row.due_on < today for row in rows)
    subject = f"Напоминание: {counted(len(rows), 'поручение')}"
    lines = [f"Срок {row.due_on:%d.%m.%Y}. {row.text}\n{row.heading}." for row in rows]
    said = [words.strip()] if words.strip() else []
    return Letter(
        send_key=f"instructions-reminder:{told.key}:{digest}",
        to=Recipient(told.name, told.email, told.user),
        subject=f"{subject}, просрочено — {late}" if late else subject,
        text="\n\n".join(["Добрый день.", *said, *lines]),
        why="вы отвечаете за исполнение; напоминание отправлено отделом",
        about_label=f"Напоминание о поручениях, {today:%d.%m.%Y}",
        about_url=reverse("instructions:mine"),
    )
