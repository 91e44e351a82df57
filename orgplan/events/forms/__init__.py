"""Forms of events: the event itself, what became of it, and the work on the list."""

from orgplan.events.forms.event import EventForm, OutcomeForm, SubstitutionForm
from orgplan.events.forms.quick import QuickForm, filled_by
from orgplan.events.forms.template import TemplateForm
from orgplan.events.forms.work import LINE_FIELDS, BulkForm, GroundForm, LineForm, TermForm

__all__ = [
    "LINE_FIELDS",
    "BulkForm",
    "EventForm",
    "GroundForm",
    "LineForm",
    "OutcomeForm",
    "QuickForm",
    "SubstitutionForm",
    "TemplateForm",
    "TermForm",
    "filled_by",
]
