"""The room of folders for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FoldersConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.folders"
    label = "folders"
    verbose_name = _("Folders of leaders")
