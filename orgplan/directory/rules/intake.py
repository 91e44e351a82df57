"""Reading the directory's own tables: which column is what, what each row says, what in it cannot be.

Columns are known by Russian headings in any order. A cell is named as the spreadsheet names it («C5»).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IntakeKind(TextChoices):
    """What a file lists."""

    UNITS = "units", _("units of the administration")
    PEOPLE = "people", _("people with their posts")
    ORGANISATIONS = "organisations", _("outside organisations")
    VENUES = "venues", _("venues of events")


class IntakeState(TextChoices):
    """Where a file is on its way in."""

    READ = "read", _("waits for confirmation")
    APPLIED = "applied", _("written into the directory")
    DROPPED = "dropped", _("file put aside")


#: (state, verb) → state: a file is applied or put aside once.
INTAKE_TRANSITIONS: dict[tuple[IntakeState, str], IntakeState] = {
    (IntakeState.READ, "apply"): IntakeState.APPLIED,
    (IntakeState.READ, "drop"): IntakeState.DROPPED,
}

COLUMNS: dict[IntakeKind, dict[str, str]] = {
    IntakeKind.UNITS: {
        "short_name": r"кратк|сокращ",
        "parent": r"входит|вышестоящ|в составе",
        "kind": r"^вид|^тип|категор",
        "phone": r"тел",
        "email": r"почт|e-?mail|имейл",
        "name": r"наимен|назван|подразделен|^(?:отдел|департамент|управлени|комитет)",
    },
    IntakeKind.PEOPLE: {
        "surname": r"^фамилия$",
        "first_name": r"^имя$",
        "patronymic": r"^отчество$",
        "full_name": r"ф\.? ?и\.? ?о|фамили|сотрудник|работник",
        "gender": r"^пол$",
        "title": r"должност",
        "phone": r"тел",
        "email": r"почт|e-?mail|имейл",
        "starts_on": r"дата назначен|дата приёма|дата приема|назначен|^с$|работает с",
        "leader_order": r"среди руковод|место руковод",
        "body": r"подразделен|организац|место работы|орган|структурн"
        r"|^(?:отдел|департамент|управлени|комитет|служб|учрежден)",
    },
    IntakeKind.ORGANISATIONS: {
        "short_name": r"кратк|сокращ",
        "founded_on": r"основан|создан|учрежд",
        "city": r"город|населённый|населенный",
        "phone": r"тел",
        "email": r"почт|e-?mail|имейл",
        "address": r"адрес",
        "name": r"наимен|назван|организац",
    },
    IntakeKind.VENUES: {
        "aliases": r"друг|иначе|также|варианты",
        "address": r"адрес",
        "district": r"округ|район",
        "capacity": r"вместим|мест|человек",
        "latitude": r"широт",
        "longitude": r"долгот",
        "contact": r"контакт|тел|ответств",
        "name": r"наимен|назван|площадк|зал|помещен",
    },
}
"""What a heading says about its column, by kind of file; the first expression that fits decides."""

REQUIRED = {
    IntakeKind.UNITS: ("name",),
    IntakeKind.PEOPLE: ("full_name", "surname"),
    IntakeKind.ORGANISATIONS: ("name",),
    IntakeKind.VENUES: ("name",),
}
"""One of these columns must be there."""

_LONGEST = {"phone": 60, "title": 300, "name": 300, "city": 120, "address": 300, "contact": 200, "district": 120}
_LONGEST |= {"surname": 100, "first_name": 100, "patronymic": 100, "short_name": 120, "email": 254}
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})")
_ROW_NUMBER = re.compile(r"(?:№|n|номер)?\s*(?:п\s*[/.]?\s*п\.?)?", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as rules take it: its text, and the typed value of a spreadsheet where there is one."""

    text: str
    value: object = None


@dataclass(frozen=True, slots=True)
class Flaw:
    """What in a cell cannot be: the cell's address and a sentence."""

    cell: str
    words: str


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """A row read: its number in the file, the texts by field (days in ISO), where each stands, what is wrong."""

    number: int
    values: Mapping[str, str]
    cells: Mapping[str, str]
    flaws: tuple[Flaw, ...] = field(default=())


