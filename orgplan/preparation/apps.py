"""The preparation room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreparationConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.preparation"
    label = "preparation"
    verbose_name = _("Preparation of events")
