"""Letters for tests, written by the room's own action."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.audit.actions import System
from orgplan.notices.actions import Letter, Recipient, write_messages
from orgplan.notices.actions.wishes import mute, watch
from orgplan.notices.models import Message, Mute, Notice, Watch
from orgplan.notices.rules.telling import MuteScope

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


def notice(user: User, subject: str, **fields: Any) -> Notice:
    """Return an unread notice of the user about the thing."""
    number = next(_numbers)
    given: dict[str, Any] = {
        "key": f"проба-{number}",
        "kind": "event_moved",
        "title": f"Мероприятие {number}",
        "url": "/events/",
        "words": "перенесено: 5 августа → 6 августа",
        "reason": "вы следите",
        "happened_at": timezone.now(),
    }
    return Notice.objects.create(user=user, subject=subject, **given | fields)


def told(user: User, subject: str) -> tuple[Notice, Mute, Watch]:
    """Return a notice, a muted kind and a followed thing of the user."""
    made = notice(user, subject)
    muted = mute(user=user, scope=MuteScope.KIND, value="clash_new", label="Новые накладки", by=BY)
    return made, muted, watch(user=user, subject=subject, label=made.title, url=made.url, by=BY)
