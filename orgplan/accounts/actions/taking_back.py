"""Taking back in small registers: rows stand as before one person's write, used once and never over others' words.

For registers where a row is removed or switched by one button. Lines, events, scripts have steps of their own: what
they take back reaches further than rows. Sign-ins are closed by a form with a reason: their rows are not kept here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, models, router, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.accounts.models import RowStep, User
from orgplan.accounts.rules.taking_back import KEPT
from orgplan.audit.actions import audited, nothing_changed, record
from orgplan.core.editing import EditedModel, RefusedError

VERBS = (gettext_noop("take back rows"), gettext_noop("stands again"))
"""How the history names this action and what it wrote: `audit.queries` translates both."""

Row = dict[str, Any]


@audited
def remove_with_undo(row: models.Model, *, act: Callable[[], object], by: User) -> RowStep:
    """Carry out an action that deletes the row; keep it, what goes with it, and what pointed to it."""
    what = str(row)
    with_it, links = _what_goes(row)
    kept = _plain(with_it)
    act()
    nothing_changed()  # the entries are those of the action
    return _keep(by, what=what, gone=[each for each in kept if _now(each) is None], links=links)


@audited
def change_with_undo(rows: Iterable[models.Model], *, act: Callable[[], object], by: User) -> RowStep:
    """Carry out an action that changes the rows by one button; keep how they stood."""
    rows = list(rows)
    before = _plain([type(row)._base_manager.get(pk=row.pk) for row in rows])  # noqa: SLF001 -- Django's documented name
    act()
    nothing_changed()  # the entries are those of the action
    pairs = [[each, _now(each)] for each in before]
    return _keep(by, what=", ".join(map(str, rows)), changed=[pair for pair in pairs if pair[0] != pair[1]])


@audited
def take_back_rows(step: RowStep, *, by: User) -> list[models.Model]:
    """Put the rows back and return them as they stand; RefusedError, with nothing done, where others wrote since."""
    step = RowStep.objects.select_for_update().get(pk=step.pk)
    if step.used_at is not None:
        raise RefusedError(_("It was taken back before."))
    if step.made_at < timezone.now() - KEPT:
        raise RefusedError(_("Too late: it is taken back within minutes only. Record it anew."))
    try:
        with transaction.atomic():
            back = [_put_as_it_stood(was, left) for was, left in step.changed]
            back += [_bring_back(each, step.gone) for each in step.gone]
            for label, keys, field, key in step.links:
                _rows_of(label).filter(pk__in=keys, **{f"{field}__isnull": True}).update(**{field: key})
    except IntegrityError as error:
        raise RefusedError(
            _("“%(what)s” was recorded anew since: it is not put back twice.") % {"what": step}
        ) from error
    step.used_at = timezone.now()
    step.save(update_fields=["used_at"])
    return back


def forget_row_steps(*, now: datetime) -> int:
    """Delete what can no longer be taken back; return how many steps went."""
    old = RowStep.objects.filter(made_at__lt=now - KEPT)
    return old.delete()[0] if old.exists() else 0  # asked every few seconds: most times there is nothing to write


def _keep(by: User, **kept: Any) -> RowStep:
    forget_row_steps(now=timezone.now())
    step: RowStep = RowStep.objects.create(user=by, maker=str(by.acting_pk), what=kept.pop("what")[:300], **kept)
    return step


def _what_goes(row: models.Model) -> tuple[list[models.Model], list[list[Any]]]:
    """Return the row and those that are deleted with it, owners first; and the links to it that would be emptied."""
    found = Collector(using=router.db_for_write(type(row)), origin=row)
    try:
        found.collect([row])
    except (ProtectedError, RestrictedError):
        return [row], []  # the action itself refuses, in words
    gone: dict[tuple[str, Any], models.Model] = {(row._meta.label, row.pk): row}
    more = [each for rows in found.data.values() for each in rows]
    fast: Any = found.fast_deletes  # querysets; the stubs say single rows
    more += [each for rows in fast for each in rows]
    for each in more:
        if not each._meta.auto_created:  # pairs of a many-to-many field come back with their owner
            gone.setdefault((each._meta.label, each.pk), each)
    links = []
    updates: Any = found.field_updates  # (field, value) → querysets or lists; the stubs say single rows
    for (field, _value), several in updates.items():
        emptied = [each for some in several for each in some]
        if emptied:
            links.append([field.model._meta.label, [each.pk for each in emptied], field.attname, row.pk])
    return list(gone.values()), links


def _plain(rows: Sequence[models.Model]) -> list[Row]:
    """Return the rows as values that JSON holds."""
    plain: list[Row] = json.loads(serializers.serialize("json", rows))
    return plain


def _now(was: Row) -> Row | None:
    """Return how the row stands in the records, None where it is gone."""
    found = _rows_of(was["model"]).filter(pk=was["pk"]).first()
    return None if found is None else _plain([found])[0]


def _rows_of(label: str) -> models.Manager[Any]:
    manager: models.Manager[Any] = apps.get_model(label)._base_manager  # noqa: SLF001 -- Django's documented name
    return manager


def _bring_back(row: Row, together: Sequence[Row]) -> models.Model:
    _need_owners(row, together)
    (found,) = serializers.deserialize("python", [row])
    found.save(force_insert=True)
    record(found.object, after={"stands again": True})
    back: models.Model = _rows_of(row["model"]).get(pk=row["pk"])
    return back


def _need_owners(row: Row, together: Sequence[Row]) -> None:
    """Raise RefusedError where something that the row points to has been removed since."""
    for field in apps.get_model(row["model"])._meta.concrete_fields:
        key = row["fields"].get(field.name)
        if not field.is_relation or key is None:
            continue
        target = field.remote_field.model
        comes_too = any(each["model"] == target._meta.label_lower and each["pk"] == key for each in together)
        if not comes_too and not _rows_of(target._meta.label).filter(pk=key).exists():
            words = {"kind": target._meta.verbose_name}
            raise RefusedError(_("What it belonged to was removed since (%(kind)s): it cannot be put back.") % words)


def _put_as_it_stood(was: Row, left: Mapping[str, Any] | None) -> models.Model:
    rows = _rows_of(was["model"])
    current = rows.select_for_update().filter(pk=was["pk"]).first()
    if current is None or left is None:
        raise RefusedError(_("It was removed since: there is nothing to put back."))
    if _plain([current])[0] != left:
        raise RefusedError(_("“%(what)s” was changed since: what others wrote stays.") % {"what": current})
    (found,) = serializers.deserialize("python", [was])
    if isinstance(found.object, EditedModel):
        found.object.edition = current.edition + 1
    found.save()
    record(found.object, after={"stands again": True})
    back: models.Model = rows.get(pk=was["pk"])
    return back
