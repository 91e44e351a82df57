"""What the department writes for folders: briefings of events, texts for leaders, their escort."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Person, Venue
from orgplan.events.models import Event
from orgplan.folders.models import Briefing, Escort, LeaderNote
from orgplan.folders.rules.kinds import NoteKind

_BRIEFING = ("greeter", "greeter_phone", "entrance", "dress", "plan_b", "plan_b_decides")
_ESCORT = ("driver", "driver_phone", "car", "aide", "aide_phone", "starts_from")


@dataclass(frozen=True, slots=True)
class BriefingFacts:
    """Who meets and where, what to wear, plan B and who decides on it until when."""

    greeter: str = ""
    greeter_phone: str = ""
    entrance: str = ""
    dress: str = ""
    plan_b: str = ""
    plan_b_decides: str = ""


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """A text for one leader at an event, of a kind."""

    person: Person
    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class EscortFacts:
    """Driver, car, assistant, and where the leader's day begins."""

    driver: str = ""
    driver_phone: str = ""
    car: str = ""
    aide: str = ""
    aide_phone: str = ""
    starts_from: Venue | None = None


@audited
def write_briefing(event: Event, *, facts: BriefingFacts, edition: int = 0, by: Actor) -> Briefing:
    """Write the briefing of the event; `edition` 0 where there was none when the form was opened."""
    known = Briefing.objects.filter(event=event).first()
    current = take_edition(known, edition) if known else Briefing(event=event)
    before = state_of(current, *_BRIEFING) if known else {}
    for name, value in asdict(facts).items():
        setattr(current, name, value)
    current.save()
    record(current, before=before, after=state_of(current, *_BRIEFING))
    return current


@audited
def write_note(
    event: Event, *, facts: NoteFacts, note: LeaderNote | None = None, edition: int = 0, by: Actor
) -> LeaderNote:
    """Write a text, or write over the one of that edition. RefusedError where this leader has one of the kind."""
    same = LeaderNote.objects.filter(event=event, person=facts.person, kind=facts.kind)
    if same.exclude(pk=note.pk if note else 0).exists():
        raise RefusedError(
            _("%(who)s has a text of this kind for the event already: change that one.")
            % {"who": facts.person.full_name.surname_first()}
        )
    current = take_edition(note, edition) if note else LeaderNote(event=event)
    before = state_of(current, "person", "kind", "text") if note else {}
    current.person, current.kind, current.text = facts.person, facts.kind, facts.text
    current.save()
    record(current, before=before, after=state_of(current, "person", "kind", "text"))
    return current


@audited
def remove_note(note: LeaderNote, *, by: Actor) -> None:
    """Take a text out of the folder; its words stay in the history."""
    record(note, before=state_of(note, "person", "kind", "text"), after={"text": None})
    note.delete()


@audited
def write_escort(person: Person, *, facts: EscortFacts, edition: int = 0, by: Actor) -> Escort:
    """Write who goes along with the leader."""
    known = Escort.objects.filter(person=person).first()
    current = take_edition(known, edition) if known else Escort(person=person)
    before = state_of(current, *_ESCORT) if known else {}
    for name in _ESCORT:
        setattr(current, name, getattr(facts, name))
    current.save()
    record(current, before=before, after=state_of(current, *_ESCORT))
    return current
