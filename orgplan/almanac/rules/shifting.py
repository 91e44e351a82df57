"""Moving meetings that come back: this one, this and those after it, or all; what becomes of the rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = timedelta(days=7)
_NEAR = 6
"""A meeting of the old rule becomes the one of the new rule so many days away at most."""
_FIFTH = 5
_DAY = 24 * 60


class Scope(TextChoices):
    """How many of the meetings are meant."""

    ONE = "one", _("only this meeting")
    FOLLOWING = "following", _("this one and those after it")
    ALL = "all", _("all meetings to come")


def shifted_rule(rrule: str, day: date, on: date) -> str | None:
    """Return the rule (RFC 5545) by which the meeting of `day` is on the day `on`, the others as before.

    A weekday changes within its week, a weekday of the month or a number within its month; None where the rule would
    have to become another one: its words are then written anew by a person.
    """
    if day == on:
        return rrule
    parts = dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)
    key = "BYMONTHDAY" if "BYMONTHDAY" in parts else "BYDAY"
    names = parts.get(key, "").split(",")
    old, new = _names(parts, key, day, on, names)
    if not new or old not in names or new in names:
        return None
    changed = [new if name == old else name for name in names]
    parts[key] = ",".join(sorted(changed, key=_place))
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _names(parts: Mapping[str, str], key: str, day: date, on: date, names: Iterable[str]) -> tuple[str, str]:
    """Return how the rule names the day, and how it would name the other one; nothing where it cannot."""
    freq = parts.get("FREQ")
    if freq == "WEEKLY" and day - timedelta(days=day.weekday()) == on - timedelta(days=on.weekday()):
        return _CODES[day.weekday()], _CODES[on.weekday()]
    if freq != "MONTHLY" or (day.year, day.month) != (on.year, on.month) or "BYSETPOS" in parts:
        return "", ""
    if key == "BYMONTHDAY":
        return str(day.day), str(on.day)
    last = f"-1{_CODES[day.weekday()]}"
    if last in names and _is_last(day):
        return last, f"-1{_CODES[on.weekday()]}" if _is_last(on) else ""
    number = _number(on)
    return f"{_number(day)}{_CODES[day.weekday()]}", f"{-1 if number == _FIFTH else number}{_CODES[on.weekday()]}"


def _number(day: date) -> int:
    return (day.day - 1) // 7 + 1


def _is_last(day: date) -> bool:
    return (day + _WEEK).month != day.month


def _place(name: str) -> tuple[int, int]:
    """Return the key of the order in which a rule names its days; the last weekday comes after the numbered ones."""
    number, code = name[:-2], name[-2:]
    if code not in _CODES:
        return int(name), 0
    return (int(number) if int(number) > 0 else 99) if number else 0, _CODES.index(code)


def end_kept(start: time | None, end: time | None, begins: time) -> time | None:
    """Return the end that keeps the length of a meeting that begins at another time; past midnight the next day's."""
    if start is None or end is None:
        return None
    minutes = (_minutes(end) - _minutes(start) + _minutes(begins)) % _DAY
    return time(minutes // 60, minutes % 60)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def carried(old: Iterable[date], new: Iterable[date], shift: timedelta) -> dict[date, date]:
    """Return by day of the old rule the day of the new one that stands for it, each once; what has none is left out.

    A day of both rules stays. `shift` is how far the meeting that was moved went: the others go as far, or to the
    nearest day.
    """
    before, after = set(old), set(new)
    found = {day: day for day in before & after}
    free = sorted(after - before)
    for day in sorted(before - after):
        wanted = day + shift
        best = min(free, key=lambda each: abs(each - wanted), default=None)
        if best is not None and abs(best - wanted).days <= _NEAR:
            found[day] = best
            free.remove(best)
    return found
