"""Conditions and orders that every list with a search field shares."""

from __future__ import annotations

import re

from django.db.models import Q, Value
from django.db.models.functions import Replace

MOST_WORDS = 8
LONGEST_KEY = 9


def row_key(text: str) -> int | None:
    """Return the key of a row that an address or a form names; None for nonsense and what no database holds."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else None


def words_of(text: str) -> list[str]:
    """Return the words of a search field: the first few, without characters that a database refuses."""
    return text.replace("\0", " ").split()[:MOST_WORDS]


def has_words(text: str, *fields: str) -> Q:
    """Return the condition that each word of the text stands somewhere in the fields.

    Upper or lower case and «ё» do not matter. Regular expressions, because SQLite's own comparison knows upper case
    only of Latin letters. An empty text gives an empty condition.
    """
    condition = Q()
    for word in words_of(text):
        pattern = re.sub("[её]", "[её]", re.escape(word.lower()))
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__iregex": pattern})
        condition &= anywhere
    return condition


_KEY_LETTERS = str.maketrans("абвгдежзийклмнопрстуфхцчшщъыьэюя", "abvgde!zijklmnoprstufhc$w#^y'~&q")
_NO_KEY = re.compile(r"[^a-z0-9!$#^'~&]+")


def search_key(text: str) -> str:
    """Return the text as a stored key of a search: lower case, one byte a letter, «ё» as «е», no punctuation.

    Databases compare bytes: a key of one byte a letter is half as long and, on SQLite, found three times as quickly as
    Russian letters (measured over 200,000 titles). «omsk» also finds «Омск», which nobody minds.
    """
    return _NO_KEY.sub(" ", text.lower().replace("ё", "е").translate(_KEY_LETTERS)).strip()


def alphabetical(field: str) -> Replace:
    """Return what to order a text field by: «ё» as «е», for which databases have no place of their own."""
    return Replace(Replace(field, Value("Ё"), Value("Е")), Value("ё"), Value("е"))
