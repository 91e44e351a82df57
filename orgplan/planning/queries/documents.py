"""Documents of the register that print versions of plans and agreement sheets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F

from orgplan.accounts.models import User
from orgplan.directory.models import Person
from orgplan.documents.models import Document
from orgplan.documents.queries import active_template
from orgplan.planning.models import Agreement, AgreementRound, PlanDocument, PlanVersion, SheetDocument
from orgplan.planning.rules.agreement_papers import AGREEMENT_FORM
from orgplan.planning.rules.approval import RoundState


def printed_version(version: PlanVersion, code: str, ending: str) -> Document | None:
    """Return the document that prints the version by the form that is in use now, or None; two queries."""
    template = active_template(code) if ending == "docx" else None
    joined = PlanDocument.objects.filter(
        version=version,
        document__kind=code,
        document__format=ending,
        document__template=template,
        document__is_draft=False,
    )
    found = joined.select_related("document").first()
    return found.document if found else None


def documents_of(user: User, version: PlanVersion) -> list[Document]:
    """Return the documents of the register that print the version, as far as the reader may see them; one query."""
    return list(Document.objects.visible_to(user).filter(of_plan__version=version).defer("data").order_by("pk"))


def printed_sheet(laid: AgreementRound, data: Mapping[str, Any], ending: str) -> Document | None:
    """Return the latest document that prints the sheet with these data by the form in use now, or None; two queries.

    The footer, which bears the time of printing, makes no difference.
    """
    code = AGREEMENT_FORM.code
    template = active_template(code) if ending == "docx" else None
    joined = SheetDocument.objects.filter(round=laid, document__format=ending).select_related("document").first()
    if joined is None or joined.document.template_id != (template.pk if template else None):
        return None
    same = {**joined.document.data, "footer": ""} == {**data, "footer": ""}
    return joined.document if same else None


def papers_with(events: Collection[int]) -> list[tuple[int, PlanDocument]]:
    """Return the printed versions in which the events stand, each with the event's key; one query."""
    rows = PlanDocument.objects.filter(version__points__event__in=events).annotate(at=F("version__points__event"))
    rows = rows.filter(at__in=events).select_related("document", "version__plan").defer("document__data")
    return [(row.at, row) for row in rows.order_by("document__kind", "document__subject", "-document__number")]


def curators_of(plans: Collection[int]) -> dict[int, list[Person]]:
    """Return who agreed each of the plans, in the rounds that everybody agreed; one query."""
    agreed = Agreement.objects.filter(round__plan__in=plans, round__state=RoundState.AGREED)
    found: dict[int, dict[int, Person]] = {}
    for each in agreed.select_related("person", "round").order_by("position", "pk"):
        found.setdefault(each.round.plan_id, {})[each.person_id] = each.person
    return {plan: list(people.values()) for plan, people in found.items()}
