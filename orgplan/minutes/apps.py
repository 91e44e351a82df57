"""The minutes room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MinutesConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.minutes"
    label = "minutes"
    verbose_name = _("Minutes of meetings")
