"""The notices room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.notices"
    label = "notices"
    verbose_name = _("Notices")
