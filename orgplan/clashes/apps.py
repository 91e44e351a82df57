"""The clashes room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClashesConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.clashes"
    label = "clashes"
    verbose_name = _("Clashes")
