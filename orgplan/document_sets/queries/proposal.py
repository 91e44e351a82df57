"""Which papers an event needs: its size with the reason, and the kinds of papers of that size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from orgplan.directory.models import Unit
from orgplan.directory.queries import leaders_on
from orgplan.document_sets.models import EventSize, PaperKind, SetTerms, SizeRule
from orgplan.document_sets.rules.kinds import Part
from orgplan.document_sets.rules.sizes import Facts, propose_size, sounds_outdoors
from orgplan.document_sets.rules.terms import due_before, short_words
from orgplan.events.models import Event
from orgplan.events.rules import ParticipationKind
from orgplan.preparation.rules.kinds import OffsetUnit
from orgplan.worktime import WorkingCalendar

_IN_PERSON = (ParticipationKind.HOSTS, ParticipationKind.SPEAKS, ParticipationKind.ATTENDS)
_FIRST = 1


@dataclass(frozen=True, slots=True)
class ProposedPaper:
    """A kind of paper proposed for an event: its term, its day, who makes it, and what is to be said of it."""

    kind: PaperKind
    days: int
    offset_unit: OffsetUnit
    due_on: date | None
    unit: Unit | None
    remark: str = ""

    @property
    def term_words(self) -> str:
        """Return «за 5 раб. дн.»."""
        return short_words(self.days, self.offset_unit)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The size with its reason, and the papers; `size` None: no size has a rule that holds."""

    facts: Facts
    size: EventSize | None
    why: str
    papers: list[ProposedPaper]


def head_takes_part(event: Event, day: date | None = None) -> bool:
    """Tell whether the first of the leaders hosts, speaks or attends; two queries."""
    people = {each.person_id for each in event.participations.all() if each.kind in _IN_PERSON}
    posts = leaders_on(day or event.first_day or timezone.localdate())
    return any(post.leader_order == _FIRST and post.person_id in people for post in posts)


def facts_of_size(event: Event, *, outdoors: bool | None = None) -> Facts:
    """Return what the size of the event depends on; `outdoors` None: as the words of the place sound."""
    return Facts(
        people=event.expected_turnout,
        with_head=head_takes_part(event),
        outdoors=sounds_outdoors(event.where) if outdoors is None else outdoors,
        kind=event.kind,
        kind_label=str(event.get_kind_display()),
    )


def propose(event: Event, *, size: EventSize | None = None, outdoors: bool | None = None) -> Proposal:
    """Return what the event needs: by the rules, or for the size that a person chose; six queries."""
    facts = facts_of_size(event, outdoors=outdoors)
    rules = [each.rule for each in SizeRule.objects.filter(size__is_active=True).select_related("size")]
    found = propose_size(rules, facts)
    proposed = EventSize.objects.filter(pk=found.size).first() if found else None
    if size is None or size == proposed:
        return Proposal(facts, proposed, found.why if found else "", papers_for(event, proposed, facts))
    why = f"выбран вручную; по правилам — «{proposed}»: {found.why}" if proposed and found else "выбран вручную"
    return Proposal(facts, size, why, papers_for(event, size, facts))


def papers_for(event: Event, size: EventSize | None, facts: Facts) -> list[ProposedPaper]:
    """Return the papers that events of the size have, as far as their conditions hold; two queries."""
    if size is None:
        return []
    kinds = PaperKind.objects.filter(sizes=size, is_active=True).select_related("unit")
    terms = set_terms()
    return [
        _proposed(each, event, terms)
        for each in kinds
        if (facts.with_head or not each.only_with_head) and (facts.outdoors or not each.only_outdoors)
    ]


def _proposed(kind: PaperKind, event: Event, terms: SetTerms) -> ProposedPaper:
    days, unit = term_of(kind, terms)
    due = due_before(event.first_day, days, unit, WorkingCalendar.bundled()) if event.first_day else None
    if kind.unit is None:
        remark = "" if kind.part == Part.LEADER else "подразделение не названо: готовит организатор"
        return ProposedPaper(kind, days, unit, due, event.owner, remark)
    if not kind.unit.is_active:
        remark = f"«{kind.unit}» больше нет: назовите другое подразделение; пока готовит организатор"
        return ProposedPaper(kind, days, unit, due, event.owner, remark)
    return ProposedPaper(kind, days, unit, due, kind.unit)


def term_of(kind: PaperKind, terms: SetTerms) -> tuple[int, OffsetUnit]:
    """Return how many days of which sort before the event the paper is due."""
    if kind.days is None:
        return terms.leader_days, OffsetUnit(terms.leader_unit)
    return kind.days, OffsetUnit(kind.offset_unit)


def set_terms() -> SetTerms:
    """Return the common terms; those of the product where nobody set others; one query."""
    return SetTerms.objects.first() or SetTerms()


def size_choices() -> Sequence[EventSize]:
    """Return the sizes that may be chosen; one query."""
    return list(EventSize.objects.filter(is_active=True))
