"""VTIMEZONE of a zone for the years that a calendar speaks of, out of the system's zone data (RFC 5545 §3.6.5)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_EARLIEST, _LATEST = 1970, 2100


@lru_cache(maxsize=64)
def zone_lines(key: str, first_year: int, last_year: int) -> tuple[str, ...]:
    """Return the zone's lines: what holds when the first year begins, and each change until the last one ends.

    Years outside 1970–2100 are left out: no client knows more.
    """
    zone = ZoneInfo(key)
    first, last = max(first_year, _EARLIEST), min(max(last_year, first_year), _LATEST)
    at = datetime(first, 1, 1, tzinfo=UTC)
    end = datetime(last + 1, 1, 1, tzinfo=UTC)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{key}", *_observance(zone, at, None)]
    while at < end:
        following = at + _DAY
        if _rule(zone, at) != _rule(zone, following):
            lines += _observance(zone, _moment_of_change(zone, at, following), at)
        at = following
    return (*lines, "END:VTIMEZONE")


def _rule(zone: ZoneInfo, moment: datetime) -> tuple[timedelta, timedelta, str]:
    local = moment.astimezone(zone)
    return local.utcoffset() or timedelta(), local.dst() or timedelta(), local.tzname() or ""


def _moment_of_change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first second of the new rule, found by halving."""
    old = _rule(zone, before)
    while after - before > _SECOND:
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        if _rule(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _observance(zone: ZoneInfo, moment: datetime, before: datetime | None) -> list[str]:
    """Return the part of a rule that holds from the moment on; `before` lies in the rule that ends, if any is known."""
    offset, summer, name = _rule(zone, moment)
    former = offset if before is None else _rule(zone, before)[0]
    begins = datetime(_EARLIEST, 1, 1) if before is None else (moment + former).replace(tzinfo=None)  # noqa: DTZ001 -- local by RFC 5545
    kind = "DAYLIGHT" if summer else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{begins:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_offset_words(former)}",
        f"TZOFFSETTO:{_offset_words(offset)}",
        f"TZNAME:{name}",
        f"END:{kind}",
    ]


def _offset_words(offset: timedelta) -> str:
    minutes = int(abs(offset).total_seconds()) // 60
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}{minutes % 60:02}"
