"""What of an event or a template can be taken into a new event, in the order in which the wizard shows it."""

from __future__ import annotations

from orgplan.document_sets.following import DocumentsPart
from orgplan.events.following.cloned import ConsistsOfPart, ParticipantsPart
from orgplan.events.panels import TemplatePanel
from orgplan.events.parts import EventPart
from orgplan.preparation.following import LessonsPart, StepsPart
from orgplan.preparation.panels import steps_in_template
from orgplan.quotas.following import QuotasPart
from orgplan.resources.following import ResourcesPart
from orgplan.resources.panels import needs_of_template
from orgplan.scripts.following import ScriptPart
from orgplan.scripts.panels import script_of_template

EVENT_PARTS: tuple[EventPart, ...] = (
    StepsPart(),
    LessonsPart(),
    ParticipantsPart(),
    ResourcesPart(),
    QuotasPart(),
    ConsistsOfPart(),
    ScriptPart(),
    DocumentsPart(),
)

#: What rooms show on the card of a template, in the order in which it stands.
TEMPLATE_PANELS: tuple[TemplatePanel, ...] = (steps_in_template, script_of_template, needs_of_template)
