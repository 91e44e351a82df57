"""Tables of the interface."""

from orgplan.api.models.answer import Answer

__all__ = ["Answer"]
