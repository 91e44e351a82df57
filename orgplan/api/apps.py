"""The api room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.api"
    label = "api"
    verbose_name = _("Interface for programs")
