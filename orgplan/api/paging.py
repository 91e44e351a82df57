"""Pages by cursor: each row comes once, however many are written meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import Field

from orgplan.api.problems import ProblemError
from orgplan.api.rules import Cursor, UnreadableCursorError

M = TypeVar("M", bound=models.Model)
T = TypeVar("T")

USUAL, MOST = 100, 500


class Paging(Schema):
    """What every list takes."""

    limit: int = Field(USUAL, ge=1, le=MOST, description="Rows on a page.")
    cursor: str = Field("", max_length=300, description="`next` of the page before; empty for the first page.")


PageQuery = Query[Paging]


def page_of(
    rows: models.QuerySet[M],
    paging: Paging,
    *,
    by: str = "pk",
    read: Callable[[str], Any] = int,
    whole: models.QuerySet[M] | None = None,
) -> tuple[list[M], str | None]:
    """Return up to `limit` rows in the order of the field `by` and the key, and the cursor of the rest.

    `by` only grows: a key that never changes, or the moment of the last write. Then a row that changes between two
    pages comes again or stays behind the cursor, and none is left out. By a name that people change it could be.
    `read` turns the field's text out of the cursor back into its value. With `whole` the page is found among the `rows`
    by their keys alone, which an index may hold, and then read from there with all that belongs to it.
    ProblemError 404 for a cursor not of ours.
    """
    ordered = rows.order_by(by, "pk")
    if paging.cursor:
        after, key = _read(paging.cursor, read)
        ordered = ordered.filter(Q(**{f"{by}__gt": after}) | Q(**{by: after, "pk__gt": key}))
    most = paging.limit + 1
    page = ordered if whole is None else whole.filter(pk__in=ordered.values("pk")[:most]).order_by(by, "pk")
    found = list(page[:most])
    if len(found) <= paging.limit:
        return found, None
    last = found[paging.limit - 1]
    value = getattr(last, by)
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return found[: paging.limit], str(Cursor(text, last.pk))


def page_of_values(rows: Iterable[T], paging: Paging, *, by: Callable[[T], str]) -> tuple[list[T], str | None]:
    """Return up to `limit` rows that are computed, not stored, and the cursor of the rest.

    They stand in the order of `by`: a text that tells each from every other and stays as long as the row does; rows of
    the same text are one. A row that was there before the first page and is there after the last comes once.
    ProblemError 404 for a cursor not of ours.
    """
    known = {by(each): each for each in rows}
    after = _read(paging.cursor, str)[0] if paging.cursor else ""
    keys = sorted(key for key in known if key > after)
    following = str(Cursor(keys[paging.limit - 1], 0)) if len(keys) > paging.limit else None
    return [known[key] for key in keys[: paging.limit]], following


def moment(text: str) -> datetime:
    """Return the moment that a cursor carries, or raise ValueError."""
    found = parse_datetime(text)
    if found is None or found.tzinfo is None:
        raise ValueError(text)
    return found


def _read(text: str, read: Callable[[str], Any]) -> tuple[Any, int]:
    try:
        cursor = Cursor.read(text)
        return read(cursor.value), cursor.key
    except (UnreadableCursorError, ValueError):
        raise ProblemError(404, "cursor", _("There is no such page: begin from the first one.")) from None
