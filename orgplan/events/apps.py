"""The events room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.events"
    label = "events"
    verbose_name = _("Events")
