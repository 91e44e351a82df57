"""What can be found: rooms above answer, by the seams «search_sources» and «search_commands» (`config/search.py`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
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
    """One kind of record that can be found.

    `object_kind` names the records in history: whenever an action records something about one, its text is read anew.
    `texts` returns the texts of the records of these keys; a record that nobody should find (in the basket) or that is
    gone gives none. `visible` returns the rows that the reader may see; `show` the rows of these keys among them.
    """

    name: str
    label: str | Promise
    object_kind: str
    texts: Callable[[Collection[int]], Iterable[Text]]
    all_keys: Callable[[], Iterable[int]]
    visible: Callable[[User], QuerySet[Any]]
    show: Callable[[User, Collection[int]], Mapping[int, Shown]]


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
