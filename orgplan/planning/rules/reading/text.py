"""Small facts about a piece of text from a paper: its words, its letters, its brackets."""

from __future__ import annotations

import re
from functools import lru_cache

_LATIN = str.maketrans("ABCEHKMOPTXaceopxyBT", "АВСЕНКМОРТХасеорхуВТ")
_BROKEN = re.compile(r"(?<=[а-яё])-[ \t]*\n\s*(?=[а-яё])")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DITTO = re.compile(
    r"""(?:["'«»“”„]+|-\s*["'«»“”„/]+\s*-?|["'«»“”„]+\s*[-–—]+\s*["'«»“”„]+|[-–—]?\s*//\s*[-–—]?|то\s+же|там\s+же|тот\s+же|тогда\s+же)\.?""",
    re.IGNORECASE,
)
_DASHES = re.compile(r"[-–—−\s.…_]*")
_OPENING, _CLOSING = "([{«„“", ")]}»”"


def word_set(words: str) -> frozenset[str]:
    """Return the words of a written list as a set."""
    return frozenset(words.split())


def squeeze(text: str) -> str:
    """Return the text on one line: every run of white space becomes one space."""
    return " ".join(text.replace("\u00ad", "").split())


def unbroken(text: str) -> str:
    """Return the text on one line; a word broken at its hyphen («военно-⏎спортивная») is closed up."""
    return squeeze(_BROKEN.sub("-", text))


def lines_of(text: str) -> list[str]:
    """Return the non-empty lines of a cell, each squeezed."""
    return [line for line in map(squeeze, text.split("\n")) if line]


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return the text for comparing: small letters, `е` for `ё`, one space, straight dashes, no quotes."""
    text = squeeze(text).lower().replace("ё", "е")
    text = re.sub(r"[‐‑‒–—―−]", "-", text)
    return re.sub("[\"'`«»„“”‘’‹›\u00ad]", "", text)


def words_of(text: str) -> list[str]:
    """Return the words of the text in small letters; Latin letters that look Russian are read as Russian."""
    return [cyrillic(word).lower().replace("ё", "е") for word in _WORD.findall(text)]


def cyrillic(text: str) -> str:
    """Return the text with Latin letters that look like Russian ones replaced (`B.C.` → `В.С.`)."""
    return text.translate(_LATIN)


def is_blank(text: str) -> bool:
    """Tell whether a cell says nothing: empty, or only dashes, dots and underscores."""
    return bool(_DASHES.fullmatch(text))


def is_ditto(text: str) -> bool:
    """Tell whether a cell says «the same as above»: `-//-`, `"`, «то же», «там же»."""
    return bool(_DITTO.fullmatch(text.strip()))


def depths(text: str) -> list[int]:
    """Return for each character how many brackets and «quotes» are open around it; straight quotes alternate.

    Text with an unclosed bracket or quote is taken as having none, so that one slip does not swallow the rest.
    """
    found: list[int] = []
    depth, straight = 0, False
    for mark in text:
        if mark in _OPENING:
            depth += 1
            found.append(depth)
        elif mark in _CLOSING:
            found.append(depth)
            depth = max(0, depth - 1)
        elif mark == '"':
            found.append(depth + 1)
            straight = not straight
            depth += 1 if straight else -1
            depth = max(0, depth)
        else:
            found.append(depth)
    return found if depth == 0 else [0] * len(text)
