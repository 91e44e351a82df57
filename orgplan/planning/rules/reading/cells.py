"""Cells that hold more than one thing: a time and a place, a date and a title, several events one under another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from orgplan.planning.rules.reading.marks import (
    CLOCK,
    LEADING_CLOCK,
    LEADING_DATE,
    ONE_DATE,
    has_clock,
    is_clock_only,
    is_when,
    may_be_date,
)
from orgplan.planning.rules.reading.text import lines_of, squeeze

_SPAN = r"\d{1,2}\s?[.:\-]\s?[0-5]\d(?:\s*(?:час(?:ов|а)?|ч)?\.?\s*(?:[-–—]+|до|по)\s*\d{1,2}\s?[.:\-]\s?[0-5]\d)?"
_TAIL_CLOCK = re.compile(
    rf"(?:[\s,;(.–—-]+(?:начало|сбор|время)?\s*(?:в\s+|(?=(?:с|до)\s)|(?<=[.,;–—]\s)(?=\d{{1,2}}[.:-](?:00|15|30|45)))|\s*\()"
    rf"(?P<clock>(?:(?:с|до)\s+)?(?:{_SPAN}|\d{{1,2}}\s*ч(?:\.|ас(?:ов|а)?)?(?!\w)))\s*(?:час(?:ов|а)?|ч)?\.?\s*\)?[\s.;]*$",
    re.IGNORECASE,
)
_PLACE_TAIL_CLOCK = re.compile(
    rf"[\s,;(–—-]+(?P<clock>(?:(?:в|с|до|начало\s+в)\s+)?{_SPAN}(?:\s*(?:час(?:ов|а)?|ч)\.?)?)\)?\s*$", re.IGNORECASE
)
_INNER_CLOCK = re.compile(rf"(?:(?:^|[\s(])(?:в|с|к|начало в|начало)\s+|\()(?P<clock>{_SPAN})(?!\d)", re.IGNORECASE)
_UNSETTLED = re.compile(
    r"(?:дата|время|срок)\w*(?:,?\s+(?:и\s+)?\w+){0,3}\s+(?:уточня|согласу|будет|будут)\w*", re.IGNORECASE
)
_WRAPPED_DAYS = re.compile(r"(?<=\d[,–-])[ \t]*\n\s*(?=\d)")
_COMMAS = re.compile(r"(?<=[^\d\s]),\s*|;\s*|,\s+")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.)]\s+|[-–—•▪●·*]\s+)(?=\S)")


def separate_when(text: str) -> tuple[str, str]:
    """Split a cell that holds a time and something else into (date-and-time words, the rest with its line breaks)."""
    when: list[str] = []
    rest: list[str] = []
    if _UNSETTLED.match(squeeze(text)):
        return squeeze(text), ""
    for line in lines_of(_WRAPPED_DAYS.sub(" ", text)):
        if is_when(line) or is_clock_only(line):
            when.append(line)
            continue
        before, after = _separate_line(line)
        if before:
            when.append(before)
        rest.append(after)
    return squeeze(" ".join(when)), "\n".join(part for part in rest if part)


def _separate_line(line: str) -> tuple[str, str]:
    """Split one line: a leading date or clock, else a trailing one, else words that nothing parts from it."""
    parts = _COMMAS.split(line)
    for cut in range(len(parts) - 1, 1, -1):  # «1 мая 10.00-17.00, 9 мая 10.00-23.00, парк»
        head = ", ".join(parts[:cut])
        if is_when(head) and has_clock(head):
            return head, ", ".join(parts[cut:])
    return _leading(line) or _by_commas(parts) or _trailing_clock(line) or _by_words(line)


def _leading(line: str) -> tuple[str, str] | None:
    """Split off a date or clock that the line begins with."""
    for pattern, name in ((LEADING_DATE, "date"), (LEADING_CLOCK, "clock")):
        found = pattern.match(line)
        if found:
            inner = LEADING_CLOCK.match(found["rest"]) if name == "date" else None
            if inner:
                return squeeze(f"{found['date']} {inner['with'] or ''} {inner['clock']}"), inner["rest"]
            lead = (found["with"] or "") + " " if name == "clock" else ""
            return squeeze(lead + found[name]), found["rest"]
    return None


def _by_commas(parts: Sequence[str]) -> tuple[str, str] | None:
    """Split off the parts before or behind a comma that say nothing but a time."""
    for cut in range(1, len(parts)):
        head, tail = ", ".join(parts[:cut]), ", ".join(parts[cut:])
        if is_when(head):
            return head, tail
        if is_when(tail):
            return tail, head
    return None


def _trailing_clock(line: str) -> tuple[str, str] | None:
    """Split off a clock at the line's end."""
    found = _PLACE_TAIL_CLOCK.search(line)
    return (found["clock"], line[: found.start()]) if found else None


