"""Who fills a city plan when it is opened or filled: what comes back by a rule lays itself in."""

from __future__ import annotations

from orgplan.almanac.following import fill_plan
from orgplan.planning.filling import PlanFiller

PLAN_FILLERS: tuple[PlanFiller, ...] = (fill_plan,)
