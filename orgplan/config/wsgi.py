"""The entry of the server."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "orgplan.config.settings")

_YOUNG = 100_000
"""So many new objects call the collector: those of two pages of a hundred rows, few of which are in cycles.

Measured on the page of a change that touches 3,000 and on a consolidation: of half as many every page pays for the
collector, of four times as many one page in some pays for all the others at once.
"""


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
