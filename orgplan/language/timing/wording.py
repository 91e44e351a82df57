"""Worded dates, as tokens: weekdays, frequencies, beginnings and ends, «в течение …», «за 3 дня до …»."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.language.timing.clocks import meaning_at, role_at, token_at
from orgplan.language.timing.dates import year_after
from orgplan.language.timing.lexemes import Before, Lexeme, Link, Repeat, Unit, UnitKind, Weekdays
from orgplan.language.timing.tokens import Mark, Token
from orgplan.language.timing.words import Meaning, Role, Stretch, roman

_BY_DAYS = {Stretch.DAY: 1, Stretch.WEEK: 7, Stretch.MONTH: 30}
_WORKING, _FREE = (0, 1, 2, 3, 4), (5, 6)
_OWNERS = {Stretch.YEAR, Stretch.QUARTER, Stretch.MONTH, Stretch.WEEK, Stretch.HALF_YEAR, Stretch.PERIOD}


def after_dot(tokens: Sequence[Token], i: int) -> int:
    """Skip the dot of an abbreviation."""
    token = token_at(tokens, i)
    return i + 1 if token.mark is Mark.DOT and token.glued else i


def weekdays_at(tokens: Sequence[Token], i: int) -> Lexeme | None:
    """Read «пятница», «(сб)», «по вторникам и четвергам», «пн–пт», «с понедельника по пятницу», «в будние дни»."""
    at, every = i, False
    while role_at(tokens, at) in {Role.TO, Role.EVERY, Role.FROM} or token_at(tokens, at).text in {"в", "во"}:
        every = every or role_at(tokens, at) in {Role.TO, Role.EVERY}
        at += 1
    days: list[int] = []
    ranged = False
    found = meaning_at(tokens, at)
    repeats, last, certainty = every, i, 1.0
    while found and found.role in {Role.WEEKDAY, Role.WEEKDAYS}:
        repeats = repeats or found.plural or found.role is Role.WEEKDAYS
        certainty = 0.8 if found.fuzzy else certainty
        last = after_dot(tokens, at + 1)
        if found.role is Role.WEEKDAYS:
            if not _names_days(tokens, at, found):
                return None
            days.extend(_WORKING if found.number == len(_WORKING) else _FREE)
            day_word = meaning_at(tokens, last)
            last += bool(day_word and day_word.stretch is Stretch.DAY)
        elif _ranges(tokens, at) and days:
            ranged = True
            days.extend(_days_between(days[-1], found.number))
        else:
            days.append(found.number)
        at = _after_link(tokens, last)
        found = meaning_at(tokens, at)
    if not days:
        return None
    return Lexeme(Weekdays(tuple(dict.fromkeys(days)), repeats, ranged=ranged), i, last, certainty)


def _names_days(tokens: Sequence[Token], i: int, found: Meaning) -> bool:
    """Tell «рабочие дни» from «рабочее совещание»: the adjective needs its noun, «будни» and «выходные» do not."""
    word = meaning_at(tokens, i + 1)
    text = tokens[i].text
    return bool(word and word.stretch is Stretch.DAY) or (found.role is Role.WEEKDAYS and not text.startswith("рабоч"))


def _ranges(tokens: Sequence[Token], i: int) -> bool:
    before = token_at(tokens, i - 1)
    return before.mark is Mark.DASH or (before.mark is Mark.WORD and before.text in {"по", "до"})


def _days_between(first: int, last: int) -> list[int]:
    return [day % 7 for day in range(first, last + 1 if last >= first else last + 8)]


def _after_link(tokens: Sequence[Token], i: int) -> int:
    """Step over what may stand between two weekdays, but only when a weekday follows."""
    at = i
    while token_at(tokens, at).mark in {Mark.COMMA, Mark.DASH, Mark.BREAK, Mark.SLASH} or role_at(tokens, at) in {
        Role.LIST,
        Role.TO,
        Role.UNTIL,
    }:
        at += 1
    return at if at > i else -1


def except_at(tokens: Sequence[Token], i: int) -> Lexeme | None:
    """Read «кроме воскресенья», «за исключением выходных»."""
    if role_at(tokens, i) is not Role.EXCEPT:
        return None
    found = weekdays_at(tokens, i + 1)
    if not found or not isinstance(found.value, Weekdays):
        return None
    return Lexeme(Weekdays(found.value.days, repeats=True, excluded=True), i, found.last, found.certainty)


def repeat_at(tokens: Sequence[Token], i: int) -> Lexeme | None:
    """Read «еженедельно», «каждые две недели», «1 раз в квартал», «два раза в месяц»."""
    found = meaning_at(tokens, i)
    if found and found.role is Role.REPEAT and found.stretch:
        return Lexeme(Repeat(found.stretch), i, after_dot(tokens, i + 1), 0.8 if found.fuzzy else 1.0)
    if found and found.role is Role.EVERY:
        return _every(tokens, i)
    times, at = _count_at(tokens, i)
    if token_at(tokens, at).mark is Mark.DASH and token_at(tokens, at + 1).mark is Mark.NUMBER:
        at = _count_at(tokens, at + 1)[1]  # «1-2 раза»: the lower count is promised
    word = meaning_at(tokens, at)
    named = word is not None and word.stretch is Stretch.TIMES
    twice = token_at(tokens, i).text in {"однократно", "единожды", "дважды", "трижды"}
    if not named and not twice:
        return None
    at += named
    if token_at(tokens, at).text not in {"в", "за"}:
        return None
    at += 1 + (role_at(tokens, at + 1) is Role.EVERY)
    interval, at = _count_at(tokens, at)
    stretch = meaning_at(tokens, at)
    if not stretch or stretch.role is not Role.UNIT or not stretch.stretch:
        return None
    certainty = 1.0 if times == 1 else 0.6
    return Lexeme(Repeat(stretch.stretch, interval, times), i, after_dot(tokens, at + 1), certainty)


def _every(tokens: Sequence[Token], i: int) -> Lexeme | None:
    interval, at = _count_at(tokens, i + 1)
    ordinal = meaning_at(tokens, i + 1)
    if ordinal and ordinal.role is Role.ORDINAL and ordinal.number > 0:
        interval, at = ordinal.number, i + 2
    word = meaning_at(tokens, at)
    if word and word.role is Role.UNIT and word.stretch in {*_OWNERS, Stretch.DAY} and word.stretch:
        return Lexeme(Repeat(word.stretch, interval), i, at + 1)
    return None


def _count_at(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """Return a count in figures or words and where it ends; 1 where none is said."""
    token = token_at(tokens, i)
    if token.mark is Mark.NUMBER and 0 < token.value < 100:  # noqa: PLR2004 -- a sane count
        at = i + 1
        if token_at(tokens, at).mark is Mark.DASH and token_at(tokens, at + 1).text in {"х", "го", "й"}:
            at += 2
        return token.value, at
    found = meaning_at(tokens, i)
    return (found.number, i + 1) if found and found.role is Role.COUNT else (1, i)


def before_at(tokens: Sequence[Token], i: int) -> Lexeme | None:
    """Read «за 3 дня до», «за неделю до»."""
    if token_at(tokens, i).text != "за":
        return None
    count, at = _count_at(tokens, i + 1)
    at += role_at(tokens, at) is Role.WEEKDAYS
    word = meaning_at(tokens, at)
    days = _BY_DAYS.get(word.stretch) if word and word.role is Role.UNIT and word.stretch else None
    if days is None or role_at(tokens, at + 1) is not Role.UNTIL:
        return None
    return Lexeme(Before(count * days), i, at + 2)


def part_at(tokens: Sequence[Token], i: int, near: int) -> Lexeme | None:
    """Read «начало мая», «в конце II квартала», «середина года»; None where «начало» is that of a clock."""
    found = meaning_at(tokens, i)
    if not found or found.role is not Role.PART:
        return None
    owner = meaning_at(tokens, i + 1)
    if owner and owner.role is Role.MONTH:
        last = after_dot(tokens, i + 2)
        unit, last = year_after(
            tokens, last, Unit(UnitKind.PART, found.number, owner.number, None, Stretch.MONTH), near
        )
        return Lexeme(unit, i, last, 0.9)
    if owner and owner.role is Role.SEASON and owner.number > 1:
        return Lexeme(Unit(UnitKind.MONTH, month=3 * owner.number + found.number - 4), i, i + 2, 0.7)
    if owner and owner.role is Role.UNIT and owner.stretch in _OWNERS:
        return Lexeme(Unit(UnitKind.PART, found.number, stretch=owner.stretch), i, i + 2, 0.9)
    return _part_of_quarter(tokens, i, found.number, near)


def _part_of_quarter(tokens: Sequence[Token], i: int, part: int, near: int) -> Lexeme | None:
    token, word = token_at(tokens, i + 1), meaning_at(tokens, i + 2)
    number = token.value if token.mark is Mark.NUMBER else roman(token.text)
    if not 1 <= number <= 4 or not word or word.stretch is not Stretch.QUARTER:  # noqa: PLR2004 -- quarters
        year = token_at(tokens, i + 1)
        if year.mark is Mark.NUMBER and year.width == 4:  # noqa: PLR2004 -- digits
            unit, last = year_after(tokens, i + 1, Unit(UnitKind.PART, part, stretch=Stretch.YEAR), near)
            return Lexeme(unit, i, last, 0.9) if unit.year else None
        return None
    unit = Unit(UnitKind.PART, part, 3 * number - 2, None, Stretch.QUARTER)
    return Lexeme(*_with_tokens(year_after(tokens, after_dot(tokens, i + 3), unit, near), i), 0.9)


def _with_tokens(found: tuple[Unit, int], first: int) -> tuple[Unit, int, int]:
    return found[0], first, found[1]


def course_at(tokens: Sequence[Token], i: int) -> Lexeme | None:
    """Read «в течение года», «весь период», «на протяжении всего квартала», «за год»."""
    at = i + (token_at(tokens, i).text in {"в", "на"})
    opened = role_at(tokens, at) is Role.COURSE
    at = after_dot(tokens, at + opened) if opened else at
    while role_at(tokens, at) is Role.WHOLE or (opened and role_at(tokens, at) is Role.NOISE):
        at, opened = at + 1, True
    word = meaning_at(tokens, at)
    if not opened or not word or word.role is not Role.UNIT or word.stretch not in {*_OWNERS, Stretch.DAY}:
        return None
    if word.stretch is Stretch.PERIOD and role_at(tokens, at + 1) is Role.FROM:
        return Lexeme(Link.NAMED_PERIOD, i, at + 1)  # «весь период с … по …»
    if word.stretch is Stretch.DAY:
        return Lexeme(Link.ALL_DAY, i, at + 1)
    return Lexeme(Unit(UnitKind.WHOLE, stretch=word.stretch), i, after_dot(tokens, at + 1))


def season_at(tokens: Sequence[Token], i: int, near: int) -> Lexeme | None:
    """Read «лето», «в летний период», «осень 2018 года»."""
    found = meaning_at(tokens, i)
    if not found or found.role is not Role.SEASON:
        return None
    word = meaning_at(tokens, i + 1)
    adjective = token_at(tokens, i).text.endswith(("ий", "его", "ее"))
    named = word is not None and word.stretch is Stretch.PERIOD
    if adjective and not named:
        return None
    unit, last = year_after(tokens, i + 1 + named, Unit(UnitKind.SEASON, found.number), near)
    return Lexeme(unit, i, last, 0.9)
