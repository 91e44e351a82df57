"""Answers of the document system beside the records: what would change, what stays, what cannot be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.instructions.models import Instruction
from orgplan.instructions.rules.answers import Answer


@dataclass(frozen=True, slots=True)
class Compared:
    """One answer and the instruction that it is about; `problem` says why nothing of it is taken."""

    answer: Answer
    instruction: Instruction | None
    problem: str = ""

    @property
    def is_new(self) -> bool:
        """Tell whether the answer says something that the record does not."""
        row, said = self.instruction, self.answer
        if row is None or self.problem or not said.number:
            return False
        known = (row.registered_number, row.registered_on, row.registered_link)
        return known != (said.number, said.registered_on, said.link)


def compare_answers(user: User, answers: Sequence[Answer]) -> list[Compared]:
    """Return each answer with its instruction, as far as the reader sees it; one query."""
    keys = {each.uid.lower() for each in answers if not each.problem}
    rows = {str(row.uid): row for row in Instruction.objects.visible_to(user).filter(uid__in=keys)}
    seen: set[str] = set()
    found = []
    for each in answers:
        row = rows.get(each.uid.lower())
        problem = each.problem
        if not problem and row is None:
            problem = _("there is no such instruction, or it is not yours to see")
        elif not problem and each.uid.lower() in seen:
            problem = _("this instruction stands in the file twice: the first row is taken")
        seen.add(each.uid.lower())
        found.append(Compared(each, row, problem))
    return found
