"""Warning of terms: letters into the outbox, and a note of every step taken, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse

from orgplan.audit.actions import Actor, audited, nothing_changed, record_many
from orgplan.instructions.models import StepTaken
from orgplan.instructions.queries.ladder import DueStep, Told, day_of, due_steps
from orgplan.instructions.rules.escalation import Rung, Side
from orgplan.language.counts import counted
from orgplan.notices.actions import Letter, Recipient, write_messages


@audited
def warn_of_terms(*, today: date, by: Actor) -> int:
    """Write the letters of the ladder that are due today; return how many.

    A recipient gets one letter with everything that is due. What was taken is noted in the same transaction: a worker
    killed in the middle leaves neither a letter without its note nor a note without its letter.
    """
    found = due_steps(today)
    if not found:
        nothing_changed()
        return 0
    letters = [_letter(told, steps, today) for told, steps in by_recipient(found)]
    written = write_messages(letters, by=by) if letters else []
    StepTaken.objects.bulk_create(
        [
            StepTaken(
                instruction=each.instruction,
                code=each.step.step.code,
                due_on=each.instruction.due_on,
                told=(", ".join(told.name for told in each.told) or "—")[:500],
            )
            for each in found
        ],
        batch_size=200,
    )
    record_many([(each.instruction, {}, {"warned": [told.name for told in each.told]}) for each in found if each.told])
    return len(written)


def by_recipient(found: Sequence[DueStep]) -> list[tuple[Told, list[DueStep]]]:
    """Return everybody who is told with all that the one letter is about, in the order of the first step."""
    steps: dict[str, list[DueStep]] = {}
    people: dict[str, Told] = {}
    for each in found:
        for told in each.told:
            people.setdefault(told.key, told)
            steps.setdefault(told.key, []).append(each)
    return [(people[key], steps[key]) for key in people]


def _letter(told: Told, steps: Sequence[DueStep], today: date) -> Letter:
    rows = {each.instruction.pk: each for each in steps}
    marks = " ".join(f"{each.instruction.pk}:{each.step.step.code}:{each.instruction.due_on}" for each in steps)
    digest = hashlib.sha256(marks.encode()).hexdigest()[:24]
    late = sum(each.instruction.due_on < today for each in rows.values())
    subject = f"Сроки поручений: {counted(len(rows), 'поручение')}"
    return Letter(
        send_key=f"instructions:{told.key}:{digest}",
        to=Recipient(told.name, told.email, told.user),
        subject=f"{subject}, просрочено — {late}" if late else subject,
        text=_text(list(rows.values()), today),
        why=_why(steps),
        about_label=f"Сроки поручений, {today:%d.%m.%Y}",
        about_url=_address(steps),
        urgent=any(each.step.is_urgent for each in steps),
    )


def _address(steps: Sequence[DueStep]) -> str:
    """Return the page that shows what the letter is about: one's own work, or what is late of those one watches."""
    if any(each.step.rung in _WATCHING for each in steps):
        return f"{reverse('instructions:list')}?status=overdue"
    return reverse("instructions:mine")


def _text(steps: Sequence[DueStep], today: date) -> str:
    lines = []
    for each in sorted(steps, key=lambda step: (step.instruction.due_on, step.instruction.pk)):
        row = each.instruction
        who = f"{row.unit} ({row.person.full_name.surname_first()})" if row.person else str(row.unit)
        lines.append(f"{_term(each, today)}. {row.text}\n{row.heading}. Отвечает: {who}.")
    return "Добрый день.\n\n" + "\n\n".join(lines)


def _term(each: DueStep, today: date) -> str:
    """Return «Срок 14.12.2026 (в день срока)»; to co-performers, the day of their material and when it is all due.

    A term that is over is said to be, though the step belongs to its last day and is taken late.
    """
    words, due = each.step.step.words, f"{each.instruction.due_on:%d.%m.%Y}"
    day = day_of(each.instruction, each.step) if each.step.rung == Rung.CO_PERFORMERS else None
    if day:
        return f"Материалы до {day:%d.%m.%Y} ({words}), срок поручения {due}"
    if each.instruction.due_on < today:
        return f"Срок истёк {due} ({words})" if each.step.side == Side.AFTER else f"Срок истёк {due}"
    return f"Срок {due} ({words})"


_WATCHING = (Rung.CURATOR, Rung.GIVER, Rung.CONTROLLER)
_ROLES: Mapping[str, str] = {
    "performer": "вы отвечаете за исполнение",
    "co_performers": "вы соисполнитель и даёте материалы раньше срока",
    "head": "вы руководите подразделением, которое отвечает за исполнение",
    "curator": "вы курируете подразделение, которое отвечает за исполнение",
    "giver": "поручение дали вы",
    "controller": "вы ведёте контроль",
}


def _why(steps: Sequence[DueStep]) -> str:
    return "; ".join(dict.fromkeys(_ROLES[each.step.rung] for each in steps))
