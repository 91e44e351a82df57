"""What planning adds to the cards and pages of lower rooms."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orgplan.accounts.models import User
from orgplan.accounts.queries.open_work import OpenItem, OpenWork
from orgplan.core.seams import Panel
from orgplan.directory.models import Person, usual_name
from orgplan.documents.models import Document
from orgplan.events.models import Event
from orgplan.events.panels import ListOffer
from orgplan.events.queries.card import may_have
from orgplan.planning.models import AgreementRound, Plan, PlanLine, PlanVersion, Submission
from orgplan.planning.policy import can_consolidate, can_see_executive_calendar
from orgplan.planning.queries.places import HAS_LINES, IN_PLANS
from orgplan.planning.rules.states import SubmissionState

INTO_PLAN = ListOffer("planning:take_in_events", gettext_lazy("Into a plan…"), can_consolidate)


def plans_of_event(user: User, event: Event) -> Panel | None:
    """The city plans in which the event stands."""
    found = Plan.objects.visible_to(user).filter(items__event=event).order_by("starts_on", "-ends_on")
    plans = list(found) if may_have(event, IN_PLANS) else []
    return Panel(_("Stands in plans"), "planning/panels/plans.html", {"plans": plans}, beside=True)


def lines_of_event(user: User, event: Event) -> Panel | None:
    """The units' own words for it: every line that was merged into it."""
    if not may_have(event, HAS_LINES):
        return None
    found = PlanLine.objects.visible_to(user).filter(event=event)
    columns = ("date_text", "title", "plan__unit__short_name", "plan__unit__name", "place")
    lines = [(when, title, usual_name(*unit), place) for when, title, *unit, place in found.values_list(*columns)]
    return Panel(_("As the units wrote it"), "planning/panels/lines.html", {"lines": lines}) if lines else None


def papers_of_user(user: User) -> OpenWork | None:
    """The papers that the user read in and never sent; they are the unit's, so nothing has to be handed over."""
    rows = Submission.objects.visible_to(user).filter(created_by=user.name, state=SubmissionState.READ)
    papers = list(rows.select_related("plan__unit"))
    if not papers:
        return None
    items = [
        OpenItem(f"{paper.file_name} — {paper.plan}", reverse("planning:submission", args=[paper.pk]))
        for paper in papers
    ]
    return OpenWork(
        heading=_("Read in and not sent"),
        items=items,
        stays=_("they stay with the unit: every colleague there can send them"),
    )


def version_of_document(user: User, document: Document) -> Panel | None:
    """The approved version or the agreement sheet that the document prints."""
    version = PlanVersion.objects.visible_to(user).filter(documents__document=document).first()
    laid = None if version else AgreementRound.objects.visible_to(user).filter(documents__document=document).first()
    context = {"version": version, "laid": laid}
    return Panel(_("What it prints of"), "planning/panels/version.html", context) if version or laid else None


def calendar_of_person(user: User, person: Person) -> Panel | None:
    """The plan «с участием …» of whoever holds or held a leader's post, for those who keep leaders' calendars."""
    if not can_see_executive_calendar(user):
        return None
    posts = list(person.positions.filter(leader_order__isnull=False).order_by("starts_on", "pk"))
    return Panel(_("Events with participation"), "planning/panels/calendar.html", {"posts": posts}) if posts else None
