"""Documents of the register that print versions of plans."""

from __future__ import annotations

from orgplan.documents.models import Document
from orgplan.documents.queries import active_template
from orgplan.planning.models import PlanDocument, PlanVersion


def printed_version(version: PlanVersion, code: str, ending: str) -> Document | None:
    """Return the document that prints the version by the form that is in use now, or None; two queries."""
    template = active_template(code) if ending == "docx" else None
    joined = PlanDocument.objects.filter(
        version=version, document__kind=code, document__format=ending, document__template=template
    )
    found = joined.select_related("document").first()
    return found.document if found else None
