"""The register of evening archives: ordered, kept, given out, removed after the term; its rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.core.editing import take_edition
from orgplan.folders.models import ArchiveRules, EveningArchive
from orgplan.folders.queries.archives import ARCHIVE_KIND
from orgplan.jobs.actions import enqueue
from orgplan.jobs.models import Job
from orgplan.notices.actions import Letter, Recipient, write_messages

_RULES = ("is_on", "begins_at", "keep_days", "tells")
_SHOWN = ("day", "number", "size")


@dataclass(frozen=True, slots=True)
class RulesFacts:
    """Whether and when the archive is made, how many days it is kept, whether a letter tells of it."""

    is_on: bool
    begins_at: time
    keep_days: int
    tells: bool


@audited
def order_archive(*, day: date, is_evening: bool = False, by: Actor) -> Job:
    """Order the archive that begins with this day. The evening's own is ordered once a day, however often asked for."""
    key = day.isoformat() if is_evening else f"{day.isoformat()} {uuid4()}"
    words = _("Evening archive of %(day)s") % {"day": f"{day:%d.%m.%Y}"}
    payload = {"day": day.isoformat(), "by": "" if is_evening else str(by)}
    return enqueue(kind=ARCHIVE_KIND, key=key, payload=payload, words=words, by=by)


@audited
def keep_archive(  # noqa: PLR0913 -- the fields of the record, all keywords
    *,
    key: str,
    day: date,
    content: bytes,
    contents: Sequence[tuple[str, int]],
    tells: bool,
    now: datetime,
    by: Actor,
) -> EveningArchive:
    """Put a finished archive into the register, the file and the letters that tell of it, all or nothing.

    `key` is that of the job: a second run after a worker was killed finds the archive kept and writes nothing twice.
    """
    known: EveningArchive | None = EveningArchive.objects.filter(key=key).first()
    if known is not None:
        nothing_changed()
        return known
    last = EveningArchive.objects.filter(day=day).aggregate(last=Max("number"))["last"] or 0
    archive = EveningArchive(
        key=key,
        day=day,
        number=last + 1,
        size=len(content),
        contents=[list(each) for each in contents],
        made_at=now,
        made_by=str(by)[:200],
    )
    archive.file.save(f"vecher-{day:%Y-%m-%d}-{last + 1}.zip", ContentFile(content), save=False)
    archive.save()
    record(archive, after=state_of(archive, *_SHOWN))
    if tells:
        write_messages(_letters(archive, key), by=by)
    return archive


def _letters(archive: EveningArchive, key: str) -> list[Letter]:
    readers = User.objects.filter(is_active=True, role__in=(Role.DEPARTMENT, Role.PROTOCOL)).order_by("pk")
    text = _(
        "%(archive)s is ready: %(count)s files, %(size)s KB. Take it from the register of archives. "
        "It holds people and telephones: keep it as personal data are kept."
    ) % {"archive": archive, "count": len(archive.contents), "size": max(archive.size // 1024, 1)}
    return [
        Letter(
            send_key=f"folders-archive {key} {user.pk}",
            to=Recipient(user.name, user.email, user),
            subject=str(archive),
            text=text,
            why=_("you work in the department or the protocol service"),
            about_label=str(archive),
            about_url=reverse("folders:archives"),
        )
        for user in readers
    ]


@audited
def give_out_archive(archive: EveningArchive, *, by: Actor) -> EveningArchive:
    """Note that somebody takes the file: it holds personal data."""
    record(archive, before={}, after=state_of(archive, *_SHOWN))
    return archive


@audited
def remove_archive(archive: EveningArchive, *, by: Actor) -> EveningArchive:
    """Delete the file whose term is over; its line stays in the register. Done already, it does nothing."""
    current: EveningArchive = EveningArchive.objects.select_for_update().get(pk=archive.pk)
    if current.removed_on is not None:
        nothing_changed()
        return current
    before = state_of(current, "file", "removed_on")
    storage, name = current.file.storage, current.file.name
    current.file, current.removed_on = "", timezone.localdate()
    current.save(update_fields=["file", "removed_on"])
    record(current, before=before, after=state_of(current, "file", "removed_on"))
    storage.delete(name or "")
    return current


@audited
def write_archive_rules(*, facts: RulesFacts, edition: int = 0, by: Actor) -> ArchiveRules:
    """Set when the archive is made and how long it is kept."""
    known = ArchiveRules.objects.first()
    current = take_edition(known, edition) if known else ArchiveRules()
    before = state_of(current, *_RULES) if known else {}
    for name in _RULES:
        setattr(current, name, getattr(facts, name))
    current.save()
    record(current, before=before, after=state_of(current, *_RULES))
    return current
