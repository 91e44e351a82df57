"""Writing the trail: `audited` wraps every action of every room, `record` writes one entry inside it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import models, transaction

from orgplan.audit.models import Entry
from orgplan.core.seams import bound
from orgplan.core.storing import files_of_one_write

P = ParamSpec("P")
R = TypeVar("R")


class Actor(Protocol):
    """Whoever acts: a user, or `System` for the program itself.

    While an assistant acts on behalf of a leader, `pk` is the leader's, the text names both («Петрова И. И. за Мэра»),
    and `acting_pk` is the key of the person at the keyboard.
    """

    @property
    def pk(self) -> Any:
        """Return the key that history keeps, empty for the program."""

    def __str__(self) -> str: ...


Watcher = Callable[[Collection[tuple[str, str]]], None]
"""Told of the objects, as (kind, key), about which an action wrote entries: at its end, in its transaction."""


@dataclass(frozen=True)
class System:
    """The program acting by itself: a demonstration, a scheduled job."""

    name: str
    pk: str = ""

    def __str__(self) -> str:
        return self.name


class UnauditedActionError(RuntimeError):
    """An action finished without writing an audit entry: a mistake of the program, never of the user."""


@dataclass
class _Act:
    verb: str
    by: Actor
    entries: int = 0
    touched: set[tuple[str, str]] = field(default_factory=set)


_current: ContextVar[_Act | None] = ContextVar("audited_act", default=None)
request_id: ContextVar[str] = ContextVar("request_id", default="")


def audited(action: Callable[P, R]) -> Callable[P, R]:
    """Run the action in one transaction, as `by`, and refuse to commit if it recorded nothing.

    Files that it stored go with its rows. The verb of its entries is `<room>.<function>`. An action called by another
    one counts for both. When the outermost one has written everything, still in its transaction, the watchers of the
    seam «audit_watchers» (`Watcher`) are told which objects have new entries.
    """
    room = action.__module__.split(".")[1]
    verb = f"{room}.{action.__name__}"

    @functools.wraps(action)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        outer = _current.get()
        by: Any = kwargs["by"]
        act = _Act(verb, by)
        token = _current.set(act)
        try:
            with files_of_one_write(), transaction.atomic():
                result = action(*args, **kwargs)
                if not act.entries:
                    raise UnauditedActionError(verb)
                if outer is None:
                    _tell_watchers(act)
        finally:
            _current.reset(token)
        if outer is not None:
            outer.entries += act.entries
            outer.touched |= act.touched
        return result

    wrapped.audited_verb = verb  # type: ignore[attr-defined]
    return wrapped


def _tell_watchers(act: _Act) -> None:
    """Outside of the action that ends: what watchers do is their own."""
    watchers: tuple[Watcher, ...] = bound("audit_watchers")
    for watch in watchers:
        watch(act.touched)


def record(
    obj: models.Model,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Write one entry about the object within the running action; only fields that differ are kept."""
    record_many([(obj, before or {}, after or {})], reason=reason)


def nothing_changed() -> None:
    """Say that the running action found everything as it should be: no entry is due."""
    act = _current.get()
    if act is None:
        raise UnauditedActionError("nothing_changed() outside an audited action")
    act.entries += 1


def record_many(
    changes: Iterable[tuple[models.Model, Mapping[str, Any], Mapping[str, Any]]],
    *,
    reason: str = "",
) -> None:
    """Write one entry per changed object in one statement; for bulk actions. An empty list still counts as said."""
    act = _current.get()
    if act is None:
        raise UnauditedActionError("record() outside an audited action")
    entries = [_entry(act, obj, before, after, reason) for obj, before, after in changes]
    Entry.objects.bulk_create(entries, batch_size=500)
    act.entries += max(len(entries), 1)
    act.touched |= {(entry.object_kind, entry.object_key) for entry in entries}


def _entry(act: _Act, obj: models.Model, before: Mapping[str, Any], after: Mapping[str, Any], reason: str) -> Entry:
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    pk = act.by.pk
    acting = getattr(act.by, "acting_pk", pk)
    return Entry(
        actor=str(act.by)[:200],
        actor_key=str(acting or ""),
        behalf_key=str(pk) if acting != pk else "",
        verb=act.verb,
        object_kind=obj._meta.label_lower,
        object_key=str(obj.pk),
        object_label=str(obj)[:300],
        before={name: _plain(before[name]) for name in names if name in before},
        after={name: _plain(after[name]) for name in names if name in after},
        reason=reason,
        request_id=request_id.get(),
    )


def state_of(obj: models.Model, *fields: str) -> dict[str, Any]:
    """Return the named fields (default: all concrete ones) as plain values, to give `record` as before or after."""
    names = fields or tuple(field.attname for field in obj._meta.concrete_fields if not field.primary_key)
    return {name: _plain(getattr(obj, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, dict | list | int | float | bool | str | None):
        return value
    return str(value)
