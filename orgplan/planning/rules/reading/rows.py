"""What each row of a plan's table is: an event, a section, a total, a note, a signature, the rest of the row above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from orgplan.planning.rules.reading.bodies import starts_post
from orgplan.planning.rules.reading.layout import Columns, Line, is_column_numbers
from orgplan.planning.rules.reading.marks import (
    LEADING_CLOCK,
    LEADING_DATE,
    is_clock_only,
    is_day_heading,
    is_period_heading,
    is_when,
)
from orgplan.planning.rules.reading.model import Role
from orgplan.planning.rules.reading.people import persons_in
from orgplan.planning.rules.reading.text import is_blank, plain, squeeze

_WHEN = Role.DATE | Role.TIME
_TOTAL = re.compile(r"(?:итого|всего|в\s?с\s?е\s?г\s?о|общая сумма)\b(?!\s+\w+\s+мероприят\w+\s+\w+)", re.IGNORECASE)
_NOTE = re.compile(r"(?:\*+\s*\S|примечани[ея]\s*:|\d?\s*<\*>|исп\.|исполнитель:|тел\.)", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:раздел|часть|глава|подраздел|блок|направление|модуль|этап)\s+(?:№\s*)?[\divxIVX]|[ivxIVX]{1,4}[.)]|(?:приложение|таблица)\s+(?:№|N)?\s*\d",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVXІХ]{1,5}[.)]?")
_ROMAN_MARK = re.compile(r"[IVXІХ]{1,5}[.)]")
_HEADING_LENGTH, _TOTAL_LENGTH, _LONE = 120, 40, 2


class RowKind(Enum):
    """What a row is."""

    EVENT = auto()
    EMPTY = auto()
    NUMBERS = auto()
    HEADING = auto()
    SECTION = auto()
    TOTAL = auto()
    NOTE = auto()
    CONTINUATION = auto()


def section_kind(text: str) -> str:
    """Return what sort of section a heading begins: by its first word, a Roman or another number, or none of these."""
    if _ROMAN_MARK.match(text):
        return "roman"
    found = _SECTION.match(text)
    return (plain(text).split() or ["plain"])[0] if found else "number" if text[:1].isdigit() else "plain"


def kind_of(line: Line, columns: Columns, following: Sequence[Line], *, after_event: bool) -> RowKind:
    """Tell what the row is; `following` are the rows below it, `after_event` whether an event stands above."""
    texts = [text for text in line.distinct if not is_blank(text)]
    if not texts:
        return RowKind.EMPTY
    if is_column_numbers(line):
        return RowKind.NUMBERS
    if _TOTAL.match(texts[0]) or (len(texts) > 1 and len(texts[1]) < _TOTAL_LENGTH and _TOTAL.match(texts[1])):
        return RowKind.TOTAL
    if len(texts) == 1:
        single = _kind_by_words(line, texts[0]) or _kind_by_column(line, columns, texts[0])
        return single or _kind_of_lone_title(line, columns, texts[0], following, after_event=after_event)
    return _kind_of_several(line, columns, following, after_event=after_event)


def _kind_of_several(line: Line, columns: Columns, following: Sequence[Line], *, after_event: bool) -> RowKind:
    """Tell what a row with several filled cells is."""
    if _is_signature(line, columns):
        return RowKind.NOTE
    if _heads_subrows(line, columns, following):
        return RowKind.SECTION
    if after_event and (_continues(line, columns) or _adds_to_merged(line, columns)):
        return RowKind.CONTINUATION
    return RowKind.EVENT


def _kind_by_words(line: Line, text: str) -> RowKind | None:
    """Tell what a row with one filled cell is where its words or its width say so."""
    if is_day_heading(text) or is_period_heading(text):
        return RowKind.HEADING
    if _NOTE.match(text):
        return RowKind.NOTE
    if LEADING_CLOCK.match(text) or (LEADING_DATE.match(text) and len(line.own) == 1):
        return RowKind.EVENT
    return RowKind.SECTION if line.span > 1 or _SECTION.match(text) else None


def _kind_by_column(line: Line, columns: Columns, text: str) -> RowKind | None:
    """Tell what a row with one filled cell is by the column it stands in; None for a title alone."""
    column = next(c for c in line.own if not is_blank(line.texts[c]))
    role = columns.roles.get(column, Role(0))
    if role == Role.NUMBER:
        return RowKind.EMPTY if re.fullmatch(r"[\d.)]+", text) else RowKind.SECTION
    if any(line.is_inherited(other) for other in columns.having(_WHEN)):
        return RowKind.EVENT if role & Role.TITLE else RowKind.CONTINUATION
    if role & Role.TITLE:
        return None
    if role & _WHEN:
        return RowKind.EVENT if is_when(text) else RowKind.SECTION
    return RowKind.SECTION if column == 0 else RowKind.CONTINUATION


def _kind_of_lone_title(
    line: Line, columns: Columns, text: str, following: Sequence[Line], *, after_event: bool
) -> RowKind:
    """Tell what a row with nothing but a title is: a section, an event on the day above, or the title's rest."""
    if line.cells[line.own[0]].bold or text.endswith(":") or (text.isupper() and len(text) < _HEADING_LENGTH):
        return RowKind.SECTION
    if after_event and (text[0].islower() or text[0] in ")»,"):
        return RowKind.CONTINUATION
    if columns.calendar or not columns.has(_WHEN):
        return RowKind.EVENT
    if starts_post(text) and (persons_in(text) or "___" in text):
        return RowKind.NOTE
    below = next((row for row in following if row.own), None)
    heads = below is not None and len(below.own) > _LONE and columns.having(Role.TITLE)[0] <= 1
    return RowKind.SECTION if heads and len(text) < _HEADING_LENGTH else RowKind.EVENT


