"""Documents of the register that print versions of plans."""

from __future__ import annotations

from orgplan.accounts.models import User
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


def documents_of(user: User, version: PlanVersion) -> list[Document]:
    """Return the documents of the register that print the version, as far as the reader may see them; one query."""
    return list(Document.objects.visible_to(user).filter(of_plan__version=version).defer("data").order_by("pk"))
