"""Who is away and who acts: asked by pages, papers and other rooms.

`acting_on(day)` everybody who is away · `acting_for(person, day)` who stands in · `signatory_on(day, position)` whose
name and post a paper of the day prints · `gaps_of_leaders(day)` leaders for whom nobody signs. One day is asked with
these; a page that asks for many persons or days loads an `ActingIndex` once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db.models import Q

from orgplan.accounts.models import User
from orgplan.directory.models import Absence, DirectoryQuerySet, Person, Position
from orgplan.directory.policy import can_see_absence_kind
from orgplan.directory.queries.cases import stored_posts
from orgplan.directory.queries.index import DirectoryIndex
from orgplan.directory.queries.posts import leaders_on, positions_on
from orgplan.directory.rules import (
    AbsenceFact,
    ActingScope,
    Signatory,
    Substitution,
    acting_post,
    capitalised,
    gaps_on,
    overlaps,
    short_acting_post,
    short_post,
    substitution,
)


def absences_between(first: date, last: date) -> DirectoryQuerySet:
    """Return the absences that share a day with the span, both days inclusive, with both persons."""
    rows = Absence.objects.select_related("person", "acting")
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)


@dataclass(frozen=True, slots=True)
class ActingRow:
    """One absent person of a day: until when, who acts at the end of the chain, in what; None: nobody acts.

    `posts` are those the absent one holds on the day, `acting_posts` those of the acting one; a telephone stands with
    a post (`Position.phone`) or with the person. `chain` names the substitutes passed over, who are away themselves.
    """

    person: Person
    posts: list[Position]
    absence: Absence
    acting: Person | None
    acting_posts: list[Position]
    chain: list[Person]

    @property
    def phone(self) -> str:
        """Return where the acting one is called."""
        if self.acting is None:
            return ""
        return self.acting.phone or next((post.phone for post in self.acting_posts), "")

    @property
    def is_leader(self) -> bool:
        """Tell whether the absent one is among the leaders."""
        return any(post.leader_order for post in self.posts)


class ActingIndex:
    """The absences of a span of days, loaded once by one query, asked for any person and day of it."""

    def __init__(self, first: date, last: date | None = None) -> None:
        self.first, self.last = first, last or first

    @cached_property
    def rows(self) -> dict[int, Absence]:
        """Return the absences by key."""
        return {row.pk: row for row in absences_between(self.first, self.last)}

    @cached_property
    def facts(self) -> list[AbsenceFact]:
        """Return the absences as the rules take them."""
        return [row.fact for row in self.rows.values()]

    @cached_property
    def people(self) -> dict[int, Person]:
        """Return everybody whom the absences name."""
        return {each.pk: each for row in self.rows.values() for each in (row.person, row.acting) if each}

    def substitution(self, person_id: int, day: date, scope: ActingScope = ActingScope.ALL) -> Substitution | None:
        """Return who acts for the person on the day; None where the person is not away."""
        return substitution(person_id, day, self.facts, scope)

    def absence_of(self, person_id: int, day: date) -> Absence | None:
        """Return the absence of the person on the day; None where the person is there."""
        found = self.substitution(person_id, day)
        return self.rows[found.chain[0].key] if found else None

    def shown_on(self, day: date) -> dict[int, str]:
        """Return, for everybody away on the day, «отсутствует до 27.11.2026, исполняет обязанности …», by key."""
        found = {}
        for key in {row.person_id for row in self.rows.values()}:
            absence, acting = self.absence_of(key, day), self.substitution(key, day)
            if absence is not None and acting is not None:
                until = f" до {absence.ends_on:%d.%m.%Y}" if absence.ends_on else ""
                who = self.people[acting.acting].full_name.surname_first() if acting.acting else ""
                found[key] = f"отсутствует{until}" + (f", исполняет обязанности {who}" if who else "")
        return found

    def acting_for(self, person: Person, day: date, scope: ActingScope = ActingScope.ALL) -> Person | None:
        """Return who stands in on the day: the person where not away, else the substitute, None where nobody acts."""
        found = self.substitution(person.pk, day, scope)
        if found is None:
            return person
        return None if found.acting is None else self.people[found.acting]


def acting_for(person: Person, day: date, scope: ActingScope = ActingScope.ALL) -> Person | None:
    """Return who stands in for the person on the day: the person where not away, None where nobody acts; one query."""
    return ActingIndex(day).acting_for(person, day, scope)


def acting_on(
    day: date, *, index: ActingIndex | None = None, held: Iterable[Position] | None = None
) -> list[ActingRow]:
    """Return everybody who is away on the day and who acts, the leaders first by their order; three queries.

    Who has read the absences (`index`) and the posts `held` on the day by those they name gives them.
    """
    index = index or ActingIndex(day)
    absent = {row.person_id: row.person for row in index.rows.values() if index.absence_of(row.person_id, day)}
    posts: dict[int, list[Position]] = {}
    for post in positions_on(day).filter(person__in=index.people) if held is None else held:
        posts.setdefault(post.person_id, []).append(post)
    rows = [_acting_row(index, person, day, posts) for person in absent.values()]
    return sorted(rows, key=lambda row: (_rank(row.posts), row.person.surname.lower(), row.person.pk))


def _acting_row(index: ActingIndex, person: Person, day: date, posts: dict[int, list[Position]]) -> ActingRow:
    found = index.substitution(person.pk, day)
    assert found is not None
    acting = None if found.acting is None else index.people[found.acting]
    return ActingRow(
        person=person,
        posts=posts.get(person.pk, []),
        absence=index.rows[found.chain[0].key],
        acting=acting,
        acting_posts=posts.get(acting.pk, []) if acting else [],
        chain=[index.people[each.person] for each in found.chain[1:]],
    )


def _rank(posts: Iterable[Position]) -> int:
    return min((post.leader_order for post in posts if post.leader_order), default=10_000)


def gaps_of_leaders(day: date) -> list[Position]:
    """Return the leaders' posts of the day whose holder is away with nobody to sign; two queries."""
    leaders = leaders_on(day)
    facts = ActingIndex(day).facts
    missing = {each.person for each in gaps_on(day, (post.person_id for post in leaders), facts)}
    return [post for post in leaders if post.person_id in missing]


