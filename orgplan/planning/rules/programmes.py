"""Which programmes a line names: in a column of its own («Программа», «В рамках»), or in the heading above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_OF_COLUMN = re.compile(r"\b(?:программ|подпрограмм|нацпроект|проект|в рамках)", re.IGNORECASE)
_OF_HEADING = re.compile(r"\b(?:программ|подпрограмм|нацпроект|национальн\w+ проект|в рамках)", re.IGNORECASE)
_BETWEEN = re.compile(r"[^0-9a-zа-я]+")
_LETTERS = 2
"""A code shorter than this is looked for nowhere: one letter stands anywhere."""


class Named(NamedTuple):
    """A programme as lines name it."""

    key: int
    name: str
    code: str


def programmes_named(section: str, cells: Sequence[Sequence[str]], known: Iterable[Named]) -> list[int]:
    """Return the keys of the programmes that a line names; `cells` are its pairs of header and text.

    A column that says by its header that it holds programmes may hold the name or the code, several too. A heading
    names a programme where it is its name, or says «программа» and holds the name.
    """
    columns = " | ".join(each[1] for each in cells if len(each) > 1 and _OF_COLUMN.search(each[0]))
    heads = section.split(" / ")
    return [each.key for each in known if _in_columns(each, columns) or any(_in_heading(each, head) for head in heads)]


def _in_columns(programme: Named, text: str) -> bool:
    is_named = _holds(text, programme.name)
    return is_named or (len(programme.code) >= _LETTERS and _holds(text, programme.code))


def _in_heading(programme: Named, heading: str) -> bool:
    is_whole = _words(heading) == _words(programme.name)
    return _holds(heading, programme.name) and (is_whole or bool(_OF_HEADING.search(heading)))


def _holds(text: str, part: str) -> bool:
    words = _words(part)
    return bool(words.strip()) and words in _words(text)


def _words(text: str) -> str:
    """Return the words between single spaces, one on either end, so that whole words are compared."""
    return f" {_BETWEEN.sub(' ', text.lower().replace('ё', 'е')).strip()} "
