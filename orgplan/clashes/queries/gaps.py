"""What clashes say to be missing of an event: it stands where it cannot."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.clashes.queries.finding import clashes_between
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.programmes.queries.gaps import EventGap, GapScope

_AHEAD = timedelta(days=90)


def _blocked(scope: GapScope) -> Q:
    last = scope.until or scope.today + _AHEAD
    days = Q(first_day__lte=last, last_day__gte=scope.today)
    keys = list(scope.events.filter(days, start_time__isnull=False).order_by().values_list("pk", flat=True))
    if not keys:
        return Q(pk__in=())
    found = clashes_between(scope.user, scope.today, last, events=keys)
    blocked = {
        key for each in found if each.is_open and each.clash.level == ClashLevel.BLOCK for key in each.clash.events
    }
    return Q(pk__in=blocked)


BLOCKED = EventGap("blocked", _("a clash that cannot stand"), _blocked, days=30)
