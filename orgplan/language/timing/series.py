"""Numbers that wait for their word: «18, 19 и 25 сентября», «III–IV кв.», «1, 3, 4-й вторник», «1-2 декада мая»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from orgplan.language.timing.clocks import meaning_at, moment_at, role_at, token_at
from orgplan.language.timing.dates import dotted_day_at, full_date_at, year_after
from orgplan.language.timing.lexemes import Lexeme, Link, Unit, UnitKind
from orgplan.language.timing.tokens import Mark, Token
from orgplan.language.timing.words import Meaning, Role, Stretch, forms, roman

_SUFFIXES = frozenset(forms("й я е го ое ая ой ого ый ий ья ье му ю ую х ти м ей ом"))
_PLURAL = ("ые", "ых", "ие", "их")
_LAST_DAY, _LONGEST_MONTH = 39, 31
_KINDS = {
    Stretch.QUARTER: (UnitKind.QUARTER, 4),
    Stretch.HALF_YEAR: (UnitKind.HALF_YEAR, 2),
    Stretch.DECADE: (UnitKind.DECADE, 3),
    Stretch.WEEK: (UnitKind.WEEK, 5),
    Stretch.HALF: (UnitKind.HALF, 2),
    Stretch.DATE: (UnitKind.DATE, 31),
}
_INSIDE_MONTH = {
    UnitKind.TENS,
    UnitKind.DECADE,
    UnitKind.WEEK,
    UnitKind.HALF,
    UnitKind.NTH_WEEKDAY,
    UnitKind.NTH_WORKDAY,
    UnitKind.DATE,
}


@dataclass(frozen=True, slots=True)
class _Number:
    value: int
    first: int
    last: int
    worded: bool


def series_at(tokens: Sequence[Token], i: int, near: int) -> tuple[list[Lexeme], int] | None:
    """Read a series of numbers with the word that says what they count; None when no such word follows."""
    pieces: list[_Number | Lexeme] = []
    at = i
    while (number := _number_at(tokens, at)) is not None:
        pieces.append(number)
        head = _head_at(tokens, number, near)
        if head and head.alone and len(pieces) == 1:
            return None  # «11.05» by itself: the scanner decides whether it is a clock
        if head:
            return _finish(pieces, head)
        links, after = _links_at(tokens, number.last)
        if not links and (dates := _suffixed_dates(tokens, pieces)):
            return dates
        if not links or not _fits(pieces):
            return None
        pieces.extend(links)
        at = after
    return None


def _suffixed_dates(tokens: Sequence[Token], pieces: list[_Number | Lexeme]) -> tuple[list[Lexeme], int] | None:
    """Read «15-го и 30-го» without «числа» as dates of a month."""
    numbers = [piece for piece in pieces if isinstance(piece, _Number)]
    last = numbers[-1].last
    genitive = all(not number.worded and tokens[number.last - 1].text in {"го", "ого", "его"} for number in numbers)
    if not genitive or token_at(tokens, last).mark not in {Mark.END, Mark.COMMA, Mark.CLOSE, Mark.SEMICOLON}:
        return None
    return _finish(pieces, _Head(Unit(UnitKind.DATE, numbers[-1].value), last, 0.9))


def bare_days_at(tokens: Sequence[Token], i: int, month: int) -> tuple[list[Lexeme], int] | None:
    """Read lone numbers as days of a month known otherwise: «5, 12, 19» in a month's plan, «Апрель: 5–7»."""
    pieces: list[_Number | Lexeme] = []
    at = i
    while (number := _number_at(tokens, at)) is not None and not number.worded and 1 <= number.value <= _LONGEST_MONTH:
        pieces.append(number)
        links, after = _links_at(tokens, number.last)
        if (
            not links
            or not _fits(pieces)
            or token_at(tokens, after).mark is not Mark.NUMBER
            or _is_clock(tokens, after)
        ):
            break
        pieces.extend(links)
        at = after
    if not pieces or not isinstance(pieces[-1], _Number) or not _fits(pieces) or not _ends(tokens, pieces[-1].last):
        return None
    return _finish(pieces, _Head(Unit(UnitKind.DAY, pieces[-1].value, month), pieces[-1].last, 0.8))


def _is_clock(tokens: Sequence[Token], i: int) -> bool:
    moment = moment_at(tokens, i)
    return moment is not None and moment.sure


def _ends(tokens: Sequence[Token], i: int) -> bool:
    token = token_at(tokens, i)
    if token.mark is Mark.COMMA:
        token, i = token_at(tokens, i + 1), i + 1
    if _is_clock(tokens, i):
        return True
    return token.mark in {Mark.END, Mark.OPEN, Mark.BREAK} or role_at(tokens, i) in {Role.WEEKDAY, Role.FROM}


