"""The changes room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChangesConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.changes"
    label = "changes"
    verbose_name = _("Changes")
