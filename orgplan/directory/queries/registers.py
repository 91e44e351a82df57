"""What the lists and cards of the directory show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q

from orgplan.accounts.models import User, UserQuerySet
from orgplan.core.lookups import alphabetical, has_words, words_of
from orgplan.directory.models import DirectoryQuerySet, Membership, Position, Unit
from orgplan.directory.queries.posts import positions_on
from orgplan.directory.rules import is_head


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A unit in the tree: how deep it stands, and who heads it today."""

    unit: Unit
    depth: int
    head: Position | None

    @property
    def levels(self) -> range:
        """Return something to loop over for every level of indent but the first."""
        return range(1, self.depth)


@dataclass(frozen=True, slots=True)
class Reference:
    """Rows of one kind that refer to a record, with a few of them by name."""

    kind: str
    count: int
    examples: list[str]


def unit_tree(rows: DirectoryQuerySet, *, text: str = "", active: bool = True, day: date) -> list[TreeRow]:
    """Return units in the order of the tree, each under the unit it is part of; two queries.

    With words in `text` the units found stand where the tree has them, without those around.
    """
    units: list[Unit] = list(rows.filter(has_words(text, "name", "short_name", "phone", "email"), is_active=active))
    heads = _heads(day)
    known = {unit.pk for unit in units}
    children: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in units:
        children[unit.parent_id if unit.parent_id in known else None].append(unit)
    shown: list[TreeRow] = []

    def add(parent: int | None, depth: int) -> None:
        for unit in children[parent]:
            shown.append(TreeRow(unit, depth, heads.get(unit.pk)))
            add(unit.pk, depth + 1)

    add(None, 0)
    return shown


def _heads(day: date) -> dict[int, Position]:
    """Return who heads each unit on the day; the first by rank where several do."""
    heads: dict[int, Position] = {}
    for post in positions_on(day).filter(unit__isnull=False):
        if is_head(post.title):
            heads.setdefault(post.unit_id, post)
    return heads


def people(rows: DirectoryQuerySet, *, text: str = "", active: bool = True, day: date) -> DirectoryQuerySet:
    """Narrow people to words of names, posts, bodies, telephones; each has `present_posts` of the day."""
    fields = ("surname", "first_name", "patronymic", "phone", "email")
    by_post = ("title", "unit__name", "unit__short_name", "organisation__name", "organisation__short_name")
    present = positions_on(day).filter(person=models.OuterRef("pk"))
    condition = Q(is_active=active)
    for word in words_of(text):
        condition &= has_words(word, *fields) | Q(models.Exists(present.filter(has_words(word, *by_post))))
    posts = Prefetch("positions", queryset=positions_on(day), to_attr="present_posts")
    order = (alphabetical("surname"), alphabetical("first_name"), "patronymic", "pk")
    return rows.filter(condition).order_by(*order).prefetch_related(posts)


def organisations(rows: DirectoryQuerySet, *, text: str = "", active: bool = True) -> DirectoryQuerySet:
    """Narrow organisations to words of name, city, address, contacts."""
    found = has_words(text, "name", "short_name", "city", "address", "phone", "email")
    return rows.filter(found, is_active=active).order_by(alphabetical("name"))


def venues(rows: DirectoryQuerySet, *, text: str = "", district: str = "", active: bool = True) -> DirectoryQuerySet:
    """Narrow venues to words of name, other names, address, and to a district."""
    rows = rows.filter(has_words(text, "name", "aliases", "address", "district"), is_active=active)
    rows = rows.filter(district=district) if district else rows
    return rows.order_by(alphabetical("name"))


def districts(rows: DirectoryQuerySet) -> list[str]:
    """Return the districts that venues in force lie in."""
    named = rows.filter(is_active=True).exclude(district="").order_by("district")
    return list(named.values_list("district", flat=True).distinct())


def membership_of(user: User) -> Membership | None:
    """Return the user's unit and person, where they are known."""
    return Membership.objects.filter(user=user).first()


def members(rows: UserQuerySet, *, text: str = "", unplaced: bool = False) -> UserQuerySet:
    """Return active users with their unit and person; `unplaced` keeps those who have no unit."""
    words = ("name", "login", "membership__unit__name", "membership__unit__short_name", "membership__person__surname")
    rows = rows.filter(has_words(text, *words), is_active=True)
    rows = rows.filter(membership__unit__isnull=True) if unplaced else rows
    return rows.select_related("membership__unit", "membership__person").order_by(alphabetical("name"), "pk")


EXAMPLES = 3


def references_to(record: models.Model) -> list[Reference]:
    """Return what refers to the record, in every room; a query or two for each kind of rows."""
    found: list[Reference] = []
    for relation in record._meta.related_objects:
        model: Any = relation.related_model
        rows = model._base_manager.filter(**{relation.field.name: record.pk})  # noqa: SLF001 -- sees rows of all rooms
        if count := rows.count():
            kind = str(model._meta.verbose_name_plural)
            found.append(Reference(kind, count, [str(each) for each in rows[:EXAMPLES]]))
    return found


def users_of(unit: Unit) -> UserQuerySet:
    """Return the active users who work for the unit; one query."""
    rows: UserQuerySet = User.objects.filter(membership__unit=unit, is_active=True)
    return rows


def people_without_sign_in(rows: DirectoryQuerySet, unit: Unit, day: date) -> DirectoryQuerySet:
    """Return who of these holds a post in the unit on the day and has no sign-in that works; one query."""
    holders = positions_on(day).filter(unit=unit).order_by().values("person")
    joined = Membership.objects.filter(user__is_active=True, person__isnull=False).values("person")
    return rows.filter(pk__in=holders, is_active=True).exclude(pk__in=joined)
