"""Sets of events: composed of a proposal, answered, moved along with the event; duties by law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Unit
from orgplan.document_sets.models import DocumentSet, EventSize, LegalDuty, PaperKind, SetDuty, SetPaper
from orgplan.document_sets.queries.proposal import ProposedPaper, papers_for, propose
from orgplan.document_sets.queries.sets import set_of
from orgplan.document_sets.rules.asked import COMMON_FACTS, CommonFact, Fact, shortened
from orgplan.document_sets.rules.kinds import DutyState, PaperState, Part, next_duty_state
from orgplan.document_sets.rules.terms import MOST_DAYS, due_before, duties_on
from orgplan.events.models import Event
from orgplan.preparation.rules.kinds import OffsetUnit
from orgplan.worktime import WorkingCalendar

_BATCH = 250


@dataclass(frozen=True, slots=True)
class Struck:
    """A proposed kind that the clerk strikes, and why."""

    kind: int
    why: str


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper of one's own in a set."""

    title: str
    part: str = Part.OTHER
    unit: Unit | None = None
    days: int = 5
    offset_unit: str = OffsetUnit.WORKING


@audited
def compose_set(
    event: Event,
    *,
    size: EventSize | None = None,
    outdoors: bool | None = None,
    struck: Sequence[Struck] = (),
    by: Actor,
) -> DocumentSet:
    """Make the set of the event: the proposal's papers, those struck with the reason, the duties by law.

    RefusedError where the event has a set already, where no size fits, and for striking without a reason.
    """
    if set_of(event) is not None:
        raise RefusedError(_("This event has a document set already."))
    proposal = propose(event, size=size, outdoors=outdoors)
    if proposal.size is None:
        raise RefusedError(_("No size fits this event: choose one, or complete the list of sizes."))
    made = DocumentSet.objects.create(
        event=event, size=proposal.size, size_why=proposal.why[:500], outdoors=proposal.facts.outdoors
    )
    reasons = {each.kind: each.why.strip() for each in struck}
    papers = [_paper(made, each, reasons) for each in proposal.papers]
    SetPaper.objects.bulk_create(papers)
    _put_duties(made)
    after = {"size of the event": str(proposal.size), "papers": "; ".join(each.title for each in papers)}
    record(made, after=after)
    return made


def _paper(made: DocumentSet, proposed: ProposedPaper, reasons: Mapping[int, str]) -> SetPaper:
    kind = proposed.kind
    if kind.pk in reasons and not reasons[kind.pk]:
        raise RefusedError(_("Say why “%(paper)s” is not needed.") % {"paper": kind.name})
    return SetPaper(
        document_set=made,
        kind=kind,
        title=kind.name,
        part=kind.part,
        position=kind.position,
        unit=proposed.unit,
        days=proposed.days,
        offset_unit=proposed.offset_unit,
        due_on=proposed.due_on,
        state=PaperState.NOT_NEEDED if kind.pk in reasons else PaperState.NOT_BEGUN,
        why=reasons.get(kind.pk, "")[:500],
    )


def _put_duties(made: DocumentSet) -> list[SetDuty]:
    """Put the duties of the law that holds on the event's day; those of another law that nobody answered go."""
    event = made.event
    wanted: list[int] = []
    if made.size.is_mass and event.first_day:
        spans = [each.span for each in LegalDuty.objects.all()]
        wanted = duties_on(spans, event.first_day, event.expected_turnout)
    known = {each.duty_id: each for each in made.duties.all()}
    stale = [each.pk for key, each in known.items() if key not in wanted and each.state == DutyState.OPEN]
    made.duties.filter(pk__in=stale).delete()
    rows = LegalDuty.objects.in_bulk([key for key in wanted if key not in known])
    new = [
        SetDuty(document_set=made, duty=rows[key], unit=event.owner, due_on=_due(event, rows[key]))
        for key in wanted
        if key in rows
    ]
    return SetDuty.objects.bulk_create(new)


