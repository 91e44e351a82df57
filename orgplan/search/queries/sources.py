"""What can be found: rooms above answer, by the seams «search_sources» and «search_commands» (`config/search.py`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from orgplan.accounts.models import User
from orgplan.core.seams import bound
from orgplan.search.rules.words import Text


@dataclass(frozen=True, slots=True)
class Shown:
    """A found record as the reader sees it: its name, a line that tells it from its like, its address."""

    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of record that can be found: the rows of a model that `visible_to` shows to the reader.

    Whenever an action records something about a record, its text is read anew. `texts` returns the texts of the records
    of these keys; a record that nobody should find (in the basket) or that is gone gives none. `shown` puts a row into
    words, `together` adds to the rows what it reads of them. `contracted`: people call its records by the beginnings of
    the words of their names («дептранс»). `hours` returns the clock of those records of these keys that have one day,
    for the order of what is found by a day; whole days come last with a text behind all clocks.
    """

    name: str
    label: str | Promise
    model: type[Model]
    texts: Callable[[Collection[int]], Iterable[Text]]
    shown: Callable[[Any], Shown]
    together: Callable[[Any], QuerySet[Any]] = lambda rows: rows
    contracted: bool = False
    hours: Callable[[Collection[int]], Mapping[int, str]] | None = None

    @property
    def object_kind(self) -> str:
        """Return how history names the records."""
        return self.model._meta.label_lower

    def all_keys(self) -> Iterable[int]:
        """Return the keys of all records, in order."""
        keys: Iterable[int] = self._manager().order_by("pk").values_list("pk", flat=True)
        return keys

    def visible(self, user: User) -> QuerySet[Any]:
        """Return the rows that the reader may see."""
        rows: QuerySet[Any] = self._manager().visible_to(user)
        return rows

    def show(self, user: User, keys: Collection[int]) -> Mapping[int, Shown]:
        """Return how the rows of these keys look, of those that the reader may see."""
        return {row.pk: self.shown(row) for row in self.together(self.visible(user).filter(pk__in=keys)).order_by()}

    def _manager(self) -> Any:
        return self.model._default_manager  # noqa: SLF001 -- Django's own name for what every model has


@dataclass(frozen=True, slots=True)
class Command:
    """A page or an action found by its name. `also` are other words by which people call it."""

    label: str | Promise
    url_name: str
    also: str = ""
    may: Callable[[User], bool] = lambda user: user.is_active
    query: str = ""


def sources() -> tuple[Source, ...]:
    """Return every kind of record that can be found, in the order of the groups."""
    return bound("search_sources")


def commands() -> tuple[Command, ...]:
    """Return every page and action that is found by name."""
    return bound("search_commands")
