"""The words above a plan: its title and the day it was approved.

Forms met: «УТВЕРЖДАЮ … «26» октября 2009 г.», «Приложение N 2 к постановлению … от … N …», a decree's own head with
the date in a table, the spaced «П Л А Н» (domain.md §1.3).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.planning.rules.reading.marks import is_day_heading, is_period_heading
from orgplan.planning.rules.reading.text import lines_of, plain, squeeze

_MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_DATE = re.compile(
    r"[«\"„“]?\s*(?P<day>\d{1,2})\s*[»\"”“]?\s*(?P<month>январ|феврал|март|апрел|ма(?=[йя])|июн|июл|август|сентябр|октябр|ноябр|декабр)"
    r"\w*\s+(?P<year>\d{4})|(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})",
    re.IGNORECASE,
)
_ACT_WORD = re.compile(r"постановлени|распоряжени|приказ|решени|утвержд|приложени|указ\w*\s", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:№|\bN)\s*[\d-]+", re.IGNORECASE)
_SPACED = re.compile(r"\b(?:[А-ЯЁ]\s){2,}[А-ЯЁ]\b")
_TITLE_WORD = re.compile(
    r"(?:проект\s+)?(?:(?:[а-яё-]+(?:ый|ий|ой|ая|ое|ее|ые)\s+){0,3})"
    r"(?:план|программа|график|календарь|расписание|перечень|циклограмма|афиша|сценарный|план-график|план-календарь|мероприятия|схема"
    r"|анонс|порядок|повестка|регламент|хроника|список|комплекс|медиаплан)(?:\b|$)",
    re.IGNORECASE,
)
_ACT_TITLE = re.compile(
    r"(?:об?|по|о мерах)\s+(?:утвержд|провед|подготов|организац|план|мероприят|празднов)\w*", re.IGNORECASE
)
_STAMP = re.compile(r"утвержд|согласов|приложени|к\s+(?:постановлен|распоряжен|приказ|решен)|проект$", re.IGNORECASE)
_LETTERHEAD = re.compile(
    r"(?:постановление|распоряжение|приказ|решение|российская федерация|администрация|мэрия|управление делами"
    r"|муниципальное образование)\b",
    re.IGNORECASE,
)
_SECTION = re.compile(r"(?:раздел|часть|глава|подраздел|блок|[ivx]{1,4}\.)\s", re.IGNORECASE)
_SIGNED = re.compile(r"_{3,}|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+\s*$")
_PROSE = re.compile(
    r"в соответствии|в целях|в связи|во исполнение|на основании|руководствуясь|\d+\.\s"
    r"|.{0,40}(?:постановля|распоряжа|приказыва)",
    re.IGNORECASE,
)
_DATED_TITLE = re.compile(r"\d{4}|^(?:на|в|за|с|от|до|по)\s", re.IGNORECASE)
_APPROVED = re.compile(r"утвержд(?:аю|ен)|утверждено")
_TITLE_LINES, _STAMP_LINES, _ACT_LINES = 12, 8, 4
_BARE_TITLE = 2  # words of a title that says nothing yet


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a plan: title and approval day, either None where not found; `year` as the title names it."""

    title: str | None
    approved_on: date | None
    year: int | None = None


def read_heading(texts: Sequence[str]) -> Heading:
    """Read the texts above the plan, in order; an empty text is a gap between blocks. Line breaks inside count."""
    lines = [line for text in texts for line in (lines_of(text) or [""])]
    title = find_title(lines)
    return Heading(title, find_approval(lines), year_of(title or ""))


def find_title(lines: Sequence[str]) -> str | None:
    """Return the plan's title on one line: the last «План …», «Программа …», else «Об утверждении …», else a block."""
    starts = [
        index for index, line in enumerate(lines) if _TITLE_WORD.match(_unspaced(line)) and not _in_act(lines, index)
    ]
    if starts:
        return _collect(lines, _first_of_block(lines, starts))
    acts = [index for index, line in enumerate(lines) if _ACT_TITLE.match(line)]
    if acts:
        return _collect(lines, acts[-1])
    blocks = _blocks([line if line and not is_boilerplate(line) else "" for line in lines])
    return squeeze(" ".join(blocks[-1])) if blocks else None


def _first_of_block(lines: Sequence[str], starts: list[int]) -> int:
    """Return the first title word of the last block that has one."""
    first = starts[-1]
    for index in reversed(starts[:-1]):
        if all(lines[index:first]) and not any(is_boilerplate(line) for line in lines[index + 1 : first]):
            first = index
    return first


