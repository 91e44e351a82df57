"""The room of resources for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.resources"
    label = "resources"
    verbose_name = _("Resources of events")
