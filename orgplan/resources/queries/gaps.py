"""What resources say to be missing of an event: refused, promised in part, or short on its days."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from orgplan.programmes.queries.gaps import EventGap, GapScope
from orgplan.resources.models import Need
from orgplan.resources.queries.days import needed_between, supplied_to
from orgplan.resources.rules.demand import shortages
from orgplan.resources.rules.kinds import NeedState, Use

_OF_EVENT = Need.objects.filter(event=OuterRef("pk"))
_AHEAD = timedelta(days=90)


def _needs_short(scope: GapScope) -> Q:
    """One query, two where the events need anything, whatever their number."""
    last = scope.until or scope.today + _AHEAD
    coming = scope.events.filter(first_day__lte=last, last_day__gte=scope.today)
    own = Need.objects.filter(event__in=coming.order_by().values("pk"), resource__use=Use.KEPT)
    needs = needed_between(scope.today, last, resources=own.order_by().values("resource"))
    resources = {each.resource for each in needs}
    short = shortages(needs, supplied_to(last, resources=resources), scope.today, last) if needs else []
    keys = {key for each in short for key in each.keys}
    in_part = Q(state=NeedState.REFUSED) | Q(promised__lt=F("amount"))
    return Q(Exists(_OF_EVENT.filter(in_part | Q(pk__in=keys))))


def _needs_unanswered(_scope: GapScope) -> Q:
    return Q(Exists(_OF_EVENT.filter(state=NeedState.ASKED)))


NEEDS_SHORT = EventGap("needs_short", _("resources are short or refused"), _needs_short, days=42)
NEEDS_UNANSWERED = EventGap("needs_unanswered", _("needs of resources unanswered"), _needs_unanswered, days=21)
