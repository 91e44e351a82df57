"""Which events of a month may move: by the same filter as every list and calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from orgplan.accounts.models import User
from orgplan.directory.models import Position
from orgplan.events.queries import filter_of, matching
from orgplan.events.queries.choices import Select, filter_choices

_NAMES = frozenset({"leader", "unit", "kind", "level", "state", "venue", "district", "programme", "plan"})


def selects_of(user: User, query: Mapping[str, str], posts: Sequence[Position]) -> list[Select]:
    """Return the choices of the filter; two queries and those of its facets."""
    often, seldom = filter_choices(user, filter_of(_plain(query), date.min), posts)
    return [*often, *seldom]


def chosen_words(selects: Sequence[Select]) -> str:
    """Return the filter in words: «Подразделение: Аппарат Мэра; План: август 2026»; empty where all may move."""
    said = [(each.label, dict(each.choices).get(each.value, "")) for each in selects if each.value]
    return "; ".join(f"{label}: {words}" for label, words in said if words)[:1000]


def movable_of(user: User, query: Mapping[str, str], month: date) -> frozenset[int] | None:
    """Return the keys of the month's events that the filter finds, None where it asks for nothing; one query."""
    plain = _plain(query)
    if not any(plain.values()):
        return None
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    days = {"since": month.isoformat(), "until": last.isoformat()}
    found = matching(user, filter_of({**plain, **days}, month)).order_by()
    return frozenset(found.values_list("pk", flat=True))


def _plain(query: Mapping[str, str]) -> dict[str, str]:
    return {name: query[name] for name in _NAMES if query.get(name)}
