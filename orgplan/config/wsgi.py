"""The entry of the server."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "orgplan.config.settings")

_YOUNG = 50_000
"""So many new objects call the collector; a page of a hundred rows makes as many, and few of them are in cycles."""


def settle() -> None:
    """Load what every page needs and take it out of the collector's sight, once per process.

    What is loaded at the start stays until the end. Without this the collector walked through all of it several times
    in the midst of each large page: a third of its time.
    """
    assert get_resolver().url_patterns, "the addresses bring the views of all rooms"
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 10, 10)


application = get_wsgi_application()
settle()
