"""Printed papers in the register that a change makes outdated: marked always, made anew or told of where decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.directory.models import Person
from orgplan.documents.actions import mark_outdated
from orgplan.documents.models import Document
from orgplan.events.following import (
    Decision,
    Decisions,
    Demand,
    Effect,
    EventChange,
    letter_about,
    outdated_fact,
    paper_made_anew,
    put_letters,
    touches_papers,
)
from orgplan.notices.actions import Recipient
from orgplan.planning.queries.documents import Printed, curators_of, papers_with


def note_outdated_papers(changes: Sequence[EventChange], by: Actor) -> list[str]:
    """Mark every document that prints a changed event; one query where none does."""
    told = {each.event.pk: each for each in changes if touches_papers(each)}
    facts = [outdated_fact(told[paper.event], paper.document) for paper in papers_with(told)] if told else []
    if facts:
        mark_outdated(facts=facts, by=by)
    return []


@dataclass(frozen=True, slots=True)
class PapersFollower:
    """Documents of the register that print the event: the next version is made, or who agreed the plan is told."""

    key: str = "planning.papers"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Documents of the register")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the latest version of each document that prints the event; four queries, one where none does."""
        papers = _papers(change)
        keys = [paper.document.pk for paper, _people in papers]
        visible = (
            set(Document.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else ()
        )
        return [_effect(*each, change) for each in papers if each[0].document.pk in visible]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Make the next versions and write the letters; a form that refuses is said, the change stands."""
        if not decisions.may_concern(self.key):
            return []
        done: list[str] = []
        told: dict[int, Person] = {}
        for paper, people in _papers(change):
            decision = decisions.of(self.key, _effect(paper, people, change))
            if decision == Decision.UPDATE:
                done.append(paper_made_anew(paper.document, by))
            elif decision == Decision.NOTIFY:
                told |= {each.pk: each for each in people}
        return [*done, *_told(change, list(told.values()), by)]


def _papers(change: EventChange) -> list[tuple[Printed, list[Person]]]:
    """Return the latest version of each series with who agreed its plan."""
    if not touches_papers(change):
        return []
    latest: dict[tuple[str, str], Printed] = {}
    for paper in papers_with([change.event.pk]):
        latest.setdefault((paper.document.kind, paper.document.subject), paper)
    plans = {each.plan for each in latest.values() if each.plan}
    people = curators_of(plans) if plans else {}
    return [(each, people.get(each.plan or 0, [])) for each in latest.values()]


def _effect(paper: Printed, people: Sequence[Person], change: EventChange) -> Effect:
    document = paper.document
    words = "; ".join(f"{before} → {after}" for _kind, before, after in change.shifts)
    heading = _("%(title)s, version %(number)d, %(format)s") % {
        "title": document.title,
        "number": document.number,
        "format": document.get_format_display(),
    }
    if document.registered_number:
        heading = _("%(document)s, No. %(number)s") % {"document": heading, "number": document.registered_number}
    may = (Decision.UPDATE, Decision.NOTIFY, Decision.LEAVE) if people else (Decision.UPDATE, Decision.LEAVE)
    return Effect(
        key=str(document.pk),
        heading=heading,
        sentence=_("Becomes outdated: %(words)s") % {"words": words},
        address=document.get_absolute_url(),
        may=may,
        default=Decision.LEAVE,
        tells=" ".join(f"person-{each.pk}" for each in people),
        reachable=any(each.email for each in people),
    )


def _told(change: EventChange, people: Sequence[Person], by: Actor) -> list[str]:
    if not people:
        return []
    why = _("You agreed the plan in which this event stands.")
    count = put_letters(
        [letter_about(change, Recipient(str(one), one.email), who=f"person-{one.pk}", why=why) for one in people], by=by
    )
    if not count:
        return []
    return [ngettext("%d curator is told by letter.", "%d curators are told by letter.", count) % count]
