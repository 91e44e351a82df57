"""From tokens to lexemes: at each place the most certain rule that fits; what fits none is kept as unknown."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.language.timing.context import Context, Scan
from orgplan.language.timing.figure_rules import read_figures
from orgplan.language.timing.lexemes import Lexeme, Link
from orgplan.language.timing.series import link_at
from orgplan.language.timing.tokens import Mark, Token
from orgplan.language.timing.word_rules import read_word

_PLAIN = {Mark.OPEN, Mark.CLOSE, Mark.DOT, Mark.COLON}


def scan(tokens: Sequence[Token], context: Context) -> list[Lexeme]:
    """Return the lexemes of the tokens, in order and without gaps."""
    progress = Scan(tokens, context)
    at = 0
    while at < len(tokens):
        at = _step(progress, at)
    return progress.lexemes


def _step(progress: Scan, at: int) -> int:
    token = progress.tokens[at]
    if token.mark is Mark.NUMBER:
        return read_figures(progress, at)
    if token.mark is Mark.WORD:
        return read_word(progress, at)
    link = link_at(progress.tokens, at)
    known = token.mark in _PLAIN or token.text in "«»\"'"
    return progress.put(Lexeme(link or (Link.NOISE if known else Link.UNKNOWN), at, at + 1))
