"""The meetings and conferences of the shared data as drafts without times, for the same search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from python_calamine import CalamineWorkbook

from orgplan.scheduling.rules.draft import DAY, Closed, Draft, Event, Keeps, Span

_GRAIN = 15
_PAUSE_ROW = "Minimum consecutive talks pause in minutes"


def meetings(path: Path) -> Draft:
    """Return the meetings: rooms large enough, everybody required there, preferred people desired.

    The hour of lunch does not exist in the data (its grains jump over it), so it is taken out of the clock here too.
    """
    book = CalamineWorkbook.from_path(path)
    windows = []
    for number, (_day, opens, closes, lunch) in enumerate(_rows(book, "Days", 1)):
        begins, ends = _minutes(opens), _minutes(closes)
        free_hour = 60 if ends > _minutes(lunch) + 60 else 0
        windows.append(Span(number * DAY + begins, number * DAY + ends - free_hour))
    rooms = {str(name): float(size) for name, size in _rows(book, "Rooms", 1)}
    events = []
    for number, row in enumerate(_rows(book, "Meetings", 1)):
        required, preferred = frozenset(_names(row[5])), frozenset(_names(row[6]))
        fitting = tuple(name for name, size in rooms.items() if size >= len(required | preferred))
        events.append(
            Event(
                key=number,
                minutes=int(float(row[2])),
                windows=tuple(windows),
                venues=fitting,
                people=required,
                desired=preferred - required,
            )
        )
    return Draft(tuple(events), step=_GRAIN)


def conference(path: Path) -> Draft:
    """Return the talks with their timeslots as windows, by the hard rules of the data.

    Talks that exclude each other share somebody invented; talks with a crowd begin beside exactly one other such talk
    and apart from other such pairs. One that shares no timeslot with another (a lab of two hours among talks of 45
    minutes) or is left over of an odd number stays alone: two in its time would break the rule, nobody there does not.
    """
    book = CalamineWorkbook.from_path(path)
    slots = _slots(book)
    head, *rooms = _table(book, "Rooms")
    _speaker_head, *speakers = _table(book, "Speakers")
    pause = next(int(float(row[1])) for row in _rows(book, "Configuration", 0) if row[0] == _PAUSE_ROW)
    rules = {str(row[0]): row for row in speakers}
    columns, *talks = _table_of(book, "Talks")
    events = [_talk(dict(zip(columns, row, strict=False)), slots, rooms, rules, pause) for row in talks]
    closed = [
        Closed(keeps, str(row[0]), *slot.span)
        for keeps, rows, first in ((Keeps.VENUE, rooms, 4), (Keeps.PERSON, speakers, 9))
        for row in rows
        for slot, cell in zip(slots, row[first:], strict=False)
        if str(cell).strip()
    ]
    assert len(head) >= len(slots)
    return Draft(tuple(_paired(events, talks, columns)), closed=tuple(closed))


def unpaired(draft: Draft) -> int:
    """Return how many talks with a crowd found no partner though one that shares a timeslot with them was left over."""
    alone = [event for event in draft.events if "crowd alone" in event.people]
    return sum(any(_can_pair(one, other) for other in alone if other is not one) for one in alone)


def _can_pair(one: Event, other: Event) -> bool:
    return not set(one.windows).isdisjoint(other.windows)


class _Slot:
    def __init__(self, day: int, row: Sequence[object]) -> None:
        self.span = Span(day * DAY + _minutes(row[1]), day * DAY + _minutes(row[2]))
        self.label = f"{row[0]} {row[1]}"
        self.kinds, self.tags = set(_names(row[3])), set(_names(row[4]))


def _slots(book: CalamineWorkbook) -> list[_Slot]:
    rows = _rows(book, "Timeslots", 1)
    days = list(dict.fromkeys(str(row[0]) for row in rows))
    return [_Slot(days.index(str(row[0])), row) for row in rows]


def _talk(
    row: dict[str, object], slots: list[_Slot], rooms: list[list[object]], rules: dict[str, list[object]], pause: int
) -> Event:
    who = _names(row["Speakers"])
    asked = [rules[name] for name in who if name in rules]
    wants, refuses = _asked(row, asked, "timeslot", 1, 3)
    fit = [each for each in slots if row["Talk type"] in each.kinds and wants <= each.tags and not refuses & each.tags]
    wants, refuses = _asked(row, asked, "room", 5, 7)
    halls = tuple(
        str(each[0])
        for each in rooms
        if row["Talk type"] in _names(each[2]) and wants <= set(_names(each[3])) and not refuses & set(_names(each[3]))
    )
    pinned = str(row["Pinned by user"]).lower() == "true"
    start = next((s.span.start for s in slots if pinned and s.label == f"{row['Timeslot day']} {row['Start']}"), None)
    first = fit[0].span
    return Event(
        key=str(row["Code"]),
        minutes=first.end - first.start,
        windows=tuple(each.span for each in fit),
        start=start,
        venue=str(row["Room"]) if pinned else None,
        venues=halls,
        people=frozenset(who) | {f"apart {tag}" for tag in _names(row["Mutually exclusive talks tags"])},
        pinned=pinned,
        exit=pause,
        after=tuple(_names(row["Prerequisite talks codes"])),
    )


def _asked(
    row: dict[str, object], asked: list[list[object]], what: str, required: int, prohibited: int
) -> tuple[set[str], set[str]]:
    """Return the tags that the talk and its speakers require and those that they refuse."""
    wants, refuses = set(_names(row[f"Required {what} tags"])), set(_names(row[f"Prohibited {what} tags"]))
    for rule in asked:
        wants |= set(_names(rule[required]))
        refuses |= set(_names(rule[prohibited]))
    return wants, refuses


def _paired(events: list[Event], talks: list[list[object]], columns: list[str]) -> list[Event]:
    risk = columns.index("Crowd control risk")
    crowded = [str(row[0]) for row in talks if float(str(row[risk]) or 0) > 0]
    by_key = {str(event.key): event for event in events}
    crowded.sort(key=lambda key: (by_key[key].minutes, key))
    while crowded:
        one = crowded.pop(0)
        partner = next((key for key in crowded if _can_pair(by_key[key], by_key[one])), None)
        event = by_key[one]
        crowd = {"crowd"} if partner else {"crowd", "crowd alone"}
        beside = (partner,) if partner else ()
        if partner:
            crowded.remove(partner)
        by_key[one] = replace(event, people=event.people | crowd, beside=beside)
    return list(by_key.values())


def _table(book: CalamineWorkbook, sheet: str) -> list[list[object]]:
    return _table_of(book, sheet, skip=1)


def _table_of(book: CalamineWorkbook, sheet: str, skip: int = 0) -> list[list[object]]:
    return [list(row) for row in book.get_sheet_by_name(sheet).to_python()[skip:] if any(row)]


def _rows(book: CalamineWorkbook, sheet: str, skip: int) -> list[list[object]]:
    return _table_of(book, sheet)[skip:]


def _names(cell: object) -> list[str]:
    return [each.strip() for each in str(cell).split(",") if each.strip()]


def _minutes(clock: object) -> int:
    read = datetime.strptime(str(clock), "%H:%M").time()  # noqa: DTZ007 -- a time of day of nowhere
    return read.hour * 60 + read.minute
