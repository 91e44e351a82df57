"""Plans as the search finds them (seam «search_sources»)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.planning.models import Plan
from orgplan.search.queries.sources import Shown, Source
from orgplan.search.rules.words import Text


def _texts(keys: Collection[int]) -> Iterator[Text]:
    for plan in Plan.objects.filter(pk__in=keys).select_related("unit").order_by():
        unit = f"{plan.unit.name}\n{plan.unit}" if plan.unit else ""
        yield Text(plan.pk, f"{plan.title} {plan.short_title}", unit, day=plan.starts_on)


def _shown(user: User, keys: Collection[int]) -> Mapping[int, Shown]:
    rows = Plan.objects.visible_to(user).filter(pk__in=keys).select_related("unit").order_by()
    return {
        plan.pk: Shown(plan.title, plan.get_state_display(), reverse("planning:plan", args=[plan.pk])) for plan in rows
    }


PLANS_FOUND = Source(
    name="plan",
    label=_("Plans"),
    object_kind="planning.plan",
    texts=_texts,
    all_keys=lambda: Plan.objects.order_by("pk").values_list("pk", flat=True),
    visible=Plan.objects.visible_to,
    show=_shown,
)