def _fits(pieces: list[_Number | Lexeme]) -> bool:
    """Refuse a falling range «30-12»: it is a clock or a slip, not days of one month."""
    if len(pieces) < 3:  # noqa: PLR2004 -- a range has number, link, number
        return True
    before, link, last = pieces[-3:]
    if isinstance(before, _Number) and isinstance(last, _Number) and isinstance(link, Lexeme):
        return before.value < last.value or last.value < 0
    return True


def _number_at(tokens: Sequence[Token], i: int) -> _Number | None:
    token = token_at(tokens, i)
    if token.mark is Mark.NUMBER and token.width <= 2 and token.value > 0:  # noqa: PLR2004 -- digits
        return _Number(token.value, i, _after_suffix(tokens, i + 1), worded=False)
    if token.mark is not Mark.WORD:
        return None
    if value := roman(token.text):
        return _Number(value, i, _after_suffix(tokens, i + 1), worded=True)
    found = meaning_at(tokens, i)
    if not found or found.role is not Role.ORDINAL:
        return None
    return _Number(found.number, i, i + 1 + (tokens[i].text == "посл" and _glued_dot(tokens, i + 1)), worded=True)


def _after_suffix(tokens: Sequence[Token], i: int) -> int:
    """Skip «-й», «го», «-ая» of a written ordinal."""
    mark, word = token_at(tokens, i), token_at(tokens, i + 1)
    if mark.mark is Mark.DASH and mark.glued and word.glued and word.mark is Mark.WORD and word.text in _SUFFIXES:
        return i + 2
    return i + 1 if mark.mark is Mark.WORD and mark.glued and mark.text in _SUFFIXES else i


def _links_at(tokens: Sequence[Token], i: int) -> tuple[list[Lexeme], int]:
    """Read what may stand between two numbers of a series; empty when something else stands there."""
    links: list[Lexeme] = []
    at = i + (token_at(tokens, i).mark is Mark.DOT and token_at(tokens, i).glued)
    start = at
    while (link := link_at(tokens, at)) is not None:
        links.append(Lexeme(link, at, at + 1, 0.8 if token_at(tokens, at).mark is Mark.SLASH else 1.0))
        at += 1
    return (links, at) if at > start and any(link.value is not Link.BREAK for link in links) else ([], i)


def link_at(tokens: Sequence[Token], i: int) -> Link | None:
    """Return the link that one token is, if any."""
    token = token_at(tokens, i)
    match token.mark:
        case Mark.DASH:
            return Link.RANGE
        case Mark.COMMA | Mark.SEMICOLON | Mark.SLASH:
            return Link.LIST
        case Mark.BREAK:
            return Link.BREAK
        case Mark.WORD if token.text == "на" and token_at(tokens, i + 1).mark is Mark.NUMBER:
            return Link.TO  # «в ночь с 17 на 18 мая»
        case Mark.WORD:
            return {Role.TO: Link.TO, Role.LIST: Link.LIST, Role.FROM: Link.FROM}.get(role_at(tokens, i) or Role.NOISE)
        case _:
            return None


@dataclass(frozen=True, slots=True)
class _Head:
    unit: Unit
    last: int
    certainty: float
    alone: bool = False


def _head_at(tokens: Sequence[Token], number: _Number, near: int) -> _Head | None:
    if not number.worded and (found := _dotted(tokens, number)):
        return _Head(*found, 1.0, alone=True)
    at = _to_word(tokens, number.last)
    word = meaning_at(tokens, at)
    if _is_short_half_year(tokens, at) and number.value <= 2:  # noqa: PLR2004 -- half-years
        return _Head(*year_after(tokens, at + 3, Unit(UnitKind.HALF_YEAR, number.value), near), 1.0)
    if not word:
        return None
    certainty = 0.8 if word.fuzzy else 1.0
    if word.role is Role.MONTH and 0 < number.value <= _LAST_DAY:
        last = at + 1 + (_glued_dot(tokens, at + 1))
        unit = Unit(UnitKind.DAY, number.value, word.number)
        return _Head(*year_after(tokens, last, unit, near), certainty)
    found = _counted(tokens, number, word, at)
    return _Head(*_owner_after(tokens, found[1], found[0], near), certainty) if found else None


