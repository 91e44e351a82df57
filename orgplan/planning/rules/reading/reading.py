"""The entry: a paper as a plan. Tables, week grids and plain lines are told apart here, in the paper's order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from orgplan.language.periods import Period
from orgplan.planning.rules.reading.dating import Dating
from orgplan.planning.rules.reading.draft import Standing
from orgplan.planning.rules.reading.grid import find_grid, read_grid
from orgplan.planning.rules.reading.heading import Heading, is_boilerplate, read_heading
from orgplan.planning.rules.reading.layout import Columns, Layout, Line, guess_columns, lay_out
from orgplan.planning.rules.reading.lines import LineReader, first_item, split_paragraphs
from orgplan.planning.rules.reading.looks import is_above_plan, look_at, said_columns
from orgplan.planning.rules.reading.marks import (
    LEADING_CLOCK,
    WHOLE_DATE,
    is_day_heading,
    is_period_heading,
    is_when,
    stands_over,
)
from orgplan.planning.rules.reading.model import PlanReading, Role, TableLook, Understood
from orgplan.planning.rules.reading.rowmaking import make_rows
from orgplan.planning.rules.reading.table import Reader
from orgplan.planning.rules.reading.text import is_blank, squeeze
from orgplan.tables.model import Paper, Paragraph, Table

_WHEN = Role.DATE | Role.TIME
_SECTION = re.compile(r"(?:раздел|часть|подраздел|блок|направление)\s+(?:№\s*)?[\divx]|[ivx]{1,4}[.)]\s", re.IGNORECASE)
_STAMPED = re.compile(r"утвержд|согласов", re.IGNORECASE)
_TABLE_NAME = 120  # characters of the longest line that names a table
_STAMP = 40  # a longer cell of several lines is a stamp, not a part of a line
_WHOLE_DAY = re.compile(r"\d\s+\w+\s+\d{4}\s*(?:г\.?|год\w*)?$")
_GENERIC_SHEET = re.compile(r"(?:лист|sheet|план|table|таблица)\s*\d*", re.IGNORECASE)


@dataclass(slots=True)
class _Plan:
    """A table of the paper with what it turned out to be: a grid from `grid` on, or rows in `columns`, or neither."""

    number: int
    layout: Layout
    columns: Columns | None
    grid: int | None = None
    before: tuple[Line, ...] = ()
    body: tuple[Line, ...] = ()
    how: Understood | None = Understood.HEADER

    @property
    def is_plan(self) -> bool:
        return self.columns is not None or self.grid is not None


def read_plan(
    paper: Paper,
    period: Period,
    *,
    mapping: Mapping[int, Role] | None = None,
    remembered: Mapping[str, Mapping[int, Role]] | None = None,
) -> PlanReading:
    """Read a paper as the plan of a period. `mapping` gives the roles of columns where a person has corrected them.

    `remembered` gives them for tables with a known header, by its `header_fingerprint`.

    Never raises on odd papers: what cannot be read becomes a row with a problem, or a notice.
    """
    plans = _plans(paper, mapping, remembered or {})
    first = next((index for index, block in enumerate(paper.blocks) if index in plans and plans[index].is_plan), None)
    notices = list(paper.notices)
    if first is None:
        return _read_lines_only(paper, period, plans, notices)
    heading = read_heading(_texts_before(paper, first, plans))
    reader = Reader(_dating(period, heading), Standing(period), notices=notices)
    _walk(paper, plans, reader, first)
    read = [plan for plan in plans.values() if plan.columns]
    found = _finish(heading, reader, period, {p.number: p.columns.roles for p in read if p.columns})
    headers = {p.number: p.columns.headers for p in read if p.columns and p.columns.headers}
    return replace(found, headers=headers, tables=_looks(plans))


def _looks(plans: Mapping[int, _Plan]) -> tuple[TableLook, ...]:
    """Return the tables whose columns a person may name; a grid has none, a table that goes on has those before it."""
    looks = [
        look_at(plan.number, plan.layout, plan.columns, plan.body, plan.how if plan.columns else Understood.UNREAD)
        for plan in plans.values()
        if plan.grid is None and plan.how is not None
    ]
    return tuple(look for look in looks if look)


def _dating(period: Period, heading: Heading) -> Dating:
    """Return the reader of times; one day named in the title («… 12 июня 2021 года») dates lines with only a time."""
    dating = Dating(period, heading.year)
    days = WHOLE_DATE.findall(heading.title or "")
    if period.start != period.end and len(days) == 1:
        dating.only_day = days[0]
    return dating


def _plans(
    paper: Paper, mapping: Mapping[int, Role] | None, remembered: Mapping[str, Mapping[int, Role]]
) -> dict[int, _Plan]:
    """Look at every table by its block index and decide which ones are plans."""
    found: dict[int, _Plan] = {}
    for index, block in enumerate(paper.blocks):
        if isinstance(block, Table):
            found[index] = _look_at(len(found) + 1, block, mapping, remembered)
    _drop_undated(found)
    _continue_headless(found)
    return found


def _look_at(
    number: int, table: Table, mapping: Mapping[int, Role] | None, remembered: Mapping[str, Mapping[int, Role]]
) -> _Plan:
    layout = lay_out(table)
    lines = tuple(Line.of(index, row) for index, row in enumerate(table.rows))
    said = said_columns(layout, lines, remembered)
    if said:
        return _Plan(number, layout, said[0], None, said[1], said[2], Understood.SAID)
    grid = find_grid(lines)
    if grid is not None and not (layout.columns and layout.columns.has(_WHEN)):
        return _Plan(number, layout, None, grid, lines[:grid], lines[grid:])
    columns = layout.columns
    if mapping and (columns or not table.hidden):
        known = {column: role for column, role in mapping.items() if table.rows and column < len(table.rows[0])}
        columns = Columns(known, columns.headers if columns else {}) if known else columns
    return _Plan(number, layout, columns, None, layout.before, layout.body)


def _drop_undated(plans: dict[int, _Plan]) -> None:
    """Let tables without a date column be plans only where no dated one stands beside them."""
    dated = [plan for plan in plans.values() if plan.grid is not None or (plan.columns and plan.columns.has(_WHEN))]
    if not dated:
        return
    for plan in plans.values():
        if plan.columns and not plan.columns.has(_WHEN) and plan.how is not Understood.SAID:
            plan.columns = None


def _continue_headless(plans: dict[int, _Plan]) -> None:
    """Give a table without a header the columns of the one before it, or those that its contents tell."""
    before: Columns | None = None
    any_header = any(plan.is_plan for plan in plans.values())
    for plan in plans.values():
        if plan.is_plan:
            before = plan.columns
            continue
        headless = (
            not plan.layout.before and plan.body == plan.layout.body and len(plan.body) == len(plan.layout.table.rows)
        )
        if not headless or plan.layout.table.hidden:
            continue
        guessed = guess_columns(plan.body)
        if before and _goes_on(plan.body, before):
            plan.columns, plan.how = before, None
        elif guessed and not any_header:
            plan.columns, plan.how = guessed, Understood.GUESSED
            above = list(takewhile(is_above_plan, plan.body))
            plan.before, plan.body = tuple(above), plan.body[len(above) :]


def _goes_on(lines: Sequence[Line], columns: Columns) -> bool:
    """Tell whether a table without a header goes on with the plan above: same width, dates where dates belong."""
    width = max((len(line.texts) for line in lines), default=0)
    if width != max([*columns.roles, *columns.headers], default=0) + 1:
        return False
    return any(is_when(line.texts[column]) for line in lines for column in columns.having(_WHEN))


def _texts_before(paper: Paper, first: int, plans: Mapping[int, _Plan]) -> list[str]:
    """Return the words above the first plan, tables' rows joined into lines; a change of centring is a gap."""
    texts: list[str] = []
    before: Paragraph | None = None
    for index, block in enumerate(paper.blocks[: first + 1]):
        if isinstance(block, Paragraph):
            if before is not None and before.centred != block.centred:
                texts.append("")
            texts.append(block.text)
            before = block
            continue
        before = None
        lines = plans[index].before if index == first else plans[index].body + plans[index].before
        if index != first and len(lines) > 8:  # noqa: PLR2004 -- a long table is no letterhead
            continue
        for line in lines:
            texts.extend(_words(line))
    return texts