def _in_act(lines: Sequence[str], index: int) -> bool:
    """Tell whether the line continues «Об утверждении ⏎ плана …» right above it."""
    above = index - 1
    return above >= 0 and bool(lines[above]) and bool(_ACT_TITLE.match(lines[above])) and lines[index][:1].islower()


def _collect(lines: Sequence[str], start: int) -> str:
    """Join the title's lines from its start to a gap, a stamp, a section or the end."""
    taken = [_unspaced(lines[start])]
    for index, line in enumerate(lines[start + 1 : start + _TITLE_LINES], start + 1):
        if not line:
            if len(taken) == 1 and len(taken[0].split()) == 1:
                continue  # a gap under the single word «ПЛАН»
            if _goes_on(lines[index + 1 : index + 2], taken):
                continue  # the next line is only centred otherwise
            break
        if _SECTION.match(line) or _STAMP.match(line) or _SIGNED.search(line) or _PROSE.match(line):
            break
        if (is_day_heading(line) or is_period_heading(line)) and not _DATED_TITLE.search(line):
            break  # «Январь» over the first table, but not «на I квартал»
        taken.append(line)
    return squeeze(" ".join(taken))


def _goes_on(following: Sequence[str], taken: Sequence[str]) -> bool:
    """Tell whether a title goes on below a gap: in a small letter, or below «ПЛАН РАБОТЫ» alone."""
    alone = len(taken) == 1 and len(taken[0].split()) <= _BARE_TITLE
    return any(
        (line[:1].islower() or (alone and line[:1].isalpha()))
        and not (is_boilerplate(line) or _PROSE.match(line) or _SECTION.match(line) or is_day_heading(line))
        for line in following
    )


def _blocks(lines: Sequence[str]) -> list[list[str]]:
    """Group lines between gaps."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def is_boilerplate(line: str) -> bool:
    """Tell whether the line belongs to a stamp, a letterhead or a signature."""
    return bool(
        _STAMP.match(line)
        or _SIGNED.search(line)
        or _LETTERHEAD.match(line)
        or re.match(
            r"от\s+\S+\s|№|N\s*\d|г\.\s|город\w*\s+\S+$|[«\"]?_|глава|мэр\b|начальник|заместитель|директор|первый зам",
            line,
            re.IGNORECASE,
        )
        or _DATE.fullmatch(re.sub(r"\s*(?:г\.?|года)\s*$", "", line))
    )


def _unspaced(line: str) -> str:
    """Close up spaced capitals: «П Л А Н» → «ПЛАН»."""
    return _SPACED.sub(lambda found: found.group().replace(" ", ""), line)


def find_approval(lines: Sequence[str]) -> date | None:
    """Return the day of approval or of the approving act; an unfilled stamp («___» ________ 2010 г.) gives None."""
    texts = [plain(line) for line in lines]
    stamps = [index for index, text in enumerate(texts) if _APPROVED.match(text)]
    acts = [index for index, text in enumerate(texts) if _ACT_WORD.match(text) or text.startswith(("к ", "от "))]
    days = [_day(" ".join(lines[index : index + _STAMP_LINES])) for index in stamps]
    days += [_numbered_day(" ".join(lines[index : index + _ACT_LINES])) for index in (*acts, *range(len(lines)))]
    return next((day for day in days if day), None)


def _numbered_day(text: str) -> date | None:
    """Return the day of an act: a date directly beside its number."""
    for found in _DATE.finditer(text):
        after = text[found.end() : found.end() + 24]
        before = text[max(0, found.start() - 24) : found.start()]
        if re.match(r"\s*(?:г\.?|года)?\s*(?:№|N)\s*\S", after, re.IGNORECASE) or re.search(
            r"(?:№|N)\s*[\w/-]+\s+от\s*$", before
        ):
            return _date(found)
    return None


def _day(text: str) -> date | None:
    """Return the first whole date of the text."""
    found = _DATE.search(text)
    return _date(found) if found else None


def _date(found: re.Match[str]) -> date | None:
    """Turn a match into a date; a day that does not exist gives None."""
    try:
        if found["month"]:
            low = found["month"].lower()
            return date(int(found["year"]), _MONTHS.index(low) + 1, int(found["day"]))
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def year_of(title: str) -> int | None:
    """Return the year a title plans for: «на 2018 год», «2 сентября 2005 года», but not «встреча Нового 2006 года»."""
    found = re.search(r"\b(?:на|в)\s+(?:[^\d]{0,40}\s)?(20\d\d|19\d\d)\s*(?:г\b|год)", title)
    found = found or re.search(rf"\d\s+(?:{'|'.join(_MONTHS)})\w*\s+(20\d\d|19\d\d)", title, re.IGNORECASE)
    return int(found.group(1)) if found else None
