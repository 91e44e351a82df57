"""Templates that come with the product are taken over, to be edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orgplan.audit.actions import Actor, audited, nothing_changed
from orgplan.directory.models import Unit
from orgplan.events.actions import TemplateFacts, UsualRole, write_template
from orgplan.events.models import EventTemplate
from orgplan.preparation.actions.steps import StepFacts, plan_step
from orgplan.preparation.imports import ShippedStep, ShippedTemplate, shipped_templates
from orgplan.preparation.models import Step


@dataclass(frozen=True, slots=True)
class Brought:
    """What was taken over: the templates, and the units of their steps that the directory does not know."""

    templates: list[EventTemplate]
    unknown_units: list[str]


@audited
def bring_shipped(*, keeper: Unit, by: Actor) -> Brought:
    """Take over the templates that are not there by name; those whose own keeper is unknown are kept by `keeper`.

    A step whose unit the directory does not know comes without one; its unit is named in the answer.
    """
    units = {name: unit for unit in Unit.objects.filter(is_active=True) for name in (unit.name, str(unit))}
    known = {name.casefold() for name in EventTemplate.objects.values_list("name", flat=True)}
    made = [
        _bring(each, units, units.get(each.keeper, keeper), by)
        for each in shipped_templates()
        if each.name.casefold() not in known
    ]
    if not made:
        nothing_changed()
    asked = {step.unit for each in shipped_templates() for step in each.steps if step.unit}
    return Brought(made, sorted(asked - units.keys()))


def _bring(shipped: ShippedTemplate, units: Mapping[str, Unit], keeper: Unit, by: Actor) -> EventTemplate:
    roles = [(kind, units.get(words), words) for kind, words in shipped.roles]
    facts = TemplateFacts(
        name=shipped.name,
        owner=keeper,
        kind=shipped.kind,
        title=shipped.title,
        level=shipped.level,
        size=shipped.size,
        begins_at=shipped.begins_at,
        minutes=shipped.minutes,
        setup_minutes=shipped.setup_minutes,
        clearing_minutes=shipped.clearing_minutes,
        year_rule=shipped.year_rule,
        note=shipped.note,
        roles=tuple(UsualRole(kind, unit, "" if unit else words) for kind, unit, words in roles),
    )
    template = write_template(facts=facts, by=by)
    made: dict[str, Step] = {}
    for each in shipped.steps:
        made[each.title] = plan_step(facts=_facts(each, units, made), source=template, by=by)
    return template


def _facts(step: ShippedStep, units: Mapping[str, Unit], made: Mapping[str, Step]) -> StepFacts:
    return StepFacts(
        title=step.title,
        unit=units.get(step.unit),
        anchor=step.anchor,
        after=made.get(step.after),
        offset=step.offset,
        offset_unit=step.days,
        paper=step.paper,
        is_essential=step.is_essential,
    )
