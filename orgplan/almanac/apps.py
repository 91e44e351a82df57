"""The almanac room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlmanacConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.almanac"
    label = "almanac"
    verbose_name = _("Almanac")
