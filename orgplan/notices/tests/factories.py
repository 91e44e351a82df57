"""Letters for tests, written by the room's own action."""

from __future__ import annotations

from itertools import count
from typing import Any

from orgplan.audit.actions import System
from orgplan.notices.actions import Letter, Recipient, write_messages
from orgplan.notices.models import Message

BY = System("проба")
_numbers = count(1)


def letter(**fields: Any) -> Letter:
    """Return an urgent letter, so that no test depends on the hour at which it runs."""
    number = next(_numbers)
    given: dict[str, Any] = {
        "send_key": f"проба-{number}",
        "to": Recipient(f"Примеров {number}", f"primer{number}@omsk.example"),
        "subject": f"Письмо {number}",
        "text": "Просим прислать план.",
        "why": "вы координатор подразделения",
        "about_label": "План на август",
        "about_url": "/plans/",
        "urgent": True,
    }
    return Letter(**given | fields)


def message(**fields: Any) -> Message:
    """Return a letter in the outbox."""
    return write_messages([letter(**fields)], by=BY)[0]
