"""How the days of a step are said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orgplan.preparation.rules.kinds import Anchor, OffsetUnit

_FORMS = {
    OffsetUnit.WORKING: ("рабочий день", "рабочих дня", "рабочих дней"),
    OffsetUnit.CALENDAR: ("календарный день", "календарных дня", "календарных дней"),
}
_TEENS = range(11, 15)
_FEW = range(2, 5)


def days_words(count: int, unit: OffsetUnit) -> str:
    """Return «1 рабочий день», «3 рабочих дня», «21 календарный день»; the number is taken without its sign."""
    count = abs(count)
    one, few, many = _FORMS[unit]
    if count % 100 in _TEENS:
        word = many
    elif count % 10 == 1:
        word = one
    else:
        word = few if count % 10 in _FEW else many
    return f"{count}\N{NO-BREAK SPACE}{word}"


def offset_words(anchor: Anchor, offset: int, unit: OffsetUnit, after: str = "") -> str:
    """Return «за 30 рабочих дней до начала», «через 3 рабочих дня после шага «Репетиция»», «в день окончания»."""
    if offset == 0:
        same = {Anchor.START: "в день начала", Anchor.END: "в день окончания"}
        return same.get(anchor, f"в день шага «{after}»")
    days = days_words(offset, unit)
    if offset < 0:
        before = {Anchor.START: "до начала", Anchor.END: "до окончания"}
        return f"за {days} {before.get(anchor, f'до шага «{after}»')}"
    later = {Anchor.START: "после начала", Anchor.END: "после окончания"}
    return f"через {days} {later.get(anchor, f'после шага «{after}»')}"


def unclaimed_words(nobody: Sequence[str], gone: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a sentence for the steps that nobody answers for, and one for each unit or person that is there no more.

    Both are titles of steps; the keys of `gone` are names.
    """
    found = [f"Не назван ответственный: {_titles(nobody)}. Назначьте подразделение."] if nobody else []
    found += [f"«{name}» больше не действует: {_titles(titles)}. Назначьте другого." for name, titles in gone.items()]
    return found


def _titles(titles: Sequence[str]) -> str:
    return ("шаг " if len(titles) == 1 else "шаги ") + ", ".join(f"«{each}»" for each in titles)
