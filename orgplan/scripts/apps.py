"""The room of scripts for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScriptsConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.scripts"
    label = "scripts"
    verbose_name = _("Scripts of events")
