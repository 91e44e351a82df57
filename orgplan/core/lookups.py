"""Conditions and orders that every list with a search field shares."""

from __future__ import annotations

import re

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigAutoField, Q, Value
from django.db.models.functions import Replace
from django.db.models.lookups import In

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


@BigAutoField.register_lookup
class Among(In):
    """`pk__among=` a queryset of keys: as `pk__in`, with the keys read first on PostgreSQL.

    There `pk IN (SELECT …)` beside another condition («of the unit, or shared with it») reads every row of the table,
    and alone it joins; an array of the keys is looked up in the index. SQLite does so by itself.
    """

    lookup_name = "among"

    def get_rhs_op(self, connection: BaseDatabaseWrapper, rhs: str) -> str:
        """Return the comparison with the keys; `rhs` is a query in parentheses, or a list of values."""
        if connection.vendor == "postgresql" and not self.rhs_is_direct_value():
            return f"= ANY(ARRAY{rhs})"
        return super().get_rhs_op(connection, rhs)
