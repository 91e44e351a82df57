"""How planning filters the list of events: by the plan in which they stand."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.lookups import row_key
from orgplan.planning.models import Plan, PlanItem

_MOST = 60


class InPlan:
    """The events that stand in a consolidated plan; see `events.queries.EventFacet`."""

    name: str = "plan"
    label: str | Promise = _("In the plan")
    is_scanned: bool = False

    def choices(self, user: User) -> Sequence[tuple[str, str]]:
        """Return the newest consolidated plans that the user may see; one query."""
        plans = Plan.objects.visible_to(user).filter(unit__isnull=True).order_by("-starts_on", "-ends_on")
        return [(str(plan.pk), str(plan)) for plan in plans[:_MOST]]

    def condition(self, user: User, value: str) -> Q:
        """Return the condition that the event stands in the plan; a plan the user may not see holds nothing."""
        plan = Plan.objects.visible_to(user).filter(pk=row_key(value) or 0, unit__isnull=True).values("pk")
        return Q(pk__in=PlanItem.objects.filter(plan__in=plan).values("event"))
