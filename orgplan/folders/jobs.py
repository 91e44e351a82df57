"""Background work of the room: the evening archive at its hour, made once; files and looks whose term is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, Protocol

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orgplan.audit.actions import System
from orgplan.core.editing import RefusedError
from orgplan.core.faults import Fault, fault_of
from orgplan.folders.actions import forget_looks, keep_archive, order_archive, remove_archive
from orgplan.folders.queries import archive_rules, leftover_archives
from orgplan.folders.queries.archives import ARCHIVE_KIND
from orgplan.folders.rules.days import days_of_folder
from orgplan.folders.rules.lists import Packed
from orgplan.jobs.jobs import Handler, JobContext, TryLaterError
from orgplan.worktime import WorkingCalendar

_AGAIN = timedelta(minutes=15)


def evening(context: JobContext) -> None:
    """Recurring: once the hour of the archive has come on the eve of a working day, order it; the key makes it one.

    On a Friday the archive holds the days off and the working day behind them; on a Saturday it is made anew.
    """
    rules, now = archive_rules(), timezone.localtime(context.due_at)
    if rules.is_on and now.time() >= rules.begins_at:
        order_archive(day=now.date() + timedelta(days=1), is_evening=True, by=context.by)


class Packer(Protocol):
    """What packs an archive: `documents.pack_archive`, bound in `config/jobs.py`."""

    def __call__(self, days: Sequence[date], *, tell: Callable[[int, int, str], None]) -> Packed:
        """Return the archive of the days."""


def handler(pack: Packer) -> Handler:
    """Return the work for `config/jobs.py`."""
    return Handler(ARCHIVE_KIND, partial(make_archive, pack=pack), gettext_lazy("Evening archive"))


def make_archive(context: JobContext, payload: Mapping[str, Any], *, pack: Packer) -> None:
    """Make an archive and put it into the register. Killed in the middle, it is made again; nothing was sent or kept.

    A full disk puts it off with a sentence, a quarter of an hour at a time.
    """
    first = date.fromisoformat(str(payload["day"]))
    if first < timezone.localdate():
        raise RefusedError(_("The day of the archive is over."))
    days = days_of_folder(first - timedelta(days=1), WorkingCalendar.bundled())
    try:
        packed = pack(days, tell=context.progress)
        keep_archive(
            key=context.job.key,
            day=first,
            content=packed.content,
            contents=packed.contents,
            tells=archive_rules().tells and not payload["by"],
            now=timezone.now(),
            by=System(str(payload["by"])) if payload["by"] else context.by,
        )
    except Exception as error:
        if fault_of(error) is not Fault.DISK:
            raise
        said = _("There is no room on the disk for the evening archive: free some, it is tried again by itself.")
        raise TryLaterError(said, after=_AGAIN) from error


def clear_out(context: JobContext) -> None:
    """Recurring: delete archives whose term is over, forget what was read of days gone by."""
    today = timezone.localdate(context.due_at)
    for archive in leftover_archives(today - timedelta(days=archive_rules().keep_days)):
        remove_archive(archive, by=context.by)
    forget_looks(before=today)
