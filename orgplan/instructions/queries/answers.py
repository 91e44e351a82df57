"""Answers of the document system beside the records: what would change, what stays, what cannot be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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


def compare_answers(user: User, answers: Sequence[Answer], today: date) -> list[Compared]:
    """Return each answer with its instruction, as far as the reader sees it; one query.

    Rows that say different things of one instruction are none of them taken: nobody knows which is right.
    """
    said: dict[str, set[tuple[str, date | None, str]]] = {}
    for each in answers:
        if not each.problem:
            said.setdefault(each.uid.lower(), set()).add((each.number, each.registered_on, each.link))
    rows = {str(row.uid): row for row in Instruction.objects.visible_to(user).filter(uid__in=said)}
    seen: set[str] = set()
    found = []
    for each in answers:
        key = each.uid.lower()
        row = rows.get(key)
        problem = each.problem
        if not problem and row is None:
            problem = _("there is no such instruction, or it is not yours to see")
        elif not problem and len(said[key]) > 1:
            problem = _("this instruction stands in the file twice with different answers: none of them is taken")
        elif not problem and key in seen:
            problem = _("this instruction stands in the file twice: the first row is taken")
        elif not problem and each.registered_on and each.registered_on > today:
            problem = _("the registration date %(day)s has not come yet") % {"day": f"{each.registered_on:%d.%m.%Y}"}
        seen.add(key)
        found.append(Compared(each, row, problem))
    return found
