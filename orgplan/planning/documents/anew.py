"""A plan's paper made anew from the present facts, for the register (config/forms.py: PAPER_MAKERS)."""

from __future__ import annotations

from dataclasses import replace

from orgplan.audit.actions import Actor
from orgplan.documents.models import Document
from orgplan.planning.actions.documents import record_printed_version
from orgplan.planning.documents.plan import plan_data, plan_pdf, plan_word, version_paper
from orgplan.planning.models import PlanDocument


def plan_paper_anew(document: Document, *, by: Actor) -> Document | None:
    """Return the next version of a plan's paper: the plan as it stands, «проект» until it is approved.

    Where a later version of the plan is approved, that one. None for a document that prints no plan.
    """
    joined = PlanDocument.objects.filter(document=document).select_related("version__plan").first()
    if joined is None:
        return None
    plan = joined.version.plan
    latest = plan.versions.select_related("plan").first() or joined.version
    paper = version_paper(latest, document.kind, document.format)
    if latest == joined.version:
        content = (plan_pdf if document.format == "pdf" else plan_word)(plan, None, document.kind)
        paper = replace(paper, title=plan.title, content=content, data=plan_data(plan, None), is_draft=True)
    return record_printed_version(version=latest, paper=replace(paper, subject=document.subject), by=by)
