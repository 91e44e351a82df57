"""Reading the trail: the entries of an object, and the same in words for its card."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from orgplan.audit.models import Entry, EntryQuerySet

EMPTY = "—"
LONG = 2  # more fields than these of a new object are folded


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an entry, in words; `before` is empty where the object was new, `name` is the field's."""

    label: str
    before: str
    after: str
    name: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words: «Изменено», by whom, when, which fields, why."""

    at: datetime
    who: str
    what: str
    reason: str
    changes: list[Change]

    @property
    def is_first(self) -> bool:
        """Tell whether the entry records a whole new object: its many fields are folded on the card."""
        return len(self.changes) > LONG and not any(change.before for change in self.changes)


@dataclass(frozen=True, slots=True)
class News:
    """What happened to one object since a moment: its entries, the newest first."""

    key: str
    model: type[models.Model]
    entries: list[Entry]

    @property
    def is_new(self) -> bool:
        """Tell whether the object was made since."""
        first = self.entries[-1]
        return not first.before and len(first.after) > LONG

    @property
    def lines(self) -> list[Line]:
        """Return the entries in words."""
        return [_line(entry, self.model) for entry in self.entries]


def news_since(model: type[models.Model], since: datetime, *, besides: str, most: int = 200) -> list[News]:
    """Return what others than `besides` (key of an actor) did to records of the model, by record, the newest first.

    At most so many entries are read; one query.
    """
    # As an expression the kind is compared row by row: by its index a database would sort all entries of the kind.
    rows = Entry.objects.annotate(kind=Concat("object_kind", Value(""))).filter(
        at__gt=since, kind=model._meta.label_lower
    )
    found: dict[str, list[Entry]] = {}
    for entry in rows.exclude(actor_key=besides)[:most]:
        found.setdefault(entry.object_key, []).append(entry)
    return [News(key, model, entries) for key, entries in found.items()]


def history_of(obj: models.Model) -> EntryQuerySet:
    """Return the object's entries, newest first."""
    return Entry.objects.filter(object_kind=obj._meta.label_lower, object_key=str(obj.pk))


def trail_of(obj: models.Model, *, limit: int = 30) -> list[Line]:
    """Return the object's newest entries in words of the reader's language; one query."""
    return [_line(entry, obj) for entry in history_of(obj)[:limit]]


def _line(entry: Entry, obj: models.Model | type[models.Model]) -> Line:
    names = [name for name in {**entry.before, **entry.after} if entry.before.get(name) or entry.after.get(name)]
    # PostgreSQL forgets the order of a JSON object's names: the order of the form is better anyway.
    order = {field.name: place for place, field in enumerate(obj._meta.get_fields())}
    names.sort(key=lambda name: (order.get(name, len(order)), name))
    changes = [_change(obj, name, entry.before, entry.after) for name in names]
    return Line(entry.at, entry.actor, verb_words(entry.verb), entry.reason, changes)


def verb_words(verb: str) -> str:
    """Return a verb such as «directory.change_unit» in words; each room's catalogue translates «change unit»."""
    return capfirst(_(verb.rpartition(".")[2].replace("_", " ")))


def _change(obj: models.Model | type[models.Model], name: str, before: dict[str, Any], after: dict[str, Any]) -> Change:
    field = _field(obj, name)
    label = str(getattr(field, "verbose_name", "") or _(name.replace("_", " ")))
    old = _words(field, before[name]) if name in before else ""
    return Change(capfirst(label), old, _words(field, after.get(name)), name)


def _field(obj: models.Model | type[models.Model], name: str) -> models.Field[Any, Any] | None:
    try:
        field = obj._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None


def _words(field: models.Field[Any, Any] | None, value: Any) -> str:
    if value is None or value in ("", [], {}):
        return EMPTY
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(str(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_words(None, each)}" for name, each in value.items())
    if isinstance(field, models.DateField) and (day := _day(value)):
        return date_format(day, "d.m.Y")
    choices = dict(field.flatchoices) if field is not None else {}
    return str(choices.get(value, value))


def _day(value: Any) -> date | None:
    try:
        return parse_date(str(value)[:10])
    except ValueError:
        return None
