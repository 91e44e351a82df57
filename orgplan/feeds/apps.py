"""The feeds room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedsConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.feeds"
    label = "feeds"
    verbose_name = _("Calendar subscriptions")
