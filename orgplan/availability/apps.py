"""The room of closed times for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AvailabilityConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.availability"
    label = "availability"
    verbose_name = _("Bans and busy times")
