"""Reads of saved views: which tabs stand above a list, with which it opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise

from orgplan.accounts.models import User
from orgplan.core.prepared import Prepared
from orgplan.core.seams import bound
from orgplan.saved_views.models import DefaultView, SavedView
from orgplan.saved_views.policy import audiences_of, may_change_view
from orgplan.saved_views.rules import is_same_filter

_READ = "_saved_views_read"
"""What a list read to know with which view it opens; its tabs, asked of the same user object, take it over."""


@dataclass(frozen=True, slots=True)
class SavedList:
    """A list whose filter can be kept: bound in `config/saved_lists.py` by its room.

    `count` returns how many rows a filter finds for the user and whether there are more than that. `may_open` tells
    whether the list can open with a view of somebody's choice (its view then asks `default_address`).
    """

    name: str
    url_name: str
    title: str | Promise
    count: Callable[[User, Mapping[str, str]], tuple[int, bool]]
    may_open: bool = True


@dataclass(frozen=True, slots=True)
class Tab:
    """A view as the reader sees it above the list: `shared` names with whom, `kept_by` whose it is."""

    view: SavedView
    href: str
    is_current: bool
    is_default: bool
    is_own: bool
    shared: str
    kept_by: str


def saved_list(name: str) -> SavedList | None:
    """Return the list of this name."""
    lists: tuple[Any, ...] = bound("saved_lists")
    return next((each for each in lists if each.name == name), None)


def tabs_of(user: User, of: SavedList, query: str, *, with_default: bool = False, here: str = "") -> list[Tab]:
    """Return the views of the list that the user sees, the own first; one query, none after `default_address`.

    `here` is the address of the page where one name stands for many lists, such as the consolidations of all months.
    """
    listed, views = user.__dict__.pop(_READ, ("", []))
    if listed != of.name:
        views = _views_of(user, of.name)
    words = dict(audiences_of(user))
    address = here or reverse(of.url_name)
    tabs = [
        Tab(
            view=view,
            href=f"{address}?{view.query or 'since='}",
            is_current=is_same_filter(view.query, query),
            is_default=with_default and view.is_default,
            is_own=may_change_view(user, owner_id=view.user_id),
            shared=str(words.get(view.audience, "")),
            kept_by=view.kept_by,
        )
        for view in views
    ]
    return sorted(tabs, key=lambda tab: not tab.is_own)


def _views_of(user: User, list_name: str) -> list[Any]:
    """Return the views that the user sees, each with `is_default` and the name of who keeps it as `kept_by`."""
    groups = tuple(key for key, _words in audiences_of(user))
    given = {"user": user, "list_name": list_name}
    rows = _VISIBLE.rows(settled=(user.pk, groups, list_name), given=given)
    return [_view_of(row) for row in rows]


def _visible(*, user: User, list_name: str) -> QuerySet[Any, tuple[Any, ...]]:
    opens = DefaultView.objects.visible_to(user).filter(list_name=list_name, view=OuterRef("pk"))
    views = SavedView.objects.visible_to(user).filter(list_name=list_name).annotate(is_default=Exists(opens))
    rows: QuerySet[Any, tuple[Any, ...]] = views.values_list(*_OWN, "is_default", "user__name")
    return rows


def _view_of(row: tuple[Any, ...]) -> Any:
    view: Any = SavedView.from_db(connection.alias, _OWN, row[: len(_OWN)])
    view.is_default, view.kept_by = bool(row[-2]), row[-1]
    return view


_OWN = [field.attname for field in SavedView._meta.concrete_fields]
#: Every list asks this: putting the statement together cost more than the answer.
_VISIBLE = Prepared(_visible)


def default_view(user: User, list_name: str) -> SavedView | None:
    """Return the view with which the user's list opens, as long as the user still sees it; one query.

    The tabs above that list, asked of the same user object next, need no other one.
    """
    views = _views_of(user, list_name)
    user.__dict__[_READ] = list_name, views
    return next((view for view in views if view.is_default), None)


def default_address(user: User, list_name: str) -> str:
    """Return where the list opens when its address asks for nothing; empty without a default view."""
    of, view = saved_list(list_name), default_view(user, list_name)
    return f"{reverse(of.url_name)}?{view.query or 'since='}" if of and view else ""


def counts_of(user: User, of: SavedList, views: list[SavedView]) -> dict[int, tuple[int, bool]]:
    """Return by view how many rows it finds for the user; a query or two each."""
    return {view.pk: of.count(user, MultiValueDict(parse_qs(view.query, keep_blank_values=True))) for view in views}