def _is_signature(line: Line, columns: Columns) -> bool:
    """Tell whether the row is a signature under the plan: a post, a stroke or nothing, a name; no date, no number."""
    if any(
        not is_blank(line.texts[c])
        for c in columns.having(_WHEN | Role.NUMBER)
        if is_when(line.texts[c]) or columns.roles[c] == Role.NUMBER
    ):
        text = squeeze(line.texts[columns.having(Role.NUMBER)[0]]) if columns.having(Role.NUMBER) else ""
        if not starts_post(text):
            return False
    texts = line.distinct
    if not starts_post(texts[0]) or len(texts) > 3:  # noqa: PLR2004 -- post, stroke, name
        return False
    last = texts[-1]
    found = persons_in(last)
    return bool(found) and found[0].end() - found[0].start() >= len(last) - 2


def _heads_subrows(line: Line, columns: Columns, following: Sequence[Line]) -> bool:
    """Tell whether the row is a numbered section: only number and title, «II.», or «3.» above «3.1.»."""
    numbers, titles = columns.having(Role.NUMBER), columns.having(Role.TITLE)
    if not numbers or not titles or any(column not in {numbers[0], titles[0]} for column in _filled(line)):
        return False
    number = squeeze(line.texts[numbers[0]])
    if is_blank(number):
        return False
    if _ROMAN.fullmatch(number) or plain(number).startswith("раздел"):
        return True
    below = next((row for row in following if row.own), None)
    if below is None:
        return False
    stem = number.rstrip(".)")
    return (
        squeeze(below.texts[numbers[0]]).startswith(f"{stem}.")
        and squeeze(below.texts[numbers[0]]).rstrip(".)") != stem
    )


def _adds_to_merged(line: Line, columns: Columns) -> bool:
    """Tell whether title and date are merged with the row above, so that the row only adds a place or a person."""
    titles, when = columns.having(Role.TITLE), columns.having(_WHEN)
    return bool(titles) and all(line.is_inherited(c) for c in titles) and not any(c in line.own for c in when)


def _filled(line: Line) -> list[int]:
    """Return the columns with words in them, inherited ones included."""
    return [
        c for c in range(len(line.texts)) if not is_blank(line.texts[c]) and (c in line.own or line.is_inherited(c))
    ]


def _continues(line: Line, columns: Columns) -> bool:
    """Tell whether the row only goes on with the row above: no number, no date, and no title of its own."""
    when = columns.having(_WHEN)
    numbers = columns.having(Role.NUMBER)
    if any(not is_blank(line.texts[c]) and not (numbers and is_clock_only(line.texts[c])) for c in when):
        return False
    if any(not is_blank(line.texts[column]) for column in numbers):
        return False
    title = " ".join(squeeze(line.texts[column]) for column in columns.having(Role.TITLE)).strip()
    if is_blank(title):
        return True
    return bool(numbers or not columns.calendar) and (
        title[0].islower() or title[0] in ")»," or (bool(numbers) and title[0].isdigit())
    )
