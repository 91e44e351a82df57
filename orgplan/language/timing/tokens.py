"""The tokenizer of the date grammar: a cell's text becomes numbers, words and marks, each with its place.

Clerks' slips that only concern letters are put right here: Latin letters that look Russian, the letter O for a zero,
words divided at a line end, any kind of dash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from orgplan.language.timing.words import is_known, plain


class Mark(StrEnum):
    """What a token is."""

    NUMBER = "number"
    RAISED = "raised"
    WORD = "word"
    DASH = "dash"
    DOT = "dot"
    COMMA = "comma"
    SEMICOLON = "semicolon"
    COLON = "colon"
    SLASH = "slash"
    OPEN = "open"
    CLOSE = "close"
    BREAK = "break"
    OTHER = "other"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `start` and `end` are offsets in the text, `glued` means no white space before it."""

    mark: Mark
    text: str
    start: int
    end: int
    glued: bool = True
    value: int = -1

    @property
    def width(self) -> int:
        """Return the number of characters: two digits may be minutes, four a year."""
        return len(self.text)


END = Token(Mark.END, "", -1, -1, glued=False)

_LETTER = r"[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]"
_TOKEN = re.compile(
    rf"""(?P<break>[ \t\xa0]*(?:[\r\n\v\f\x85\u2028\u2029]\s*)+)
    |(?P<space>[\s\u200b\u2060\ufeff]+|[«"“„'](?=[0-9]{{1,2}}[»"”“'])|(?<=[0-9])[»"”“'](?=[\s\u200b\u2060\ufeff]*{_LETTER}))
    |(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)
    |(?P<word>(?<![0-9])0(?={_LETTER}{{3}}){_LETTER}+)
    |(?P<number>(?<!{_LETTER})(?=[oOоО]*[0-9])[0-9oOоО]++(?!{_LETTER})|[0-9]+)
    |(?P<roman>(?i:[IVXІ]+(?=кв|пол)))
    |(?P<letters>{_LETTER}+(?:\xad{_LETTER}+)*)
    |(?P<dash>[-‐‑‒–—―−\xad]+)
    |(?P<dot>\.|…)|(?P<comma>,)|(?P<semicolon>;)|(?P<colon>:)|(?P<slash>[/\\])
    |(?P<open>[(\[])|(?P<close>[)\]])|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ZERO = str.maketrans("oOоО", "0000")
_SAME_LENGTH = {"м-ц": "мес", "кв-л": "квар"}
_HYPHENED = re.compile("|".join(_SAME_LENGTH), re.IGNORECASE)
_LONGEST_NUMBER = 8


def tokenize(text: str) -> list[Token]:
    """Cut the text into tokens; never fails, every character but white space is in some token."""
    tokens: list[Token] = []
    glued = False
    for found in _TOKEN.finditer(_spelt_out(text)):
        name = found.lastgroup or "other"
        if name == "space":
            glued = False
            continue
        name = "word" if name in {"letters", "roman"} else name
        tokens.append(_token(Mark(name), found[0], found.start(), found.end(), glued=glued))
        glued = name != "break"
    return _join_divided(tokens)


def _spelt_out(text: str) -> str:
    """Put «м-ц» and «кв-л» as abbreviations of the same length, so that places stay."""
    return _HYPHENED.sub(lambda found: _SAME_LENGTH[found[0].lower()], text)


def _token(mark: Mark, raw: str, start: int, end: int, *, glued: bool) -> Token:
    if mark is Mark.WORD:
        return Token(mark, plain(raw), start, end, glued)
    if mark is Mark.NUMBER or mark is Mark.RAISED:
        digits = raw.translate(_ZERO if mark is Mark.NUMBER else _RAISED)
        value = int(digits) if len(digits) <= _LONGEST_NUMBER and digits.isdecimal() else -1
        return Token(mark, digits, start, end, glued, value)
    return Token(mark, raw, start, end, glued)


def _join_divided(tokens: list[Token]) -> list[Token]:
    """Join «сен-⏎тября» and «сентяб⏎ря»: two pieces that only together are a word of the grammar."""
    if not any(token.mark is Mark.BREAK for token in tokens):
        return tokens
    joined: list[Token] = []
    i = 0
    while i < len(tokens):
        first = tokens[i]
        gap = 1 + (i + 1 < len(tokens) and tokens[i + 1].mark is Mark.DASH)
        last = tokens[i + gap + 1] if i + gap + 1 < len(tokens) else END
        if (
            first.mark is last.mark is Mark.WORD
            and tokens[i + gap].mark is Mark.BREAK
            and is_known(first.text + last.text)
            and not (is_known(first.text) and is_known(last.text))
        ):
            joined.append(Token(Mark.WORD, first.text + last.text, first.start, last.end, first.glued))
            i += gap + 2
        else:
            joined.append(first)
            i += 1
    return joined
