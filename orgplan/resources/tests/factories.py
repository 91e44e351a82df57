"""Resources and needs for tests."""

from __future__ import annotations

from datetime import date

from orgplan.audit.actions import System
from orgplan.resources.actions import NeedFacts, ResourceFacts, add_stock, write_need, write_resource

BY = System("тест")


def resource(name="Барьеры", amount=100, **facts):
    """A resource that comes back, with so much of it there for good."""
    made = write_resource(facts=ResourceFacts(name, facts.pop("measure", "секций"), **facts), by=BY)
    if amount:
        add_stock(made, amount=amount, since=date(2020, 1, 1), words="инвентаризация", by=BY)
    return made


def asked(event, keeper):
    """A resource that the unit gives, its stock, and what the event needs of it."""
    made = resource(keeper=keeper)
    return made, made.stock.get(), need(event, made)


def need(source, of, amount=60, **facts):
    """A need of an event or a template."""
    return write_need(source, facts=NeedFacts(of, amount, **facts), by=BY)
