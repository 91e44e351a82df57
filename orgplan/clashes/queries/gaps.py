"""What clashes say to be missing of an event: it stands where it cannot."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.audit.models import Entry
from orgplan.clashes.queries.finding import clashes_between
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.programmes.queries.gaps import EventGap, GapScope

_AHEAD = timedelta(days=90)
_KEPT, _FRESH = 64, timedelta(minutes=5)
_Known = tuple[datetime, frozenset[int]]
_known: OrderedDict[tuple[object, ...], _Known] = OrderedDict()
"""What was found last, until anything is written: every write leaves an entry of the history, the last one is asked."""


def _blocked(scope: GapScope) -> Q:
    """One query where nothing was written since the last time, ten at most otherwise."""
    last = scope.until or scope.today + _AHEAD
    days = Q(first_day__lte=last, last_day__gte=scope.today)
    events = scope.events.filter(days, start_time__isnull=False).order_by().values_list("pk", flat=True)
    written = Entry.objects.order_by("-pk").values_list("pk", "at").first()
    key = (written, scope.user.pk, scope.today, str(events.query))
    now = timezone.now()
    found = _known.get(key)
    if found is None or now - found[0] > _FRESH:
        found = (now, _blocked_among(scope, list(events), last))
        _known[key] = found
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return Q(pk__in=found[1])


def _blocked_among(scope: GapScope, keys: list[int], last: date) -> frozenset[int]:
    if not keys:
        return frozenset()
    found = clashes_between(scope.user, scope.today, last, events=keys)
    open_ones = (each.clash for each in found if each.is_open and each.clash.level == ClashLevel.BLOCK)
    return frozenset(key for each in open_ones for key in each.events)


BLOCKED = EventGap("blocked", _("a clash that cannot stand"), _blocked, days=30)
