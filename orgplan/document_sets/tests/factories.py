"""Document sets for tests."""

from __future__ import annotations

from orgplan.audit.actions import System
from orgplan.document_sets.actions import (
    DutyFacts,
    KindFacts,
    RuleFacts,
    SizeFacts,
    compose_set,
    write_duty,
    write_paper_kind,
    write_size,
)
from orgplan.document_sets.rules.kinds import Content, Part

BY = System("тест")


def size(name="Любое", rank=1, *rules, **facts):
    """A size that is proposed for every event, unless rules say otherwise."""
    return write_size(facts=SizeFacts(name, rank, **facts), rules=rules or [RuleFacts()], by=BY)


def kind(name="Список участников", *sizes, content=Content.PARTICIPANTS, **facts):
    """A kind of paper for the sizes, due five working days before."""
    return write_paper_kind(facts=KindFacts(name, content=content, **facts), sizes=sizes, by=BY)


def duty(title="Уведомить", **facts):
    """A duty by law without bounds of time."""
    return write_duty(facts=DutyFacts(title, facts.pop("act", "Закон"), **facts), by=BY)


def composed(event, unit=None):
    """A mass event's set with a paper that the unit makes and a duty: set, paper, duty."""
    mass = size("Массовое", 1, is_mass=True)
    kind("Список участников", mass, part=Part.LEADER, unit=unit)
    law = duty()
    made = compose_set(event, by=BY)
    return made, made.papers.get(), made.duties.get(duty=law)
