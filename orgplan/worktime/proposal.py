"""A proposal for a year that the Government has not decreed, or that nobody has entered yet."""

import re
from datetime import date

from orgplan.worktime.model import Move, YearDecree

_MOVED = re.compile(r"перенес[её]н\w* с (?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4})")


def propose_year(year: int) -> YearDecree:
    """The moves of the year as the `holidays` library knows them, marked unconfirmed.

    The library may know nothing beyond the Labour Code; then the proposal has no moves. A person compares it with
    the decree before confirming it.
    """
    from holidays import country_holidays  # noqa: PLC0415 -- 0.6 s: the library reads all its countries

    moves = []
    for target, name in country_holidays("RU", years=year, language="ru").items():
        found = _MOVED.search(name)
        if found:
            source = date(int(found["year"]), int(found["month"]), int(found["day"]))
            moves.append(Move(source, target))
    return YearDecree(year=year, moves=tuple(sorted(moves, key=lambda move: move.source)), confirmed=False)
