"""Documents of the register that print versions of plans and agreement sheets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from orgplan.accounts.models import User
from orgplan.directory.models import Person
from orgplan.documents.actions import Paper
from orgplan.documents.models import Document
from orgplan.documents.queries import active_template
from orgplan.planning.models import (
    Agreement,
    AgreementRound,
    AmendmentsDocument,
    PlanDocument,
    PlanVersion,
    PrintedEvent,
    SheetDocument,
)
from orgplan.planning.rules.agreement_papers import AGREEMENT_FORM
from orgplan.planning.rules.amendment_papers import AMENDMENTS_FORM
from orgplan.planning.rules.approval import RoundState

_DRAFTS = 10


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


@dataclass(frozen=True, slots=True)
class Printed:
    """A document that prints an event: the event's key, and the plan's where it is a paper of one."""

    event: int
    document: Document
    plan: int | None


def papers_with(events: Collection[int]) -> list[Printed]:
    """Return the documents that print the events, a series' latest first; one query, two where there are any."""
    versions = PlanDocument.objects.filter(version__points__event__in=events).annotate(at=F("version__points__event"))
    points = versions.filter(at__in=events).order_by().values_list("at", "document", "version__plan")
    others = PrintedEvent.objects.filter(event__in=events).order_by()
    rows = list(points.union(others.values_list("event", "document", "document__of_amendments__version__plan")))
    found = Document.objects.filter(pk__in={row[1] for row in rows}).defer("data").in_bulk() if rows else {}
    printed = [Printed(event, found[document], plan) for event, document, plan in rows]
    return sorted(printed, key=lambda each: (each.document.kind, each.document.subject, -each.document.number))


def printed_amendments(version: PlanVersion, later: PlanVersion, ending: str) -> Document | None:
    """Return the document of the changes that `later` approved to the version, by the form in use; two queries."""
    code = AMENDMENTS_FORM.code
    template = active_template(code) if ending == "docx" else None
    joined = AmendmentsDocument.objects.filter(version=version, later=later, document__format=ending)
    found = joined.filter(document__template=template).select_related("document").first()
    return found.document if found else None


def drafted_amendments(version: PlanVersion, paper: Paper) -> Document | None:
    """Return the latest document of the version's changes where it is a draft that says what the paper says; one query.

    The footer, which bears the time of printing, makes no difference.
    """
    joined = AmendmentsDocument.objects.filter(version=version, document__format=paper.format)
    last = joined.select_related("document").order_by("-document__number").first()
    if (
        last is None
        or not last.document.is_draft
        or last.document.template_id != (paper.template and paper.template.pk)
    ):
        return None
    same = {**last.document.data, "footer": ""} == {**paper.data, "footer": ""}
    return last.document if same else None


def drafts_of_amendments(user: User, version: PlanVersion) -> list[Document]:
    """Return the drafts of the version's changes that were given out, the latest first; one query."""
    found = Document.objects.visible_to(user).filter(of_amendments__version=version, is_draft=True)
    return list(found.defer("data")[:_DRAFTS])


def curators_of(plans: Collection[int]) -> dict[int, list[Person]]:
    """Return who agreed each of the plans, in the rounds that everybody agreed; one query."""
    agreed = Agreement.objects.filter(round__plan__in=plans, round__state=RoundState.AGREED)
    found: dict[int, dict[int, Person]] = {}
    for each in agreed.select_related("person", "round").order_by("position", "pk"):
        found.setdefault(each.round.plan_id, {})[each.person_id] = each.person
    return {plan: list(people.values()) for plan, people in found.items()}