def signatory_on(day: date, position: Position, *, index: ActingIndex | None = None) -> Signatory:
    """Return whose signature stands for the post on the day, with the post in words; a query or two.

    Where the holder is away with nobody to sign, the holder stands there with `is_missing` set.
    """
    return _signatory(position.post_words, position.person, day, index or ActingIndex(day))


def signatory_of(post: str, name: str, day: date) -> Signatory | None:
    """Return the same for a post and a name typed by hand; None where the name is of nobody in the directory."""
    person = DirectoryIndex().find_person(name) if name.strip() else None
    return _signatory(post, person, day, ActingIndex(day)) if person else None


def _signatory(post: str, person: Person, day: date, index: ActingIndex) -> Signatory:
    own_words = settings.ADMINISTRATION.partition(" ")[2]
    acting = index.acting_for(person, day, ActingScope.SIGNATURE)
    if acting is None or acting.pk == person.pk:
        name = person.full_name.initials_first()
        return Signatory(capitalised(post), short_post(post, own_words), name, person.pk, is_missing=acting is None)
    stored = stored_posts()
    return Signatory(
        post=capitalised(acting_post(post, stored=stored)),
        short_post=short_acting_post(post, own_words=own_words, stored=stored),
        name=acting.full_name.initials_first(),
        person=acting.pk,
        absent=person.pk,
    )


@dataclass(frozen=True, slots=True)
class ListedAbsence:
    """An absence as a list shows it to a reader: `kind` and `basis` are empty for those who may not know them."""

    row: Absence
    kind: str
    basis: str
    note: str
    overlaps: list[Absence]


def listed_absences(user: User, rows: Iterable[Absence]) -> list[ListedAbsence]:
    """Return absences as the reader may see them, each with the same person's others that it overlaps; one query."""
    shown = list(rows)
    others = {
        row.pk: row
        for row in Absence.objects.filter(person__in={each.person_id for each in shown}).select_related("person")
    }
    facts = [row.fact for row in others.values()]
    open_to = can_see_absence_kind(user)
    return [
        ListedAbsence(
            row=row,
            kind=row.get_kind_display() if open_to else "",
            basis=row.basis if open_to else "",
            note=row.note if open_to else "",
            overlaps=[others[each.key] for each in overlaps(row.fact, facts)],
        )
        for row in shown
    ]


def absences(rows: DirectoryQuerySet, *, when: str, day: date) -> DirectoryQuerySet:
    """Narrow absences to those of the day («now»), later («coming», the next one first) or gone by («past»)."""
    rows = rows.select_related("person", "acting")
    match when:
        case "coming":
            return rows.filter(starts_on__gt=day).order_by("starts_on", "pk")
        case "past":
            return rows.filter(ends_on__lt=day).order_by("-starts_on", "-pk")
        case _:
            present = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
            return rows.filter(present, starts_on__lte=day).order_by("starts_on", "pk")
