"""Panels that rooms add to the cards of lower rooms, in the order in which they stand."""

from __future__ import annotations

from orgplan.almanac.panels import meetings_of_event
from orgplan.availability.panels import booking_of_event, closed_times_of_venue
from orgplan.calendar.panels import event_in_calendar
from orgplan.changes.panels import changes_of_event, deputies_of_absence, deputies_of_person
from orgplan.clashes.panels import clashes_of_event, load_foreseen
from orgplan.directory.panels import AbsencePanel, PersonPanel, UnitPanel, VenuePanel
from orgplan.document_sets.panels import documents_of_event
from orgplan.documents.panels import DocumentPanel
from orgplan.events.panels import EventPanel, Foresight, ListOffer, events_of_absence
from orgplan.folders.panels import folder_of_event
from orgplan.instructions.panels import instructions_of_person, instructions_of_unit
from orgplan.minutes.panels import minutes_of_event
from orgplan.planning.panels import INTO_PLAN, calendar_of_person, lines_of_event, plans_of_event, version_of_document
from orgplan.preparation.panels import own_steps_of_event, preparation_of_event, similar_events
from orgplan.programmes.panels import INTO_PROGRAMME
from orgplan.quotas.panels import quotas_of_event
from orgplan.resources.panels import needs_of_event
from orgplan.scripts.panels import script_of_event

EVENT_PANELS: tuple[EventPanel, ...] = (
    preparation_of_event,
    documents_of_event,
    clashes_of_event,
    booking_of_event,
    needs_of_event,
    quotas_of_event,
    lines_of_event,
    minutes_of_event,
    changes_of_event,
    plans_of_event,
    script_of_event,
    folder_of_event,
    event_in_calendar,
    meetings_of_event,
    similar_events,
)
PERFORMER_PANELS: tuple[EventPanel, ...] = (own_steps_of_event,)
PERSON_PANELS: tuple[PersonPanel, ...] = (calendar_of_person, instructions_of_person, deputies_of_person)
UNIT_PANELS: tuple[UnitPanel, ...] = (instructions_of_unit,)
VENUE_PANELS: tuple[VenuePanel, ...] = (closed_times_of_venue,)
ABSENCE_PANELS: tuple[AbsencePanel, ...] = (deputies_of_absence, events_of_absence)
DOCUMENT_PANELS: tuple[DocumentPanel, ...] = (version_of_document,)
LIST_OFFERS: tuple[ListOffer, ...] = (INTO_PLAN, INTO_PROGRAMME)
FORESIGHTS: tuple[Foresight, ...] = (load_foreseen,)
