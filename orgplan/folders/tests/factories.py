"""Folders for tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from orgplan.audit.actions import System
from orgplan.directory.models import Person
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Participant
from orgplan.events.models import Event
from orgplan.events.rules import ParticipationKind
from orgplan.events.tests import factories as events
from orgplan.folders.actions import NoteFacts, keep_archive, write_note
from orgplan.folders.models import EveningArchive, LeaderNote
from orgplan.folders.rules.kinds import NoteKind

BY = System("тест")


def leader(order: int = 1, title: str = "Мэр города Пробного", **names: Any) -> Person:
    """Somebody with a place among the leaders."""
    person = directory.person(**names)
    directory.position(person, title, leader_order=order)
    return person


def tomorrow() -> date:
    """The day after today."""
    return timezone.localdate() + timedelta(days=1)


def with_leader(
    person: Person, hours: str = "10:00–11:00", *others: Person, day: date | None = None, **facts: Any
) -> Event:
    """An event that the leader hosts and the others attend."""
    taking = (
        Participant(ParticipationKind.HOSTS, person=person),
        *(Participant(ParticipationKind.ATTENDS, person=each) for each in others),
    )
    when = f"{day or tomorrow():%d.%m.%Y}, {hours}"
    return events.event(when, **{"participants": taking} | facts)


def note(event: Event, person: Person, text: str = "Добрый день, друзья.") -> LeaderNote:
    """Words to say at the event."""
    return write_note(event, facts=NoteFacts(person, NoteKind.SPEECH, text), by=BY)


def archive(key: str = "проба", content: bytes = b"PK", **facts: Any) -> EveningArchive:
    """An archive in the register."""
    made: dict[str, Any] = {"day": tomorrow(), "contents": [("0 Опись.pdf", 2)], "tells": False, "now": timezone.now()}
    return keep_archive(key=key, content=content, by=BY, **made | facts)
