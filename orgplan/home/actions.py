"""Writes of the room: whom one serves, and that the news were seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_noop

from orgplan.accounts.models import User
from orgplan.audit.actions import audited, record
from orgplan.core.editing import take_edition
from orgplan.directory.models import Person
from orgplan.home.models import Desk

#: Words of the history for what these actions do and record (audit.queries.verb_words).
WORDS = (gettext_noop("choose leaders"), gettext_noop("see news"), gettext_noop("leaders"))


@audited
def choose_leaders(*, leaders: Iterable[Person], desk: Desk | None = None, edition: int = 0, by: User) -> Desk:
    """Say whose days stand on the own first screen; nobody chosen is everybody."""
    current = take_edition(desk, edition) if desk else Desk.objects.get_or_create(user=by)[0]
    before = sorted(str(each) for each in current.leaders.all())
    chosen = list(leaders)
    current.save()
    current.leaders.set(chosen)
    record(current, before={"leaders": before}, after={"leaders": sorted(str(each) for each in chosen)})
    return current


@audited
def see_news(*, until: datetime, by: User) -> Desk:
    """Note that the user saw the news up to the moment; they are told no more."""
    desk: Desk = Desk.objects.get_or_create(user=by)[0]
    before = desk.seen_at
    desk.seen_at = max(until, before) if before else until
    desk.save(update_fields=["seen_at"])
    record(desk, before={"seen_at": before}, after={"seen_at": desk.seen_at})
    return desk
