"""The jobs room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.jobs"
    label = "jobs"
    verbose_name = _("Jobs")
