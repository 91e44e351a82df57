"""Whether what is printed is approved: the city's plan of the time that the page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.language.periods import Period
from orgplan.planning.models import Plan
from orgplan.planning.policy import visible_plans
from orgplan.planning.rules.naming import period_words
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
    rows = plans.order_by("-starts_on", "ends_on").values_list("pk", "period_code", "state")
    found = rows.annotate(number=Max("versions__number")).first()
    if found is None:
        return Standing()
    key, code, state, number = found
    url, words = reverse("planning:plan", args=[key]), period_words(Period.parse(code))
    if state == PlanState.APPROVED and number:
        words = _("%(plan)s: approved, version %(number)s") % {"plan": words, "number": number}
        return Standing(words, url, is_draft=False)
    return Standing(f"{words}: {PlanState(state).label}", url)
