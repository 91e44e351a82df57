"""The rules in force: terms of a level on a day, the calendar, who heads a unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from orgplan.directory.models import Person, Position
from orgplan.directory.queries import positions_on
from orgplan.directory.rules import is_head
from orgplan.instructions.models import ControlLevel, TermRule
from orgplan.worktime import WorkingCalendar

CO_DAYS, CO_MEASURE = 3, "calendar"
"""How much earlier co-performers give their material where no level says otherwise (Галичский район, ст. 47)."""


def working_calendar() -> WorkingCalendar:
    """Return the calendar by which terms are counted."""
    return WorkingCalendar.bundled()


def in_force(rules: Iterable[TermRule], level: int | None, day: date) -> list[TermRule]:
    """Return of these rules those that hold for the level on the day: one a title, in the order of the list."""
    best: dict[str, TermRule] = {}
    for rule in rules:
        if rule.valid_from > day or rule.level_id not in {None, level}:
            continue
        known = best.get(rule.title)
        if known is None or _strength(rule) > _strength(known):
            best[rule.title] = rule
    return sorted(best.values(), key=lambda rule: (rule.position, rule.title))


def _strength(rule: TermRule) -> tuple[bool, date]:
    return rule.level_id is not None, rule.valid_from


def term_rules(level: ControlLevel | None, day: date) -> list[TermRule]:
    """Return the rules that hold for the level on the day; one query."""
    return in_force(TermRule.objects.filter(is_active=True), level.pk if level else None, day)


def in_force_for(rule: TermRule, level: ControlLevel | None, day: date) -> TermRule:
    """Return what the urgency means for the level on the day: the level's own rule before the general one."""
    return next((each for each in term_rules(level, day) if each.title == rule.title), rule)


def default_rule(rules: Sequence[TermRule]) -> TermRule | None:
    """Return the rule for a text that names no term; that of the level before the general one."""
    found = [rule for rule in rules if rule.is_default]
    return max(found, key=_strength) if found else None


def heads_of(units: Collection[int], day: date) -> dict[int, Person]:
    """Return who heads the units on the day, by the unit's key; one query."""
    found: dict[int, Person] = {}
    posts: Iterable[Position] = positions_on(day).filter(unit__in=units)
    for post in posts:
        if post.unit_id is not None and is_head(post.title):
            found.setdefault(post.unit_id, post.person)
    return found


def post_on(person: Person, day: date) -> str:
    """Return the post that the person bore on the day, empty where none is known; one query."""
    post: Position | None = positions_on(day).filter(person=person).first()
    return post.post_words if post else ""
