"""Giving instructions, changing what they say, taking them off and back onto control."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, record_many, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.core.lookups import search_key
from orgplan.directory.models import Person, Unit
from orgplan.instructions.models import ControlLevel, CoPerformer, Instruction, TermRule
from orgplan.instructions.queries.rules import (
    CO_DAYS,
    CO_MEASURE,
    default_rule,
    heads_of,
    in_force,
    post_on,
    working_calendar,
)
from orgplan.instructions.rules.states import SourceKind, next_state
from orgplan.instructions.rules.terms import (
    PERIODIC,
    DayMeasure,
    UncountableTermError,
    count_term,
    material_due,
)

SHOWN = ("text", "due_on", "unit", "person", "source_label", "giver_name", "level", "signed_on")
_REGISTERED = ("registered_number", "registered_on", "registered_link")


@dataclass(frozen=True, slots=True)
class Performer:
    """A unit that carries the instruction out, perhaps with a person named."""

    unit: Unit
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """From what an instruction came; `key` names the record of the room that knows it, `url` leads there."""

    kind: str = SourceKind.OTHER.value
    label: str = ""
    point: str = ""
    date: date | None = None
    url: str = ""
    key: str = ""
    parties: str = ""


@dataclass(frozen=True, slots=True)
class TermFacts:
    """By when: a day that people named, or a rule by which it is counted. `until` ends what comes back."""

    due_on: date | None = None
    rule: TermRule | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class InstructionFacts:
    """All that is written when an instruction is given. Who is named first leads; the others give material earlier."""

    text: str
    performers: Sequence[Performer]
    signed_on: date
    term: TermFacts = field(default_factory=TermFacts)
    source: SourceFacts = field(default_factory=SourceFacts)
    giver: Person | None = None
    giver_name: str = ""
    giver_post: str = ""
    level: ControlLevel | None = None
    curator: Person | None = None
    registered_number: str = ""
    registered_on: date | None = None
    registered_link: str = ""


@audited
def give_instruction(*, facts: InstructionFacts, by: Actor) -> Instruction:
    """Put an instruction on control; RefusedError where nobody answers for it or the term cannot be."""
    return give_instructions(given=[facts], by=by)[0]


@audited
def give_instructions(*, given: Sequence[InstructionFacts], by: Actor) -> list[Instruction]:
    """Put several instructions on control, all or none, in their order; a fixed number of statements.

    RefusedError names the first that cannot be given.
    """
    heads, rules = _heads(given), list(TermRule.objects.filter(is_active=True))
    given = [replace(facts, term=_in_force(facts, rules)) for facts in given]
    rows = [_filled(Instruction(series=_series(facts)), facts, heads) for facts in given]
    Instruction.objects.bulk_create(rows, batch_size=100)
    together = [each for row, facts in zip(rows, given, strict=True) for each in _together(row, facts)]
    CoPerformer.objects.bulk_create(together, batch_size=200)
    record_many([(row, {}, _said(row, facts)) for row, facts in zip(rows, given, strict=True)])
    return rows


@audited
def change_instruction(instruction: Instruction, *, facts: InstructionFacts, edition: int, by: Actor) -> Instruction:
    """Change what stands in an instruction; its term is changed by `set_term`, so that the history of terms is whole.

    Raises ChangedMeanwhileError, and RefusedError where nobody answers for it.
    """
    current = take_edition(instruction, edition)
    known = facts_of(current)
    before = _said(current, known)
    due = current.due_on, current.first_due_on, current.term_words, current.term_rule
    _filled(current, facts, _heads([facts]), with_term=False)
    current.due_on, current.first_due_on, current.term_words, current.term_rule = due
    if current.due_on < current.signed_on:
        raise RefusedError(_("The instruction is due before it was signed: correct the term first."))
    current.save()
    _replace_together(current, facts)
    record(current, before=before, after=_said(current, facts))
    return current


@audited
def register_instruction(
    instruction: Instruction, *, number: str, registered_on: date | None, link: str, edition: int, by: Actor
) -> Instruction:
    """Write the number, date and address of the document system beside an instruction."""
    current = take_edition(instruction, edition)
    if registered_on and not number:
        raise RefusedError(_("A registration date stands with a number: write the number, too."))
    before = state_of(current, *_REGISTERED)
    current.registered_number, current.registered_on, current.registered_link = number, registered_on, link
    current.search_key = _key(current)
    current.save(update_fields=[*_REGISTERED, "search_key", "edition", "changed_at"])
    record(current, before=before, after=state_of(current, *_REGISTERED))
    return current


@audited
def cancel_instruction(instruction: Instruction, *, reason: str, edition: int, by: Actor) -> Instruction:
    """Cancel an instruction: whoever gave it takes it back, with the reason."""
    return _pass(instruction, "cancel", edition, reason)


@audited
def put_back_on_control(instruction: Instruction, *, reason: str, edition: int, by: Actor) -> Instruction:
    """Put an instruction that was removed or cancelled back on control, with the reason."""
    return _pass(instruction, "put_back", edition, reason)


def _pass(instruction: Instruction, verb: str, edition: int, reason: str) -> Instruction:
    current = take_edition(instruction, edition)
    state = next_state(current.state, verb)
    if state is None:
        raise RefusedError(
            _("This cannot be done now: the instruction is “%(state)s”.") % {"state": current.get_state_display()}
        )
    if not reason.strip():
        raise RefusedError(_("Say why: the reason stays in the history."))
    before = state_of(current, "state", "done_on", "removed_on")
    current.state, current.removed_on = state, None
    current.done_on = None if verb == "put_back" else current.done_on
    current.save(update_fields=["state", "done_on", "removed_on", "edition", "changed_at"])
    record(current, before=before, after=state_of(current, "state", "done_on", "removed_on"), reason=reason)
    return current


def facts_of(instruction: Instruction) -> InstructionFacts:
    """Return what stands in an instruction, to be changed in part; one query for the co-performers."""
    others = [Performer(each.unit, each.person) for each in instruction.co_performers.select_related("unit", "person")]
    source = SourceFacts(
        instruction.source_kind,
        instruction.source_label,
        instruction.source_point,
        instruction.source_date,
        instruction.source_url,
        instruction.source_key,
        instruction.parties,
    )
    return InstructionFacts(
        text=instruction.text,
        performers=[Performer(instruction.unit, instruction.person), *others],
        signed_on=instruction.signed_on,
        term=TermFacts(instruction.due_on, instruction.term_rule, instruction.series_until),
        source=source,
        giver=instruction.giver,
        giver_name=instruction.giver_name,
        giver_post=instruction.giver_post,
        level=instruction.level,
        curator=instruction.curator,
        registered_number=instruction.registered_number,
        registered_on=instruction.registered_on,
        registered_link=instruction.registered_link,
    )


def _in_force(facts: InstructionFacts, rules: Sequence[TermRule]) -> TermFacts:
    """Return the term by the rule that holds for the level: its own before the general one, the default for none."""
    term = facts.term
    if term.due_on is not None:
        return term
    held = in_force(rules, facts.level.pk if facts.level else None, facts.signed_on)
    if term.rule is None:
        return replace(term, rule=default_rule(held))
    title = term.rule.title
    return replace(term, rule=next((each for each in held if each.title == title), term.rule))


def _heads(given: Sequence[InstructionFacts]) -> Mapping[int, Person]:
    """Return who heads the leading units that come without a person, as of the latest signing."""
    units = {each.performers[0].unit.pk for each in given if each.performers and not each.performers[0].person}
    return heads_of(units, max(each.signed_on for each in given)) if units else {}


def _filled(
    row: Instruction, facts: InstructionFacts, heads: Mapping[int, Person], *, with_term: bool = True
) -> Instruction:
    if not facts.text.strip():
        raise RefusedError(_("The instruction has no text."))
    if not facts.performers:
        raise RefusedError(_("Nobody answers for “%s”: name a unit or a person.") % facts.text[:80])
    lead = facts.performers[0]
    person = lead.person or heads.get(lead.unit.pk)
    if person is None:
        raise RefusedError(
            _("“%(unit)s” has no head on record: name the person who answers for “%(text)s”.")
            % {"unit": lead.unit, "text": facts.text[:80]}
        )
    row.text, row.unit, row.person, row.level = facts.text.strip(), lead.unit, person, facts.level
    row.signed_on, row.registered_on = facts.signed_on, facts.registered_on
    row.registered_number, row.registered_link = facts.registered_number, facts.registered_link
    source = facts.source
    row.source_kind, row.source_label, row.source_point = source.kind, source.label[:300], source.point[:40]
    row.source_date, row.source_url, row.source_key = source.date, source.url, source.key
    row.parties, row.curator, row.giver = source.parties, facts.curator, facts.giver
    row.giver_name = facts.giver_name or (facts.giver.full_name.initials_first() if facts.giver else "")
    row.giver_post = facts.giver_post or (post_on(facts.giver, facts.signed_on) if facts.giver else "")
    row.series_until = facts.term.until
    if with_term:
        _set_term(row, facts)
    row.search_key = _key(row)
    return row


def _set_term(row: Instruction, facts: InstructionFacts) -> None:
    term = facts.term
    row.term_rule = term.rule
    if term.due_on is not None:
        row.due_on, row.term_words = term.due_on, ""
    elif term.rule is None:
        raise RefusedError(_("No term is named for “%s” and no rule says what holds then.") % facts.text[:80])
    else:
        try:
            counted = count_term(
                term.rule.spec,
                signed_on=facts.signed_on,
                registered_on=facts.registered_on,
                calendar=working_calendar(),
            )
        except UncountableTermError as error:
            raise RefusedError(str(error)) from None
        row.due_on, row.term_words = counted.due_on, f"«{term.rule.title}»: {counted.words}"[:500]
    if row.due_on < facts.signed_on:
        raise RefusedError(
            _("“%(text)s” would be due on %(due)s, before it was signed on %(signed)s.")
            % {"text": facts.text[:80], "due": f"{row.due_on:%d.%m.%Y}", "signed": f"{facts.signed_on:%d.%m.%Y}"}
        )
    row.first_due_on = row.due_on


def _series(facts: InstructionFacts) -> Any:
    return uuid4() if facts.term.rule is not None and facts.term.rule.kind in PERIODIC else None


def co_term(row: Instruction) -> date:
    """Return by when co-performers of the instruction give their material."""
    days, measure = (row.level.co_days, row.level.co_measure) if row.level else (CO_DAYS, CO_MEASURE)
    return material_due(row.due_on, days, DayMeasure(measure), signed_on=row.signed_on, calendar=working_calendar())


def _together(row: Instruction, facts: InstructionFacts) -> list[CoPerformer]:
    lead = (row.unit_id, facts.performers[0].person.pk if facts.performers[0].person else None)
    others = {(each.unit.pk, each.person.pk if each.person else None): each for each in facts.performers[1:]}
    others.pop(lead, None)
    day = co_term(row)
    return [
        CoPerformer(instruction=row, position=number, unit=each.unit, person=each.person, material_on=day)
        for number, each in enumerate(others.values(), start=1)
    ]


def _replace_together(row: Instruction, facts: InstructionFacts) -> None:
    """Write the co-performers anew; who stays keeps the day on which the material was given."""
    known = {(each.unit_id, each.person_id): each for each in row.co_performers.all()}
    fresh = _together(row, facts)
    for each in fresh:
        if (old := known.get((each.unit_id, each.person_id))) is not None:
            each.given_on, each.material_on = old.given_on, old.material_on
    row.co_performers.all().delete()
    CoPerformer.objects.bulk_create(fresh)


def _said(row: Instruction, facts: InstructionFacts) -> dict[str, Any]:
    others = [str(each.person or each.unit) for each in facts.performers[1:]]
    return state_of(row, *SHOWN) | {"co-performers": others}


def _key(row: Instruction) -> str:
    words = (row.text, row.source_label, row.source_point, row.registered_number, row.giver_name)
    return search_key(" ".join(filter(None, words)))
