"""Lists whose filters people keep under a name, and the groups with which views are shared."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orgplan.calendar.queries import count_coming
from orgplan.directory.queries import unit_audience
from orgplan.events.queries import count_events
from orgplan.instructions.queries.listing import count_instructions
from orgplan.planning.queries.kept_filters import count_lines, count_plans
from orgplan.saved_views.queries import SavedList

SAVED_LISTS: tuple[SavedList, ...] = (
    SavedList("events", "events:list", _("Events"), count_events),
    SavedList("instructions", "instructions:list", _("Instructions"), count_instructions),
    SavedList("calendar", "calendar:index", _("Calendar"), count_coming),
    SavedList("plans", "planning:list", _("Plans"), count_plans),
    SavedList("consolidation", "planning:nearest_consolidation", _("Consolidation"), count_lines, may_open=False),
)

VIEW_AUDIENCES = (unit_audience,)
