"""The scheduling room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchedulingConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.scheduling"
    label = "scheduling"
    verbose_name = _("Proposals for a month")
