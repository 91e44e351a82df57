"""The audit room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.audit"
    label = "audit"
    verbose_name = _("Audit")