def _due(event: Event, counted: SetPaper | LegalDuty) -> date | None:
    if event.first_day is None:
        return None
    return due_before(event.first_day, counted.days, OffsetUnit(counted.offset_unit), WorkingCalendar.bundled())


@audited
def add_paper(
    document_set: DocumentSet, *, kind: PaperKind | None = None, facts: PaperFacts | None = None, by: Actor
) -> SetPaper:
    """Put one more paper into the set: of a kind that it lacks, or one's own by its facts.

    RefusedError for a kind that is there, and for a paper without a title.
    """
    event = document_set.event
    if kind is not None:
        if document_set.papers.filter(kind=kind).exists():
            raise RefusedError(_("“%(paper)s” is in the set already.") % {"paper": kind.name})
        own = propose(event, size=document_set.size, outdoors=document_set.outdoors).facts
        offered = {each.kind.pk: each for each in papers_for(event, document_set.size, own)}
        paper = _paper(document_set, offered.get(kind.pk) or _of_other_size(kind, event), {})
    elif facts is not None and facts.title.strip():
        if not 0 <= facts.days <= MOST_DAYS:
            raise RefusedError(_("The term is from 0 to %(most)d days before the event.") % {"most": MOST_DAYS})
        paper = SetPaper(
            document_set=document_set,
            title=facts.title.strip()[:300],
            part=facts.part,
            unit=facts.unit or event.owner,
            days=facts.days,
            offset_unit=facts.offset_unit,
            position=900,
        )
        paper.due_on = _due(event, paper)
    else:
        raise RefusedError(_("Name the paper."))
    paper.save()
    record(paper, after=state_of(paper, "title", "unit", "due_on"))
    return paper


def _of_other_size(kind: PaperKind, event: Event) -> ProposedPaper:
    days = 5 if kind.days is None else kind.days
    unit = OffsetUnit(kind.offset_unit)
    due = due_before(event.first_day, days, unit, WorkingCalendar.bundled()) if event.first_day else None
    return ProposedPaper(kind, days, unit, due, kind.unit if kind.unit and kind.unit.is_active else event.owner)


@audited
def answer_facts(document_set: DocumentSet, *, answers: Mapping[str, str], edition: int, by: Actor) -> DocumentSet:
    """Keep what people say of the common facts; an empty answer follows the records again."""
    current = take_edition(document_set, edition)
    kept = {fact.value: str(answers[fact]).strip() for fact in Fact if str(answers.get(fact, "")).strip()}
    others = {key: value for key, value in current.answers.items() if key not in answers}
    before = dict(current.answers)
    current.answers = others | kept
    current.save()
    changed = [each for each in COMMON_FACTS if before.get(each.code, "") != current.answers.get(each.code, "")]
    said = [_said(changed, values) for values in (before, current.answers)]
    record(current, before={"common facts": said[0]}, after={"common facts": said[1]})
    return current


def _said(facts: Sequence[CommonFact], values: Mapping[str, Any]) -> str:
    """Return the facts with the beginnings of their words, as the history keeps them."""
    known = [each for each in facts if values.get(each.code)]
    return "; ".join(f"{each.label}: {shortened(str(values[each.code]))}" for each in known)


@audited
def follow_moved(*, events: Sequence[Event], by: Actor) -> int:
    """Count the days of papers and duties of moved events anew, by the law of the new day; return how many moved."""
    sets = {each.event_id: each for each in DocumentSet.objects.filter(event__in=events).select_related("size")}
    entries = []
    moved_papers: list[SetPaper] = []
    moved_duties: list[SetDuty] = []
    for event in events:
        found = sets.get(event.pk)
        if found is None:
            continue
        found.event = event
        new = _put_duties(found)
        papers = _moved(list(found.papers.all()), event)
        duties = _moved([each for each in found.duties.select_related("duty") if each not in new], event)
        if papers or duties or new:
            words = _("%(papers)d papers, %(duties)d duties") % {
                "papers": len(papers),
                "duties": len(duties) + len(new),
            }
            entries.append((found, {"due days": ""}, {"due days": words}))
        moved_papers += papers
        moved_duties += duties
    SetPaper.objects.bulk_update(moved_papers, ["due_on"], batch_size=_BATCH)
    SetDuty.objects.bulk_update(moved_duties, ["due_on"], batch_size=_BATCH)
    if entries:
        record_many(entries)
    else:
        nothing_changed()
    return len(moved_papers) + len(moved_duties)


