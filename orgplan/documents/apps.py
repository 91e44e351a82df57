"""The documents room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.documents"
    label = "documents"
    verbose_name = _("Documents")
