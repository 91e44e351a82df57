"""Who can be told: everybody who signs in, read once for any number of notices or digests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.directory.models import Membership
from orgplan.directory.queries import ActingIndex
from orgplan.notices.models import Watch

ACTING = "вы исполняете обязанности ({name}): {reason}"


@dataclass(frozen=True, slots=True)
class Reader:
    """A user who may be told, with the person the user is and the unit the user works for."""

    user: User
    person: int | None
    unit: int | None

    @property
    def key(self) -> int:
        """Return the key of the user."""
        return int(self.user.pk)


class Crowd:
    """All readers of a day; three queries however many there are. `only`: the keys of those who are asked about."""

    def __init__(self, day: date, only: Iterable[int] | None = None) -> None:
        self.day = day
        self._only = None if only is None else list(only)

    @cached_property
    def readers(self) -> dict[int, Reader]:
        """Return those who may sign in, by key of user."""
        everybody = User.objects.lasting() if self._only is None else User.objects.filter(pk__in=self._only)
        users = list(everybody.filter(is_active=True).order_by("pk"))
        members = {
            each.user_id: each
            for each in Membership.objects.filter(user__in=[user.pk for user in users]).select_related("unit")
        }
        found = {}
        for user in users:
            member = members.get(user.pk)
            # What `directory.queries.unit_of` would ask for each of them.
            vars(user)["unit_of"] = member.unit if member else None
            found[user.pk] = Reader(user, member.person_id if member else None, member.unit_id if member else None)
        return found

    @cached_property
    def _of_people(self) -> dict[int, list[int]]:
        return _grouped((each.person, each.key) for each in self.readers.values())

    @cached_property
    def _of_units(self) -> dict[int, list[int]]:
        return _grouped((each.unit, each.key) for each in self.readers.values())

    @cached_property
    def _acting(self) -> ActingIndex:
        return ActingIndex(self.day)

    def person(self, person: int | None, reason: str) -> dict[int, str]:
        """Return the users who are told what concerns the person, with the reason.

        Who acts for an absent person is told too, and why.
        """
        if person is None:
            return {}
        found = dict.fromkeys(self._of_people.get(person, ()), reason)
        away = self._acting.substitution(person, self.day)
        if away is not None and away.acting is not None:
            name = self._acting.people[person].full_name.surname_first()
            said = ACTING.format(name=name, reason=reason)
            found |= {user: said for user in self._of_people.get(away.acting, ()) if user not in found}
        return found

    def people(self, people: Iterable[int], reason: str) -> dict[int, str]:
        """Return those of several persons."""
        return merged(self.person(each, reason) for each in people)

    def unit(self, unit: int | None, reason: str) -> dict[int, str]:
        """Return the coordinators of the unit, with the reason."""
        if unit is None:
            return {}
        return {key: reason for key in self._of_units.get(unit, ()) if self.readers[key].user.role == Role.COORDINATOR}

    def units(self, units: Iterable[int], reason: str) -> dict[int, str]:
        """Return those of several units."""
        return merged(self.unit(each, reason) for each in units)

    def role(self, role: Role, reason: str) -> dict[int, str]:
        """Return everybody with the role."""
        return {key: reason for key, each in self.readers.items() if each.user.role == role}

    def watching(self, subjects: Iterable[str]) -> dict[str, dict[int, str]]:
        """Return by subject who follows it of their own will; one query."""
        found: dict[str, dict[int, str]] = {}
        rows = Watch.objects.filter(subject__in=list(subjects)).values_list("subject", "user")
        for subject, user in rows:
            if user in self.readers:
                found.setdefault(subject, {})[user] = "вы следите"
        return found


def merged(audiences: Iterable[Mapping[int, str]]) -> dict[int, str]:
    """Join audiences; who is in several keeps the first reason, the stronger one."""
    found: dict[int, str] = {}
    for each in audiences:
        for user, reason in each.items():
            found.setdefault(user, reason)
    return found


def _grouped(pairs: Iterable[tuple[int | None, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for key, value in pairs:
        if key is not None:
            found.setdefault(key, []).append(value)
    return found
