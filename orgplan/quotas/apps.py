"""The quotas room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuotasConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.quotas"
    label = "quotas"
    verbose_name = _("Attendance quotas")
