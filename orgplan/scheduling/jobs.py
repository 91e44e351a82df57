"""The job that computes proposals for a month: three aims one after the other, stopped between them or within one."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orgplan.clashes.rules.judging import Judged
from orgplan.jobs.actions.leases import LeaseLostError
from orgplan.jobs.jobs import Handler, JobContext, ReleasedError, StoppedError
from orgplan.scheduling.actions import KIND, Found, keep_proposal
from orgplan.scheduling.models import AimChoice, MonthSearch, Move, Proposal, Unkept
from orgplan.scheduling.queries import Month, Reasons, counts_of, drafts_among, month_of
from orgplan.scheduling.rules.draft import Event, Spot
from orgplan.scheduling.rules.prices import PRICES, Aim
from orgplan.scheduling.rules.solving import Limits, Result, solve
from orgplan.scheduling.rules.words import WHY_BY_AIM

SECONDS = 20.0
"""How long one aim is searched for at most."""
_ASKED_EVERY = 1.0


def handler(seconds: float = SECONDS, *, asks: bool = True) -> Handler:
    """Return the work for `config/jobs.py`; each aim is searched for at most so many seconds.

    It `asks` whether to stop from another thread: not within a transaction, whose rows that thread would not see.
    """
    run = partial(propose_month, seconds=seconds, asks=asks)
    return Handler(KIND, run, gettext_lazy("Proposals for a month"))


def propose_month(context: JobContext, payload: Mapping[str, Any], *, seconds: float, asks: bool) -> None:
    """Compute and keep a proposal per aim; what was kept before a stop stays."""
    search = MonthSearch.objects.get(pk=payload["search"])
    month = month_of(search.month, movable=search.movable, other_venues=search.other_venues)
    before = counts_of(month, month.standing)
    search.events, search.clashes = len(month.events), before["clashes"]
    search.drafts = drafts_among(month)
    search.pinned = sum(event.pinned for event in month.events)
    for number, aim in enumerate(Aim):
        context.progress(number, len(Aim), str(AimChoice(aim.value).label))
        result = solve(month.draft, PRICES[aim], Limits(seconds), _asker(context) if asks else lambda: False)
        keep_proposal(search=search, found=found_of(month, aim, result, before), by=context.by)
    context.progress(len(Aim), len(Aim))


def _asker(context: JobContext) -> Callable[[], bool]:
    """Return the question whether to stop, asked of the database once a second; the solver asks from a thread."""
    last, answer, own = time.monotonic(), False, threading.current_thread()

    def asked() -> bool:
        nonlocal last, answer
        if answer or time.monotonic() - last < _ASKED_EVERY:
            return answer
        last = time.monotonic()
        try:
            context.check_stopped()
        except (StoppedError, ReleasedError, LeaseLostError):
            answer = True
        finally:
            if threading.current_thread() is not own:
                connection.close()  # the one that Django opened for the solver's watching thread
        return answer

    return asked


def found_of(month: Month, aim: Aim, result: Result, before: Mapping[str, int]) -> Found:
    """Return the rows of a proposal."""
    counts = counts_of(month, result.plan)
    clashes = month.clashes(month.standing)
    proposal = Proposal(
        aim=aim.value, before=dict(before), is_proven=result.is_proven, gap=round(result.gap, 4), **counts
    )
    moves = [
        _move(month, event, spot, _why(month, event, aim, clashes))
        for event in month.draft.events
        if (spot := result.plan.spots.get(event.key)) is not None and spot != (event.start, event.venue)
    ]
    reasons = Reasons(month, result.plan, PRICES[aim])
    left = [_unkept(month, clash, reasons) for clash in month.clashes(result.plan)]
    return Found(proposal, moves, left)


def _move(month: Month, event: Event, spot: Spot, why: str) -> Move:
    taken = month.read.rows[event.key]
    return Move(
        event_id=taken.event,
        edition=month.read.editions[taken.event],
        stood_at=_aware(taken.start),
        starts_at=_aware(month.moment(spot.start)),
        minutes=event.minutes,
        venue_id=spot.venue if isinstance(spot.venue, int) else None,
        why=why,
    )


def _aware(moment: datetime) -> datetime:
    return timezone.make_aware(moment)


def _why(month: Month, event: Event, aim: Aim, clashes: list[Judged]) -> str:
    key = month.read.rows[event.key].event
    clash = next((each for each in clashes if key in each.events), None)
    if clash is None:
        return WHY_BY_AIM[aim]
    return _("Removes the clash: %(clash)s") % {"clash": _words(clash)}


def _words(clash: Judged) -> str:
    name = f"{clash.resource_name}: " if clash.resource_name else ""
    return f"{name}{clash.sentence}"[:900]


def _unkept(month: Month, clash: Judged, reasons: Reasons) -> Unkept:
    key, why = reasons.of(clash)
    event = month.read.rows[key].event
    return Unkept(event_id=event, sentence=_words(clash), why=why[:1000], level=clash.level, rule=clash.ruling.words)
