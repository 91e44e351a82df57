"""Reads of resources."""

from orgplan.resources.queries.days import days_of
from orgplan.resources.queries.demand import Overview, ResourceDemand, demand_of_resource, overview, terms
from orgplan.resources.queries.needs import NeedRow, answered_days, need_rows

__all__ = [
    "NeedRow",
    "Overview",
    "ResourceDemand",
    "answered_days",
    "days_of",
    "demand_of_resource",
    "need_rows",
    "overview",
    "terms",
]
