"""Set phrases that give no day: «по отдельному графику», «по мере необходимости», «время уточняется»."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.language.timing.clocks import role_at, token_at
from orgplan.language.timing.tokens import Mark, Token
from orgplan.language.timing.words import Role, forms, is_known

_NOUNS = forms(
    "график план расписани согласовани назначени заявк необходимост договоренност приглашени положени решени факт "
    "обращени календар программ распоряжени приказ указани поручени регламент желани запрос вызов возможност "
    "готовност результат итог погод срок порядк заявлени предложени усмотрени"
)
_ADJECTIVE_ENDINGS = ("ому", "ему", "ой", "ей", "ым", "им", "ыми", "ими", "ую", "ые", "ие", "ом", "ных", "их", "но")
_OPENERS = {"по", "согласно", "при", "в"}
_NOUNS_AFTER_IN = ("срок", "порядк", "соответстви", "случа", "зависимост")
_LATER = frozenset(
    forms(
        "уточняется уточняются уточнить уточнены уточнена уточнено уточнению определяется определяются "
        "согласовывается согласовываются согласуется будет будут объявлено объявлена объявлены дополнительно "
        "сообщена сообщено сообщены устанавливается определена определены определено неизвестно неизвестна "
        "неопределена планируется"
    )
)
_LONGEST = 5


def unscheduled_at(tokens: Sequence[Token], i: int) -> int | None:
    """Return where a phrase ends that says «no day yet, by another paper or by agreement»; None when none begins."""
    opener = token_at(tokens, i)
    if opener.mark is not Mark.WORD or opener.text not in _OPENERS:
        return None
    if token_at(tokens, i + 1).text == "мере":
        return _after_owner(tokens, min(i + 3, len(tokens)))
    nouns = _NOUNS_AFTER_IN if opener.text == "в" else _NOUNS
    for at in range(i + 1, min(i + 1 + _LONGEST, len(tokens))):
        token = tokens[at]
        if token.mark is not Mark.WORD:
            return None
        if token.text.startswith(nouns):
            return _whole(tokens, at)
        if role_at(tokens, at) in {Role.MONTH, Role.WEEKDAY} or not token.text.endswith(_ADJECTIVE_ENDINGS):
            return None
    return None


def _whole(tokens: Sequence[Token], noun: int) -> int:
    """Take «в соответствии с графиком», «в случае необходимости», «по плану-графику» to their end."""
    at = _after_owner(tokens, noun + 1)
    if tokens[noun].text.startswith(("соответстви", "случа", "зависимост")):
        for far in range(at, min(at + _LONGEST, len(tokens))):
            if tokens[far].mark is Mark.WORD and tokens[far].text.startswith(_NOUNS):
                return far + 1
        return at
    dash, second = token_at(tokens, at), token_at(tokens, at + 1)
    if dash.mark in {Mark.DASH, Mark.SLASH} and second.text.startswith(_NOUNS):
        return at + 2
    return at


def _after_owner(tokens: Sequence[Token], i: int) -> int:
    """Take whose paper it is: «по плану отдела культуры», «по согласованию с главой города»."""
    at = i + (token_at(tokens, i).text in {"с", "со"})
    start = at
    while at < min(start + _LONGEST, len(tokens)) and tokens[at].mark is Mark.WORD and not is_known(tokens[at].text):
        at += 1
    return at if at > start else i


def later_at(tokens: Sequence[Token], i: int) -> int | None:
    """Return where «уточняется», «будет объявлено дополнительно» ends."""
    at = i
    while token_at(tokens, at).mark is Mark.WORD and tokens[at].text in _LATER:
        at += 1
    return at if at > i else None
