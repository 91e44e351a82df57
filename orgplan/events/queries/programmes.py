"""Programmes as pages ask for them, and as one more way to filter events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.lookups import row_key
from orgplan.events.models import Event, Programme

IN_PROGRAMMES = Exists(Programme.events.through.objects.filter(event=OuterRef("pk")))
"""Tells with the row of an event (`in_programmes`) whether its programmes need to be read at all: most have none."""

_INDENT = "\N{EM SPACE}"


def programmes_of(user: User, event: Event) -> list[Programme]:
    """Return the programmes to which the event belongs; one query, none where its row said that there are none."""
    if not getattr(event, "in_programmes", True):
        return []
    return list(Programme.objects.visible_to(user).filter(events=event).select_related("parent"))


def within(programme: int | Programme) -> Q:
    """Return the condition that a programme is this one or lies in it, however deep."""
    key = programme if isinstance(programme, int) else programme.pk
    return Q(path__contains=f"/{key}/")


def events_within(programme: int | Programme) -> Q:
    """Return the condition that an event belongs to the programme or to what lies in it."""
    programmes = Programme.objects.filter(within(programme)).values("pk")
    return Q(pk__in=Programme.events.through.objects.filter(programme__in=programmes).values("event"))


def programmes_with_numbers(user: User) -> QuerySet[Any]:
    """Return the programmes with how many events they hold, sections too, that the user may see (`number`)."""
    path = Concat(Value("/"), Cast(OuterRef("pk"), Programme._meta.get_field("path")), Value("/"))
    inner: QuerySet[Any] = Programme.events.through.objects.filter(
        programme__path__contains=path, event__in=Event.objects.visible_to(user).values("pk")
    )
    # One group of all that is within: a row with how many different events there are.
    counted = inner.order_by().values(whole=Value(1)).annotate(number=Count("event", distinct=True)).values("number")
    rows: QuerySet[Any] = Programme.objects.visible_to(user)
    with_numbers: QuerySet[Any] = rows.annotate(
        number=Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
    )
    return with_numbers


def in_order(rows: Iterable[Programme]) -> list[tuple[Programme, int]]:
    """Return programmes each followed by what lies in it, with how deep it lies; their own order holds among equals."""
    rows = list(rows)
    known = {each.pk for each in rows}
    inner: defaultdict[int | None, list[Programme]] = defaultdict(list)
    for each in rows:
        inner[each.parent_id if each.parent_id in known else None].append(each)
    found: list[tuple[Programme, int]] = []

    def walk(key: int | None, depth: int) -> None:
        for each in inner[key]:
            found.append((each, depth))
            walk(each.pk, depth + 1)

    walk(None, 0)
    return found


def programme_choices(rows: Iterable[Programme]) -> list[tuple[str, str]]:
    """Return the choices of a field: what lies in a programme stands below it, indented."""
    return [(str(each.pk), f"{_INDENT * depth}{each.name}") for each, depth in in_order(rows)]


class InProgramme:
    """The events of a programme with all that lies in it; see `EventFacet`."""

    name: str = "programme"
    label: str | Promise = _("Programme")
    is_scanned: bool = False

    def choices(self, user: User) -> Sequence[tuple[str, str]]:
        """Return the programmes; one query."""
        return programme_choices(Programme.objects.visible_to(user))

    def condition(self, user: User, value: str) -> Q:
        """Return the condition that the event belongs to the programme."""
        programmes = Programme.objects.visible_to(user).filter(within(row_key(value) or 0))
        return Q(pk__in=Programme.events.through.objects.filter(programme__in=programmes.values("pk")).values("event"))
