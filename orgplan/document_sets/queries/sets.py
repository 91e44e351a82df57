"""How sets stand: one set for its page, all papers that are due, and what the card of an event says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet

from orgplan.accounts.models import User
from orgplan.accounts.policy import has_role
from orgplan.accounts.rules import Role
from orgplan.core.lookups import has_words
from orgplan.directory.models import Membership
from orgplan.directory.queries import own_unit_key
from orgplan.document_sets.models import DocumentSet, SetDuty, SetPaper
from orgplan.document_sets.policy import can_mark
from orgplan.document_sets.queries.known import Known, missing_for
from orgplan.document_sets.rules.asked import facts_for
from orgplan.document_sets.rules.kinds import FORM_OF, OPEN_STATES, Content, DutyState, PaperState, Part
from orgplan.documents.models import OutdatedFact
from orgplan.events.models import Event
from orgplan.events.queries.card import EventFlag
from orgplan.events.rules import EventState

HAS_SET = EventFlag("has_document_set", lambda: DocumentSet.objects.filter(event=OuterRef("pk")))
_GONE = (EventState.CANCELLED, EventState.NOT_HELD)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as the set shows it: what is missing for its draft, whether it is late or prints what is no more so."""

    paper: SetPaper
    missing: list[str]
    is_late: bool
    is_outdated: bool
    may_mark: bool

    @property
    def may_draft(self) -> bool:
        """Tell whether Оргплан can draft it now."""
        return self.paper.content in FORM_OF and not self.missing

    @property
    def step(self) -> str:
        """Return the next thing to do with it: draft, send, sign; empty where nothing is to be done here."""
        if not self.may_mark or not self.paper.is_open:
            return ""
        if self.may_draft and (self.paper.state == PaperState.NOT_BEGUN or self.is_outdated):
            return "draft"
        if self.paper.state == PaperState.DRAFTED:
            return "send"
        is_elsewhere = self.paper.content not in FORM_OF
        return "sign" if is_elsewhere or self.paper.state == PaperState.ON_AGREEMENT else ""

    @property
    def row_class(self) -> str:
        """Return the class of its row."""
        if self.is_late:
            return "bad"
        if self.paper.state == PaperState.NOT_NEEDED:
            return "off"
        return "warn" if self.is_outdated else ""


@dataclass(frozen=True, slots=True)
class PartRows:
    """A part of the set with its papers."""

    label: str
    rows: list[PaperRow]


def set_of(event: Event) -> DocumentSet | None:
    """Return the set of the event; one query."""
    found: DocumentSet | None = (
        DocumentSet.objects.filter(event=event).select_related("event__owner", "event__venue", "size").first()
    )
    return found


def papers_of(document_set: DocumentSet) -> list[SetPaper]:
    """Return the papers of a set with kinds, units and drafts; one query."""
    return list(document_set.papers.select_related("kind", "unit", "document", "document_set__event"))


def paper_rows(user: User, document_set: DocumentSet, today: date) -> list[PartRows]:
    """Return the set's papers part by part; a fixed number of queries for all that they are drafted of."""
    papers = papers_of(document_set)
    known = Known(document_set)
    unit, owner = own_unit_key(user), document_set.event.owner_id
    drafts = [each.document_id for each in papers if each.document_id]
    outdated = set(OutdatedFact.objects.filter(document__in=drafts).values_list("document", flat=True))
    rows = [
        PaperRow(
            paper=each,
            missing=missing_of(each, known) if each.is_open else [],
            is_late=each.is_late(today),
            is_outdated=each.document_id in outdated,
            may_mark=can_mark(user, unit_id=unit, owner_id=owner, paper_unit_id=each.unit_id),
        )
        for each in papers
    ]
    found = [PartRows(str(part.label), [each for each in rows if each.paper.part == part]) for part in Part]
    return [each for each in found if each.rows]


def missing_of(paper: SetPaper, known: Known) -> list[str]:
    """Return what is missing for the paper's draft; nothing where it is made elsewhere."""
    if paper.content not in FORM_OF:
        return []
    asked = facts_for([paper.content])
    return missing_for(paper.content, known, [(each.code, f"«{each.label}»") for each in asked if each.required])


def contents_of(papers: Sequence[SetPaper]) -> list[Content]:
    """Return what the papers are about that are still to be made or were made."""
    return [each.content for each in papers if each.state != PaperState.NOT_NEEDED and each.content in FORM_OF]


@dataclass(frozen=True, slots=True)
class SetSummary:
    """How far a set is: papers without struck ones, signed, late; open and late duties; the next day."""

    count: int = 0
    signed: int = 0
    late: int = 0
    duties: int = 0
    late_duties: int = 0
    next: date | None = None

    @property
    def open(self) -> int:
        """How many papers are still to be signed."""
        return self.count - self.signed


def summary_of(event: Event, today: date) -> SetSummary:
    """Return how far the set of the event is; two queries."""
    still = Q(state__in=OPEN_STATES)
    papers = SetPaper.objects.filter(document_set__event=event).aggregate(
        count=Count("pk", filter=~Q(state=PaperState.NOT_NEEDED)),
        signed=Count("pk", filter=Q(state=PaperState.SIGNED)),
        late=Count("pk", filter=still & Q(due_on__lt=today)),
        next=Min("due_on", filter=still),
    )
    to_do = Q(state=DutyState.OPEN)
    duties = SetDuty.objects.filter(document_set__event=event).aggregate(
        duties=Count("pk", filter=to_do), late_duties=Count("pk", filter=to_do & Q(due_on__lt=today))
    )
    return SetSummary(**papers, **duties)


@dataclass(frozen=True, slots=True)
class DueFilter:
    """Which of all papers to show; kept in the page's address. `state` empty: all that are open."""

    words: str = ""
    state: str = ""
    part: str = ""
    late: bool = False
    mine: bool = False


def open_papers(user: User) -> QuerySet[Any]:
    """Return the papers of events to be held that the reader sees and that are still to be made or signed."""
    rows = SetPaper.objects.visible_to(user).filter(state__in=OPEN_STATES)
    return rows.exclude(document_set__event__state__in=_GONE)


def papers_due(user: User, wanted: DueFilter, today: date) -> QuerySet[Any]:
    """Return the papers of all sets by the filter, the earliest due first; one query."""
    rows = SetPaper.objects.visible_to(user) if wanted.state else open_papers(user)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.words:
        rows = rows.filter(has_words(wanted.words, "title", "document_set__event__title"))
    if wanted.part:
        rows = rows.filter(part=wanted.part)
    if wanted.late:
        rows = rows.filter(due_on__lt=today, state__in=OPEN_STATES)
    if wanted.mine:
        rows = rows.filter(unit__in=Membership.objects.filter(user=user).values("unit"))
    rows = rows.select_related("document_set__event__owner", "unit", "kind", "document")
    return rows.order_by("due_on", "document_set", "position", "pk")


def papers_asked(user: User, today: date, most: int = 6) -> list[SetPaper]:
    """Return the papers that are late or due within a week, one query: the department's all, else the own unit's."""
    rows = open_papers(user).filter(due_on__lte=today + timedelta(days=7), document_set__event__last_day__gte=today)
    if not has_role(user, Role.DEPARTMENT):
        rows = rows.filter(unit__in=Membership.objects.filter(user=user).order_by().values("unit"))
    return list(rows.select_related("document_set__event").order_by("due_on", "position", "pk")[:most])
