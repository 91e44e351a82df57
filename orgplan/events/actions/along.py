"""Parts that go along with a changed event where they are many: a job carries them piece by piece."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.accounts.queries.ordering import order_of
from orgplan.audit.actions import Actor, audited, nothing_changed, record
from orgplan.core.editing import RefusedError
from orgplan.events.actions.changes import Becomes, Ground, change_along, to_become
from orgplan.events.actions.following import EventChange
from orgplan.events.actions.pieces import Pieces
from orgplan.events.actions.reading import facts_of_many
from orgplan.events.models import Change, Event, ProposedChange
from orgplan.jobs.actions.queue import enqueue
from orgplan.jobs.models import Job
from orgplan.jobs.queries import job_by_key
from orgplan.jobs.rules import JobState

ALONG_KIND = "events.along"
MANY = 200
"""More parts than this go along, and back, by a job: so many take half a second, the most that a page may wait."""
PIECE = 100
"""So many parts are written in one transaction: others wait for no longer than a page takes, a stop neither."""

UNDER_WAY = (JobState.WAITING, JobState.RUNNING)


def is_by_job(parts: int, actor: Actor) -> bool:
    """Tell whether so many parts are changed by a job; the program itself is one already."""
    return parts > MANY and isinstance(actor, User)


@audited
def order_along(change: Change, *, parts: Sequence[int], by: User) -> Job:
    """Order that the parts with these keys go along with the recorded change of the whole."""
    payload = {"change": change.pk, "parts": list(parts), "by": order_of(by)}
    words = _("Parts of “%(event)s” go along with its change") % {"event": change.event_label[:200]}
    return enqueue(kind=ALONG_KIND, key=str(change.pk), payload=payload, words=words, by=by)


@audited
def carry_piece(
    change: Change, *, parts: Sequence[int], becomes: Becomes, pieces: Pieces | None = None, by: Actor
) -> int:
    """Let some parts go along in one transaction and return how many did; `pieces`: of which they are one.

    A part that went along already stays as it is, so does one that was deleted meanwhile. RefusedError where the
    change of the whole was taken back.
    """
    change = Change.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if Change.objects.filter(takes_back=change).exists():
        raise RefusedError(_("The change was taken back while its parts went along; the rest stays as it was."))
    keys = _left(change, parts)
    if not keys:
        nothing_changed()
        return 0
    ground = Ground(change.reason, change.ground, cause=change, among=pieces.together() if pieces else None)
    written = change_along(keys=keys, becomes=becomes, ground=ground, by=by)
    if pieces:
        pieces.wrote(written)
    return len(written)


def _left(change: Change, parts: Sequence[int]) -> list[int]:
    gone_along = change.along.values("event")
    left = set(Event.objects.kept().filter(pk__in=parts).exclude(pk__in=gone_along).values_list("pk", flat=True))
    return [key for key in parts if key in left]


def changes_along(change: Change, parts: Sequence[int], becomes: Becomes) -> list[EventChange]:
    """Return what becomes of the parts that have not gone along yet; nothing is locked."""
    rows = list(Event.objects.filter(pk__in=_left(change, parts)))
    ground = Ground(change.reason, change.ground)
    facts = zip(rows, facts_of_many(rows), strict=True)
    return [to_become(event, now, after, ground) for event, now in facts if (after := becomes(now)) is not None]


@audited
def end_along(change: Change, *, sentences: Sequence[str], by: Actor) -> None:
    """Write what the job did beside what was done with the change; said already, it is not said twice."""
    proposed = ProposedChange.objects.select_for_update(of=("self",)).filter(change=change).first()
    new = [each for each in sentences if proposed and each not in proposed.done]
    if not proposed or not new:
        nothing_changed()
        return
    before = {"what was done": proposed.done}
    proposed.done = [*proposed.done, *new]
    proposed.save(update_fields=["done"])
    record(proposed, before=before, after={"what was done": proposed.done})


def refuse_while_going(change: Change) -> None:
    """Raise RefusedError while a job still lets the parts go along."""
    job = job_by_key(ALONG_KIND, str(change.pk))
    if job and job.state in UNDER_WAY:
        raise RefusedError(_("The parts still go along with the change: stop that first, or wait for its end."))