def _walk(paper: Paper, plans: Mapping[int, _Plan], reader: Reader, first: int) -> None:
    """Read the plans and what stands between them, in order."""
    between: list[Paragraph] = []
    several = sum(plan.is_plan for plan in plans.values()) > 1
    for index, block in enumerate(paper.blocks):
        if isinstance(block, Paragraph):
            between.append(block)
            continue
        plan = plans[index]
        if not plan.is_plan:
            if index > first or plan.layout.table.name:
                _report(plan, reader)
            continue
        _stand_below(between, reader, programme=index > first)
        if index > first:
            _name_table(between, plan, reader)
        between = []
        _read_table(plan, reader, several=several)
    _stand_below(between, reader, programme=True)


def _report(plan: _Plan, reader: Reader) -> None:
    """Name a table that was not read as a plan."""
    rows = [line for line in plan.body if line.distinct]
    if not rows:
        return
    sample = squeeze(" | ".join(rows[0].distinct))[:100]
    reader.notices.append(f"{_name(plan)} не похож на план и не прочитан ({len(rows)} строк): «{sample}»")


def _name(plan: _Plan) -> str:
    return f"Лист «{plan.layout.table.name}»" if plan.layout.table.name else f"Раздел с таблицей {plan.number}"


def _stand_below(between: Sequence[Paragraph], reader: Reader, *, programme: bool) -> None:
    """Take section and day headings from the paragraphs above a table, and programme lines that stand there.

    Above the first table (`programme` is False) only the last lines count: the others are the paper's own heading.
    """
    lines = split_paragraphs(between)
    if programme and sum(bool(LEADING_CLOCK.match(squeeze(line.text))) for line in lines) > 1:
        LineReader(reader).read(lines)
        return
    blocks = [list(block) for filled, block in groupby(lines, lambda line: not is_blank(squeeze(line.text))) if filled]
    for block in blocks if programme else blocks[-1:]:
        texts = [squeeze(line.text) for line in block]
        if not programme and any(_STAMPED.match(text) for text in texts):
            continue  # the day under «УТВЕРЖДАЮ» is the stamp's
        heading = texts.pop() if stands_over(texts[-1]) else ""
        start = next((index for index, text in enumerate(texts) if _SECTION.match(text)), None)
        if start is not None:
            _section(texts[start:], reader)
        if heading:
            reader.standing = reader.dating.below(heading, reader.standing)
            reader.last.clear()


