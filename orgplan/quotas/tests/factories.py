"""Quotas for tests."""

from __future__ import annotations

from datetime import date

from orgplan.audit.actions import System
from orgplan.quotas.actions import QuotaFacts, ShareFacts, add_bodies, ask_bodies, write_quota, write_shares

BY = System("тест")
TODAY = date(2026, 7, 1)


def quota(event, *units, total=100, organisations=(), purpose="зрители", due_on=date(2026, 7, 20), **facts):
    """A quota of an event with these bodies, nobody is asked for a number yet."""
    made = write_quota(event, facts=QuotaFacts(purpose, total, due_on, **facts), today=min(due_on, TODAY), by=BY)
    add_bodies(made, units=units, organisations=organisations, by=BY)
    return made


def numbers(made, *asked, weight=0, pinned=False):
    """Write the numbers of the quota's shares, in the order in which they were added."""
    rows = [
        ShareFacts(share.pk, share.edition, number, is_pinned=pinned, weight=weight)
        for share, number in zip(made.shares.order_by("pk"), asked, strict=True)
    ]
    return write_shares(made, rows=rows, by=BY)


def asked(event, unit, count=40, **facts):
    """A quota by which one unit was asked, and its share."""
    made = quota(event, unit, **facts)
    numbers(made, count)
    ask_bodies(made, by=BY)
    return made, made.shares.get()
