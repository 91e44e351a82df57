"""The planning room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.planning"
    label = "planning"
    verbose_name = _("Planning")