def _by_words(line: str) -> tuple[str, str]:
    """Split a date off the words that nothing parts from it: «28.02.19г. 14ч. клуб», «по школам с 1 по 20 мая»."""
    words = line.split()
    for cut in range(len(words) - 1, 0, -1):
        head = " ".join(words[:cut])
        if not words[cut - 1].isdigit() and ONE_DATE.match(head) and is_when(head):
            return head, " ".join(words[cut:])
    for cut in range(1, len(words)):
        tail = " ".join(words[cut:])
        if is_when(tail) and ONE_DATE.search(tail):
            return tail, " ".join(words[:cut])
    return "", line


def take_clock(title: str) -> tuple[str, str]:
    """Split a title with a clock time at its edge («10.00 Совещание», «Совещание в 11.00») into (title, clock)."""
    lines = lines_of(title)
    if len(lines) > 1 and is_clock_only(lines[-1]):
        return squeeze(" ".join(lines[:-1])), lines[-1]
    found = LEADING_CLOCK.match(title)
    if found:
        return found["rest"], squeeze(f"{found['with'] or ''} {found['clock']}")
    found = _TAIL_CLOCK.search(title)
    if found and title[: found.start()].strip() and not _due(found["clock"]):
        before = title[: found.start()].rstrip(" ,;(.–—-")
        within = before.count("(") > before.count(")")  # «(ул. Новая, с 10.00)»: the bracket stays whole
        return title if within else before, squeeze(found["clock"])
    inner = [found["clock"] for found in _INNER_CLOCK.finditer(title) if not may_be_date(found["clock"])]
    return title, inner[0] if len(inner) == 1 else ""


def _due(words: str) -> bool:
    """Tell whether «до 10.11», «с 1.06» at the end of a title is a date: no time of day has such minutes."""
    return bool(re.match(r"(?:с|до)\s", words)) and may_be_date(words) and not words.endswith(("00", "10"))


def date_part(text: str) -> str:
    """Return the text without the clock times after its first date: what the next row's empty date cell repeats."""
    found = ONE_DATE.search(text)
    if not found:
        return "" if is_clock_only(text) else text
    tail = CLOCK.sub(" ", text[found.end() :])
    tail = re.sub(r"\b(?:в|с|до|по|ч|час|часов)\b\.?|[-–—]\s*$", " ", tail) if tail != text[found.end() :] else tail
    return squeeze(text[: found.end()] + tail)


def events_in(text: str) -> list[str]:
    """Return the events of a cell: lines that begin with a clock, a number or a dash, each with its following lines.

    A cell with no such list is one event.
    """
    lines = lines_of(text)
    starts = [index for index, line in enumerate(lines) if LEADING_CLOCK.match(line) or is_clock_only(line)]
    if lines and is_clock_only(lines[-1]) and starts[0]:
        starts = [0, *(index + 1 for index in starts[:-1])]  # each time stands below its event
    if len(starts) < 2 or starts[0]:  # noqa: PLR2004 -- two events make a list
        starts = _numbered_starts(lines)
    if len(starts) < 2 or starts[0]:  # noqa: PLR2004
        return [text]
    ends = [*starts[1:], len(lines)]
    return ["\n".join(lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def _numbered_starts(lines: list[str]) -> list[int]:
    """Return where numbered («1.», «2)») or dashed lines begin, if they make one list from the first line on."""
    numbers = [int(found.group(1)) if (found := re.match(r"(\d{1,2})[.)]\s+\S", line)) else 0 for line in lines]
    listed = [number for number in numbers if number]
    if listed and listed == list(range(1, len(listed) + 1)):
        return [index for index, number in enumerate(numbers) if number]
    return [index for index, line in enumerate(lines) if re.match(r"[-–—•▪●·*]\s+\S", line)]


def without_number(text: str) -> str:
    """Strip the number or dash that a list item begins with."""
    return _NUMBERED.sub("", text.strip(), count=1)
