"""Three-way comparison of a workbook that came back: what was sent, what returned, what stands in the system now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from orgplan.language.periods import Period
from orgplan.language.timing.model import TimingKind
from orgplan.language.timing.reading import read_timing
from orgplan.planning.rules.exchange.model import (
    CellChange,
    Column,
    Comparison,
    Fault,
    ReturnedRow,
    RowChange,
    Sent,
    SentRow,
)
from orgplan.planning.rules.exchange.sheet import tidy

_LONGEST_KEY = 18


def compare(sent: Sent, returned: Sequence[ReturnedRow], current: Mapping[int, SentRow], period: Period) -> Comparison:
    """Return what the returned rows ask for.

    Rows are known by their key. A doubled key is taken once, an unknown one not at all, a row whose key was deleted is
    known again by its name and date. `current` holds the rows as they stand now, by key.
    """
    known = {row.key: row for row in sent.rows}
    faults: list[Fault] = []
    pairs, added = _match(returned, known, faults)
    changed, unchanged = [], 0
    for row, before in pairs:
        now = current.get(before.key)
        if now is None:
            if _edits(row, before, before, period):
                text = f"«{before.title}» уже исключено из плана в системе: правка строки не вносится."
                faults.append(Fault(f"строка {row.number}", text))
            continue
        cells = _edits(row, before, now, period)
        if cells:
            faults += _doubts([(cell.address, cell.new) for cell in cells if cell.column is Column.WHEN], period)
            changed.append(RowChange(now.key, now.edition, row.number, before.title, tuple(cells)))
        else:
            unchanged += 1
    faults += _doubts(
        [(row.cells[Column.WHEN], row.values[Column.WHEN]) for row in added if Column.WHEN in row.values], period
    )
    here = {before.key for _row, before in pairs}
    missing = tuple(row for row in sent.rows if row.key not in here and row.key in current)
    return Comparison(tuple(changed), tuple(added), missing, tuple(faults), unchanged)


def _match(
    returned: Sequence[ReturnedRow], known: Mapping[int, SentRow], faults: list[Fault]
) -> tuple[list[tuple[ReturnedRow, SentRow]], list[ReturnedRow]]:
    """Pair returned rows with those sent; the rest are new."""
    taken: dict[int, ReturnedRow] = {}
    for row in returned:
        if not row.key:
            continue
        key = int(row.key) if row.key.isascii() and row.key.isdigit() and len(row.key) <= _LONGEST_KEY else 0
        if key not in known:
            text = f"Номер строки «{row.key[:20]}» не из этого файла: строка «{row.title}» не вносится."
            faults.append(Fault(_place(row), text))
        elif key in taken:
            text = f"Строка «{row.title}» повторяет номер строки {taken[key].number}: внесена первая из двух."
            faults.append(Fault(_place(row), f"{text} Чтобы добавить новую, очистите у неё скрытый номер."))
        else:
            taken[key] = row
    pairs = [(row, known[key]) for key, row in taken.items()]
    free = [row for key, row in known.items() if key not in taken]
    more, added = _match_by_words([row for row in returned if not row.key], free, faults)
    return sorted([*pairs, *more], key=lambda pair: pair[0].number), added


def _match_by_words(
    keyless: Sequence[ReturnedRow], free: list[SentRow], faults: list[Fault]
) -> tuple[list[tuple[ReturnedRow, SentRow]], list[ReturnedRow]]:
    """Know rows again whose key was deleted; those without one are new, and need a name."""
    pairs: list[tuple[ReturnedRow, SentRow]] = []
    added: list[ReturnedRow] = []
    for row in keyless:
        before = _same_words(row, free)
        if before is not None:
            free.remove(before)
            pairs.append((row, before))
            faults.append(Fault(_place(row), f"Номер строки удалён: «{before.title}» узнано по наименованию."))
        elif row.title:
            added.append(row)
        else:
            faults.append(Fault(_place(row), "У новой строки нет наименования мероприятия: она не вносится."))
    return pairs, added


def _place(row: ReturnedRow) -> str:
    return f"строка {row.number}"


def _same_words(row: ReturnedRow, free: Sequence[SentRow]) -> SentRow | None:
    """Return the one row sent that has these words; by name and date, else by a name that stands once."""
    named = [each for each in free if tidy(each.title) == row.title]
    dated = [each for each in named if tidy(each.values.get(Column.WHEN, "")) == row.values.get(Column.WHEN, "")]
    if dated:
        return dated[0]
    counts = Counter(each.title for each in free)
    return named[0] if len(named) == 1 and counts[named[0].title] == 1 else None


def _doubts(dates: Iterable[tuple[str, str]], period: Period) -> list[Fault]:
    """Say of each date, by its cell, what the reader of dates doubts: not understood, outside the plan's period."""
    return [
        Fault(address, f"«{text}»: {problem.text}")
        for address, text in dates
        if text
        for problem in read_timing(text, period).problems
    ]


def _edits(row: ReturnedRow, before: SentRow, now: SentRow, period: Period) -> list[CellChange]:
    found = []
    for column, new in row.values.items():
        old, current = tidy(before.values.get(column, "")), tidy(now.values.get(column, ""))
        if same(column, old, new, period) or same(column, current, new, period):
            continue
        theirs = current if not same(column, current, old, period) else None
        found.append(CellChange(column, row.cells[column], old, new, theirs))
    return found


def same(column: Column, one: str, other: str, period: Period) -> bool:
    """Tell whether two texts of a column say the same: for dates, the same time in whatever words."""
    if one == other:
        return True
    if column is not Column.WHEN or not one or not other:
        return False
    first, second = read_timing(one, period).timing, read_timing(other, period).timing
    return first == second and first.kind is not TimingKind.UNSCHEDULED
