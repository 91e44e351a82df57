"""Papers of plans made anew from the present facts, for the register (config/forms.py: PAPER_MAKERS)."""

from __future__ import annotations

from dataclasses import replace

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.documents.models import Document
from orgplan.language.periods import Period
from orgplan.planning.actions.documents import (
    record_printed_amendments,
    record_printed_calendar,
    record_printed_version,
)
from orgplan.planning.documents.amendments import amendments_paper
from orgplan.planning.documents.executive_calendar import calendar_paper, executive_data
from orgplan.planning.documents.plan import plan_data, plan_pdf, plan_word, version_paper
from orgplan.planning.models import AmendmentsDocument, CalendarDocument, PlanDocument, PlanVersion
from orgplan.planning.queries.amendments import amendments_between, amendments_now
from orgplan.planning.queries.executive_calendar import executive_calendar


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


def amendments_paper_anew(document: Document, *, by: Actor) -> Document | None:
    """Return the next version of «Изменения к плану»: as they are now, «проект»; as a later version approved them.

    None for another document.
    """
    joined = AmendmentsDocument.objects.filter(document=document).select_related("version__plan").first()
    if joined is None:
        return None
    version = joined.version
    later = version.plan.versions.first()
    if later is None or later.number <= version.number or not _is_newer(later, document):
        later = None
    made = amendments_between(version, later) if later else amendments_now(version.plan, version)
    paper = replace(amendments_paper(version, made, later, document.format), subject=document.subject)
    return record_printed_amendments(
        version=version, later=later, paper=paper, events=[each.key for each in made], by=by
    )


def _is_newer(version: PlanVersion, document: Document) -> bool:
    return version.created_at > document.made_at


def calendar_paper_anew(document: Document, *, by: Actor) -> Document | None:
    """Return the next version of a plan «с участием Мэра»; None for another document, or where nobody reads it."""
    joined = CalendarDocument.objects.filter(document=document).first()
    if joined is None or not isinstance(by, User):
        return None
    calendar = executive_calendar(by, Period.parse(joined.period_code), joined.chosen)
    paper = replace(calendar_paper(calendar, executive_data(calendar), document.format), subject=document.subject)
    return record_printed_calendar(
        chosen=joined.chosen, period_code=joined.period_code, paper=paper, events=calendar.events, by=by
    )
