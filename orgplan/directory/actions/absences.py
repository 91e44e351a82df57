"""Writes about absences. Entries belong to the absence, never to the person's card, which everybody reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError
from orgplan.directory.actions.saving import change_record, create_record
from orgplan.directory.models import Absence, Person
from orgplan.directory.rules import AbsenceFact, AbsenceKind, ActingScope, find_circle


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    """All that is written of an absence at once; both days inclusive, `ends_on` None: the return is not known."""

    person: Person
    starts_on: date
    ends_on: date | None = None
    kind: AbsenceKind = AbsenceKind.LEAVE
    acting: Person | None = None
    scope: ActingScope = ActingScope.ALL
    basis: str = ""
    note: str = ""


@audited
def record_absence(*, facts: AbsenceFacts, by: Actor) -> Absence:
    """Record that a person is away and who acts; RefusedError where substitutes would go round in a circle."""
    _refuse_nonsense(facts)
    return create_record(Absence(), facts)


@audited
def change_absence(absence: Absence, *, facts: AbsenceFacts, edition: int, by: Actor) -> Absence:
    """Change the days, the kind or the substitute."""
    _refuse_nonsense(facts, absence.pk)
    return change_record(absence, facts, edition)


@audited
def take_back_absence(absence: Absence, *, by: Actor) -> None:
    """Delete an absence that was recorded by mistake or did not happen; the history keeps it."""
    record(absence, before=state_of(absence))
    absence.delete()


def _refuse_nonsense(facts: AbsenceFacts, key: int = 0) -> None:
    if facts.ends_on and facts.ends_on < facts.starts_on:
        raise RefusedError(_("The last day of an absence stands before its first."))
    if facts.acting is None:
        return
    if facts.acting.pk == facts.person.pk:
        raise RefusedError(_("Nobody acts for himself: choose another person."))
    new = AbsenceFact(key, facts.person.pk, facts.starts_on, facts.ends_on, facts.acting.pk, ActingScope(facts.scope))
    rows = Absence.objects.select_for_update().filter(Q(ends_on__isnull=True) | Q(ends_on__gte=facts.starts_on))
    rows = rows.filter(starts_on__lte=facts.ends_on) if facts.ends_on else rows
    found = find_circle(new, [row.fact for row in rows.exclude(pk=key)])
    if found:
        day, circle = found
        names = {each.pk: each.full_name.surname_first() for each in Person.objects.filter(pk__in=circle)}
        words = " → ".join(names[pk] for pk in (*circle, circle[0]))
        raise RefusedError(
            _("On %(day)s the substitutes would go round in a circle: %(circle)s. Name somebody who is there.")
            % {"day": f"{day:%d.%m.%Y}", "circle": words}
        )