def _name_table(between: Sequence[Paragraph], plan: _Plan, reader: Reader) -> None:
    """Take the one line right above a further table with its own header as the section: «С участием Мэра города»."""
    if plan.how is None or not plan.columns or not plan.columns.headers:
        return
    lines = [squeeze(line.text) for line in split_paragraphs(between)]
    while lines and is_blank(lines[-1]):
        lines.pop()
    if not lines or (lines[1:] and not is_blank(lines[-2])):
        return
    text = lines[-1]
    named = text[0].isupper() and len(text) <= _TABLE_NAME and not text.endswith((",", ";"))
    if named and not (stands_over(text) or _SECTION.match(text) or is_boilerplate(text) or _GENERIC_SHEET.match(text)):
        _section([text.rstrip(":.")], reader)


def _section(taken: Sequence[str], reader: Reader) -> None:
    """Begin a section above a table."""
    reader.standing = Standing(reader.dating.period, section=" ".join(taken))
    reader.last.clear()


def _read_table(plan: _Plan, reader: Reader, *, several: bool) -> None:
    """Read one plan table."""
    table = plan.layout.table
    where = f"лист «{table.name}», " if table.name else f"таблица {plan.number}, " if several else ""
    if several and table.name and not _GENERIC_SHEET.fullmatch(table.name.strip()):
        name = table.name.strip()
        base = Standing(reader.dating.period)
        reader.standing = reader.dating.below(name, base) if is_period_heading(name) else replace(base, section=name)
        reader.last.clear()
    _stand_on_rows([line for line in plan.before if line.distinct], reader)
    if plan.grid is not None:
        read_grid(plan.body, reader, plan.number, table.name, where)
    elif plan.columns is not None:
        if not plan.columns.has(_WHEN):
            reader.notices.append(f"{where}нет столбца с датой или временем: даты ищутся в словах мероприятий")
        reader.read(plan.body, plan.columns, plan.number, table.name, where)


