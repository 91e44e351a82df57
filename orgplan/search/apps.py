"""The search room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.search"
    label = "search"
    verbose_name = _("Search")