def _moved(rows: Sequence[Any], event: Event) -> list[Any]:
    found = []
    for each in rows:
        day = _due(event, each.duty if isinstance(each, SetDuty) else each)
        if each.due_on != day:
            each.due_on = day
            found.append(each)
    return found


@audited
def copy_set(source: DocumentSet, *, event: Event, by: Actor) -> int:
    """Give the event a set by the example of another: the same papers not begun, struck ones with their reasons.

    Names that people wrote into lists are not taken: they are asked anew. Return how many papers came.
    """
    if set_of(event) is not None:
        nothing_changed()
        return 0
    made = DocumentSet.objects.create(
        event=event, size=source.size, size_why=f"по образцу: {source.event.title}"[:500], outdoors=source.outdoors
    )
    papers = [_copied(each, made) for each in source.papers.all()]
    SetPaper.objects.bulk_create(papers)
    _put_duties(made)
    record(made, after={"size of the event": str(source.size), "papers": "; ".join(each.title for each in papers)})
    return len(papers)


def _copied(paper: SetPaper, made: DocumentSet) -> SetPaper:
    struck = paper.state == PaperState.NOT_NEEDED
    new = SetPaper(
        document_set=made,
        kind_id=paper.kind_id,
        title=paper.title,
        part=paper.part,
        position=paper.position,
        unit_id=paper.unit_id,
        days=paper.days,
        offset_unit=paper.offset_unit,
        state=PaperState.NOT_NEEDED if struck else PaperState.NOT_BEGUN,
        why=paper.why,
    )
    new.due_on = _due(made.event, new)
    return new


@dataclass(frozen=True, slots=True)
class DutyAnswer:
    """How a duty was done or why it does not apply: words, the address of the proof, the day, who does it."""

    words: str
    link: str = ""
    done_on: date | None = None
    unit: Unit | None = None


@audited
def answer_duty(duty: SetDuty, *, verb: str, answer: DutyAnswer, edition: int, by: Actor) -> SetDuty:
    """Settle a duty (`verb` «settle») with its proof in words, or say why it does not apply («waive»).

    RefusedError without words, without the day on which it was done.
    """
    if not answer.words.strip():
        raise RefusedError(_("Say in words what was done and what proves it, or why the duty does not apply."))
    if verb == "settle" and answer.done_on is None:
        raise RefusedError(_("Say on which day the duty was done."))
    current = take_edition(duty, edition)
    before = state_of(current, "state", "answer", "done_on")
    current.state = _next(current, verb)
    current.answer, current.link = answer.words.strip()[:500], answer.link
    current.unit = answer.unit or current.unit
    is_done = current.state == DutyState.DONE
    current.done_on, current.done_by = (answer.done_on, str(by)[:200]) if is_done else (None, "")
    current.done_at = timezone.now() if is_done else None
    current.save()
    record(current, before=before, after=state_of(current, "state", "answer", "done_on"))
    return current


@audited
def reopen_duty(duty: SetDuty, *, edition: int, by: Actor) -> SetDuty:
    """Open an answered duty again; its words stay to be read."""
    current = take_edition(duty, edition)
    before = state_of(current, "state", "done_on")
    current.state = _next(current, "reopen")
    current.done_on, current.done_at, current.done_by = None, None, ""
    current.save()
    record(current, before=before, after=state_of(current, "state", "done_on"))
    return current


def _next(duty: SetDuty, verb: str) -> DutyState:
    state = next_duty_state(duty.state, verb)
    if state is None:
        raise RefusedError(_("This duty is answered already: look at the answer."))
    return state
