"""Tables of documents: the office's own Word forms, and the register of what was made."""

from orgplan.documents.models.document import Document, DocumentFormat, OutdatedFact
from orgplan.documents.models.template import FormTemplate

__all__ = ["Document", "DocumentFormat", "FormTemplate", "OutdatedFact"]
