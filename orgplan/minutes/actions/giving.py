"""Giving the points of minutes as instructions, all that are ready at once."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record
from orgplan.core.editing import RefusedError
from orgplan.instructions.actions import (
    InstructionFacts,
    Performer,
    SourceFacts,
    TermFacts,
    give_instructions,
)
from orgplan.instructions.models import Instruction
from orgplan.instructions.rules.states import SourceKind
from orgplan.minutes.models import Minutes, MinutesLine


@audited
def give_points(minutes: Minutes, *, seen: dict[int, int], by: Actor) -> list[Instruction]:
    """Give the points of these keys, each of the edition that was seen, as instructions; all or none.

    RefusedError where one was changed or given meanwhile, names nobody, or has a term that cannot be.
    """
    rows = minutes.lines.select_for_update(of=("self",)).filter(pk__in=seen).order_by("position")
    lines = list(rows.prefetch_related("performers__unit", "performers__person"))
    if not lines:
        raise RefusedError(_("No point is ready to be given: name the performers first."))
    for line in lines:
        if line.edition != seen[line.pk] or not line.is_ready:
            raise RefusedError(
                _("Point “%(point)s” was changed meanwhile or names nobody: look at it again.") % {"point": line}
            )
    given = give_instructions(given=[_facts(minutes, line) for line in lines], by=by)
    for line, instruction in zip(lines, given, strict=True):
        line.instruction = instruction
        line.edition += 1
    MinutesLine.objects.bulk_update(lines, ["instruction", "edition"], batch_size=100)
    record(minutes, after={"points given": len(given)})
    return given


def _facts(minutes: Minutes, line: MinutesLine) -> InstructionFacts:
    source = SourceFacts(
        SourceKind.MINUTES,
        minutes.label,
        line.number,
        minutes.held_on,
        minutes.get_absolute_url(),
        minutes.key,
        minutes.attendees,
    )
    return InstructionFacts(
        text=line.text,
        performers=[Performer(each.unit, each.person) for each in line.performers.all()],
        signed_on=minutes.signed_on,
        term=TermFacts(line.due_on, line.term_rule),
        source=source,
        giver=minutes.chair,
        level=minutes.level,
        registered_on=minutes.registered_on,
        registered_number=minutes.number if minutes.registered_on else "",
        registered_link=minutes.registered_link,
    )
