"""Who acts for whom on a day: chains of substitutes, circles, overlaps, gaps. Days are inclusive.

No rule here forbids an absence: only a circle, in which nobody is left to act, is refused (the caller says the
sentence). Everything else is named, so that people see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AbsenceKind(TextChoices):
    """Why somebody is away; a health matter is nobody's business but theirs who keep the record."""

    LEAVE = "leave", _("leave")
    BUSINESS_TRIP = "business_trip", _("business trip")
    SICK_LEAVE = "sick_leave", _("sick leave")
    STUDY = "study", _("study")
    OTHER = "other", _("another reason")


class ActingScope(TextChoices):
    """In what the substitute stands for the absent person; also what is asked about: who signs, who attends."""

    ALL = "all", _("all duties")
    SIGNATURE = "signature", _("the right of signature")
    MEETINGS = "meetings", _("meetings and events")

    def covers(self, asked: ActingScope) -> bool:
        """Tell whether a substitute of this scope answers a question about the asked one; ALL asks for anybody."""
        return self == asked or ActingScope.ALL in (self, asked)


@dataclass(frozen=True, slots=True)
class AbsenceFact:
    """An absence as plain data: keys of persons, days inclusive, None for an open end and for nobody acting."""

    key: int
    person: int
    starts_on: date
    ends_on: date | None
    acting: int | None
    scope: ActingScope = ActingScope.ALL

    def holds_on(self, day: date) -> bool:
        """Tell whether the person is away on the day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def meets(self, other: AbsenceFact) -> bool:
        """Tell whether two absences share a day."""
        return (other.ends_on is None or self.starts_on <= other.ends_on) and (
            self.ends_on is None or other.starts_on <= self.ends_on
        )


@dataclass(frozen=True, slots=True)
class Substitution:
    """What a day knows of one absent person.

    `chain` holds the absences gone through: the person's own first, then that of the substitute who is away too, and
    so on. `acting` is the one who is there at its end, None where nobody acts.
    """

    person: int
    acting: int | None
    chain: tuple[AbsenceFact, ...]

    @property
    def is_gap(self) -> bool:
        """Tell whether nobody acts."""
        return self.acting is None


def substitution(
    person: int, day: date, absences: Iterable[AbsenceFact], scope: ActingScope = ActingScope.ALL
) -> Substitution | None:
    """Return who acts for the person on the day in the asked scope; None where the person is not away."""
    known = [each for each in absences if each.holds_on(day)]
    chain: list[AbsenceFact] = []
    at: int | None = person
    while at is not None and at not in {each.person for each in chain}:
        link = _link(at, known, scope)
        if link is None:
            break
        chain.append(link)
        at = link.acting if link.scope.covers(scope) else None
    if not chain:
        return None
    in_circle = at in {each.person for each in chain}
    return Substitution(person, None if in_circle else at, tuple(chain))


def _link(person: int, absences: Sequence[AbsenceFact], scope: ActingScope) -> AbsenceFact | None:
    """Return the absence that decides: one whose substitute answers for the scope, then the latest recorded."""
    own = [each for each in absences if each.person == person]
    return max(
        own,
        key=lambda each: (each.acting is not None and each.scope.covers(scope), each.starts_on, each.key),
        default=None,
    )


def find_circle(new: AbsenceFact, others: Iterable[AbsenceFact]) -> tuple[date, tuple[int, ...]] | None:
    """Return the first day on which the new absence closes a circle, and its persons in order; None without one.

    Between two beginnings or ends nothing changes, so that only the days after those are looked at.
    """
    known = [new, *(each for each in others if each.key != new.key or not new.key)]
    for day in _turning_days(new, known):
        for scope in (ActingScope.SIGNATURE, ActingScope.MEETINGS):
            met: list[int] = []
            at: int | None = new.person
            held = [each for each in known if each.holds_on(day)]
            while at is not None and at not in met:
                met.append(at)
                link = _link(at, held, scope)
                at = link.acting if link is not None and link.scope.covers(scope) else None
            if at is not None:
                return day, tuple(met[met.index(at) :])
    return None


def _turning_days(new: AbsenceFact, absences: Iterable[AbsenceFact]) -> list[date]:
    days = {new.starts_on}
    for each in absences:
        days.add(each.starts_on)
        if each.ends_on is not None and each.ends_on < date.max:
            days.add(each.ends_on + timedelta(days=1))
    return sorted(day for day in days if new.holds_on(day))


def overlaps(new: AbsenceFact, others: Iterable[AbsenceFact]) -> list[AbsenceFact]:
    """Return the other absences of the same person that share a day with the new one."""
    return [each for each in others if each.person == new.person and each.key != new.key and each.meets(new)]


def gaps_on(
    day: date, leaders: Iterable[int], absences: Sequence[AbsenceFact], scope: ActingScope = ActingScope.SIGNATURE
) -> list[Substitution]:
    """Return the leaders who are away on the day with nobody acting in the scope, in the order given."""
    found = (substitution(person, day, absences, scope) for person in dict.fromkeys(leaders))
    return [each for each in found if each is not None and each.is_gap]
