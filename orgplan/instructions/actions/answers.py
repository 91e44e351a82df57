"""Taking in the answers of the document system, as a whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.instructions.actions.giving import register_instruction
from orgplan.instructions.queries.answers import Compared


@audited
def take_in_answers(*, rows: Sequence[Compared], editions: Mapping[str, int], by: Actor) -> int:
    """Write numbers, dates and addresses of the document system; return how many instructions that touched.

    RefusedError where an instruction was changed since the preview: nothing is written then.
    """
    done = 0
    for each in rows:
        row, said = each.instruction, each.answer
        if row is None:
            continue
        try:
            register_instruction(
                row,
                number=said.number,
                registered_on=said.registered_on,
                link=said.link,
                edition=editions.get(said.uid, 0),
                by=by,
            )
        except ChangedMeanwhileError:
            raise RefusedError(
                _("“%s” was changed since the preview: nothing is written, bring the file in again.") % row.heading
            ) from None
        done += 1
    if not done:
        nothing_changed()
    return done
