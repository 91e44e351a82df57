"""The directory room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.directory"
    label = "directory"
    verbose_name = _("Directory")
