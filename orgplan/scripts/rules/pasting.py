"""Lines of a script pasted from a table or a letter: times, lengths, who, each read or shown as it stands.

«10:00 – 10:15 Встреча гостей – Иванов И. И.», «10.15 Гимн», «Вручение (20 мин)», cells parted by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import time

from orgplan.scripts.rules.timing import minute_of

USUAL_MINUTES = 5
_CLOCK = r"([01]?\d|2[0-3])[:.]([0-5]\d)"
_SPAN = re.compile(rf"^\s*(?:с\s+)?{_CLOCK}(?:\s*(?:[-–—]|до)\s*{_CLOCK})?(?!\.\d)\s*(?:ч\.?|час\.)?[\s,.;:–—-]*")
_LENGTH = re.compile(r"[\s,(]*\b(\d{1,3})\s*мин(?:ут[аы]?)?\.?\)?\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*\d{1,3}[.)]\s+(?=\S)")
_PERSON = r"[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][а-яё-]+"
_WHO = re.compile(rf"\s+[–—-]\s+((?:{_PERSON})(?:\s*,\s*(?:{_PERSON}))*)\s*$")
_HEADER = re.compile(r"^(?:№\s*(?:п/п)?\s*)?(?:время|тайминг|хронометраж)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One item that was read: `number` of the pasted line, its wording as it stood, what was understood.

    `start` and `end` are clock times where the line has them. `doubt` says what was guessed.
    """

    number: int
    original: str
    title: str
    minutes: int = USUAL_MINUTES
    start: time | None = None
    end: time | None = None
    who: str = ""
    where: str = ""
    text: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """All that was read, and the lines that are no items (an empty one is not told)."""

    lines: tuple[PastedLine, ...] = ()
    left: tuple[tuple[int, str], ...] = field(default=())


def read_lines(text: str) -> Pasted:
    """Read pasted lines. Where any line has a time, one without it goes on with the text of the line before it."""
    rows = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip(" \t\xa0")]
    left = tuple((number, line) for number, line in rows if _HEADER.match(line) and not _SPAN.match(line))
    rows = [row for row in rows if row not in left]
    items: list[PastedLine] = []
    timed = any(_SPAN.match(_unnumbered(line)) for _number, line in rows)
    for number, line in rows:
        read = _read_line(number, line)
        if timed and read.start is None and items and not _LENGTH.search(line):
            last = items[-1]
            items[-1] = replace(last, original=f"{last.original}\n{line}", text=f"{last.text}\n{line}".strip())
        else:
            items.append(read)
    return Pasted(tuple(_with_lengths(items)), left)


def _unnumbered(line: str) -> str:
    return _NUMBER.sub("", line.replace("\t", " ", 1) if re.match(r"^\s*\d{1,3}\.?\t", line) else line)


def _read_line(number: int, line: str) -> PastedLine:
    rest = _unnumbered(line)
    start = end = None
    if found := _SPAN.match(rest):
        start = time(int(found[1]), int(found[2]))
        end = time(int(found[3]), int(found[4])) if found[3] else None
        rest = rest[found.end() :]
    cells = [cell.strip() for cell in rest.split("\t")]
    cells = [cell for cell in cells if cell] if len(cells) > 1 else cells
    title, more = (cells[0], cells[1:]) if cells else ("", [])
    minutes, found_length = USUAL_MINUTES, _LENGTH.search(title)
    if found_length:
        minutes, title = int(found_length[1]), title[: found_length.start()]
    elif more and (cell := _LENGTH.fullmatch(more[0])):
        minutes, more, found_length = int(cell[1]), more[1:], cell
    who = more[0] if more else ""
    if not who and (named := _WHO.search(title)):
        who, title = named[1].strip(), title[: named.start()]
    read = PastedLine(number, line, title.strip(" \t.;–—-") or line, minutes, start, end, who)
    read = replace(read, where=more[1] if len(more) > 1 else "", text="\n".join(more[2:]))
    return read if found_length or end else replace(read, doubt="length")


def _with_lengths(items: Sequence[PastedLine]) -> list[PastedLine]:
    """Return the items with lengths by their own ends, else by the beginning of the next one."""
    done = []
    for position, each in enumerate(items):
        following = items[position + 1].start if position + 1 < len(items) else None
        ends = each.end or (following if each.doubt else None)
        if each.start is None or ends is None:
            said = "длительность не указана: поставлено 5 мин" if each.doubt else ""
            done.append(replace(each, doubt=said))
            continue
        lasts = minute_of(ends, each.start)
        said = "" if lasts >= 0 else "окончание раньше начала: поставлено 5 мин"
        done.append(replace(each, minutes=lasts if lasts >= 0 else USUAL_MINUTES, doubt=said))
    return done
