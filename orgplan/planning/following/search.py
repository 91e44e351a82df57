"""Plans as the search finds them (seam «search_sources»)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.planning.models import Plan
from orgplan.search.queries.sources import Shown, Source
from orgplan.search.rules.words import Text


def _texts(keys: Collection[int]) -> Iterator[Text]:
    for plan in Plan.objects.filter(pk__in=keys).select_related("unit").order_by():
        unit = f"{plan.unit.name}\n{plan.unit}" if plan.unit else ""
        names = [f"{plan.get_kind_display()} план"]
        if not plan.unit:
            names.append(f"план на {plan.short_title}")
        # Only the city's plans answer to their days: forty plans of units would bury what happens on one.
        spans = () if plan.unit else ((plan.starts_on, plan.ends_on),)
        yield Text(plan.pk, f"{plan.title} {plan.short_title}", unit, spans=spans, day=plan.starts_on, names=names)


PLANS_FOUND = Source(
    name="plan",
    label=_("Plans"),
    model=Plan,
    texts=_texts,
    shown=lambda plan: Shown(plan.title, plan.get_state_display(), reverse("planning:plan", args=[plan.pk])),
    together=lambda rows: rows.select_related("unit"),
)