def _stand_on_rows(rows: Sequence[Line], reader: Reader) -> None:
    """Take a section or a month from the last rows above a sheet's header."""
    for line in rows[-2:]:
        text = " ".join(line.distinct)
        if len(line.distinct) == 1 and _SECTION.match(text):
            _section([text], reader)
        elif line is rows[-1] and stands_over(text):
            reader.standing = reader.dating.below(text, reader.standing)


def _read_lines_only(paper: Paper, period: Period, plans: Mapping[int, _Plan], notices: list[str]) -> PlanReading:
    """Read a paper that has no plan table: its lines, with the rows of its tables as lines too."""
    paragraphs = split_paragraphs(_as_paragraphs(paper, plans))
    start = first_item(paragraphs)
    above = paragraphs if start is None else paragraphs[:start]
    dated = paragraphs[start : start + 1] if start and _dates_title(paragraphs, start) else []
    heading = read_heading([line.text for line in (*above, *dated)])
    reader = Reader(_dating(period, heading), Standing(period), notices=notices)
    if start is not None:
        LineReader(reader).read(paragraphs[start:], start + 1)
    if not reader.drafts:
        for plan in plans.values():
            _report(plan, reader)
    return replace(_finish(heading, reader, period, {}), tables=_looks(plans))


def _dates_title(lines: Sequence[Paragraph], start: int) -> bool:
    """Tell whether a day with its year right under the title is a part of it: «Программа … ⏎ 15 сентября 2018 года»."""
    days = sum(is_day_heading(squeeze(line.text)) for line in lines)
    return bool(_WHOLE_DAY.search(squeeze(lines[start].text))) and not is_blank(lines[start - 1].text) and days == 1


def _as_paragraphs(paper: Paper, plans: Mapping[int, _Plan]) -> list[Paragraph]:
    """Return the paper's words as paragraphs: a table's row becomes one, a table stands between gaps."""
    made: list[Paragraph] = []
    for index, block in enumerate(paper.blocks):
        if isinstance(block, Paragraph):
            made.append(block)
        elif not block.hidden:
            lines = (*plans[index].layout.before, *plans[index].layout.body)
            made.extend(Paragraph("\n".join(_words(line))) for line in lines)
            made.append(Paragraph(""))
    return made


def _words(line: Line) -> list[str]:
    """Return a row's words as lines of a heading: a cell of several lines is a stamp and keeps them."""
    cells = [line.texts[column] for column in line.own]
    blocky = any("\n" in cell.strip() and len(cell) > _STAMP for cell in cells)
    return cells if blocky else [" ".join(line.distinct)]


def _finish(
    heading: Heading, reader: Reader, period: Period, mappings: Mapping[int, Mapping[int, Role]]
) -> PlanReading:
    """Make the rows and say what should be said about the whole."""
    rows = make_rows(reader.drafts, reader.dating)
    notices = list(reader.notices)
    if not rows:
        notices.append(
            "Мероприятий не найдено: нет ни таблицы с названиями и датами, ни строк, начинающихся со времени"
        )
    if reader.dating.year is not None:
        days = f"{period.start:%d.%m.%Y}–{period.end:%d.%m.%Y}"
        notices.append(f"В заголовке назван {reader.dating.year} год, а период плана — {days}")
    return PlanReading(heading.title, heading.approved_on, rows, tuple(notices), mappings)
