"""The order of precedence of a day, explained in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from orgplan.directory.models import Person, PrecedenceRow, PrecedenceTable
from orgplan.directory.queries.posts import positions_on
from orgplan.directory.rules import HeldPost, place_of


@dataclass(frozen=True, slots=True)
class Precedence:
    """A person's place: the smaller the number the higher. `words` says which row of which table gives it, and why."""

    rank: int
    row: PrecedenceRow
    table: PrecedenceTable
    words: str


def precedence_table_on(day: date) -> PrecedenceTable | None:
    """Return the table in force on the day; None before the first one."""
    return PrecedenceTable.objects.filter(valid_from__lte=day).first()


def precedence_of(person: Person, day: date) -> Precedence | None:
    """Return the person's place on the day; None without a table or a row for the person; three queries."""
    return precedence_of_many([person], day).get(person.pk)


def precedence_of_many(people: list[Person], day: date) -> dict[int, Precedence]:
    """Return the places of people on the day by their keys, those without one missing; three queries for any number."""
    table = precedence_table_on(day)
    if table is None:
        return {}
    rows = list(table.rows.all())
    posts: dict[int, list[HeldPost]] = {}
    for post in positions_on(day).filter(person__in=people):
        names = (post.body.name, post.body.short_name) if post.body else ()
        posts.setdefault(post.person_id, []).append(HeldPost(post.title, names))
    facts = [row.fact for row in rows]
    found = {}
    for person in people:
        place = place_of(person.pk, posts.get(person.pk, ()), facts)
        if place:
            row = rows[place.line]
            title = place.post.title if place.post else ""
            found[person.pk] = Precedence(place.rank, row, table, _words(row, table, title))
    return found


def _words(row: PrecedenceRow, table: PrecedenceTable, title: str) -> str:
    where = {"rank": row.rank, "day": f"{table.valid_from:%d.%m.%Y}", "title": title}
    if title:
        return _("post “%(title)s” — row %(rank)s of the table of %(day)s") % where
    return _("named in row %(rank)s of the table of %(day)s") % where
