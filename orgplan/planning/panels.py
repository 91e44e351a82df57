"""What planning adds to the cards of lower rooms."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.seams import Panel
from orgplan.events.models import Event
from orgplan.planning.models import Plan, PlanLine


def plans_of_event(user: User, event: Event) -> Panel | None:
    """The city plans in which the event stands."""
    plans = list(Plan.objects.visible_to(user).filter(items__event=event).order_by("starts_on", "-ends_on"))
    return Panel(_("Stands in plans"), "planning/panels/plans.html", {"plans": plans}, beside=True)


def lines_of_event(user: User, event: Event) -> Panel | None:
    """The units' own words for it: every line that was merged into it."""
    lines = list(PlanLine.objects.visible_to(user).filter(event=event).select_related("plan__unit"))
    return Panel(_("As the units wrote it"), "planning/panels/lines.html", {"lines": lines}) if lines else None
