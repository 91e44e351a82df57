"""The register of evening archives, their rules, and the events that one holds."""

from __future__ import annotations

from datetime import date

from orgplan.accounts.models import User
from orgplan.events.models import Event
from orgplan.folders.models import ArchiveQuerySet, ArchiveRules, EveningArchive
from orgplan.folders.queries.folder import events_between, in_order
from orgplan.jobs.models import Job
from orgplan.jobs.rules import JobState

ARCHIVE_KIND = "folders.archive"
"""The job that makes an archive; its key is the day for the evening's own, with a tail for one made by button."""
_FEW = 10


def archive_rules() -> ArchiveRules:
    """Return the rules in force, the usual ones where nobody has written any; one query."""
    return ArchiveRules.objects.first() or ArchiveRules()


def archives_listed(user: User) -> ArchiveQuerySet:
    """Return the archives in the order of the register."""
    rows: ArchiveQuerySet = EveningArchive.objects.visible_to(user)
    return rows


def archives_under_way() -> list[Job]:
    """Return the archives that are ordered and not made yet, and those that failed lately; one query."""
    rows = Job.objects.filter(kind=ARCHIVE_KIND).exclude(state__in=(JobState.DONE, JobState.CANCELLED))
    return list(rows.order_by("due_at", "pk")[:_FEW])


def leftover_archives(before: date) -> list[EveningArchive]:
    """Return the archives made before the day whose files are still kept; one query."""
    return list(EveningArchive.objects.filter(removed_on__isnull=True, made_at__date__lt=before))


def coming_events(first: date, last: date) -> list[Event]:
    """Return what stands on the days, in the order of the plan; four queries."""
    return in_order(events_between(first, last))