def _to_word(tokens: Sequence[Token], i: int) -> int:
    """Skip line breaks, and before a month «15. апреля», «15-апреля», «15 (вт.) апреля»."""
    while token_at(tokens, i).mark is Mark.BREAK:
        i += 1
    token = token_at(tokens, i)
    if token.mark is Mark.OPEN and role_at(tokens, i + 1) is Role.WEEKDAY:
        closed = i + 2 + _glued_dot(tokens, i + 2)
        if token_at(tokens, closed).mark is Mark.CLOSE and role_at(tokens, closed + 1) is Role.MONTH:
            return closed + 1
    if token.mark in {Mark.DOT, Mark.DASH} and token.glued and role_at(tokens, i + 1) is Role.MONTH:
        return i + 1 if token.mark is Mark.DOT or tokens[i + 1].glued else i
    return i


def _is_short_half_year(tokens: Sequence[Token], i: int) -> bool:
    """Tell «1 п/г»."""
    return [token.text for token in tokens[i : i + 3]] == ["п", "/", "г"]


def _dotted(tokens: Sequence[Token], number: _Number) -> tuple[Unit, int] | None:
    """Read the last number of «25-26.05» or «1, 2, 3.05.2018»."""
    return full_date_at(tokens, number.first) or dotted_day_at(tokens, number.first)


def _glued_dot(tokens: Sequence[Token], i: int) -> bool:
    return token_at(tokens, i).mark is Mark.DOT and token_at(tokens, i).glued


def _counted(tokens: Sequence[Token], number: _Number, word: Meaning, at: int) -> tuple[Unit, int] | None:
    last = at + 1 + _glued_dot(tokens, at + 1)
    if word.role is Role.WEEKDAY and number.value <= 5:  # noqa: PLR2004 -- a month has up to five of a weekday
        return Unit(UnitKind.NTH_WEEKDAY, number.value, weekday=word.number), last
    if word.role is Role.WEEKDAYS and word.number == 5:  # noqa: PLR2004 -- working days
        last += _is_stretch(tokens, last, Stretch.DAY)
        return Unit(UnitKind.NTH_WORKDAY, number.value), last
    if word.stretch is Stretch.DAY and number.worded:
        return Unit(UnitKind.DATE, number.value), last
    if word.stretch is Stretch.DATE and number.worded and tokens[number.first].text.endswith(_PLURAL):
        return Unit(UnitKind.TENS, number.value), last
    kind, most = _KINDS.get(word.stretch or Stretch.TIMES, (None, 0))
    if kind is None or word.role is not Role.UNIT or number.value > most:
        return None
    return Unit(kind, number.value), last


def _is_stretch(tokens: Sequence[Token], i: int, *stretches: Stretch) -> bool:
    found = meaning_at(tokens, i)
    return found is not None and found.role is Role.UNIT and found.stretch in stretches


def _owner_after(tokens: Sequence[Token], i: int, unit: Unit, near: int) -> tuple[Unit, int]:
    """Read of what the piece is a part: «… апреля 2018 года», «… каждого месяца», «… квартала»."""
    at = i
    every = role_at(tokens, at) is Role.EVERY
    at += every
    owner = meaning_at(tokens, at)
    if unit.kind in _INSIDE_MONTH:
        if owner and owner.role is Role.MONTH:
            unit = replace(unit, month=owner.number)
            if unit.kind is UnitKind.DATE:
                unit = replace(unit, kind=UnitKind.DAY)
            return year_after(tokens, at + 1 + _glued_dot(tokens, at + 1), unit, near)
        if _is_stretch(tokens, at, Stretch.MONTH, Stretch.QUARTER, Stretch.YEAR):
            stretch = owner.stretch if owner else None
            if unit.kind is UnitKind.HALF and stretch is Stretch.YEAR:
                return replace(unit, kind=UnitKind.HALF_YEAR), at + 1
            return replace(unit, stretch=stretch, every=every), at + 1
    unit, last = year_after(tokens, i, unit, near)
    if unit.kind is UnitKind.HALF and unit.year:
        unit = replace(unit, kind=UnitKind.HALF_YEAR)
    return unit, last


def _finish(pieces: list[_Number | Lexeme], head: _Head) -> tuple[list[Lexeme], int]:
    """Give every waiting number the kind, month and owner of the last one; the year stays with the last."""
    lexemes: list[Lexeme] = []
    for piece in pieces[:-1]:
        if isinstance(piece, Lexeme):
            lexemes.append(piece)
        else:
            unit = replace(head.unit, number=piece.value)
            lexemes.append(Lexeme(unit, piece.first, piece.last))
    final = pieces[-1]
    first = final.first
    number = head.unit.number if isinstance(final, Lexeme) else final.value
    lexemes.append(Lexeme(replace(head.unit, number=number), first, head.last, head.certainty))
    return lexemes, head.last
