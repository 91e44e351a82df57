"""The saved views room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SavedViewsConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.saved_views"
    label = "saved_views"
    verbose_name = _("Saved views")
