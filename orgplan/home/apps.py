"""The home room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.home"
    label = "home"
    verbose_name = _("Home")
