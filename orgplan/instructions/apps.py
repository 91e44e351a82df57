"""The instructions room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstructionsConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.instructions"
    label = "instructions"
    verbose_name = _("Instructions")