def columns_of(header: Sequence[str], kind: IntakeKind) -> dict[str, int] | None:
    """Return the column of each field; None where the row is no heading of such a file."""
    found: dict[str, int] = {}
    for number, text in enumerate(header):
        plain = " ".join(text.lower().split()).strip(" .:*")
        name = next((name for name, words in COLUMNS[kind].items() if re.search(words, plain)), "") if plain else ""
        if name and name not in found:
            found[name] = number
    return found if len(found) > 1 and any(name in found for name in REQUIRED[kind]) else None


def read_rows(grid: Sequence[Sequence[SheetCell]], kind: IntakeKind) -> list[IntakeRow] | None:
    """Return the rows below the heading; None where no row of the table is a heading of such a file."""
    heading = _heading(grid, kind)
    if heading is None:
        return None
    number, columns = heading
    rows = (_row(grid[at], at + 1, columns) for at in range(number + 1, len(grid)))
    return [each for each in rows if any(each.values.values())]


def unread_columns(grid: Sequence[Sequence[SheetCell]], kind: IntakeKind) -> list[str]:
    """Return «Оклад» (D) for each column with a heading and contents that nothing was taken from; not row numbers."""
    heading = _heading(grid, kind)
    if heading is None:
        return []
    number, columns = heading
    named = ((at, " ".join(cell.text.split())) for at, cell in enumerate(grid[number]) if at not in columns.values())
    return [
        f"«{text}» ({column_letters(at)})"
        for at, text in named
        if text and not _ROW_NUMBER.fullmatch(text) and any(row[at].text.strip() for row in grid[number + 1 :])
    ]


def _heading(grid: Sequence[Sequence[SheetCell]], kind: IntakeKind) -> tuple[int, dict[str, int]] | None:
    found = ((number, columns_of([cell.text for cell in row], kind)) for number, row in enumerate(grid))
    return next(((number, columns) for number, columns in found if columns is not None), None)


def _row(cells: Sequence[SheetCell], number: int, columns: Mapping[str, int]) -> IntakeRow:
    values: dict[str, str] = {}
    flaws: list[Flaw] = []
    places = {name: f"{column_letters(column)}{number}" for name, column in columns.items()}
    for name, column in columns.items():
        cell = cells[column]
        text = " ".join(cell.text.split()) if name != "aliases" else cell.text.strip()
        values[name], wrong = _understood(name, text, cell.value)
        if wrong:
            flaws.append(Flaw(places[name], wrong))
    return IntakeRow(number, values, places, tuple(flaws))


def _understood(name: str, text: str, value: object) -> tuple[str, str]:
    """Return the value as it is kept and what is wrong with it, empty where nothing is."""
    wrong = ""
    if name in ("starts_on", "founded_on"):
        return _day(text, value)
    if name in ("capacity", "leader_order") and text:
        digits = text.replace(" ", "").removesuffix(".0").removesuffix(",0")
        text, wrong = (digits, "") if digits.isdecimal() and int(digits) else ("", f"«{text}» — не целое число")
    elif name == "gender" and text:
        letter = {"м": "m", "ж": "f"}.get(text[0].lower(), "")
        text, wrong = letter, "" if letter else f"пол «{text}» непонятен: напишите «м» или «ж»"
    elif name in ("latitude", "longitude") and text:
        text = text.replace(",", ".")
        wrong = "" if re.fullmatch(r"-?\d{1,3}(\.\d+)?", text) else f"«{text}» — не координата"
    elif name == "email" and text and not _EMAIL.fullmatch(text):
        wrong = f"«{text}» — не адрес электронной почты"
    elif name == "phone" and text and not re.search(r"\d", text):
        wrong = f"в телефоне «{text}» нет ни одной цифры"
    if len(text) > _LONGEST.get(name, 1000):
        wrong = f"длиннее {_LONGEST.get(name, 1000)} знаков"
    return text, wrong


def _day(text: str, value: object) -> tuple[str, str]:
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d"), ""
    found = _DAY.search(text)
    if not text or found is None:
        return "", f"«{text}» — не дата: напишите ДД.ММ.ГГГГ" if text else ""
    parts = (found[3], found[2], found[1]) if found[1] else (found[4], found[5], found[6])
    try:
        return date(*map(int, parts)).isoformat(), ""
    except ValueError:
        return "", f"такого дня нет: «{text}»"


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: 0 is «A», 26 «AA»."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
