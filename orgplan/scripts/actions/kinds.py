"""Kinds of items as the office sets them."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.core.editing import take_edition
from orgplan.scripts.models import ItemKind

#: The kinds with which a city begins: name, how much of it a delay may take away, per cent. Any of them may be changed.
USUAL_KINDS = (
    ("Сбор и встреча гостей", 0),
    ("Выход, проход", 0),
    ("Государственный гимн", 0),
    ("Слово ведущего", 0),
    ("Речь", 0),
    ("Награждение", 0),
    ("Возложение цветов", 0),
    ("Минута молчания", 0),
    ("Концертный номер", 0),
    ("Видеоролик", 0),
    ("Подписание", 0),
    ("Осмотр, обход", 30),
    ("Фотографирование", 50),
    ("Техническая пауза", 100),
    ("Перерыв", 50),
)


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What is written of a kind of item."""

    name: str
    spare_percent: int = 0
    position: int = 100
    is_active: bool = True


@audited
def write_kind(*, facts: KindFacts, kind: ItemKind | None = None, edition: int = 0, by: Actor) -> ItemKind:
    """Record a kind of item, or write over the one of that edition."""
    current = take_edition(kind, edition) if kind else ItemKind()
    values = asdict(facts)
    before = state_of(current, *values) if current.pk else {}
    for name, value in values.items():
        setattr(current, name, value)
    current.save()
    record(current, before=before, after=state_of(current, *values))
    return current


@audited
def lay_usual_kinds(*, by: Actor) -> int:
    """Record the kinds with which a city begins, those that are not there; returns how many."""
    known = set(ItemKind.objects.values_list("name", flat=True))
    missing = [(number, each) for number, each in enumerate(USUAL_KINDS, 1) if each[0] not in known]
    if not missing:
        nothing_changed()
    for number, (name, spare) in missing:
        write_kind(facts=KindFacts(name, spare, number * 10), by=by)
    return len(missing)
