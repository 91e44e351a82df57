"""The webhooks room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.webhooks"
    label = "webhooks"
    verbose_name = _("Messages to programs")
