"""A changed event and its set: days move along, drafts are marked and made anew; who makes a paper is told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.core.editing import RefusedError
from orgplan.document_sets.actions import follow_moved
from orgplan.document_sets.models import DocumentSet, SetPaper
from orgplan.document_sets.queries.sets import HAS_SET
from orgplan.document_sets.rules.kinds import PaperState
from orgplan.documents.actions import make_next_version, mark_outdated
from orgplan.events.following import (
    ChangeKind,
    Decision,
    Decisions,
    Demand,
    Effect,
    EventChange,
    Written,
    by_hand,
    outdated_fact,
    put_letters,
    touches_papers,
    unit_letter,
)
from orgplan.events.queries.card import may_have


def note_outdated_sets(changes: Sequence[EventChange], by: Actor) -> list[str]:
    """Mark every drafted or signed paper of a changed event's set; one query where none has one."""
    told = {each.event.pk: each for each in changes if touches_papers(each)}
    if not told:
        return []
    facts = [outdated_fact(told[each.document_set.event_id], each.document) for each in _drafts(told) if each.document]
    if facts:
        mark_outdated(facts=facts, by=by)
    return []


def move_sets_along(changes: Sequence[EventChange], by: Actor) -> list[str]:
    """Count the days of papers and duties of moved events anew; one query where none has a set."""
    moved = [each.event for each in changes if ChangeKind.MOVED in each.kinds]
    known = set(DocumentSet.objects.filter(event__in=[each.pk for each in moved]).values_list("event", flat=True))
    if not known:
        return []
    count = follow_moved(events=[each for each in moved if each.pk in known], by=by)
    if not count:
        return []
    said = ngettext("%d term of the document set moved.", "%d terms of the document set moved.", count)
    return [said % count]


def _drafts(events: Collection[int]) -> list[SetPaper]:
    rows = SetPaper.objects.filter(document_set__event__in=events, document__isnull=False)
    rows = rows.exclude(state=PaperState.NOT_NEEDED).select_related("document", "document_set", "unit", "kind")
    return list(rows.order_by("position", "pk"))


@dataclass(frozen=True, slots=True)
class SetsFollower:
    """Drafted and signed papers of the set are made anew, or the unit that makes them is told."""

    key: str = "document_sets.papers"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Document set")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the papers that would print what is no more so; two queries, one without a set."""
        papers = _touched(change)
        keys = {each.pk for each in papers}
        visible = (
            set(SetPaper.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else ()
        )
        seen = [each for each in papers if each.pk in visible]
        return [*map(_effect, seen), *by_hand(change, _answers(seen))]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Make the papers anew and write to the units, as was decided; a paper that cannot be made is said."""
        if not decisions.may_concern(self.key):
            return []
        done: list[str] = []
        told: list[SetPaper] = []
        for paper in _touched(change):
            decision = decisions.of(self.key, _effect(paper))
            if decision == Decision.UPDATE:
                done.append(_made_anew(paper, by))
            elif decision == Decision.NOTIFY:
                told.append(paper)
        return [*done, *_told(change, told, by)]


def _answers(papers: Sequence[SetPaper]) -> list[Written]:
    """Return what people answered for all papers of the set: words that the papers print as they are."""
    sets = {each.document_set_id: each.document_set for each in papers}
    return [
        Written(
            str(each.pk),
            _("Answers for the papers of the set"),
            each.get_absolute_url(),
            tuple(str(answer) for answer in each.answers.values()),
            follows=False,
        )
        for each in sets.values()
    ]


def _touched(change: EventChange) -> list[SetPaper]:
    if not touches_papers(change) or not may_have(change.event, HAS_SET):
        return []
    return _drafts([change.event.pk])


def _effect(paper: SetPaper) -> Effect:
    document, unit = paper.document, paper.unit
    assert document is not None, "asked for"
    heading = _("%(paper)s, version %(number)d") % {"paper": paper.title, "number": document.number}
    if paper.state == PaperState.SIGNED:
        number = paper.registered_number or "—"
        heading = _("%(document)s, signed, No. %(number)s") % {"document": heading, "number": number}
        words = _("Says the old facts: a draft is made anew, to be signed again.")
    else:
        words = _("Says the old facts: the draft is made anew.")
    may = (Decision.UPDATE, Decision.NOTIFY, Decision.LEAVE) if unit else (Decision.UPDATE, Decision.LEAVE)
    return Effect(
        key=str(paper.pk),
        heading=heading,
        sentence=words,
        address=paper.get_absolute_url(),
        may=may,
        default=Decision.UPDATE,
        tells=f"unit-{unit.pk}" if unit else "",
        reachable=bool(unit and unit.email),
    )


def _made_anew(paper: SetPaper, by: Actor) -> str:
    assert paper.document is not None, "asked for"
    try:
        made = make_next_version(paper.document, by=by)
    except RefusedError as refusal:
        return str(refusal)
    return _("“%(document)s”: version %(number)d is drafted.") % {"document": paper.title, "number": made.number}


def _told(change: EventChange, told: Sequence[SetPaper], by: Actor) -> list[str]:
    units = {paper.unit.pk: paper.unit for paper in told if paper.unit}
    if not units:
        return []
    why = _("Your unit makes a paper of its document set.")
    count = put_letters([unit_letter(change, unit, why) for unit in units.values()], by=by)
    return [ngettext("%d unit is told by letter.", "%d units are told by letter.", count) % count] if count else []
