"""How long a session lasts, how it ended, and the browser in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Way(TextChoices):
    """By what somebody signed in."""

    PASSWORD = "password", _("by password")
    CODE = "code", _("by password and one-time code")
    RECOVERY = "recovery", _("by password and recovery code")
    PROVIDER = "provider", _("by the city's own sign-in")
    EMERGENCY = "emergency", _("by the emergency sign-in")


class Ending(TextChoices):
    """Why a session is over."""

    GOING_ON = "", _("goes on")
    SIGNED_OUT = "signed_out", _("signed out")
    IDLE = "idle", _("nobody worked in it")
    ABSOLUTE = "absolute", _("its term was over")
    ENDED = "ended", _("ended from the list of sessions")
    PASSWORD = "password", _("the password was changed")
    CLOSED = "closed", _("the sign-in was closed")


@dataclass(frozen=True, slots=True)
class Term:
    """How long a session may stay without work, and how long it lasts at most."""

    idle: timedelta
    absolute: timedelta


def ending_of(*, started: datetime, seen: datetime, now: datetime, term: Term) -> Ending:
    """Return why the session is over, or `Ending.GOING_ON`."""
    if now - started >= term.absolute:
        return Ending.ABSOLUTE
    return Ending.IDLE if now - seen >= term.idle else Ending.GOING_ON


# The order matters: every later browser calls itself by the names of the earlier ones, too.
_BROWSERS: Final = (
    ("YaBrowser", "Яндекс Браузер"), ("EdgA?", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"),
    ("Chromium", "Chromium"), ("Chrome", "Chrome"), ("Version(?=.*Safari)", "Safari"),
)  # fmt: skip
_SYSTEMS: Final = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("Astra", "Astra Linux"), ("Linux", "Linux"),
)  # fmt: skip


def browser_words(agent: str) -> str:
    """Return «Firefox 140, Windows» for what the browser says of itself; empty where it says nothing known."""
    parts = [next(_named_browser(agent), ""), next((name for mark, name in _SYSTEMS if mark in agent), "")]
    return ", ".join(part for part in parts if part)


def _named_browser(agent: str) -> Iterator[str]:
    for mark, name in _BROWSERS:
        if found := re.search(rf"\b{mark}/(\d+)", agent):
            yield f"{name} {found[1]}"
