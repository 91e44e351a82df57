"""Reading a plan's table row by row into drafts, keeping what stands above: section, day, the date to repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from orgplan.planning.rules.reading.cells import separate_when
from orgplan.planning.rules.reading.columns import header_share
from orgplan.planning.rules.reading.dating import Dating, repeated
from orgplan.planning.rules.reading.draft import Draft, Standing
from orgplan.planning.rules.reading.layout import Columns, Line, accept, header_at
from orgplan.planning.rules.reading.marks import (
    CLOCK,
    is_clock_only,
    is_day_number,
    is_day_part,
    is_weekday,
    is_when,
    may_be_date,
)
from orgplan.planning.rules.reading.model import Role, SourceRow
from orgplan.planning.rules.reading.places import looks_like_place, split_title_place
from orgplan.planning.rules.reading.rows import RowKind, kind_of, section_kind
from orgplan.planning.rules.reading.several import expand
from orgplan.planning.rules.reading.text import is_blank, is_ditto, plain, squeeze

_WHEN = Role.DATE | Role.TIME
_ABBREVIATED = re.compile(r"[А-ЯЁ]{2,7}(?:\s+(?:№\s*)?\d+)?")  # «ОКЦ», «СОШ № 3»
_LIST_NUMBER = re.compile(r"^\s*\d{1,3}(?:\.\d{1,3})*[.)]\s+(?=\D)(?![^\n]*\n\s*\d{1,3}[.)]\s)")


@dataclass(slots=True)
class Reader:
    """Reads one table after another of one paper; a table continued on the next page goes on with the same state."""

    dating: Dating
    standing: Standing
    drafts: list[Draft] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    last: dict[Role, str] = field(default_factory=dict)
    above: dict[int, str] = field(default_factory=dict)
    month: str = ""
    last_value: date | None = None

    def read(self, lines: Sequence[Line], columns: Columns, table: int, sheet: str | None, where: str) -> None:
        """Read the rows below a header. `where` begins the sentences about a row («лист «План», » or nothing)."""
        self._columns, self._table, self._sheet, self._where = columns, table, sheet, where
        self._foreign, self._bare, self._outer = False, None, "heading" if self.standing.heading else ""
        skip = 0
        for index, line in enumerate(lines):
            if skip:
                skip -= 1
                continue
            again = self._header_again(lines, index)
            if again:
                skip = self._another_header(lines, index, again)
                continue
            if self._foreign and line.distinct:
                self.notices.append(
                    f"{where}строка {line.number} не похожа на план: «{squeeze(' | '.join(line.distinct))}»"
                )
                continue
            kind = kind_of(
                line,
                self._columns,
                lines[index + 1 : index + 4],
                after_event=bool(self.drafts),
            )
            self._take(kind, line)
        self._name_bare_heading()

    _columns: Columns = field(init=False)
    _table: int = field(init=False, default=0)
    _sheet: str | None = field(init=False, default=None)
    _where: str = field(init=False, default="")
    _foreign: bool = field(init=False, default=False)
    _bare: tuple[int, str] | None = field(init=False, default=None)
    _outer: str = field(init=False, default="")

    def _name_bare_heading(self) -> None:
        """Name a last heading with nothing below it: it may have been an event without a date."""
        if self._bare:
            number, text = self._bare
            self.notices.append(f"{self._where}строка {number}: под заголовком нет мероприятий: «{text}»")

    def _header_again(self, lines: Sequence[Line], index: int) -> tuple[int, Columns] | None:
        """Return a header that stands below the first one: the same words, or a row of nothing but header words."""
        line = lines[index]
        found = header_at(lines, index) if len(line.own) > 1 else None
        if found is None:
            strange = len(line.own) > 2 and all(header_share(line.texts[c]) == 1 for c in line.own)  # noqa: PLR2004
            return (index + 1, Columns({})) if strange else None
        same = sum(plain(line.texts[c]) in plain(self._columns.header(c)) for c in line.own)
        sure = all(header_share(line.texts[c]) >= 0.5 for c in line.own)  # noqa: PLR2004 -- half of the words
        return found if same * 2 > len(line.own) or (sure and len(line.own) > 2) else None  # noqa: PLR2004

    def _another_header(self, lines: Sequence[Line], index: int, again: tuple[int, Columns]) -> int:
        """Go on below a header met again; a different one gives the rows below it new columns. Returns rows to skip."""
        below, columns = again
        before = {column: plain(text) for column, text in self._columns.headers.items()}
        if {column: plain(text) for column, text in columns.headers.items()} == before:
            self._foreign = False
            return below - index - 1
        fresh = accept(columns, lines[below:])
        self._foreign = fresh is None or (self._columns.has(_WHEN) and not fresh.has(_WHEN))
        if fresh is not None and not self._foreign:
            self._columns = fresh
            self.last.clear()
            self.above.clear()
        return below - index - 1

    def _take(self, kind: RowKind, line: Line) -> None:
        """Do with the row what its kind asks for."""
        text = squeeze(" ".join(line.distinct))
        if kind is RowKind.HEADING:
            self._outer = self._outer or "heading"
            self.standing = self.dating.below(text, self.standing)
            self.last.clear()
            self.last_value = None
        elif kind is RowKind.SECTION:
            self._begin_section(text)
            self._bare = (line.number, text)
            self.last.clear()
        elif kind in {RowKind.TOTAL, RowKind.NOTE}:
            what = "итоговая строка" if kind is RowKind.TOTAL else "примечание или подпись"
            self.notices.append(f"{self._where}строка {line.number}: {what}, в план не вошло: «{text}»")
        elif kind is RowKind.CONTINUATION:
            self._continue(line)
        elif kind is RowKind.EVENT and self._ends_clock(line):
            self.drafts[-1].clock += f" {text}"
        elif kind is RowKind.EVENT:
            self.drafts.extend(expand(self._draft(line)))
            self._bare = None

    def _ends_clock(self, line: Line) -> bool:
        """Tell whether the row only ends the stretch of time that the row above began: «10.00 -», then «11.00»."""
        alone = self.drafts and len(line.own) == 1 and is_clock_only(squeeze(line.texts[line.own[0]]))
        return bool(alone) and self.drafts[-1].clock.rstrip().endswith(("-", "–", "—"))

    def _begin_section(self, text: str) -> None:
        """Begin a section; one of the table's outermost kind ends the months or days named inside the one before."""
        kind = section_kind(text)
        self._outer = self._outer or kind
        if self._outer == kind:
            self.standing = Standing(self.dating.period, section=text)
        else:
            self.standing = replace(self.standing, section=text)

    def _draft(self, line: Line) -> Draft:
        """Collect the cells of an event row by their roles."""
        columns = self._columns
        draft = Draft("", self.standing, self._source(line), where=f"{self._where}строка {line.number}")
        draft.date_header = columns.name(Role.DATE) or columns.name(Role.TIME)
        draft.sure["title"] = 0.95 if columns.sure else 0.7
        for column in sorted(columns.roles):
            self._take_cell(draft, column, line)
        if columns.untitled:
            draft.title, draft.sure["title"] = draft.place, 0.3
        self._settle_title(draft, line)
        self._settle_place(draft)
        self._settle_date(draft)
        return draft

    def _take_cell(self, draft: Draft, column: int, line: Line) -> None:
        """Add one cell to the draft; a ditto mark repeats the last words of its column."""
        role, text = self._columns.roles[column], line.text_at(column)
        if is_ditto(text):
            text = self.last.get(Role.DATE, "") if role & Role.DATE else self.above.get(column, "")
            draft.inherited = True
        elif not is_blank(text) and not role & Role.DATE:
            self.above[column] = text
        if role & _WHEN and not role & (Role.TITLE | Role.PLACE):
            self._take_when(draft, column, text, line)
            return
        if role & _WHEN:
            when, text = separate_when(text)
            draft.day = f"{draft.day} {when}".strip()
        if role & Role.TITLE:
            draft.title = "\n".join(filter(None, (draft.title, text)))
        elif role & Role.PLACE:
            draft.place = "\n".join(filter(None, (draft.place, text)))
        elif role & Role.RESPONSIBLE and not is_blank(text):
            draft.responsible.append(text)

    def _take_when(self, draft: Draft, column: int, text: str, line: Line) -> None:
        """Add a date or time cell to the draft."""
        role = self._columns.roles[column]
        value = line.cells[column].value
        if role & Role.DATE:
            if isinstance(value, date):
                draft.value = value
            header = plain(self._columns.header(column))
            if is_day_number(draft.day) and is_weekday(text):
                return  # «1 | Чт»: the number says the day
            if header.startswith("месяц") and len(self._columns.having(Role.DATE)) > 1:
                text = self.month = text if not is_blank(text) else self.month
            glue = " - " if draft.day and ("окончан" in header or "заверш" in header) and not is_blank(text) else " "
            draft.day = f"{draft.day}{glue}{text}".strip() if not is_blank(text) else draft.day
        elif not is_blank(text):
            draft.clock = f"{draft.clock}\n{text}".strip()

    def _settle_title(self, draft: Draft, line: Line) -> None:
        """Split the place off a combined title, and take a whole-row event («10.00 Открытие» across all columns)."""
        columns = self._columns
        if any(columns.roles[c] & Role.TITLE and columns.roles[c] & Role.PLACE for c in columns.roles):
            draft.title, place = split_title_place(draft.title)
            draft.place = place or draft.place
        if len(line.own) == 1 and line.span > 1:
            when, rest = separate_when(line.texts[line.own[0]])
            draft.title, draft.day, draft.clock, draft.place, draft.responsible = rest, when, "", "", []

    def _settle_place(self, draft: Draft) -> None:
        """Take a time of day out of the place cell, and a place out of the date cell of a table without places."""
        columns = self._columns
        if CLOCK.search(draft.place) and not CLOCK.search(draft.day) and not draft.clock:
            draft.clock, draft.place = separate_when(draft.place)
        if not columns.has(Role.PLACE) and not is_when(draft.day):
            when, rest = separate_when(draft.day)
            if when and (looks_like_place(rest) or _ABBREVIATED.fullmatch(rest)):
                draft.day, draft.place = when, rest
                draft.sure["place"] = 0.6
        if not columns.has(Role.NUMBER):
            draft.title = _LIST_NUMBER.sub("", draft.title)

    def _settle_date(self, draft: Draft) -> None:
        """Repeat the date above where the cell is empty or holds only a time; remember this row's date for the next."""
        day = squeeze(draft.day)
        if is_blank(day) and not draft.standing.day and (self._columns.calendar or draft.clock.strip()):
            draft.day, draft.value = self.last.get(Role.DATE, ""), self.last_value
            draft.inherited = bool(draft.day)
        elif self._only_clock(day, draft) and not is_blank(self.last.get(Role.DATE, "")):
            draft.clock, draft.day, draft.inherited = f"{day} {draft.clock}".strip(), self.last[Role.DATE], True
        elif not is_blank(day) and not is_day_part(day):
            self.last[Role.DATE], self.last_value = repeated(day), _day_of(draft.value)
        if is_blank(draft.day):
            draft.day = ""

    def _only_clock(self, day: str, draft: Draft) -> bool:
        """Tell whether the date cell holds only a time of day, so that its day is that of the row above."""
        if is_day_part(day):
            return True
        if draft.value is not None or not is_clock_only(day) or may_be_date(day):
            return False
        dated = "числ" in plain(draft.date_header) or any(
            role & Role.TIME and not role & Role.DATE for role in self._columns.roles.values()
        )
        return not (is_day_number(day) and (dated or (draft.standing.heading and not draft.standing.day)))

    def _continue(self, line: Line) -> None:
        """Add the row's words to the event above it."""
        if not self.drafts:
            return
        above = self.drafts[-1]
        for column in line.own:
            role, text = self._columns.roles.get(column, Role(0)), line.texts[column]
            if role & Role.TITLE:
                above.title = f"{above.title} {text}"
            elif role & Role.PLACE:
                above.place = f"{above.place} {text}".strip()
            elif role & _WHEN:
                above.clock = f"{above.clock} {text}".strip()
            elif role & Role.RESPONSIBLE:
                if above.responsible:
                    above.responsible[-1] += f"\n{text}"
                else:
                    above.responsible.append(text)
        cells = above.source.cells + tuple((self._columns.header(c), line.texts[c]) for c in line.own)
        above.source = replace(above.source, cells=cells)

    def _source(self, line: Line) -> SourceRow:
        """Return where the row stands, with all its cells."""
        cells = tuple((self._columns.header(column), text) for column, text in enumerate(line.texts))
        return SourceRow(self._table, line.number, cells, self._sheet)


def _day_of(value: date | None) -> date | None:
    """Return the day of a typed value, without its time of day."""
    return value.date() if isinstance(value, datetime) else value
