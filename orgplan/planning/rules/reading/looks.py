"""Tables whose columns a person names: by the header that stood over them before, or by their shape; what is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

from orgplan.planning.rules.reading.columns import header_fingerprint, shape_fingerprint
from orgplan.planning.rules.reading.layout import Columns, Layout, Line, is_letterhead
from orgplan.planning.rules.reading.marks import has_when, is_when, stands_over
from orgplan.planning.rules.reading.model import Role, TableLook, Understood
from orgplan.planning.rules.reading.text import squeeze

_SEARCHED_ROWS, _SHOWN_ROWS = 40, 8
_WHEN = Role.DATE | Role.TIME


def said_columns(
    layout: Layout, lines: Sequence[Line], remembered: Mapping[str, Mapping[int, Role]]
) -> tuple[Columns, tuple[Line, ...], tuple[Line, ...]] | None:
    """Return the columns that a person named for this table before, the rows above them and those below; or None.

    A header counts wherever it stands among the first rows. A table without one is known by its width, as long as dates
    still stand where they were said to: otherwise its columns have changed and are asked for again.
    """
    if not remembered or layout.table.hidden:
        return None
    for index, line in enumerate(lines[:_SEARCHED_ROWS]):
        headers = headers_of(line.texts)
        roles = remembered.get(header_fingerprint(headers)) if headers else None
        if roles:
            return _known(roles, line, headers), tuple(lines[:index]), tuple(lines[index + 1 :])
    if layout.columns and layout.columns.headers:
        roles = remembered.get(header_fingerprint(layout.columns.headers))
        return (_known(roles, lines[0], layout.columns.headers), layout.before, layout.body) if roles else None
    roles = remembered.get(shape_fingerprint(width_of(lines)))
    if not roles or not _dates_stand(lines, roles):
        return None
    above = tuple(takewhile(is_above_plan, lines))
    return _known(roles, lines[0], {}), above, tuple(lines[len(above) :])


def headers_of(texts: Sequence[str]) -> dict[int, str]:
    """Return a row's words by column as a header; none where one cell fills the row or only one is filled."""
    headers = {column: squeeze(text) for column, text in enumerate(texts) if text.strip()}
    return headers if len(set(headers.values())) > 1 else {}


def width_of(lines: Sequence[Line]) -> int:
    """Return the number of columns."""
    return max((len(line.texts) for line in lines), default=0)


def is_above_plan(line: Line) -> bool:
    """Tell whether a sheet's row belongs to the heading above a plan without a header: one cell that is no day."""
    return len(line.own) < 2 and not any(stands_over(text) for text in line.distinct)  # noqa: PLR2004 -- one cell


def look_at(
    number: int, layout: Layout, columns: Columns | None, body: Sequence[Line], how: Understood
) -> TableLook | None:
    """Return a table as a person sees it who names its columns; None where nothing in it could be a plan."""
    lines = tuple(Line.of(index, row) for index, row in enumerate(layout.table.rows))
    filled = [line for line in lines if len(line.own) > 1]
    width = width_of(lines)
    if layout.table.hidden or width < 2 or len(filled) < 2 or is_letterhead(filled):  # noqa: PLR2004 -- a title, a date
        return None
    if columns is None and not any(has_when(text) for line in filled for text in line.distinct):
        return None  # a list of telephones: no column of it can be a date
    headers = columns.headers if columns else {}
    first = body[0].number if columns and body else 0
    begin = first - 2 if first else filled[0].number - 1
    shown = [line for line in lines[max(begin, 0) :] if line.own][:_SHOWN_ROWS]
    return TableLook(
        table=number,
        name=layout.table.name or "",
        how=how,
        fingerprint=header_fingerprint(headers) if headers else shape_fingerprint(width),
        first=first,
        width=width,
        roles=columns.roles if columns else {},
        headers=headers,
        rows=tuple((line.number, tuple(squeeze(text) for text in line.texts)) for line in shown),
    )


def fingerprint_below(look: TableLook, first: int) -> tuple[str, dict[int, str]]:
    """Return the mark and the words of the header that stands right above the row where a person says a plan begins."""
    if first == look.first:
        return look.fingerprint, dict(look.headers)
    above = next((texts for number, texts in look.rows if number == first - 1), ())
    headers = headers_of(above)
    return (header_fingerprint(headers) if headers else shape_fingerprint(look.width)), headers


def _known(roles: Mapping[int, Role], line: Line, headers: Mapping[int, str]) -> Columns:
    return Columns({column: role for column, role in roles.items() if column < len(line.texts)}, dict(headers))


def _dates_stand(lines: Sequence[Line], roles: Mapping[int, Role]) -> bool:
    """Tell whether at least half of the rows hold a time where it was said to stand; without such a column, always."""
    dated = [column for column, role in roles.items() if role & _WHEN]
    rows = [line for line in lines if len(line.own) > 1]
    fitting = sum(any(column < len(line.texts) and is_when(line.texts[column]) for column in dated) for line in rows)
    return not dated or 2 * fitting >= len(rows)
