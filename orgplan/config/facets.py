"""Ways to filter the list of events that upper rooms add, in the order in which they stand."""

from __future__ import annotations

from orgplan.events.queries import EventFacet
from orgplan.events.queries.programmes import InProgramme
from orgplan.planning.queries.facets import InPlan
from orgplan.programmes.queries.gaps import LacksSomething

EVENT_FACETS: tuple[EventFacet, ...] = (InProgramme(), LacksSomething(), InPlan())
