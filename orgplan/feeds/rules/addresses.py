"""The secret address of a feed, how often it may be read, and what reads it in words."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

PREFIX: Final = "opf_"
LONGEST: Final = 100
SHOWN: Final = 8
"""So many letters of the secret are kept in the open, for people to tell one address from another."""
NOTED_EVERY: Final = timedelta(minutes=10)
"""The last reading is written down at most so often."""
WINDOW: Final = timedelta(minutes=10)
MOST_READS: Final = 60
"""So often one address is answered within the window: calendars ask once in minutes at most, a loop asks for ever."""
MOST_MISSES: Final = 60
"""So many wrong addresses one machine may try within the window."""
MOST_OF_ONE: Final = 50
"""So many feeds one person may have."""
LATE: Final = timedelta(minutes=15)
"""How long after its moment an entry of history may become visible: a long write commits behind shorter ones."""


class FeedKind(TextChoices):
    """What a feed shows."""

    LIST = "list", _("events by a filter")
    PERSON = "person", _("a leader's day")


COLOURS: Final = {FeedKind.LIST: "steelblue", FeedKind.PERSON: "teal"}
"""Names of CSS3, as RFC 7986 asks."""

# The order matters: some programs call themselves by the names of others, too.
_CLIENTS: Final = (
    ("Google-Calendar", "Google Календарь"), ("YandexCalendar", "Яндекс Календарь"), ("Yandex", "Яндекс Календарь"),
    ("Microsoft Office", "Outlook"), ("Outlook", "Outlook"), ("Exchange", "Outlook"), ("Thunderbird", "Thunderbird"),
    ("Evolution", "Evolution"), ("ICSx5", "ICSx⁵ (Android)"), ("DAVx5", "DAVx⁵ (Android)"),
    ("dataaccessd", "Календарь iPhone"), ("iOS", "Календарь iPhone"), ("CalendarAgent", "Календарь macOS"),
    ("macOS", "Календарь macOS"), ("Nextcloud", "Nextcloud"), ("Kontact", "KOrganizer"), ("KOrganizer", "KOrganizer"),
    ("curl", "curl"), ("Mozilla", "браузер"),
)  # fmt: skip


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: it cannot be turned back. It is long and random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def has_form(secret: str) -> bool:
    """Tell whether the text could be a secret at all."""
    return secret.startswith(PREFIX) and secret.isascii() and len(secret) <= LONGEST


def client_words(agent: str) -> str:
    """Return the name of the program that reads, as far as it is a known one; nothing else it says is kept."""
    return next((name for mark, name in _CLIENTS if mark.lower() in agent.lower()), "другая программа")
