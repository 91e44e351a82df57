"""Whether what is printed is approved: the city's plan of the time that the page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.planning.models import Plan
from orgplan.planning.policy import visible_plans
from orgplan.planning.rules.states import PlanState


@dataclass(frozen=True, slots=True)
class Standing:
    """The plan behind the page: its words and address (empty where there is none), and whether it is only a draft."""

    words: str = ""
    url: str = ""
    is_draft: bool = True


def standing_of(user: User, first: date, last: date) -> Standing:
    """Return the standing of the narrowest city plan that holds all the days; one query."""
    plans = Plan.objects.filter(visible_plans(user, None), unit__isnull=True, starts_on__lte=first, ends_on__gte=last)
    found = plans.annotate(version=Max("versions__number")).order_by("-starts_on", "ends_on").first()
    if found is None:
        return Standing()
    url = reverse("planning:plan", args=[found.pk])
    if found.state == PlanState.APPROVED and found.version:
        words = _("%(plan)s: approved, version %(number)s") % {"plan": found.short_title, "number": found.version}
        return Standing(words, url, is_draft=False)
    return Standing(f"{found.short_title}: {found.get_state_display()}", url)
