"""Clock times and stretches of them, as tokens: «11-30», «11.30 ч.», «11³⁰», «в 7 часов вечера», «с 9 до 18»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from orgplan.language.timing.lexemes import Clock
from orgplan.language.timing.tokens import END, Mark, Token
from orgplan.language.timing.words import Meaning, Role, Stretch, meaning

_LAST_HOUR, _HOURS, _MINUTES = 24, 24, 60
_MINUTE_STEP = 5
_EARLIEST_PACKED = 600
_SEPARATORS = {Mark.DOT, Mark.COLON, Mark.DASH}


@dataclass(frozen=True, slots=True)
class Moment:
    """One clock time at tokens up to `last`; `sure` when it cannot be a date or a range of days."""

    hour: int
    minute: int
    last: int
    sure: bool

    @property
    def time(self) -> time:
        """Return the wall-clock time; 24.00 is midnight."""
        return time(self.hour % _HOURS, self.minute)

    @property
    def next_day(self) -> bool:
        """Tell whether it was written 24.00."""
        return self.hour == _LAST_HOUR


def token_at(tokens: Sequence[Token], i: int) -> Token:
    """Return the token or an end mark outside the text."""
    return tokens[i] if 0 <= i < len(tokens) else END


def meaning_at(tokens: Sequence[Token], i: int) -> Meaning | None:
    """Return what the word at `i` means; None for anything but a known word."""
    token = token_at(tokens, i)
    return meaning(token.text) if token.mark is Mark.WORD else None


def role_at(tokens: Sequence[Token], i: int) -> Role | None:
    """Return the role of the word at `i`."""
    found = meaning_at(tokens, i)
    return found.role if found else None


def moment_at(tokens: Sequence[Token], i: int, *, bare: bool = False) -> Moment | None:
    """Read one clock time at token `i`; a bare hour («9») only with `bare`."""
    token = token_at(tokens, i)
    if token.mark is Mark.WORD:
        return _noon_at(tokens, i)
    if token.mark is not Mark.NUMBER:
        return None
    found = _packed(tokens, i) or _raised(tokens, i) or _hour_minute(tokens, i) or _spaced(tokens, i)
    found = found or _bare_hour(tokens, i, bare=bare)
    return _with_words(tokens, found) if found else None


def _valid(hour: int, minute: int) -> bool:
    return 0 <= minute < _MINUTES and (0 <= hour < _HOURS or (hour == _LAST_HOUR and minute == 0))


def _noon_at(tokens: Sequence[Token], i: int) -> Moment | None:
    found = meaning_at(tokens, i)
    return Moment(found.number, 0, i + 1, sure=True) if found and found.role is Role.NOON else None


def _packed(tokens: Sequence[Token], i: int) -> Moment | None:
    """Read «1130», a superscript that lost its form."""
    token = tokens[i]
    if (
        token.width not in {3, 4}
        or token.value < _EARLIEST_PACKED
        or not _valid(hour := token.value // 100, minute := token.value % 100)
    ):
        return None
    return Moment(hour, minute, i + 1, sure=False) if minute % _MINUTE_STEP == 0 else None


def _raised(tokens: Sequence[Token], i: int) -> Moment | None:
    after = token_at(tokens, i + 1)
    if after.mark is not Mark.RAISED or not after.glued or not _valid(tokens[i].value, after.value):
        return None
    return Moment(tokens[i].value, after.value, i + 2, sure=True)


def _hour_minute(tokens: Sequence[Token], i: int) -> Moment | None:
    """Read «11.30», «11:30», «11-30», also with a space slipped in («11. 30»)."""
    hour, mark, minute = tokens[i], token_at(tokens, i + 1), token_at(tokens, i + 2)
    if not _are_figures(hour, mark, minute) or (mark.mark not in _SEPARATORS and not _is_slip(tokens, i)):
        return None
    tight = mark.glued and minute.glued
    last = i + 3
    if mark.mark is Mark.COLON:
        return Moment(hour.value, minute.value, _after_seconds(tokens, last), sure=True)
    if mark.mark is Mark.DOT and _continues_date(tokens, last):
        return None
    no_date = minute.value == 0 or (mark.mark is Mark.DOT and minute.value > 12)  # noqa: PLR2004 -- months
    return Moment(hour.value, minute.value, last, sure=tight and no_date and mark.mark in _SEPARATORS)


def _are_figures(hour: Token, mark: Token, minute: Token) -> bool:
    """Tell whether two numbers may be hour and minutes: close together, two-digit minutes, no hours «9-18»."""
    if minute.mark is not Mark.NUMBER or minute.width != 2 or hour.width > 2:  # noqa: PLR2004 -- digits
        return False
    close = mark.glued and (minute.glued or mark.mark is not Mark.DASH)
    hours = mark.mark is Mark.DASH and minute.value % _MINUTE_STEP and hour.value < minute.value <= _LAST_HOUR
    return close and _valid(hour.value, minute.value) and not hours


def _is_slip(tokens: Sequence[Token], i: int) -> bool:
    """Tell «14,00», «14=00», «14_00» from a list of days: whole or half hours, and no list goes on."""
    mark, minute = token_at(tokens, i + 1), token_at(tokens, i + 2)
    if mark.text not in {",", "=", "_"} or not mark.glued or not minute.glued or minute.text not in {"00", "30"}:
        return False
    return token_at(tokens, i + 3).mark is not Mark.COMMA and role_at(tokens, i + 3) is not Role.MONTH


def _after_seconds(tokens: Sequence[Token], i: int) -> int:
    seconds = token_at(tokens, i + 1)
    return i + 2 if token_at(tokens, i).mark is Mark.COLON and seconds.glued and seconds.width == 2 else i  # noqa: PLR2004 -- digits


def _continues_date(tokens: Sequence[Token], i: int) -> bool:
    """Tell «10.04.2018» and «10.04.18» from «10.30.»: a glued dot and number go on."""
    mark, year = token_at(tokens, i), token_at(tokens, i + 1)
    return mark.mark is Mark.DOT and mark.glued and year.mark is Mark.NUMBER and year.glued


def _spaced(tokens: Sequence[Token], i: int) -> Moment | None:
    """Read «10 00», minutes written small in the source."""
    hour, minute = tokens[i], token_at(tokens, i + 1)
    if minute.mark is not Mark.NUMBER or minute.width != 2 or hour.width > 2 or minute.value % _MINUTE_STEP:  # noqa: PLR2004 -- digits
        return None
    if not _valid(hour.value, minute.value) or role_at(tokens, i + 2) is Role.MONTH:
        return None
    if token_at(tokens, i + 2).mark in {Mark.DOT, Mark.COLON} and token_at(tokens, i + 3).glued:
        return None
    return Moment(hour.value, minute.value, i + 2, sure=minute.value == 0)


def _bare_hour(tokens: Sequence[Token], i: int, *, bare: bool) -> Moment | None:
    token = tokens[i]
    follows = meaning_at(tokens, i + 1)
    if token.width > 2 or not _valid(token.value, 0):  # noqa: PLR2004 -- digits
        return None
    if follows and follows.role in {Role.HOUR, Role.DAYTIME}:
        return Moment(token.value, 0, i + 1, sure=True)
    if not bare or (follows and follows.role in {Role.MONTH, Role.UNIT}):
        return None
    after = token_at(tokens, i + 1)
    if after.mark in {Mark.DOT, Mark.SLASH} and token_at(tokens, i + 2).mark is Mark.NUMBER and after.glued:
        return None
    return Moment(token.value, 0, i + 1, sure=False)


def _with_words(tokens: Sequence[Token], found: Moment) -> Moment:
    """Take «ч.», «часов 30 мин.», «вечера», «дня» after the figures."""
    hour, minute, last, sure = found.hour, found.minute, found.last, found.sure
    if role_at(tokens, last) is Role.HOUR:
        last, sure = _skip_dot(tokens, last + 1), True
        minutes = token_at(tokens, last)
        if minutes.mark in {Mark.NUMBER, Mark.RAISED} and 0 <= minutes.value < _MINUTES:
            named = role_at(tokens, last + 1) is Role.MINUTE
            if named or (minutes.width == 2 and minutes.glued):  # noqa: PLR2004 -- digits
                minute, last = minutes.value, _skip_dot(tokens, last + 2) if named else last + 1
        if role_at(tokens, last) is Role.HOUR:
            last = _skip_dot(tokens, last + 1)
    daytime = meaning_at(tokens, last)
    if daytime and daytime.role is Role.DAYTIME:
        hour, last, sure = _part_of_day(hour, daytime.number), last + 1, True
    elif sure and daytime and daytime.stretch is Stretch.DAY and tokens[last].text == "дня":
        hour, last = _part_of_day(hour, 12), last + 1
    return Moment(hour, minute, last, sure)


def _part_of_day(hour: int, shift: int) -> int:
    return hour + shift if hour + shift < _HOURS else hour


def _skip_dot(tokens: Sequence[Token], i: int) -> int:
    mark = token_at(tokens, i)
    return i + 1 if mark.mark is Mark.DOT and mark.glued else i


def clock_at(tokens: Sequence[Token], i: int, *, loose: bool) -> tuple[Clock, int, float] | None:
    """Return a clock or stretch at `i`, the next place, the certainty; with `loose` also forms that might be days."""
    opened = role_at(tokens, i) is Role.FROM
    first = moment_at(tokens, i + opened, bare=opened)
    if first is None or not (first.sure or loose or (opened and _closes_hours(tokens, first))):
        return None
    found = _end_of(tokens, first, opened=opened)
    if found is None:
        clock = Clock(first.time, None, starts_next_day=first.next_day)
        return clock, first.last, 0.9 if first.last == i + opened + 1 and not first.sure else 1.0
    end, certainty = found
    clock = Clock(first.time, end.time, starts_next_day=first.next_day, ends_next_day=end.next_day)
    return clock, end.last, certainty


def hours_at(tokens: Sequence[Token], i: int) -> tuple[Clock, int, float] | None:
    """Read «9-18» and «с 9 до 18» as hours."""
    opened = role_at(tokens, i) is Role.FROM
    first = _bare_hour(tokens, i + opened, bare=True) if token_at(tokens, i + opened).mark is Mark.NUMBER else None
    found = _end_of(tokens, first, opened=opened) if first else None
    if first is None or found is None:
        return None
    end = found[0]
    return Clock(first.time, end.time, ends_next_day=end.next_day), end.last, 1.0 if opened else 0.8


def _closes_hours(tokens: Sequence[Token], first: Moment) -> bool:
    """Tell «с 9 до 18 ч.»: the far end is surely a clock, so the near one is."""
    i = first.last
    if role_at(tokens, i) not in {Role.UNTIL, Role.TO}:
        return False
    end = moment_at(tokens, i + 1, bare=False)
    return end is not None and end.sure


def _end_of(tokens: Sequence[Token], first: Moment, *, opened: bool) -> tuple[Moment, float] | None:
    i = first.last
    broken = token_at(tokens, i).mark is Mark.BREAK and token_at(tokens, i + 1).mark is Mark.DASH
    i += broken
    token = token_at(tokens, i)
    role = role_at(tokens, i)
    if role in {Role.UNTIL, Role.TO}:
        end = moment_at(tokens, i + 1, bare=True)
        return (end, 1.0) if end and (opened or role is Role.UNTIL or (first.sure and end.sure)) else None
    if token.mark is Mark.DASH:
        i += 1 + (token_at(tokens, i + 1).mark is Mark.BREAK)
        end = moment_at(tokens, i + (role_at(tokens, i) is Role.UNTIL), bare=True)
        return (end, 1.0) if end and _is_later(first, end) else None
    lost = moment_at(tokens, i + (token.mark is Mark.BREAK))
    if (
        lost
        and (token.mark is Mark.NUMBER or token.mark is Mark.BREAK)
        and (lost.hour, lost.minute)
        > (
            first.hour,
            first.minute,
        )
    ):
        return lost, 0.85  # «13-00 14-00»: the dash got lost
    return None


def _is_later(first: Moment, end: Moment) -> bool:
    """Refuse «10.00 - 5», a number of a list that follows the clock, but keep nights «22.00-6.00»."""
    return end.sure or end.last - 1 > first.last + 1 or end.hour > first.hour
