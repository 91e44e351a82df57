"""The rules of the Labour Code from which, with the year's decree, every day follows.

Sources: the Labour Code of Russia, art. 95 (the eve of a holiday is one hour shorter), art. 111 (days of rest),
art. 112 (holidays as they stand since 2013; the rest of a holiday that falls on a weekend moves to the next working
day, except in January). A working day of rest is as long as the day that took its place (order of the Ministry of
Health of 13.08.2009 № 588н), so a worked Saturday inherits the shortening.
"""

from datetime import date, timedelta
from functools import lru_cache

from orgplan.worktime.model import CalendarDay, DayKind, DecreeError, Move, YearDecree

_NEW_YEAR = "Новогодние каникулы"
HOLIDAYS = {
    **{(1, day): _NEW_YEAR for day in (1, 2, 3, 4, 5, 6, 8)},
    (1, 7): "Рождество Христово",
    (2, 23): "День защитника Отечества",
    (3, 8): "Международный женский день",
    (5, 1): "Праздник Весны и Труда",
    (5, 9): "День Победы",
    (6, 12): "День России",
    (11, 4): "День народного единства",
}

_DAY = timedelta(days=1)
_SATURDAY = 5


def holiday_name(day: date) -> str | None:
    """The name of the holiday by art. 112, None on other days."""
    return HOLIDAYS.get((day.month, day.day))


@lru_cache(maxsize=256)
def days_of_year(decree: YearDecree) -> tuple[CalendarDay, ...]:
    """Every day of the decree's year in order.

    Raises:
        DecreeError: the decree moves rest from a working day, to a day off, or outside its year.
    """
    by_law = _moves_by_law(decree)
    _check(decree, by_law)
    rest = {day: move for day, move in by_law.items() if not _moved_on(day, decree)}
    rest |= {move.target: move for move in decree.moves}
    worked = {move.source: move.target for move in decree.moves if holiday_name(move.source) is None}
    declared = {one.day: one.basis for one in decree.days_off}
    decreed = {move.target for move in decree.moves}

    def known(day: date) -> CalendarDay:
        holiday = holiday_name(day)
        if day in declared:
            return CalendarDay(day, DayKind.OFF, holiday, basis=declared[day])
        if day in rest:
            return CalendarDay(day, DayKind.OFF, holiday, rest[day].source, decree.basis if day in decreed else None)
        if day in worked:
            kind = _working_kind(worked[day], decree, also=day)
            return CalendarDay(day, kind, basis=decree.basis)
        if _rests_by_week(day):
            return CalendarDay(day, DayKind.OFF, holiday)
        return CalendarDay(day, _working_kind(day, decree))

    first = date(decree.year, 1, 1)
    return tuple(known(first + _DAY * offset) for offset in range((date(decree.year + 1, 1, 1) - first).days))


def _rests_by_week(day: date) -> bool:
    return day.weekday() >= _SATURDAY or (day.month, day.day) in HOLIDAYS


def _moves_by_law(decree: YearDecree) -> dict[date, Move]:
    """Days off that art. 112 itself gives for holidays on weekends, unless the decree moves that rest elsewhere."""
    moved = {move.source for move in decree.moves}
    moves: dict[date, Move] = {}
    for month, number in HOLIDAYS:
        holiday = date(decree.year, month, number)
        if month == 1 or holiday.weekday() < _SATURDAY or holiday in moved:
            continue
        target = holiday + _DAY
        while _rests_by_week(target) or target in moves:
            target += _DAY
        moves[target] = Move(holiday, target)
    return moves


def _moved_on(day: date, decree: YearDecree) -> bool:
    """Whether the rest that the law put on this day was moved on by the decree (25 February 2013)."""
    return any(move.source == day for move in decree.moves)


def _working_kind(day: date, decree: YearDecree, also: date | None = None) -> DayKind:
    """Shortened on the eve of a holiday; `also` is a worked day of rest, which may be such an eve itself."""
    eves = [eve for eve in (day, also) if eve is not None and eve not in decree.full_days]
    return DayKind.SHORTENED if any(holiday_name(eve + _DAY) for eve in eves) else DayKind.WORKING


def _check(decree: YearDecree, by_law: dict[date, Move]) -> None:
    dates = [day for move in decree.moves for day in (move.source, move.target)]
    dates += [one.day for one in decree.days_off] + list(decree.full_days)
    for day in dates:
        if day.year != decree.year:
            raise DecreeError(f"Календарь {decree.year} года: {day:%d.%m.%Y} — день другого года.")
    for move in decree.moves:
        if not _rests_by_week(move.source) and move.source not in by_law:
            raise DecreeError(
                f"Календарь {decree.year} года: перенос с {move.source:%d.%m.%Y}, но это и так рабочий день."
            )
        if _rests_by_week(move.target):
            raise DecreeError(
                f"Календарь {decree.year} года: перенос на {move.target:%d.%m.%Y}, но это и так выходной."
            )
    for name, days in (("с", [m.source for m in decree.moves]), ("на", [m.target for m in decree.moves])):
        if len(set(days)) < len(days):
            raise DecreeError(f"Календарь {decree.year} года: два переноса {name} одного и того же дня.")
