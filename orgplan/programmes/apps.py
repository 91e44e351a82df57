"""The room of programmes for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.programmes"
    label = "programmes"
    verbose_name = _("Programmes whole")
