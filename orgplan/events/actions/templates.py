"""Templates of events are written, and offered no more."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from typing import Any

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Unit
from orgplan.events.models import EventTemplate, TemplateRole
from orgplan.events.rules import EventKind, Level, ParticipationKind
from orgplan.events.rules.templates import SizeClass
from orgplan.events.rules.yearly import YearRule

_TEXTS = ("name", "kind", "owner", "title", "level", "size", "begins_at", "note", "is_active")
_LENGTHS = ("minutes", "setup_minutes", "clearing_minutes")
_DAY = ("rule_kind", "month", "day", "number", "weekday", "off_day")


@dataclass(frozen=True, slots=True)
class UsualRole:
    """Who usually takes part and how: a unit of the directory, or words."""

    kind: ParticipationKind
    unit: Unit | None = None
    wording: str = ""

    @property
    def words(self) -> str:
        """Return the name."""
        return self.wording or str(self.unit)


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """All that is written of a template itself; lengths in minutes."""

    name: str
    owner: Unit
    kind: EventKind = EventKind.OTHER
    title: str = ""
    level: Level = Level.CITY
    size: SizeClass = SizeClass.SMALL
    begins_at: time | None = None
    minutes: int = 60
    setup_minutes: int = 0
    clearing_minutes: int = 0
    year_rule: YearRule | None = None
    note: str = ""
    is_active: bool = True
    roles: tuple[UsualRole, ...] = field(default=())


@audited
def write_template(
    *, facts: TemplateFacts, template: EventTemplate | None = None, edition: int = 0, by: Actor
) -> EventTemplate:
    """Record a template, or write over the one of that edition; RefusedError for a name that is taken."""
    _refuse_taken(facts.name, template)
    current = take_edition(template, edition) if template else EventTemplate()
    before = _state(current) if template else {}
    for name in (*_TEXTS, *_LENGTHS):
        setattr(current, name, getattr(facts, name))
    _put_rule(current, facts.year_rule)
    current.save()
    current.roles.all().delete()
    TemplateRole.objects.bulk_create(
        TemplateRole(template=current, kind=each.kind, unit=each.unit, wording=each.wording, position=position)
        for position, each in enumerate(facts.roles)
    )
    record(current, before=before, after=_state(current))
    return current


def _refuse_taken(name: str, template: EventTemplate | None) -> None:
    # Compared here: not every database knows capitals of Russian letters.
    own = template.pk if template else 0
    taken = {each.casefold() for key, each in EventTemplate.objects.values_list("pk", "name") if key != own}
    if name.casefold() in taken:
        raise RefusedError(_("There is a template “%(name)s” already: change that one.") % {"name": name})


def _put_rule(template: EventTemplate, rule: YearRule | None) -> None:
    values = (0, 0, 0, 0) if rule is None else (rule.rule.month, rule.rule.day, rule.rule.number, rule.rule.weekday)
    template.rule_kind = rule.rule.kind if rule else ""
    template.off_day = rule.off_day if rule else EventTemplate._meta.get_field("off_day").default
    template.month, template.day, template.number, template.weekday = values


def _state(template: EventTemplate) -> dict[str, Any]:
    roles = [f"{ParticipationKind(each.kind).label}: {each}" for each in template.roles.select_related("unit")]
    return state_of(template, *_TEXTS, *_LENGTHS, *_DAY) | {"roles": roles}
