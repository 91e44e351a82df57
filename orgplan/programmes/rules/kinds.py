"""By what a programme's aims are measured."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Measure(TextChoices):
    """What an aim counts."""

    EVENTS = "events", _("events in the programme")
    HELD = "held", _("events held")
    DISTRICTS = "districts", _("districts covered")
    UNITS = "units", _("units taking part")
    VENUES = "venues", _("venues used")
    TURNOUT = "turnout", _("visitors reported")
