"""The room of document sets for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentSetsConfig(AppConfig):
    """Registers the room."""

    name = "orgplan.document_sets"
    label = "document_sets"
    verbose_name = _("Document sets of events")
